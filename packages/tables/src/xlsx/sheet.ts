import { createRowGuard, withoutBlankEnd } from '../row-limits.ts'
import { TableError } from '../table-issue.ts'
import type { CellMark, MarkedCell, TableLimits, TableRow } from '../table.ts'
import type { Archive } from './archive.ts'
import { dateText, plainNumber } from './number-text.ts'
import { columnOf } from './reference.ts'
import type { Workbook } from './workbook.ts'
import { readXml, unescapeCell, type XmlHandler } from './xml.ts'

/** Rows of a sheet that hold something; the dimension that a sheet claims is not believed, only what is there counts. */
export async function* readSheet(
  archive: Archive,
  workbook: Workbook,
  part: string,
  limits: TableLimits,
): AsyncIterable<TableRow> {
  const guard = createRowGuard(limits)
  const reader = createSheetReader(workbook, part, limits)
  for await (const _ of readXml(part, archive.read(part), reader.handler)) {
    for (const row of reader.take()) yield guard(row)
  }
  for (const row of reader.take()) yield guard(row)
}

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  formula: boolean
}

function createSheetReader(
  workbook: Workbook,
  part: string,
  limits: TableLimits,
): { readonly handler: XmlHandler; take(): readonly TableRow[] } {
  let done: TableRow[] = []
  let number = 0
  let cells: string[] = []
  let marks: MarkedCell[] = []
  let nextColumn = 0
  let cell: OpenCell | undefined
  let value = ''
  let inValue = false
  let inPhonetic = false

  const openRow = (given: string | undefined): void => {
    const next = given === undefined ? number + 1 : Number(given)
    if (!Number.isSafeInteger(next) || next <= number) throw new TableError({ code: 'ROW_ORDER', row: number + 1 })
    number = next
    nextColumn = 0
    if (cells.length > 0) {
      cells = []
      marks = []
    }
  }
  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    const reference = attributes['r']
    const column = reference === undefined ? nextColumn : columnOf(reference)
    if (column === undefined) throw new TableError({ code: 'XML_REFUSED', part, why: 'malformed' })
    nextColumn = column + 1
    cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), formula: false }
    value = ''
  }
  const closeCell = ({ column, type, style, formula }: OpenCell): void => {
    const { text, mark } =
      type === 's' ? { text: sharedText(value), mark: undefined } : cellText(type, style, value, workbook)
    if (text === '') return
    if (column >= limits.columns) {
      throw new TableError({ code: 'TABLE_COLUMNS', row: number, column: column + 1, most: limits.columns })
    }
    while (cells.length < column) cells.push('')
    cells[column] = text
    if (formula) marks.push({ column, mark: 'formula' })
    if (mark !== undefined) marks.push({ column, mark })
  }
  const sharedText = (index: string): string => {
    const text = index === '' ? '' : workbook.sharedStrings[Number(index)]
    if (text === undefined) throw new TableError({ code: 'ARCHIVE_DAMAGED', part })
    return text
  }
  const closeRow = (): void => {
    const filled = withoutBlankEnd(cells)
    if (filled.length > 0) done.push({ number, cells: filled, marks })
  }

  return {
    handler: {
      open: (name, attributes) => {
        switch (name) {
          case 'row':
            return openRow(attributes['r'])
          case 'c':
            return openCell(attributes)
          case 'f':
            if (cell !== undefined) cell.formula = true
            return
          case 'rPh':
            inPhonetic = true
            return
          case 'v':
          case 't':
            inValue = cell !== undefined && !inPhonetic
        }
      },
      close: (name) => {
        switch (name) {
          case 'row':
            return closeRow()
          case 'c':
            if (cell !== undefined) closeCell(cell)
            cell = undefined
            return
          case 'rPh':
            inPhonetic = false
            return
          case 'v':
          case 't':
            inValue = false
        }
      },
      text: (text) => {
        if (!inValue) return
        value += text
        // Escaped characters take seven units for one.
        if (value.length > limits.cellLength * 7) {
          throw new TableError({ code: 'TABLE_CELL', row: number, column: cell!.column + 1, most: limits.cellLength })
        }
      },
    },
    take: () => {
      const rows = done
      if (rows.length > 0) done = []
      return rows
    },
  }
}

function cellText(
  type: string,
  style: number,
  value: string,
  workbook: Workbook,
): { readonly text: string; readonly mark?: CellMark } {
  switch (type) {
    case 'str':
    case 'inlineStr':
      return { text: unescapeCell(value) }
    case 'b':
      return { text: value === '' ? '' : value === '1' ? 'true' : 'false' }
    case 'e':
      return { text: value, mark: 'error' }
    case 'd':
      return { text: value.replace(/T00:00:00(\.0+)?Z?$/, '') }
    default: {
      const date = workbook.dateStyles.has(style) ? dateText(value, workbook.from1904) : undefined
      if (date !== undefined) return { text: date }
      const number = plainNumber(value)
      if (number === undefined) return { text: value }
      return number.imprecise ? { text: number.text, mark: 'imprecise' } : { text: number.text }
    }
  }
}
