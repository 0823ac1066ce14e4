import type { Tx } from '../../../platform/db/open-database.ts'
import { encodeUtf8 } from '@fadu/audit-log'
import { Problem } from '../../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import { scanRows, takeOut } from '../../../platform/release/scan-rows.ts'
import type { QualityRules } from './service.ts'

/** A batch whose rows stand in the table and are seen by nobody yet. */
export interface StoredBatch {
  readonly dataset: Dataset
  readonly id: string
  readonly number: number
  readonly mode: 'append' | 'upsert' | 'snapshot'
  /** Items in the order in which the cells of a quarantined row are kept. */
  readonly columns: readonly string[]
}

/**
 * The rules while data enters, in the transaction that stores a batch. Rows that break a blocking rule are set aside; where rows
 * of the batch have taken the place of others already, the batch does not stand at all.
 *
 * @returns How many rows were set aside.
 * @throws {Problem} BATCH_RULE_BROKEN
 */
export function rulesAtAggregation(deps: {
  readonly datasets: DatasetStore
  readonly rules: Pick<QualityRules, 'check'>
}): (tx: Tx, batch: StoredBatch) => Promise<number> {
  return async (tx, { dataset, id, number, mode, columns }) => {
    const done = await deps.rules.check(tx, dataset, number)
    if (done === undefined || done.result.blocked.size === 0) return 0
    const { blocked } = done.result
    if (mode !== 'append') {
      const rules = [...new Set([...blocked.values()].flat().map((rule) => rule.id))]
      throw new Problem({ code: 'BATCH_RULE_BROKEN', rules, rows: blocked.size, line: Math.min(...blocked.keys()) })
    }
    const keys = await deps.datasets.keyringOf(tx, dataset)
    for await (const page of scanRows(tx, keys, dataset, columns, number)) {
      const rows = page.filter((row) => blocked.has(row.line))
      if (rows.length === 0) continue
      await tx
        .insertInto('quarantine_row')
        .values(
          rows.map((row) => {
            const cells = columns.map((code) => cellOf(row.values[code] ?? null))
            const faults = blocked.get(row.line)!.map((rule) => ({
              item: 'item' in rule ? rule.item : 'left' in rule ? rule.left : '',
              fault: 'rule',
              why: rule.id,
            }))
            return {
              batch_id: id,
              line: row.line,
              faults: JSON.stringify(faults),
              sealed: keys.current.sealer.seal(`quarantine/${number}:${row.line}`, encodeUtf8(JSON.stringify(cells))),
            }
          }),
        )
        .execute()
      await takeOut(
        tx,
        dataset,
        number,
        rows.map((row) => row.line),
      )
    }
    return blocked.size
  }
}

/** A value as it would stand in a file. */
function cellOf(value: string | boolean | null): string {
  return value === null ? '' : String(value)
}
