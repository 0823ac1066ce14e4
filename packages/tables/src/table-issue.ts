/** What is wrong with a file of tables, and where. Rows count from 1, columns from 1; no issue holds the text of a cell below the header. */
export type TableIssue =
  | { readonly code: 'TABLE_EMPTY' }
  | { readonly code: 'TABLE_KIND'; readonly kind: FileKind }
  | { readonly code: 'TABLE_TOO_LARGE'; readonly mostBytes: number }
  | { readonly code: 'ARCHIVE_DAMAGED'; readonly part: string }
  | { readonly code: 'ARCHIVE_FILES'; readonly files: number; readonly most: number }
  | { readonly code: 'ARCHIVE_UNZIPPED'; readonly mostBytes: number }
  | { readonly code: 'ARCHIVE_RATIO'; readonly part: string; readonly ratio: number; readonly most: number }
  | { readonly code: 'XML_REFUSED'; readonly part: string; readonly why: 'doctype' | 'malformed' | 'depth' | 'size' }
  | { readonly code: 'TEXT_ENCODING' }
  | { readonly code: 'TEXT_BINARY' }
  | { readonly code: 'CSV_SYNTAX'; readonly row: number; readonly fault: string }
  | { readonly code: 'PARQUET_DAMAGED'; readonly part: string }
  | { readonly code: 'PARQUET_NESTED'; readonly name: string }
  /** `at` counts row groups from 1; of a page it is 0. */
  | {
      readonly code: 'PARQUET_LIMIT'
      readonly what: 'rowGroup' | 'page'
      readonly at: number
      readonly mostBytes: number
    }
  | { readonly code: 'TABLE_ROWS'; readonly row: number; readonly most: number }
  | { readonly code: 'TABLE_COLUMNS'; readonly row: number; readonly column: number; readonly most: number }
  | { readonly code: 'TABLE_CELL'; readonly row: number; readonly column: number; readonly most: number }
  | { readonly code: 'ROW_ORDER'; readonly row: number }
  | { readonly code: 'SHEET_MISSING'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly code: 'HEADER_MISSING'; readonly sheet: string }
  | { readonly code: 'HEADER_MERGED'; readonly sheet: string; readonly range: string }
  | { readonly code: 'HEADER_BLANK'; readonly sheet: string; readonly row: number; readonly column: number }
  | {
      readonly code: 'HEADER_TWICE'
      readonly sheet: string
      readonly row: number
      readonly name: string
      readonly columns: readonly [number, number]
    }

/** A file that is something else than a table we read, as far as its first bytes tell. */
export type FileKind =
  'xls' | 'encrypted' | 'xlsb' | 'ods' | 'docx' | 'zip' | 'pdf' | 'gzip' | 'rar' | '7z' | 'image' | 'parquet'

/** Display texts, one function per code, so that a new code without a text does not compile. */
export type TableIssueText = {
  readonly [Code in TableIssue['code']]: (issue: Extract<TableIssue, { readonly code: Code }>) => string
}

/** The display text of one issue in one language, for example `tableIssueZhCN`. */
export function describeTableIssue(texts: TableIssueText, issue: TableIssue): string {
  const text = texts[issue.code] as (issue: TableIssue) => string
  return text(issue)
}

/** A file cannot be read as a table, or not within its limits. The message is for logs; people read the display text of the issue. */
export class TableError extends Error {
  readonly issue: TableIssue

  constructor(issue: TableIssue) {
    super(issue.code)
    this.name = 'TableError'
    this.issue = issue
  }

  get code(): TableIssue['code'] {
    return this.issue.code
  }

  /** From 1, where the issue has a place. */
  get row(): number | undefined {
    return 'row' in this.issue ? this.issue.row : undefined
  }

  /** From 1, where the issue has a place. */
  get column(): number | undefined {
    return 'column' in this.issue ? this.issue.column : undefined
  }
}
