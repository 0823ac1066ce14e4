export { formulaSafe, fromFormulaSafe } from './formula-text.ts'
export { marksOf, readHeader, sheetOf, type HeadedSheet } from './header.ts'
export { openTable } from './open-table.ts'
export { distinctCodes, outlineTable, type Outline, type OutlinedColumn } from './outline.ts'
export { describeTableIssue, TableError, type FileKind, type TableIssue, type TableIssueText } from './table-issue.ts'
export { tableIssueEn } from './table-issue.en.ts'
export { tableIssueZhCN } from './table-issue.zh-cn.ts'
export {
  defaultLimits,
  type CellMark,
  type MarkedCell,
  type Table,
  type TableLimits,
  type TableNote,
  type TableRow,
  type TableSheet,
  type TextEncodingName,
} from './table.ts'
export { writeCsv } from './csv/write-csv.ts'
export { writeXlsx, type WrittenColumn, type WrittenSheet } from './xlsx/write-xlsx.ts'
