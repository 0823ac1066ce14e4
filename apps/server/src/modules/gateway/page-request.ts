import { createHash } from 'node:crypto'
import { decodeCursor, encodeCursor } from '../../platform/http/page.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { ChangePlace } from '../../platform/release/changed-rows.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { Order, PagePlace } from '../../platform/release/page-rows.ts'
import { conditionFault, conditionFaults, fits, type RowCondition } from '../../platform/release/row-filter.ts'
import type { RowPlace } from '../../platform/release/stored-rows.ts'

/** What a page is asked by, as it came. */
export interface PageQuestion {
  readonly where: readonly RowCondition[]
  readonly order?: Order | undefined
}

/** Faults of a question: items that are none, that are sealed, or values that are not of their type. */
export function faultsOfQuestion({ layout }: Dataset, { where, order }: PageQuestion): readonly FieldProblem[] {
  const orderFault = order === undefined ? undefined : conditionFault(layout, { item: order.item, test: 'absent' })
  return [
    ...conditionFaults(layout, where, 'body.where'),
    ...(orderFault === undefined ? [] : [{ field: 'body.order.item', expected: orderFault }]),
  ]
}

/** A cursor belongs to its question: another condition or order would go on in the middle of nothing. */
function markOf(dataset: Dataset, { where, order }: PageQuestion): string {
  const question = JSON.stringify([dataset.id, where, order ?? null])
  return createHash('sha256').update(question).digest('base64url').slice(0, 16)
}

export function pageCursor(dataset: Dataset, question: PageQuestion, { sortedBy, batch, line }: RowPlace): string {
  const sorted = sortedBy === undefined || sortedBy === null ? ['-', ''] : ['+', sortedBy]
  return encodeCursor([markOf(dataset, question), String(batch), String(line), ...sorted])
}

/** @throws {Problem} `CURSOR_INVALID` also when it is of another question. */
export function readPageCursor(dataset: Dataset, question: PageQuestion, cursor: string): PagePlace {
  const [mark, batch, line, sign, sorted] = decodeCursor(cursor, ['text', 'text', 'text', 'text', 'text'])
  const column = dataset.layout.find((c) => c.code === question.order?.item)
  const isWhole = sign === '-' || (sign === '+' && column !== undefined && fits(column.type, sorted!))
  if (mark !== markOf(dataset, question) || !isWhole) throw new Problem({ code: 'CURSOR_INVALID' })
  return { batch: count(batch!), line: count(line!), sortedBy: sign === '-' ? null : sorted! }
}

/** Where the next reading of changes begins. */
export function changesCursor(dataset: Dataset, { at, phase, batch, line }: ChangePlace): string {
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
