import { uuidv7 } from 'uuidv7'
import { canonicalize, encodeUtf8, toHex, type LogHash } from '@fadu/audit-log'
import type { Ground } from '@fadu/domain'
import { actorOf, type ApplicationPrincipal, type Principal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { settledBy, type EvidenceLog } from '../../platform/log/evidence-log.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource } from '../catalog/index.ts'
import type { ExchangeAnswer, ExchangeItem, ExchangePage } from './exchange-page.ts'
import type { Link } from './links.ts'
import { numberChanges } from './number-changes.ts'
import { standingEntries, standingGrants, type StandingEntry, type StandingGrant } from './told-subjects.ts'
import { exchangeAction } from './verify-answer.ts'

/** Changes looked at for one page, and how large its items may grow before it is cut. */
const mostChanges = 200
const mostItemBytes = 1024 * 1024

/** What the other asks with: how far it has heard us, and the size of our log as it has seen it. */
export interface Asked {
  readonly after: number
  readonly from: number
}

/** Tells another platform what changed and what it may know of that. */
export interface Teller {
  /**
   * @param as - The other platform, as it is known here: what it may know is decided for it.
   * @param by - Who brings it about: the other by its call, or the platform itself.
   * @param grounds - On what it is told.
   * @returns The page with its proof. Its record is durable.
   */
  tell(
    link: Link,
    as: ApplicationPrincipal,
    asked: Asked,
    how: { readonly way: 'pull' | 'push'; readonly by: Principal; readonly grounds: readonly Ground[] },
  ): Promise<{ readonly answer: ExchangeAnswer; readonly page: ExchangePage }>
}

interface Numbered {
  readonly kind: 'entry' | 'grant'
  readonly subject_id: string
  readonly number: number
}

export function createTeller(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  readonly hash: LogHash
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): Teller {
  const { db, gate, log, hash, territories, now } = deps

  const mayKnow = (link: Link, as: ApplicationPrincipal, { entry }: StandingEntry): boolean => {
    if (!isOurs(link, entry.territory)) return false
    const context = { entry: entryFacts(entry, territories()) }
    return (
      gate.decide({ action: 'link.tell', principal: as, resource: entryResource(entry), context }).effect === 'allow'
    )
  }

  /** Upwards we tell of what we answer for; downwards of what the rules let the other know, except what is its own. */
  const isOurs = (link: Link, territory: string): boolean => {
    const tree = territories()
    return link.relation === 'upper'
      ? tree.within(link.territory).some((code) => code === territory)
      : !tree.within(link.otherTerritory).some((code) => code === territory)
  }

  /** A grant concerns the other when one of its agencies holds it. */
  const concerns = (link: Link, { applicant }: StandingGrant): boolean =>
    territories().within(link.otherTerritory).includes(applicant.territory)

  const itemsFor = async (
    tx: Tx,
    link: Link,
    as: ApplicationPrincipal,
    rows: readonly Numbered[],
  ): Promise<readonly (ExchangeItem | undefined)[]> => {
    const idsOf = (kind: Numbered['kind']): readonly string[] =>
      rows.filter((row) => row.kind === kind).map((row) => row.subject_id)
    const grants = await standingGrants(tx, idsOf('grant'))
    const entries = await standingEntries(tx, [...idsOf('entry'), ...[...grants.values()].map((g) => g.entry)])
    const told = await toldOf(tx, link.id, rows)
    return rows.map(({ kind, subject_id: id, number: change }) => {
      const wasTold = told.has(`${kind} ${id}`)
      if (kind === 'entry') {
        const standing = entries.get(id)
        if (standing !== undefined && mayKnow(link, as, standing)) return toldEntry(standing, change)
        if (!wasTold) return undefined
        const ended = standing?.entry.state === 'withdrawn' && standing.entry.secrecy !== 'restricted'
        return ended ? { kind: 'withdrawn', change, id } : { kind: 'gone', change, of: 'entry', id }
      }
      const grant = grants.get(id)
      const entry = grant === undefined ? undefined : entries.get(grant.entry)
      if (grant !== undefined && entry !== undefined && concerns(link, grant) && mayKnow(link, as, entry)) {
        return toldGrant(grant, entry, change)
      }
      return wasTold ? { kind: 'gone', change, of: 'grant', id } : undefined
    })
  }

  return {
    tell: async (link, as, { after, from }, { way, by, grounds }) => {
      await numberChanges(db)
      const told = await db.transaction().execute(async (tx) => {
        const rows = await changesAfter(tx, after, mostChanges + 1)
        const looked = rows.slice(0, mostChanges)
        const { items, upTo, cut } = fitting(after, looked, await itemsFor(tx, link, as, looked))
        const page: ExchangePage = {
          v: 1,
          to: as.id,
          territory: link.territory,
          after,
          upTo,
          more: cut || rows.length > looked.length,
          items: [...items],
        }
        const text = canonicalize(page)
        const digest = toHex(hash.digest(encodeUtf8(text)))
        const at = now()
        const record = await log.append(tx, at, {
          kind: 'access',
          action: exchangeAction,
          actor: actorOf(by),
          subject: { type: 'PlatformLink', id: link.id },
          territory: link.territory,
          ...settledBy(grounds),
          outcome: 'released',
          detail: { way, to: as.id, after, upTo, items: items.length, digest },
        })
        await keepTold(tx, link, page, { at, way, receipt: record.id })
        return { page, text, record }
      })
      const proof = await log.proofOf(told.record.id)
      if (proof === undefined) throw new Problem({ code: 'BUSY', retrySeconds: 2 })
      // Whoever has seen more of our log than there is gets no proof, and will know what that means.
      const extends_ = from > 0 && from <= proof.treeSize ? await log.consistency(from, proof.treeSize) : []
      return {
        page: told.page,
        answer: {
          page: told.text,
          record: proof.entry.body,
          leafIndex: proof.leafIndex,
          path: proof.path.map(toHex),
          checkpoint: proof.checkpoint,
          consistency: extends_.map(toHex),
        },
      }
    },
  }
}

function changesAfter(tx: Tx, after: number, limit: number): Promise<readonly Numbered[]> {
  return tx
    .selectFrom('exchange_change')
    .select(['kind', 'subject_id', 'number'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** As many as fit, at least one; what is not for the other takes no room and is passed over. */
function fitting(
  after: number,
  rows: readonly Numbered[],
  described: readonly (ExchangeItem | undefined)[],
): { readonly items: readonly ExchangeItem[]; readonly upTo: number; readonly cut: boolean } {
  const items: ExchangeItem[] = []
  let bytes = 0
  let upTo = after
  for (const [i, { number }] of rows.entries()) {
    const item = described[i]
    if (item !== undefined) {
      bytes += Buffer.byteLength(JSON.stringify(item))
      if (items.length > 0 && bytes > mostItemBytes) return { items, upTo, cut: true }
      items.push(item)
    }
    upTo = number
  }
  return { items, upTo, cut: false }
}

function toldEntry({ entry, provider, items, receipt }: StandingEntry, change: number): ExchangeItem {
  return {
    kind: 'entry',
    change,
    id: entry.id,
    code: entry.code,
    name: entry.name,
    territory: entry.territory,
    provider,
    version: entry.publishedVersion!,
    publishedAt: entry.publishedAt!.toISOString(),
    fields: { ...entry.fields },
    items: items.map((item) => ({ ...item })),
    receipt,
  }
}

function toldGrant(grant: StandingGrant, { entry }: StandingEntry, change: number): ExchangeItem {
  const { id, applicant, status, narrowed, until, receipt } = grant
  return {
    kind: 'grant',
    change,
    id,
    entry: { id: entry.id, code: entry.code, name: entry.name, territory: entry.territory },
    applicant: { ...applicant },
    status,
    fields: [...grant.fields],
    purposes: [...grant.purposes],
    modes: [...grant.modes],
    narrowed,
    until,
    issuedAt: grant.issuedAt.toISOString(),
    receipt,
  }
}

async function toldOf(tx: Tx, link: string, rows: readonly Numbered[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const found = await tx
    .selectFrom('link_told')
    .select(['kind', 'subject_id'])
    .where('link_id', '=', link)
    .where(
      'subject_id',
      'in',
      rows.map((row) => row.subject_id),
    )
    .execute()
  return new Set(found.map((row) => `${row.kind} ${row.subject_id}`))
}

/** INVARIANT (what was told can be taken back): written with the record, before anything leaves. */
async function keepTold(
  tx: Tx,
  link: Link,
  { after, upTo, items }: ExchangePage,
  { at, way, receipt }: { readonly at: Date; readonly way: 'pull' | 'push'; readonly receipt: string },
): Promise<void> {
  const told = items.flatMap((item) =>
    item.kind === 'entry' || item.kind === 'grant' ? [{ link_id: link.id, kind: item.kind, subject_id: item.id }] : [],
  )
  if (told.length > 0)
    await tx
      .insertInto('link_told')
      .values(told)
      .onConflict((c) => c.doNothing())
      .execute()
  // Whoever asks for what comes after a change has taken that in.
  await tx.updateTable('platform_link').set({ told_change: after, told_at: at }).where('id', '=', link.id).execute()
  if (items.length === 0) return
  await tx
    .insertInto('link_exchange')
    .values({
      id: uuidv7(),
      link_id: link.id,
      direction: 'told',
      way,
      at,
      from_change: after,
      to_change: upTo,
      ...countsOf(items),
      receipt,
      fault: null,
    })
    .execute()
}

export function countsOf(items: readonly ExchangeItem[]): {
  readonly entries: number
  readonly grants: number
  readonly withdrawn: number
} {
  const count = (kind: ExchangeItem['kind']): number => items.filter((item) => item.kind === kind).length
  return { entries: count('entry'), grants: count('grant'), withdrawn: count('withdrawn') + count('gone') }
}
