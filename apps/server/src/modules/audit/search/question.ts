import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { EntryKind } from '../../../platform/db/tables.ts'
import { notFound, Problem } from '../../../platform/problem/index.ts'

/** What is asked of the evidence; everything named holds at once. */
export interface Question {
  readonly kind?: EntryKind | undefined
  /** `permit`: acts and accesses that were let through; `refusal`: those that were not. */
  readonly decision?: 'permit' | 'refusal' | undefined
  readonly action?: string | undefined
  readonly clause?: string | undefined
  /** The organisation that acted. */
  readonly organization?: string | undefined
  /** An account or application: what it did, and what was done to it. */
  readonly account?: string | undefined
  readonly application?: string | undefined
  readonly case?: string | undefined
  readonly grant?: string | undefined
  /** Code of a dataset. */
  readonly dataset?: string | undefined
  /** Code of a catalogue entry: acts on it and everything about its dataset. */
  readonly entry?: string | undefined
  /** Instants: from this one on, until before that one. */
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export type Condition = RawBuilder<unknown>

/** A question as conditions on `log_entry`. Of the ways each is found by one index; an entry fits one of them at least. */
export interface Conditions {
  readonly ways: readonly Condition[]
  readonly all: readonly Condition[]
}

/** What narrows a question so far that clauses of accesses need no index of their own. */
const narrowing = ['organization', 'account', 'application', 'case', 'grant', 'dataset', 'entry'] as const

/**
 * @param at - Where in the request it stands.
 * @param isNarrowed - Something besides narrows it, such as the person asked about.
 * @throws {Problem} `REQUEST_MALFORMED` for a question that would read the whole log, or that asks from a later instant until an
 *   earlier one.
 */
export function requireAnswerable(question: Question, at: 'query' | 'body', isNarrowed = false): void {
  const { clause, kind, decision, from, until } = question
  const isIndexed = kind === 'act' || kind === 'refusal' || decision === 'refusal'
  const isOpen = clause !== undefined && !isIndexed && !isNarrowed && narrowing.every((n) => question[n] === undefined)
  const faults = [
    ...(isOpen
      ? [
          {
            field: `${at}.clause`,
            expected: `a clause with kind act or refusal, with decision refusal, or with one of ${narrowing.join(', ')}`,
          },
        ]
      : []),
    ...(from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)
      ? [{ field: `${at}.until`, expected: 'an instant after from' }]
      : []),
  ]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** @throws {Problem} `NOT_FOUND` for a code that names nothing. */
export async function conditionsOf(tx: Db | Tx, question: Question): Promise<Conditions> {
  const about = await waysOf(tx, question)
  const [ways = [sql`true`], ...others] = about
  return { ways, all: [...others.map(either), ...plainConditions(question)] }
}

const isAbout = (id: string): Condition => sql`entry_subject(body) = ${id} and kind <> 'access'`

/** For each thing that is named, the ways in which an entry can be about it. */
async function waysOf(tx: Db | Tx, question: Question): Promise<readonly (readonly Condition[])[]> {
  const by = (type: string, id: string): readonly Condition[] => [sql`actor = ${`${type}:${id}`}`, isAbout(id)]
  const { case: caseId, grant, account, application, dataset, entry } = question
  return [
    ...(caseId === undefined ? [] : [[sql`case_id = ${caseId}::uuid`, isAbout(caseId)]]),
    ...(grant === undefined ? [] : [[sql`grant_id = ${grant}::uuid`, isAbout(grant)]]),
    ...(account === undefined ? [] : [by('Account', account)]),
    ...(application === undefined ? [] : [by('Application', application)]),
    ...(dataset === undefined ? [] : [await datasetWays(tx, dataset)]),
    ...(entry === undefined ? [] : [await entryWays(tx, entry)]),
  ]
}

async function datasetWays(tx: Db | Tx, code: string): Promise<readonly Condition[]> {
  const row = await tx.selectFrom('dataset').select('id').where('code', '=', code).executeTakeFirst()
  if (row === undefined) throw notFound('数据集')
  return [sql`dataset_id = ${row.id}::uuid`, isAbout(code)]
}

async function entryWays(tx: Db | Tx, code: string): Promise<readonly Condition[]> {
  const row = await tx
    .selectFrom('catalog_entry as e')
    .leftJoin('dataset as d', 'd.entry_id', 'e.id')
    .select(['e.id', 'd.id as dataset'])
    .where('e.code', '=', code)
    .executeTakeFirst()
  if (row === undefined) throw notFound('目录条目')
  return [isAbout(row.id), ...(row.dataset === null ? [] : [sql`dataset_id = ${row.dataset}::uuid`, isAbout(code)])]
}

function plainConditions(question: Question): readonly Condition[] {
  const { kind, decision, action, clause, organization, from, until } = question
  return [
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(decision === undefined
      ? []
      : [decision === 'refusal' ? sql`kind = 'refusal'` : sql`kind in ('act', 'access')`]),
    ...(action === undefined ? [] : [sql`action = ${action}`]),
    ...(clause === undefined ? [] : [sql`entry_clauses(body) @> ${JSON.stringify([clause])}::jsonb`]),
    ...(organization === undefined ? [] : [sql`organization_id = ${organization}::uuid`]),
    ...(from === undefined ? [] : [sql`recorded_at >= ${from}::timestamptz`]),
    ...(until === undefined ? [] : [sql`recorded_at < ${until}::timestamptz`]),
  ]
}

const either = (conditions: readonly Condition[]): Condition => sql`(${sql.join(conditions, sql` or `)})`
