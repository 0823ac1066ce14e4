import { sql } from 'kysely'
import { rawConnection } from '../../../platform/db/dialect.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import { Problem } from '../../../platform/problem/index.ts'

/** Rows of a quarantine that come again, corrected. */
export interface CorrectedRows {
  /** Id of the quarantined batch. */
  readonly batch: string
  readonly number: number
  readonly lines: readonly number[]
}

const load = 'create temporary table quarantine_load (line bigint, faults jsonb, sealed bytea) on commit drop'

async function copyQuarantine(tx: Tx, rows: AsyncIterable<Uint8Array>): Promise<void> {
  await rawConnection(tx, async (connection) => {
    await connection.script(load)
    await connection.copyIn('quarantine_load', ['line', 'faults', 'sealed'], rows)
  })
}

/** Keeps the rows of a batch that did not pass, sealed. */
export async function loadQuarantine(tx: Tx, batchId: string, rows: AsyncIterable<Uint8Array>): Promise<void> {
  await copyQuarantine(tx, rows)
  await sql`insert into quarantine_row (batch_id, line, faults, sealed)
    select ${batchId}::uuid, line, faults, sealed from quarantine_load`.execute(tx)
}

/** Rows that a report of a refused batch keeps at most. */
const mostReported = 100_000

/** Keeps why the rows of a refused batch did not pass; the rows themselves are not kept. */
export async function keepReport(db: Db, jobId: string, rows: AsyncIterable<Uint8Array>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await copyQuarantine(tx, rows)
    await sql`insert into aggregation_job_fault (job_id, line, faults)
      select ${jobId}::uuid, line, faults from quarantine_load order by line limit ${mostReported}
      on conflict do nothing`.execute(tx)
  })
}

/**
 * Marks quarantined rows as brought in by a later batch.
 *
 * @throws {Problem} `QUARANTINE_SETTLED` when one is not in the quarantine any more, or never was.
 */
export async function settleQuarantined(tx: Tx, corrected: CorrectedRows, by: string): Promise<void> {
  const { rows } = await sql<{ line: number }>`update quarantine_row set settled_by = ${by}
    where batch_id = ${corrected.batch} and settled_by is null and line = any(${[...corrected.lines]}::bigint[])
    returning line`.execute(tx)
  const open = new Set(rows.map((r) => Number(r.line)))
  const lines = corrected.lines.filter((line) => !open.has(line))
  if (lines.length > 0) {
    throw new Problem({ code: 'QUARANTINE_SETTLED', batch: corrected.number, lines: lines.slice(0, 20) })
  }
}
