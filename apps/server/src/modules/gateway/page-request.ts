import { createHash } from 'node:crypto'
import { isCivilDate } from '@fadu/domain'
import { decodeCursor, encodeCursor } from '../../platform/http/page.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { ChangePlace } from '../../platform/release/changed-rows.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { Column } from '../../platform/release/layout.ts'
import type { Filter, Order, PagePlace } from '../../platform/release/page-rows.ts'
import type { RowPlace } from '../../platform/release/stored-rows.ts'

/** What a page is asked by, as it came. */
export interface PageQuestion {
  readonly where: readonly Filter[]
  readonly order?: Order | undefined
}

/** Faults of a question: items that are none, that are sealed, or values that are not of their type. */
export function faultsOfQuestion(dataset: Dataset, { where, order }: PageQuestion): readonly FieldProblem[] {
  const plain = (code: string, field: string): readonly FieldProblem[] => {
    const column = dataset.layout.find((c) => c.code === code)
    if (column === undefined) return [{ field, expected: `an item of the dataset; «${code}» is none` }]
    return column.sealed
      ? [{ field, expected: `an item that is stored in clear; «${code}» is looked up by value` }]
      : []
  }
  return [
    ...where.flatMap((filter, i) => {
      const field = `body.where.${i}`
      const faults = plain(filter.item, `${field}.item`)
      return faults.length > 0
        ? faults
        : valueFaults(
            dataset.layout.find((c) => c.code === filter.item)!,
            filter,
            field,
          )
    }),
    ...(order === undefined ? [] : plain(order.item, 'body.order.item')),
  ]
}

const numberOfValues: Readonly<Record<Filter['is'], (count: number) => boolean>> = {
  empty: (count) => count === 0,
  in: (count) => count > 0,
  equal: (count) => count === 1,
  from: (count) => count === 1,
  to: (count) => count === 1,
  startsWith: (count) => count === 1,
}

function valueFaults(column: Column, { is, values }: Filter, field: string): readonly FieldProblem[] {
  if (!numberOfValues[is](values.length)) {
    const expected = { empty: 'no value', in: 'at least one value' }[is as string] ?? 'one value'
    return [{ field: `${field}.values`, expected }]
  }
  if (is === 'startsWith' && column.type !== 'text') return [{ field: `${field}.item`, expected: 'an item of text' }]
  return values.flatMap((value, i) =>
    forms[column.type].fits(value) ? [] : [{ field: `${field}.values.${i}`, expected: forms[column.type].expected }],
  )
}

const forms: Readonly<
  Record<Column['type'], { readonly expected: string; readonly fits: (value: string) => boolean }>
> = {
  text: { expected: 'a well-formed text', fits: (value) => !/[\0\p{Cs}]/u.test(value) },
  integer: { expected: 'a whole number', fits: (value) => /^-?\d{1,18}$/.test(value) },
  decimal: { expected: 'a decimal number', fits: (value) => /^-?\d{1,30}(\.\d{1,30})?$/.test(value) },
  date: { expected: 'a day such as 2026-01-31', fits: (value) => isCivilDate(value) },
  boolean: { expected: 'true or false', fits: (value) => value === 'true' || value === 'false' },
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
  const fits = sign === '-' || (sign === '+' && column !== undefined && forms[column.type].fits(sorted!))
  if (mark !== markOf(dataset, question) || !fits) throw new Problem({ code: 'CURSOR_INVALID' })
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
