import { columnName } from './xlsx/reference.ts'
import type { FileKind, TableIssueText } from './table-issue.ts'

const kinds: Readonly<Record<FileKind, string>> = {
  xls: '旧版 Excel 文件（.xls），请另存为 .xlsx',
  encrypted: '加密的 Excel 文件，请去除密码后另存为 .xlsx',
  xlsb: '二进制 Excel 文件（.xlsb），请另存为 .xlsx',
  ods: 'OpenDocument 表格，请另存为 .xlsx',
  docx: 'Word 或者 PowerPoint 文件',
  zip: '压缩包，其中没有 Excel 工作簿',
  pdf: 'PDF 文件',
  gzip: 'gzip 压缩文件，请先解压',
  rar: 'RAR 压缩文件，请先解压',
  '7z': '7z 压缩文件，请先解压',
  image: '图像文件',
  parquet: 'Parquet 文件',
}
const whyXml = {
  doctype: '含有文档类型声明（DTD），不予解析',
  malformed: '不是格式正确的 XML',
  depth: '嵌套过深',
  size: '有过长的内容',
} as const

export const tableIssueZhCN: TableIssueText = {
  TABLE_EMPTY: () => '文件没有内容',
  TABLE_KIND: (i) => `这是${kinds[i.kind]}；请提交 CSV 或者 .xlsx 文件`,
  TABLE_TOO_LARGE: (i) => `文件超过 ${i.mostBytes} 字节的上限，请分成几个文件`,
  ARCHIVE_DAMAGED: (i) => `工作簿损坏：${i.part}；请用表格软件打开后重新保存`,
  ARCHIVE_FILES: (i) => `工作簿中有 ${i.files} 个部件，超过 ${i.most} 个的上限`,
  ARCHIVE_UNZIPPED: (i) => `工作簿解压后超过 ${i.mostBytes} 字节的上限，请分成几个文件`,
  ARCHIVE_RATIO: (i) => `工作簿的部件 ${i.part} 的压缩比达到 ${i.ratio}，超过 ${i.most} 的上限，疑为压缩炸弹，不予解压`,
  XML_REFUSED: (i) => `工作簿的部件 ${i.part} ${whyXml[i.why]}`,
  TEXT_ENCODING: () => '文件的编码不是 UTF-8、UTF-16（带 BOM）或者 GB18030，请转换编码后提交',
  TEXT_BINARY: () => '文件不是文本，也不是 .xlsx 工作簿',
  CSV_SYNTAX: (i) => `第 ${i.row} 行不符合 CSV 格式：${i.fault}`,
  PARQUET_DAMAGED: (i) => `Parquet 文件不完整或者损坏（${i.part}），请重新导出`,
  PARQUET_NESTED: (i) => `Parquet 文件的列「${i.name}」含有列表或者嵌套结构；只接受每行每列一个值的表`,
  PARQUET_LIMIT: (i) =>
    i.what === 'page'
      ? `Parquet 文件有一个数据页解压后超过 ${i.mostBytes} 字节的上限`
      : `Parquet 文件的第 ${i.at} 个行组超过 ${i.mostBytes} 字节的上限，请以较小的行组重新导出`,
  TABLE_ROWS: (i) => `第 ${i.row} 行起超过 ${i.most} 行的上限，请分成几个文件`,
  TABLE_COLUMNS: (i) => `第 ${i.row} 行有 ${i.column} 列，超过 ${i.most} 列的上限`,
  TABLE_CELL: (i) => `单元格 ${columnName(i.column - 1)}${i.row} 超过 ${i.most} 个字符的上限`,
  ROW_ORDER: (i) => `第 ${i.row} 行的行号没有按顺序排列，请用表格软件打开后重新保存`,
  SHEET_MISSING: (i) => `没有工作表「${i.sheet}」；文件中有：${i.sheets.join('、') || '无'}`,
  HEADER_MISSING: (i) => `${named(i.sheet)}没有表头`,
  HEADER_MERGED: (i) => `${named(i.sheet)}的表头有合并单元格 ${i.range}；每一列单独写一个列名，表头之上不写标题行`,
  HEADER_BLANK: (i) => `${named(i.sheet)}的表头 ${columnName(i.column - 1)}${i.row} 没有列名，而该列有内容`,
  HEADER_TWICE: (i) =>
    `${named(i.sheet)}的列名「${i.name}」出现两次：${i.columns.map((c) => columnName(c - 1)).join('、')} 列`,
}

function named(sheet: string): string {
  return sheet === '' ? '文件' : `工作表「${sheet}」`
}
