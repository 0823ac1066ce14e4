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
export { csvRecord, needsQuotation, type DataCell } from './csv/write-records.ts'
export { readQuotedRecords, type QuotedCell } from './csv/read-quoted.ts'
export { writeXlsx, type WrittenColumn, type WrittenSheet } from './xlsx/write-xlsx.ts'
export { sniffFormat, sniffedBytes, type TableFormat } from './sniff.ts'
export { detectDialect, type CsvDialect } from './csv/dialect.ts'
export { cutRecords, type CutOptions, type RecordBlock } from './csv/cut-records.ts'
export { createFieldScanner, fieldText, type FieldOptions, type FieldScanner } from './csv/scan-fields.ts'
export { toUtf8, type Utf8Text } from './csv/to-utf8.ts'
export { readFlatObject, type FlatObject, type FlatObjectFault } from './json-lines/read-flat-object.ts'
export { openParquet, type ParquetTable } from './parquet/read-parquet.ts'
export { writeParquet, type ParquetColumn } from './parquet/write-parquet.ts'
