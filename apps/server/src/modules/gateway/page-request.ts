import { createHash } from 'node:crypto'
import { decodeCursor, encodeCursor } from '../../platform/http/page.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { ChangePlace } from '../../platform/release/changed-rows.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { PagePlace, RowQuestion } from '../../platform/release/page-rows.ts'
import { conditionFault, conditionFaults, fits } from '../../platform/release/row-filter.ts'
import type { Row, RowPlace } from '../../platform/release/stored-rows.ts'

/** @throws {Problem} `REQUEST_MALFORMED` for items that are none, that are sealed, or values that are not of their type. */
export function requireAskable({ layout }: Dataset, { where, order }: RowQuestion): void {
  const orderFault = order === undefined ? undefined : conditionFault(layout, { item: order.item, test: 'absent' })
  const faults = [
    ...conditionFaults(layout, where, 'body.where'),
    ...(orderFault === undefined ? [] : [{ field: 'body.order.item', expected: orderFault }]),
  ]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** A cursor belongs to its question: another condition or order would go on in the middle of nothing. */
function markOf(dataset: Dataset, { where, order }: RowQuestion): string {
  const question = JSON.stringify([dataset.id, where, order ?? null])
  return createHash('sha256').update(question).digest('base64url').slice(0, 16)
}

export function pageCursor(dataset: Dataset, question: RowQuestion, { sortedBy, batch, line }: RowPlace): string {
  const sorted = sortedBy === undefined || sortedBy === null ? ['-', ''] : ['+', sortedBy]
  return encodeCursor([markOf(dataset, question), String(batch), String(line), ...sorted])
}

/** @throws {Problem} `CURSOR_INVALID` also when it is of another question. */
export function readPageCursor(dataset: Dataset, question: RowQuestion, cursor: string): PagePlace {
  const [mark, batch, line, sign, sorted] = decodeCursor(cursor, ['text', 'text', 'text', 'text', 'text'])
  const column = dataset.layout.find((c) => c.code === question.order?.item)
  const isWhole = sign === '-' || (sign === '+' && column !== undefined && fits(column.type, sorted!))
  if (mark !== markOf(dataset, question) || !isWhole) throw new Problem({ code: 'CURSOR_INVALID' })
  return { batch: count(batch!), line: count(line!), sortedBy: sign === '-' ? null : sorted! }
}

/** What has become of a row. `row` names it for good; a correction is a new row in the place of another. */
export type RowChange =
  | { readonly change: 'received'; readonly row: string; readonly values: Row }
  | { readonly change: 'removed'; readonly row: string }

export function changeOf({ batch, line, supersededBy }: RowPlace, values: Row): RowChange {
  const row = `${batch}:${line}`
  return supersededBy === null ? { change: 'received', row, values } : { change: 'removed', row }
}

/** Where the next reading of changes begins. */
export function changesCursor(dataset: Dataset, { batch, line, supersededBy }: RowPlace): string {
  const at = supersededBy ?? batch
  const phase = supersededBy === null ? 1 : 0
  return encodeCursor([dataset.id, String(at), String(phase), String(batch), String(line)])
}

/** @throws {Problem} `CURSOR_INVALID` also when it is of another dataset. */
export function readChangesCursor(dataset: Dataset, cursor: string): ChangePlace {
  const [id, at, phase, batch, line] = decodeCursor(cursor, ['text', 'text', 'text', 'text', 'text'])
  if (id !== dataset.id || (phase !== '0' && phase !== '1')) throw new Problem({ code: 'CURSOR_INVALID' })
  return { at: count(at!), phase: phase === '0' ? 0 : 1, batch: count(batch!), line: count(line!) }
}

/** A number of a batch or a line, as the database has it. */
function count(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new Problem({ code: 'CURSOR_INVALID' })
  return Number(text)
}
