import { checkResidentId, checkUnifiedSocialCreditCode } from '@fadu/privacy'
import type { Column, Layout } from '../../../platform/release/layout.ts'
import { maskFaulty } from './mask-value.ts'

export interface RowFault {
  readonly item: string
  readonly fault:
    | 'missing'
    | 'tooLong'
    | 'notAnInteger'
    | 'notADecimal'
    | 'notADate'
    | 'notABoolean'
    | 'identifierInvalid'
    | 'notInCodeList'
    | 'columnCount'
    /** The header once more, as when files were joined. */
    | 'repeatedHeader'
    /** A line of JSON Lines that is no flat object, or has a key that no item is called. */
    | 'jsonMalformed'
    | 'jsonNotAnObject'
    | 'jsonNested'
    | 'jsonDuplicateKey'
    | 'unknownItem'
    /** A cell of a workbook that holds an error, or a number whose last digits the spreadsheet lost. */
    | 'cellError'
    | 'imprecise'
  /** Further code of an identifier check, e.g. which digit rule failed; never the value. */
  readonly why?: string
  /** The value, masked by the category of its item; absent where there is none. */
  readonly value?: string
}

/** Codes that an item may have, by the item's code; an item that is not here has no list. */
export type CodeLists = ReadonlyMap<string, ReadonlySet<string>>
const noLists: CodeLists = new Map()

export type ParsedValue = string | boolean | null
export type ParsedRow =
  | { readonly ok: true; readonly values: Readonly<Record<string, ParsedValue>> }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/** Where each item of the layout stands in the file; headers may be the item's code or its Chinese name. */
export function matchHeader(
  layout: Layout,
  header: readonly string[],
): {
  readonly positions: ReadonlyMap<string, number>
  readonly missing: readonly string[]
  readonly unknown: readonly string[]
} {
  const positions = new Map<string, number>()
  const unknown: string[] = []
  header.forEach((cell, position) => {
    const name = cell.trim()
    const item = layout.find((c) => c.code === name || c.name === name)
    if (item === undefined || positions.has(item.code)) unknown.push(name)
    else positions.set(item.code, position)
  })
  return { positions, unknown, missing: layout.filter((c) => !positions.has(c.code)).map((c) => c.name) }
}

/**
 * Checks one row against the items of the catalog: presence, type, length, code list, identifiers with their check digits.
 *
 * @param cells - In the order of the layout; null and blank are no value.
 */
export function parseCells(layout: Layout, cells: readonly (string | null)[], lists: CodeLists = noLists): ParsedRow {
  const values: Record<string, ParsedValue> = {}
  const faults: RowFault[] = []
  layout.forEach((column, i) => {
    const text = cells[i] ?? ''
    const parsed = parseValue(column, text, lists.get(column.code))
    if (typeof parsed !== 'object' || parsed === null) values[column.code] = parsed
    else faults.push(text.trim() === '' ? parsed : { ...parsed, value: maskFaulty(column, text.trim()) })
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values }
}

/** Checks one value as it would stand in a file against its item. An object is a fault. */
export function parseValue(
  column: Column,
  cell: string,
  codes: ReadonlySet<string> | undefined,
): ParsedValue | RowFault {
  const text = cell.trim()
  const fault = (kind: RowFault['fault'], why?: string): RowFault => ({
    item: column.code,
    fault: kind,
    ...(why === undefined ? {} : { why }),
  })
  if (text === '') return column.nullable ? null : fault('missing')
  switch (column.type) {
    case 'text': {
      if (column.maxLength !== null && [...text].length > column.maxLength) return fault('tooLong')
      if (text.includes('\u0000')) return fault('tooLong', 'NUL')
      if (codes !== undefined && !codes.has(text)) return fault('notInCodeList')
      if (column.identifier === null || column.identifier === 'other') return text
      const check = column.identifier === 'residentId' ? checkResidentId(text) : checkUnifiedSocialCreditCode(text)
      return check.ok ? check.normalized : fault('identifierInvalid', check.issue.code)
    }
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? text : fault('notAnInteger')
    case 'decimal':
      return /^[+-]?\d{1,20}(\.\d{1,20})?$/.test(text) ? text : fault('notADecimal')
    case 'date':
      return isRealDate(text) ? text : fault('notADate')
    case 'boolean':
      if (/^(true|1|是)$/i.test(text)) return true
      return /^(false|0|否)$/i.test(text) ? false : fault('notABoolean')
  }
}

function isRealDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  // Not `Date.UTC`, which takes the years 0 to 99 for those of the last century.
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return year >= 1 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
