import { columnName } from './xlsx/reference.ts'
import type { FileKind, TableIssueText } from './table-issue.ts'

const kinds: Readonly<Record<FileKind, string>> = {
  xls: 'an Excel file of the old kind (.xls); save it as .xlsx',
  encrypted: 'an encrypted Excel file; remove the password and save it as .xlsx',
  xlsb: 'a binary Excel file (.xlsb); save it as .xlsx',
  ods: 'an OpenDocument spreadsheet; save it as .xlsx',
  docx: 'a text document or a presentation',
  zip: 'an archive without a workbook in it',
  pdf: 'a PDF',
  gzip: 'a gzip file; unpack it first',
  rar: 'a RAR archive; unpack it first',
  '7z': 'a 7z archive; unpack it first',
  image: 'an image',
  parquet: 'a Parquet file',
}
const whyXml = {
  doctype: 'holds a document type declaration (DTD), which is not read',
  malformed: 'is not well-formed XML',
  depth: 'is nested too deeply',
  size: 'holds something too long',
} as const

export const tableIssueEn: TableIssueText = {
  TABLE_EMPTY: () => 'The file has no content',
  TABLE_KIND: (i) => `This is ${kinds[i.kind]}; CSV and .xlsx are read`,
  TABLE_TOO_LARGE: (i) => `The file exceeds the limit of ${i.mostBytes} bytes; divide it`,
  ARCHIVE_DAMAGED: (i) => `The workbook is damaged: ${i.part}; open it in a spreadsheet program and save it again`,
  ARCHIVE_FILES: (i) => `The workbook has ${i.files} parts, more than ${i.most}`,
  ARCHIVE_UNZIPPED: (i) => `Unpacked, the workbook exceeds the limit of ${i.mostBytes} bytes; divide it`,
  ARCHIVE_RATIO: (i) =>
    `Part ${i.part} of the workbook would grow ${i.ratio} times when unpacked, more than ${i.most}: it may be an archive bomb and is not unpacked`,
  XML_REFUSED: (i) => `Part ${i.part} of the workbook ${whyXml[i.why]}`,
  TEXT_ENCODING: () => 'The file is neither UTF-8, nor UTF-16 with a byte order mark, nor GB18030; convert it',
  TEXT_BINARY: () => 'The file is neither text nor an .xlsx workbook',
  CSV_SYNTAX: (i) => `Line ${i.row} is not CSV: ${i.fault}`,
  PARQUET_DAMAGED: (i) => `The Parquet file is incomplete or damaged (${i.part}); export it again`,
  PARQUET_NESTED: (i) => `Column ${i.name} of the Parquet file holds lists or structures; a table has one value a cell`,
  PARQUET_LIMIT: (i) =>
    i.what === 'page'
      ? `A page of the Parquet file would unpack to more than ${i.mostBytes} bytes`
      : `Row group ${i.at} of the Parquet file exceeds ${i.mostBytes} bytes; export it with smaller row groups`,
  TABLE_ROWS: (i) => `From row ${i.row} on the limit of ${i.most} rows is exceeded; divide the file`,
  TABLE_COLUMNS: (i) => `Row ${i.row} has ${i.column} columns, more than ${i.most}`,
  TABLE_CELL: (i) => `Cell ${columnName(i.column - 1)}${i.row} is longer than ${i.most} characters`,
  ROW_ORDER: (i) => `Row ${i.row} is not in its order; open the file in a spreadsheet program and save it again`,
  SHEET_MISSING: (i) => `There is no sheet "${i.sheet}"; the file has: ${i.sheets.join(', ') || 'none'}`,
  HEADER_MISSING: (i) => `${named(i.sheet)} has no header`,
  HEADER_MERGED: (i) =>
    `The header of ${named(i.sheet)} has the merged cells ${i.range}; give each column its own name and write no title above the header`,
  HEADER_BLANK: (i) =>
    `The header of ${named(i.sheet)} has no name in ${columnName(i.column - 1)}${i.row}, and the column has content`,
  HEADER_TWICE: (i) =>
    `The header of ${named(i.sheet)} has "${i.name}" twice: columns ${i.columns.map((c) => columnName(c - 1)).join(', ')}`,
}

function named(sheet: string): string {
  return sheet === '' ? 'the file' : `sheet "${sheet}"`
}
