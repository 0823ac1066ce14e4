import { sql } from 'kysely'
import { openDatabase } from '../../../apps/server/src/platform/db/open-database.ts'
import { lookAtRows } from '../../walk/crash/what-lies-there.ts'
import type { Found, FoundBatch, FoundClock, FoundEntry } from './ledger.ts'

/**
 * Reads what database and log hold. Every row of the dataset is opened on the way: one that does not open, or a batch that is
 * not whole, fails here.
 *
 * @param p.folder - Keys, and the database where it is the embedded one; no server runs on it.
 * @param p.entries - The log, as it was verified.
 */
export async function readFound(p: {
  readonly url: string | undefined
  readonly folder: string
  readonly dataset: string
  readonly entries: readonly FoundEntry[]
}): Promise<Found> {
  const { current } = await lookAtRows({ url: p.url, dataFolder: p.folder }, p.dataset)
  const { db, close } = await openDatabase({ url: p.url, dataFolder: p.folder })
  const all = async <R>(query: ReturnType<typeof sql<R>>): Promise<readonly R[]> => (await query.execute(db)).rows
  try {
    return {
      entries: p.entries,
      people: new Set(current.keys()),
      cases: await all(sql<Found['cases'][number]>`
        select id, form->>'duty' as mark, state from procedure_case where procedure = 'share.request'`),
      batches: await all(sql<FoundBatch>`
        select d.code as dataset, b.number, b.file_name as file, b.job_id as job
        from batch b join dataset d on d.id = b.dataset_id
        where d.code = ${p.dataset} and (b.file_name like 'file-%' or b.file_name like 'job-%')`),
      jobs: await all(sql<Found['jobs'][number]>`
        select id, state, coalesce(problem->'reason'->>'code', problem->>'code') as problem from aggregation_job`),
      clocks: await all(sql<FoundClock>`
        select c.id, c.case_id as case, c.period, c.state, c.due_on::text as "dueOn",
          (select count(*) from notification n
            where n.clock_id = c.id and n.kind = 'overdue' and n.organization_id = c.owner_id)::integer as told
        from case_clock c`),
    }
  } finally {
    await close()
  }
}
