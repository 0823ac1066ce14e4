/** What a file of tables may cost its reader. Each limit is exceeded with a `TableError` that names it. */
export interface TableLimits {
  /** Bytes of the file as it lies on disk. */
  readonly bytes: number
  /** Bytes of all parts of an archive together, unpacked. */
  readonly unzippedBytes: number
  /** How many times larger than its packed bytes a part may become; asked of parts above 16 MiB. */
  readonly ratio: number
  /** Files in an archive. */
  readonly files: number
  /** Rows of a sheet that hold anything. */
  readonly rows: number
  /** Columns that hold anything. */
  readonly columns: number
  /** UTF-16 units in a cell. */
  readonly cellLength: number
}

/** Limits for a file that is read as it streams by; a caller who keeps rows sets its own, lower ones. */
export const defaultLimits: TableLimits = {
  bytes: 8 * 1024 ** 3,
  unzippedBytes: 2 * 1024 ** 3,
  ratio: 300,
  files: 2000,
  rows: 50_000_000,
  columns: 2000,
  cellLength: 100_000,
}

/** Why a cell does not simply say what was entered. */
export type CellMark =
  /** The value is what a formula gave when the file was saved. Nothing is computed here. */
  | 'formula'
  /** An error value such as `#REF!`. */
  | 'error'
  /** A number of more than fifteen digits, as a spreadsheet keeps an identifier that was typed as a number: its end is lost. */
  | 'imprecise'

export interface MarkedCell {
  /** From 0. */
  readonly column: number
  readonly mark: CellMark
}

/** A row that holds something. */
export interface TableRow {
  /** From 1, as the program shows it that wrote the file: the row of a sheet, the line of a CSV on which the record begins. */
  readonly number: number
  /**
   * Text of the cells from the first column on; a blank is the empty string, blanks at the end are left out. Days are ISO
   * 8601 (`2026-03-01`, `2026-03-01T08:30:00`, `08:30:00`), numbers are written without exponent, yes and no are `true` and `false`.
   */
  readonly cells: readonly string[]
  readonly marks: readonly MarkedCell[]
}

export interface TableSheet {
  /** Name of the sheet; of a CSV, the empty string. */
  readonly name: string
  readonly hidden: boolean
  /** Rows in order, read as a stream; each call reads anew. Rows without content cost no memory. */
  rows(): AsyncIterable<TableRow>
  /** Merged ranges such as `A1:C1`, in the order of the file; at most the first thousand. A CSV has none. */
  merged(): Promise<readonly string[]>
}

/** What was seen in a file and left alone. */
export type TableNote =
  | { readonly note: 'macros' }
  | { readonly note: 'externalLinks' }
  | { readonly note: 'hiddenSheet'; readonly sheet: string }

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface Table {
  readonly kind: 'csv' | 'xlsx'
  /** Of a CSV: how it was written. */
  readonly encoding?: TextEncodingName
  readonly delimiter?: string
  readonly sheets: readonly TableSheet[]
  readonly notes: readonly TableNote[]
  close(): Promise<void>
}
