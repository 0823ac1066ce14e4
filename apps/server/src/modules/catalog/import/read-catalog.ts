import {
  entryColumns,
  flatItemColumns,
  itemColumns,
  readField,
  readItemCell,
  type CatalogTemplate,
  type CellValue,
  type FieldColumn,
  type Instrument,
  type ItemKey,
  type TemplateColumn,
} from '@fadu/domain'
import { fromFormulaSafe, marksOf, readHeader, type HeadedSheet, type Table, type TableRow } from '@fadu/tables'
import type { Departure, ImportFault } from './faults.ts'

/** An entry as a file tells it. Values that could not be read are left out and named in `faults`. */
export interface FileEntry {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly fields: Record<string, unknown>
  readonly items: FileItem[]
  readonly faults: ImportFault[]
}

export interface FileItem {
  readonly line: number
  readonly values: Partial<Record<ItemKey, unknown>>
}

export interface FileCatalog {
  readonly entries: readonly FileEntry[]
  readonly departures: readonly Departure[]
}

/**
 * Reads a catalog from the tables of the template: two sheets of a workbook, or one flat CSV. When the columns are not those
 * of the template nothing else is read: every departure is named instead.
 *
 * @throws {TableError} when a sheet cannot be read.
 */
export async function readCatalog(
  table: Table,
  template: CatalogTemplate,
  instruments: readonly Instrument[],
): Promise<FileCatalog> {
  const reader = createCatalogReader(template, instruments, table.kind === 'csv' ? fromFormulaSafe : (cell) => cell)
  return table.kind === 'csv' ? readFlat(table, template, reader) : readSheets(table, template, reader)
}

async function readSheets(table: Table, template: CatalogTemplate, reader: CatalogReader): Promise<FileCatalog> {
  const wanted = [
    { name: template.entries.sheet, columns: entryColumns(template) },
    { name: template.items.sheet, columns: itemColumns(template) },
  ]
  const absent = wanted.filter(({ name }) => !table.sheets.some((s) => s.name === name))
  if (absent.length > 0) {
    const departures = absent.map(({ name }) => ({ sheet: name, column: '', departure: 'missing' as const, cites: [] }))
    return { entries: [], departures }
  }
  const sheets = await Promise.all(
    wanted.map(async ({ name, columns }) => {
      const sheet = table.sheets.find((s) => s.name === name)!
      return { headed: await readHeader(sheet), merged: mergedRows(await sheet.merged()), columns }
    }),
  )
  const departures = sheets.flatMap(({ headed, columns }) => departuresOf(headed, columns))
  if (departures.length > 0) return { entries: [], departures }
  const [entries, items] = sheets as [(typeof sheets)[0], (typeof sheets)[0]]
  const entryCells = cellsOf(entries.headed)
  for await (const row of entries.headed.rows()) {
    reader.entry(entries.headed.sheet, row, entryCells(row), entries.merged(row.number))
  }
  const itemCells = cellsOf(items.headed)
  for await (const row of items.headed.rows()) {
    reader.item(items.headed.sheet, row, itemCells(row), template.items.columns, items.merged(row.number))
  }
  return { entries: reader.entries(), departures: [] }
}

async function readFlat(table: Table, template: CatalogTemplate, reader: CatalogReader): Promise<FileCatalog> {
  const headed = await readHeader(table.sheets[0]!)
  const itemPart = flatItemColumns(template)
  const departures = departuresOf(headed, [...entryColumns(template), ...itemPart])
  if (departures.length > 0) return { entries: [], departures }
  const cells = cellsOf(headed)
  for await (const row of headed.rows()) {
    reader.entry('', row, cells(row), false)
    if (itemPart.some((column) => cells(row)(column).text !== '')) reader.item('', row, cells(row), itemPart, false)
  }
  return { entries: reader.entries(), departures: [] }
}

function departuresOf(headed: HeadedSheet, columns: readonly TemplateColumn[]): readonly Departure[] {
  const has = new Set(headed.columns)
  const known = new Set(columns.map((c) => c.title))
  return [
    ...columns
      .filter((c) => !has.has(c.title))
      .map(({ title, cites }) => ({ sheet: headed.sheet, column: title, departure: 'missing' as const, cites })),
    ...headed.columns
      .filter((title) => title !== '' && !known.has(title))
      .map((column) => ({ sheet: headed.sheet, column, departure: 'unknown' as const, cites: [] })),
  ]
}

interface Cell {
  readonly text: string
  readonly marks: readonly ('formula' | 'error' | 'imprecise')[]
}
type Cells = (column: TemplateColumn) => Cell

function cellsOf(headed: HeadedSheet): (row: TableRow) => Cells {
  const places = new Map(headed.columns.map((title, i) => [title, i]))
  return (row) => (column) => {
    const at = places.get(column.title)!
    return { text: row.cells[at] ?? '', marks: marksOf(row, at) }
  }
}

/** Whether a row has a part in a merged range: what it says is then anybody's guess. */
function mergedRows(ranges: readonly string[]): (row: number) => boolean {
  const spans = ranges.map((range) => {
    const rows = [...range.matchAll(/\d+/g)].map((m) => Number(m[0]))
    return { first: rows[0] ?? 0, last: rows.at(-1) ?? 0 }
  })
  return (row) => spans.some(({ first, last }) => first <= row && row <= last)
}

interface CatalogReader {
  entry(sheet: string, row: TableRow, cells: Cells, merged: boolean): void
  item(sheet: string, row: TableRow, cells: Cells, columns: readonly TemplateColumn<ItemKey>[], merged: boolean): void
  entries(): readonly FileEntry[]
}

function createCatalogReader(
  template: CatalogTemplate,
  instruments: readonly Instrument[],
  plain: (cell: string) => string,
): CatalogReader {
  const found: FileEntry[] = []
  const byCode = new Map<string, FileEntry>()
  const { words, entries } = template

  const readCell = (
    place: { readonly sheet: string; readonly line: number },
    column: TemplateColumn,
    cell: Cell,
    read: (text: string) => CellValue,
    faults: ImportFault[],
  ): unknown => {
    const add = (fault: ImportFault['fault'], severity: ImportFault['severity'], options?: readonly string[]): void => {
      const { title, cites } = column
      faults.push({ severity, ...place, column: title, fault, cites, ...(options === undefined ? {} : { options }) })
    }
    if (cell.marks.includes('error')) add('errorValue', 'error')
    if (cell.marks.includes('imprecise')) add('imprecise', 'error')
    if (cell.marks.includes('formula')) add('formulaValue', 'warning')
    // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(cell.text)) {
      add('controlCharacters', 'error')
      return undefined
    }
    const value = read(plain(cell.text))
    if (value.kind === 'unreadable') add(value.fault, 'error', value.options)
    return value.kind === 'value' ? value.value : undefined
  }

  const begin = (sheet: string, line: number, code: string, cells: Cells): FileEntry => {
    const entry: FileEntry = {
      line,
      code,
      name: oneLine(plain(cells(entries.name).text)),
      fields: {},
      items: [],
      faults: [],
    }
    readFields(entry, sheet, line, cells)
    found.push(entry)
    return entry
  }
  const readFields = (entry: FileEntry, sheet: string, line: number, cells: Cells): void => {
    for (const column of entries.fields) {
      const value = readCell({ sheet, line }, column, cells(column), readerOf(column), entry.faults)
      if (value !== undefined) entry.fields[column.key] = value
    }
  }
  const readerOf =
    (column: FieldColumn) =>
    (text: string): CellValue =>
      readField(column.field, text, words, instruments)
  const note = (
    entry: FileEntry,
    sheet: string,
    line: number,
    column: TemplateColumn | undefined,
    fault: ImportFault['fault'],
  ): void => {
    entry.faults.push({
      severity: 'error',
      sheet,
      line,
      column: column?.title ?? '',
      fault,
      cites: column?.cites ?? [],
    })
  }

  /** In a flat table the entry is repeated in each row of an item; what is repeated says the same. */
  const compareRepeated = (entry: FileEntry, line: number, cells: Cells): void => {
    const again: FileEntry = { ...entry, fields: {}, faults: [] }
    readFields(again, '', line, cells)
    const differing = entries.fields.find(
      (c) =>
        again.fields[c.key] !== undefined &&
        JSON.stringify(again.fields[c.key]) !== JSON.stringify(entry.fields[c.key]),
    )
    const name = oneLine(plain(cells(entries.name).text))
    if (differing !== undefined) note(entry, '', line, differing, 'contradiction')
    if (name !== '' && name !== entry.name) note(entry, '', line, entries.name, 'contradiction')
  }

  return {
    entry: (sheet, row, cells, merged) => {
      const line = row.number
      const code = plain(cells(entries.code).text).trim()
      const earlier = byCode.get(code)
      if (earlier !== undefined && sheet === '') return compareRepeated(earlier, line, cells)
      const entry = begin(sheet, line, code, cells)
      if (merged) note(entry, sheet, line, undefined, 'mergedCells')
      if (earlier !== undefined) note(entry, sheet, line, entries.code, 'twice')
      else byCode.set(code, entry)
    },
    item: (sheet, row, cells, columns, merged) => {
      const line = row.number
      const code = plain(cells(template.items.entryCode).text).trim()
      const known = byCode.get(code)
      const entry = known ?? { line, code, name: '', fields: {}, items: [], faults: [] }
      if (known === undefined) {
        note(entry, sheet, line, template.items.entryCode, 'entryUnknown')
        found.push(entry)
        byCode.set(code, entry)
      }
      if (merged) note(entry, sheet, line, undefined, 'mergedCells')
      const values: FileItem['values'] = {}
      for (const column of columns) {
        const read = (text: string): CellValue => readItemCell(column.key, oneLine(text), words)
        const value = readCell({ sheet, line }, column, cells(column), read, entry.faults)
        if (value !== undefined) values[column.key] = value
      }
      entry.items.push({ line, values })
    },
    entries: () => found,
  }
}

/** Names are one line, however somebody has broken them to fit a cell. */
function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n\t]+\s*/g, ' ').trim()
}
