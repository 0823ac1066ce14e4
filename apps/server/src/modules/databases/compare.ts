import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { RowPlace, RowReader } from '../../platform/release/read-rows.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { organizationResource, readOrganization, type Organization } from '../org/index.ts'
import { fieldSources, type FieldSource } from './service.ts'

/** How often a further source says something else of the same record than the lead source. */
export interface Difference {
  readonly field: string
  readonly entry: string
  readonly entryId: string
  readonly item: string
  readonly compared: number
  readonly differing: number
  readonly whole: boolean
}

const pageRows = 500
/** Rows of a source that are compared at once; a larger one is compared in its first rows, and says so. */
const mostCompared = 100_000

export interface Comparison {
  /** Reads the sources beside each other; stores nothing and changes nothing in them. */
  compare(databaseId: string): Promise<readonly Difference[]>
  /** Keeps what was found; each source that differs becomes a quality issue where the regime has that course. */
  record(
    principal: AccountPrincipal,
    databaseId: string,
    differences: readonly Difference[],
  ): Act<ComparisonFacts, { readonly differences: readonly Kept[] }>
}

interface ComparisonFacts extends ActFacts {
  readonly database: { readonly name: string }
  readonly lead: Organization
}

type Kept = Omit<Difference, 'entryId' | 'item'> & { readonly case: string | null }

export function createComparison(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly reader: RowReader
  readonly runtime: CaseRuntime
  readonly now: () => Date
}): Comparison {
  const { db, gate, datasets, reader, runtime, now } = deps

  const compareSource = async (lead: FieldSource, other: FieldSource): Promise<Difference> => {
    const [from, to] = [await datasetOf(lead.entry), await datasetOf(other.entry)]
    let after: RowPlace | undefined
    let read = 0
    let compared = 0
    let differing = 0
    do {
      const items = [...new Set([lead.matchedOn, lead.item])]
      const page = await reader.page(db, from, items, { after, upTo: maxBatch, limit: pageRows })
      const values = page.rows.flatMap((row) => row[lead.matchedOn] ?? [])
      const matches = await reader.byKeys(db, to, [...new Set([other.matchedOn, other.item])], {
        item: other.matchedOn,
        values,
        limit: pageRows * 10,
      })
      const said = new Map(matches.map((row) => [row[other.matchedOn], row[other.item] ?? null]))
      for (const row of page.rows) {
        const key = row[lead.matchedOn]
        if (key === null || !said.has(key)) continue
        compared++
        if (said.get(key) !== (row[lead.item] ?? null)) differing++
      }
      read += page.rows.length
      after = page.next
    } while (after !== undefined && read < mostCompared)
    const { code: field, entry, entryId, item } = other
    return { field, entry, entryId, item, compared, differing, whole: after === undefined }
  }

  const datasetOf = async (code: string): Promise<Dataset> => {
    const dataset = await datasets.byCode(db, code)
    if (dataset === undefined) throw notFound('数据集')
    return dataset
  }

  /** An issue of this source that is still open is not raised again. */
  const openIssue = async (tx: Tx, databaseId: string, difference: Difference): Promise<string | null> => {
    const row = await tx
      .selectFrom('database_difference as x')
      .innerJoin('procedure_case as c', 'c.id', 'x.case_id')
      .select('c.id')
      .where('x.database_id', '=', databaseId)
      .where('x.code', '=', difference.field)
      .where('x.entry_id', '=', difference.entryId)
      .where('c.is_open', '=', true)
      .executeTakeFirst()
    return row?.id ?? null
  }

  return {
    compare: async (databaseId) => {
      const sources = await fieldSources(db, databaseId)
      const differences: Difference[] = []
      for (const other of sources.filter((s) => !s.lead)) {
        const lead = sources.find((s) => s.lead && s.code === other.code)!
        differences.push(await compareSource(lead, other))
      }
      return differences
    },
    record: (principal, databaseId, differences) => ({
      action: 'database.compare',
      load: async (tx) => {
        const database = await tx
          .selectFrom('data_database')
          .selectAll()
          .where('id', '=', databaseId)
          .forUpdate()
          .executeTakeFirst()
        if (database === undefined) throw notFound('数据库')
        const lead = await readOrganization(tx, database.lead_id)
        return { resource: organizationResource(lead), database, lead }
      },
      carryOut: async (tx, { database, lead }) => {
        const hasCourse = gate.regimeFor(lead.territory).procedure('quality.issue') !== undefined
        const kept: Kept[] = []
        for (const difference of differences) {
          const { field, entry, entryId, item, compared, differing, whole } = difference
          let caseId = differing === 0 ? null : await openIssue(tx, databaseId, difference)
          if (differing > 0 && caseId === null && hasCourse) {
            const evidence = `${database.name}：字段 ${field} 与数源部门相比，${compared} 条中有 ${differing} 条不一致`
            const opened = await runtime.openByRule(tx, lead, principal.id, {
              procedure: 'quality.issue',
              subject: { type: 'catalogEntry', id: entryId },
              form: { issue: 'error', items: [item], evidence, stage: 'afterwards' },
            })
            caseId = opened.case
          }
          const row = { compared, differing, whole, case_id: caseId, compared_at: now() }
          await tx
            .insertInto('database_difference')
            .values({ database_id: databaseId, code: field, entry_id: entryId, ...row })
            .onConflict((c) => c.columns(['database_id', 'code', 'entry_id']).doUpdateSet(row))
            .execute()
          kept.push({ field, entry, compared, differing, whole, case: caseId })
        }
        return { differences: kept }
      },
      trace: (_, result) => ({ detail: { database: databaseId, differences: result.differences } }),
    }),
  }
}

/** Every batch: the sources are compared as they stand. */
const maxBatch = 2_147_483_647
