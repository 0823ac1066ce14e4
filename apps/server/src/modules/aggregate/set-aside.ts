import { sql } from 'kysely'
import { decodeUtf8, encodeUtf8 } from '@fadu/audit-log'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Dataset, DatasetKeys } from '../../platform/release/dataset-store.ts'
import { plainColumn } from '../../platform/release/layout.ts'
import type { KeyColumn } from './batch-options.ts'
import type { PreparedBatch } from './pipeline/prepare-batch.ts'

const pageSize = 500

interface SetAsideRow {
  readonly line: number
  /** The line that stands; null where the row has no key at all. */
  readonly first: number | null
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

/**
 * Moves rows of `incoming_rows` that have the key of an earlier line of the same file, or none, into the quarantine of the
 * batch. The first row of a key stands: whichever is right, its sender sees the others and decides.
 *
 * @returns Number of rows moved.
 */
export async function setCollidingRowsAside(
  tx: Tx,
  p: {
    readonly dataset: Dataset
    readonly keys: DatasetKeys
    readonly batchId: string
    readonly number: number
    readonly batch: PreparedBatch
    readonly key: readonly KeyColumn[]
  },
): Promise<number> {
  const names = sql.join(p.key.map(({ column }) => sql.ref(column)))
  const same = sql.join(
    p.key.map(({ column }) => sql`n.${sql.ref(column)} = d.${sql.ref(column)}`),
    sql` and `,
  )
  const keyless = sql.join(
    p.key.map(({ column }) => sql`${sql.ref(column)} is null`),
    sql` or `,
  )
  await sql`create temporary table set_aside_rows on commit drop as
    select n.line, d.first from incoming_rows n
      join (select ${names}, min(line) as first from incoming_rows group by ${names} having count(*) > 1) d
        on ${same} and n.line <> d.first
    union all
    select line, null::bigint from incoming_rows where ${keyless}`.execute(tx)
  let moved = 0
  let after = 0
  for (;;) {
    const { rows } =
      await sql<SetAsideRow>`select n.*, s.first from incoming_rows n join set_aside_rows s on s.line = n.line
      where n.line > ${after} order by n.line limit ${pageSize}`.execute(tx)
    if (rows.length === 0) break
    await tx
      .insertInto('quarantine_row')
      .values(rows.map((row) => quarantined(row, p)))
      .execute()
    moved += rows.length
    after = Number(rows.at(-1)!.line)
  }
  if (moved > 0) await sql`delete from incoming_rows n using set_aside_rows s where s.line = n.line`.execute(tx)
  return moved
}

function quarantined(
  row: SetAsideRow,
  p: {
    readonly dataset: Dataset
    readonly keys: DatasetKeys
    readonly batchId: string
    readonly number: number
    readonly batch: PreparedBatch
    readonly key: readonly KeyColumn[]
  },
): { batch_id: string; line: number; faults: string; sealed: Uint8Array } {
  const { sealer } = p.keys
  const opened =
    row.sealed === undefined || row.sealed === null
      ? {}
      : (JSON.parse(decodeUtf8(sealer.open(`${p.number}:${row.line}`, new Uint8Array(row.sealed)))) as Readonly<
          Record<string, unknown>
        >)
  const record = p.batch.columns.map((code) => {
    const value = p.dataset.layout.find((c) => c.code === code)!.sealed ? opened[code] : row[plainColumn(code)]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  })
  const item = p.key[0]!.code
  const faults =
    row.first === null ? [{ item, fault: 'keyMissing' }] : [{ item, fault: 'duplicateKey', line: Number(row.first) }]
  const sealed = sealer.seal(`quarantine/${p.number}:${row.line}`, encodeUtf8(JSON.stringify(record)))
  return { batch_id: p.batchId, line: Number(row.line), faults: JSON.stringify(faults), sealed: Buffer.from(sealed) }
}
