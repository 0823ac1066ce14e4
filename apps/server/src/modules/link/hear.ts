import { uuidv7 } from 'uuidv7'
import { equalBytes, toHex, type LogHash } from '@fadu/audit-log'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { describeReason, Problem, Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { approverOf, authorityOf, readOrganization } from '../org/index.ts'
import type { ExchangeAnswer, ExchangeItem, ToldEntry, ToldGrant } from './exchange-page.ts'
import { LinkFault, stopsLink } from './link-fault.ts'
import { readLink, type Heard, type Link } from './links.ts'
import { countsOf } from './tell.ts'
import { verifyAnswer, type VerifiedAnswer } from './verify-answer.ts'

/** The course by which the authority finds out what a stopped link comes from. */
const reviewCourse = 'link.review'

/** Takes in what another platform tells. */
export interface Listener {
  /**
   * Verifies an answer and keeps what it tells with how far the other was heard: all of it or nothing.
   *
   * @param link - As it was when the other was asked; an answer to what was asked before another exchange is `overtaken`.
   * @returns What was told, and whether there is more.
   * @throws {LinkFault} Those that stop the link have stopped it; what was there is still there.
   */
  hear(
    link: Link,
    answer: ExchangeAnswer,
    way: 'pull' | 'push',
  ): Promise<{ readonly items: number; readonly upTo: number; readonly more: boolean }>
}

export function createListener(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly hash: LogHash
  readonly runtime: CaseRuntime
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): Listener {
  const { db, log, hash, runtime, territories, now } = deps

  return {
    hear: async (link, answer, way) => {
      // A page is addressed to us as the other knows us: before that was entered none can be known to be for us.
      if (link.clientId === null)
        throw new Problem({ code: 'STATE_CONFLICT', what: '平台对接', state: 'withoutClientId' })
      try {
        const verified = await verifyAnswer(hash, link, link.heard, answer)
        requireRemit(link, verified.page.items, territories())
        await keep(link, verified, way)
        const { items, upTo, more } = verified.page
        return { items: items.length, upTo, more }
      } catch (error) {
        if (error instanceof LinkFault && stopsLink(error.kind)) await stop(link, error, way)
        throw error
      }
    },
  }

  async function keep(link: Link, { page, receipt, head }: VerifiedAnswer, way: 'pull' | 'push'): Promise<void> {
    await db.transaction().execute(async (tx) => {
      await requireUnmoved(tx, link)
      const at = now()
      for (const item of page.items) await keepItem(tx, link, item, { at, receipt })
      await tx
        .updateTable('platform_link')
        .set({
          heard_change: page.upTo,
          heard_size: head.size,
          heard_root: head.root,
          heard_at: at,
          failures: 0,
          fault: null,
          fault_at: null,
        })
        .where('id', '=', link.id)
        .execute()
      if (page.items.length === 0) return
      const counts = countsOf(page.items)
      const range = { from_change: page.after, to_change: page.upTo }
      await tx
        .insertInto('link_exchange')
        .values({
          ...{ id: uuidv7(), link_id: link.id, direction: 'heard', way, at, receipt, fault: null },
          ...range,
          ...counts,
        })
        .execute()
      // The other's log as it was seen stands in ours from then on.
      await log.append(tx, at, {
        kind: 'system',
        action: 'link.heard',
        actor: { type: 'System', id: 'system' },
        subject: { type: 'PlatformLink', id: link.id },
        territory: link.territory,
        grounds: [],
        outcome: 'done',
        detail: { way, ...counts, upTo: page.upTo, receipt, size: head.size, root: toHex(head.root) },
      })
    })
  }

  /** INVARIANT (a link that cannot be trusted is not heard): in one transaction with its record and the case of the authority. */
  async function stop(link: Link, { kind }: LinkFault, way: 'pull' | 'push'): Promise<void> {
    const reason = { code: 'LINK_FAULT', fault: kind } as const
    await db.transaction().execute(async (tx) => {
      const { version } = await requireUnmoved(tx, link)
      const at = now()
      const fault = JSON.stringify(reason)
      await tx
        .updateTable('platform_link')
        .set({ state: 'stopped', fault, fault_at: at, version: version + 1 })
        .where('id', '=', link.id)
        .execute()
      const { change } = link.heard
      await tx
        .insertInto('link_exchange')
        .values({
          ...{ id: uuidv7(), link_id: link.id, direction: 'heard', way, at, receipt: null, fault },
          ...{ from_change: change, to_change: change },
        })
        .execute()
      const opened = await openReview(tx, link, describeReason(reason, 'zh-CN'))
      await log.append(tx, at, {
        kind: 'system',
        action: 'link.stop',
        actor: { type: 'System', id: 'system' },
        subject: { type: 'PlatformLink', id: link.id },
        territory: link.territory,
        ...(opened === undefined ? {} : { case: opened }),
        grounds: [],
        outcome: 'refused',
        reason: reason.code,
        detail: { way, fault: kind, change, size: link.heard.size },
      })
    })
  }

  async function openReview(tx: Tx, link: Link, finding: string): Promise<string | undefined> {
    const authority = await authorityOf(tx, link.territory)
    const acting = authority === undefined ? undefined : await approverOf(tx, authority)
    if (acting === undefined) return undefined
    const opening = {
      procedure: reviewCourse,
      subject: { type: 'territory', id: link.territory },
      form: { platform: link.name, finding },
    }
    try {
      return (await runtime.openByRule(tx, await readOrganization(tx, authority!), acting, opening)).case
    } catch (error) {
      // A regulation that closes the course does not keep the link running.
      if (error instanceof Refused) return undefined
      throw error
    }
  }
}

/**
 * Holds the link and makes sure that it stands where it stood when the other was asked.
 *
 * @throws {LinkFault} `overtaken` when another exchange came first.
 */
async function requireUnmoved(tx: Tx, asked: Link): Promise<Link> {
  const link = await readLink(tx, asked.id, 'update')
  if (link.state !== 'active') throw new Problem({ code: 'STATE_CONFLICT', what: '平台对接', state: link.state })
  if (!isSame(link.heard, asked.heard)) throw new LinkFault('overtaken')
  return link
}

function isSame(a: Heard, b: Heard): boolean {
  return a.change === b.change && a.size === b.size && equalBytes(a.root ?? noRoot, b.root ?? noRoot)
}
const noRoot = new Uint8Array()

/** A lower platform tells of what it answers for; an upper one of whatever lies on our own line of territories. */
function requireRemit(link: Link, items: readonly ExchangeItem[], tree: TerritoryTree): void {
  for (const item of items) {
    if (item.kind !== 'entry' && item.kind !== 'grant') continue
    const place = item.kind === 'entry' ? item.territory : item.entry.territory
    const isTheirs =
      link.relation === 'lower'
        ? tree.within(link.otherTerritory).some((code) => code === place)
        : tree.get(place) !== undefined && tree.reach(link.territory, place) !== 'other'
    if (!isTheirs) throw new LinkFault('outOfRemit')
  }
}

interface From {
  readonly at: Date
  readonly receipt: string
}

async function keepItem(tx: Tx, link: Link, item: ExchangeItem, from: From): Promise<void> {
  switch (item.kind) {
    case 'entry':
      return keepEntry(tx, link.id, item, from)
    case 'grant':
      return keepGrant(tx, link.id, item, from)
    case 'withdrawn':
      await tx
        .updateTable('foreign_entry')
        .set({ state: 'withdrawn', change: item.change, heard_at: from.at, told_in: from.receipt })
        .where('link_id', '=', link.id)
        .where('id', '=', item.id)
        .execute()
      return
    case 'gone':
      await tx
        .deleteFrom(item.of === 'entry' ? 'foreign_entry' : 'foreign_grant')
        .where('link_id', '=', link.id)
        .where('id', '=', item.id)
        .execute()
  }
}

async function keepEntry(tx: Tx, link: string, told: ToldEntry, { at, receipt }: From): Promise<void> {
  const row = {
    change: told.change,
    code: told.code,
    name: told.name,
    territory_code: told.territory,
    provider_name: told.provider,
    state: 'published' as const,
    version: told.version,
    fields: JSON.stringify(told.fields),
    items: JSON.stringify(told.items),
    published_at: new Date(told.publishedAt),
    receipt: told.receipt,
    words: wordsOf(told),
    heard_at: at,
    told_in: receipt,
  }
  await tx
    .insertInto('foreign_entry')
    .values({ link_id: link, id: told.id, ...row })
    .onConflict((c) => c.columns(['link_id', 'id']).doUpdateSet(row))
    .execute()
}

async function keepGrant(tx: Tx, link: string, told: ToldGrant, { at, receipt }: From): Promise<void> {
  const { fields, purposes, modes, narrowed } = told
  const row = {
    change: told.change,
    entry_id: told.entry.id,
    entry_code: told.entry.code,
    entry_name: told.entry.name,
    applicant_name: told.applicant.name,
    applicant_territory_code: told.applicant.territory,
    status: told.status,
    terms: JSON.stringify({ fields, purposes, modes, narrowed }),
    valid_until: told.until,
    issued_at: new Date(told.issuedAt),
    receipt: told.receipt,
    heard_at: at,
    told_in: receipt,
  }
  await tx
    .insertInto('foreign_grant')
    .values({ link_id: link, id: told.id, ...row })
    .onConflict((c) => c.columns(['link_id', 'id']).doUpdateSet(row))
    .execute()
}

/** What an entry is found by, in lower case. */
function wordsOf({ code, name, provider, fields, items }: ToldEntry): string {
  const { businessName, category } = fields
  const named = [code, name, provider, businessName, category, ...items.flatMap((item) => [item.name, item.code])]
  return named
    .filter((word) => typeof word === 'string')
    .join('\n')
    .toLowerCase()
    .slice(0, 20_000)
}
