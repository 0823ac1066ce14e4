import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { AggregateService } from '../aggregate/index.ts'
import { comparisonsOf, type ComparisonView } from './queries.ts'

export interface ChecksumService {
  /** Begins to compare all rows of a dataset with their checksums; the jobs do it, page by page. */
  compare(
    principal: AccountPrincipal,
    code: string,
  ): Act<ActFacts & { readonly dataset: Dataset }, { readonly id: string }>
  readonly find: AggregateService['find']
  /** The latest comparisons, with what they found. */
  comparisons(datasetId: string): Promise<readonly ComparisonView[]>
}

export function createChecksumService(deps: {
  readonly db: Db
  readonly find: AggregateService['find']
  readonly now: () => Date
}): ChecksumService {
  const { db, find, now } = deps
  return {
    compare: (principal, code) => ({
      action: 'checksums.compare',
      load: async (tx) => {
        // Two that begin at once stand one after the other, and a dataset is not destroyed in between.
        await tx.selectFrom('dataset').select('id').where('code', '=', code).forUpdate().execute()
        const { dataset, facts } = await find(code, tx)
        return { ...facts, dataset }
      },
      carryOut: async (tx, { dataset }) => {
        if (dataset.custody === 'destroyed') {
          throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: dataset.custody })
        }
        const running = await tx
          .selectFrom('checksum_comparison')
          .select('id')
          .where('dataset_id', '=', dataset.id)
          .where('state', '=', 'running')
          .executeTakeFirst()
        if (running !== undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '校验值比对', state: 'running' })
        const id = uuidv7()
        await tx
          .insertInto('checksum_comparison')
          .values({ id, dataset_id: dataset.id, begun_by: principal.id, begun_at: now(), state: 'running' })
          .execute()
        return { id }
      },
      trace: (_, { id }) => ({ detail: { comparison: id } }),
    }),
    find,
    comparisons: (datasetId) => comparisonsOf(db, datasetId),
  }
}
