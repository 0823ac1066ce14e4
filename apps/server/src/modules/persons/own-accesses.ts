import { sql } from 'kysely'
import { civilDateOf, daysBetween, type CivilDate, type TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { toPage, type Page } from '../../platform/http/page.ts'
import type { Gate, Resource } from '../../platform/law/gate.ts'
import { limitOf } from '../../platform/law/limits.ts'
import type { AccessTracer } from '../../platform/log/access-keys.ts'
import type { EntryBody } from '../../platform/log/evidence-log.ts'
import { everyColumn } from '../../platform/release/every-column.ts'
import { entriesTraced, findEntries, keysAskedAbout, type AskedKeys, type FoundEvidence } from '../audit/index.ts'
import { organizationResource } from '../org/index.ts'
import { isSameDigest } from './digests.ts'
import { accessFacts, isBy, toldOf, type NamedEntry, type ToldAccess } from './told-access.ts'

/** A person asks who asked for the own data. */
export interface OwnAccessQuestion {
  readonly identifier: 'residentId' | 'creditCode'
  /** The number, in clear, for as long as the request lasts; never kept, never told. */
  readonly value: string
  /** Code of a dataset; every dataset when not said. */
  readonly dataset?: string | undefined
  /** Also what the person read. */
  readonly own: boolean
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface OwnAccessFacts extends ActFacts {
  readonly keys: AskedKeys
}

/**
 * Who asked for the data of whoever asks, newest first. Each entry is put to the rules before it is told; what they hold back is not
 * counted either, so that nobody learns from a gap. The reading is itself an entry; the number is kept neither in it nor beside it.
 */
export function readOwnAccesses(
  deps: { readonly gate: Gate; readonly tracer: AccessTracer },
  principal: AccountPrincipal,
  asked: OwnAccessQuestion,
): Act<OwnAccessFacts, Page<ToldAccess>> {
  const { gate, tracer } = deps
  const { identifier, value, dataset } = asked
  return {
    action: 'access.readOwn',
    // The answer and a digest of the request would stay beside an idempotency key, and a number is found by trying.
    confidential: true,
    load: async (tx) => {
      const keys = await keysAskedAbout(tx, tracer, { identifier, value, dataset })
      const proven = await isProven(tx, principal, keys.reading.digests[0]!, gate.today())
      return { resource: organizationResource(principal.organization), context: { proven }, keys }
    },
    carryOut: (tx, { keys }) => readPage(tx, gate, principal, keys, asked),
    trace: ({ keys }, page) => ({
      ...(keys.one === undefined ? {} : { dataset: keys.one }),
      keys: keys.reading,
      detail: { by: identifier, shown: page.items.length },
    }),
  }
}

/** Whether a provider proved that this number is that of the person. */
async function isProven(tx: Tx, { id }: AccountPrincipal, digest: Uint8Array, today: CivilDate): Promise<boolean> {
  const rows = await tx
    .selectFrom('record_disclosure')
    .select('person_digest')
    .where('account_id', '=', id)
    .where('proven_until', '>=', today)
    .execute()
  return rows.some((row) => row.person_digest !== null && isSameDigest(row.person_digest, digest))
}

interface Told {
  readonly access: ToldAccess
  readonly entry: string
}

/** Pages are filled from what is told: how many entries were passed over shows neither in a page nor in whether there is another. */
async function readPage(
  tx: Tx,
  gate: Gate,
  principal: AccountPrincipal,
  keys: AskedKeys,
  { own, limit, cursor, dataset }: OwnAccessQuestion,
): Promise<Page<ToldAccess>> {
  const { byKey } = entriesTraced(keys, false)
  const conditions = {
    ways: [sql`true`],
    all: [
      sql`id in (${byKey})`,
      sql`kind in ('act', 'access')`,
      ...(own ? [] : [sql`actor <> ${`Account:${principal.id}`}`]),
      ...(dataset === undefined ? [] : [sql`dataset_id = ${keys.one!}::uuid`]),
    ],
  }
  const told: Told[] = []
  let next = cursor
  do {
    const found = await findEntries(tx, conditions, { limit: limit + 1, cursor: next })
    for (const entry of await named(tx, found.items)) {
      const access = tell(gate, principal, entry)
      if (access !== undefined) told.push({ access, entry: entry.receipt })
    }
    next = found.next ?? undefined
  } while (told.length <= limit && next !== undefined)
  return toPage(
    told,
    limit,
    ({ access, entry }) => [access.at, entry],
    ({ access }) => access,
  )
}

/** What the person is told of an access by the rules of the territory of its data; undefined while it is not told at all. */
function tell(gate: Gate, principal: AccountPrincipal, entry: NamedEntry): ToldAccess | undefined {
  const territory = (entry.dataset?.territory ?? principal.organization.territory) as TerritoryCode
  const resource: Resource = {
    type: 'Dataset',
    id: entry.dataset?.code ?? '',
    territory,
    facts: { territory },
  }
  const day = civilDateOf(new Date(entry.body.at))
  const delay = limitOf(gate.regimeFor(territory), 'accessTold.delayDays', gate.today()).most
  const context = { access: accessFacts(entry, daysBetween(day, gate.today())), delay }
  const may = (action: string): boolean =>
    isBy(entry.body, principal.id) || gate.decide({ action, principal, resource, context }).effect === 'allow'
  return may('access.show') ? toldOf(entry, may('access.reveal'), principal.id) : undefined
}

/** Entries with the names of organisations, applications, datasets and items. */
async function named(tx: Tx, found: readonly FoundEvidence[]): Promise<readonly NamedEntry[]> {
  const bodies = found.map(({ entry, body }) => ({ receipt: entry, body: JSON.parse(body) as NamedEntry['body'] }))
  const idsOf = (pick: (body: EntryBody) => string | undefined): readonly string[] => [
    ...new Set(bodies.flatMap(({ body }) => pick(body) ?? [])),
  ]
  const applicationOf = ({ actor }: EntryBody): string | undefined =>
    actor.type === 'Application' ? actor.id : undefined
  const organizations = await organizationsOf(
    tx,
    idsOf((b) => b.actor.organization),
  )
  const applications = await applicationsOf(tx, idsOf(applicationOf))
  const datasets = await datasetsOf(
    tx,
    idsOf((b) => b.dataset),
  )
  return bodies.map(({ receipt, body }) => ({
    receipt,
    body,
    organization: organizations.get(body.actor.organization ?? ''),
    application: applications.get(applicationOf(body) ?? ''),
    dataset: datasets.get(body.dataset ?? ''),
  }))
}

async function organizationsOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'kinds'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function applicationsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('application')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function datasetsOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('dataset as d')
    .innerJoin('catalog_entry as e', 'e.id', 'd.entry_id')
    .select(['d.id', 'd.code', 'd.layout', 'd.retired', 'e.name', 'e.territory_code'])
    .where(sql<boolean>`d.id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map(({ id, code, name, territory_code: territory, ...row }) => [
      id,
      { code, name, territory, columns: everyColumn(row) },
    ]),
  )
}
