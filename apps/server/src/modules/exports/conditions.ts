import { isCivilDate } from '@fadu/domain'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { RowCondition } from '../../platform/release/batch-rows.ts'
import type { Column } from '../../platform/release/layout.ts'

/** As a condition is asked for; a range names one of its ends or both. */
export interface AskedCondition {
  readonly item: string
  readonly equals?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const values: Readonly<Record<Column['type'], (text: string) => boolean>> = {
  text: () => true,
  integer: (text) => /^[+-]?\d{1,18}$/.test(text),
  decimal: (text) => /^[+-]?\d{1,30}(\.\d{1,30})?$/.test(text),
  date: isCivilDate,
  boolean: (text) => text === 'true' || text === 'false',
}

const ordered = new Set<Column['type']>(['integer', 'decimal', 'date'])

/**
 * Conditions on plain items: a sealed one can be neither compared nor found by a range without opening every row.
 *
 * @throws {Problem} `REQUEST_MALFORMED` naming each fault.
 */
export function checkConditions(columns: readonly Column[], asked: readonly AskedCondition[]): readonly RowCondition[] {
  const faults: FieldProblem[] = []
  const checked = asked.flatMap((condition, i): readonly RowCondition[] => {
    const field = `body.where.${i}`
    const column = columns.find((c) => c.code === condition.item)
    const fault = (expected: string): readonly RowCondition[] => {
      faults.push({ field, expected })
      return []
    }
    if (column === undefined) return fault(`an item of the dataset; «${condition.item}» is none`)
    if (column.sealed) return fault(`an item that is not sealed; «${column.code}» is`)
    const { item, equals, from, to } = condition
    if ((equals !== undefined) === (from !== undefined || to !== undefined)) {
      return fault('either «equals», or «from», «to» or both')
    }
    if (equals === undefined && !ordered.has(column.type)) return fault('«equals»: this item has no order')
    const unfit = [equals, from, to].some((value) => value !== undefined && !values[column.type](value))
    if (unfit) return fault(`values of type ${column.type}`)
    if (equals !== undefined) return [{ item, equals }]
    return [{ item, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  })
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return checked
}
