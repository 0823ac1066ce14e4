import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnName } from './reference.ts'
import { escapeCell } from './xml.ts'

export interface WrittenColumn {
  readonly title: string
  /** In characters of the default font; a Chinese character takes two. */
  readonly width?: number
}

export interface WrittenSheet {
  readonly name: string
  readonly columns: readonly WrittenColumn[]
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>
}

/** Every cell is text and says so (`quotePrefix`), so that nothing is computed when the file is opened or saved again. */
const headerStyle = 1
const textStyle = 2
/** The same tables give the same bytes, whenever they are written. */
const written = new Date(Date.UTC(1980, 0, 1))
const flushAt = 64 * 1024

/**
 * Tables as a workbook. Each sheet has its header in the first row, held in place. All cells are text: an identifier keeps
 * its digits, and what looks like a formula is none.
 */
export async function* writeXlsx(sheets: readonly WrittenSheet[]): AsyncIterable<Uint8Array> {
  const zip = new ZipFile()
  const options = { mtime: written, mode: 0o100644, forceDosTimestamp: true }
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text, 'utf8'), name, options)
  add('[Content_Types].xml', contentTypes(sheets.length))
  add('_rels/.rels', packageRelations)
  add('xl/workbook.xml', workbookXml(sheets))
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length))
  add('xl/styles.xml', stylesXml)
  const output = zip.outputStream as Readable
  const contents = sheets.map((sheet) => Readable.from(sheetXml(sheet), { objectMode: false }))
  contents.forEach((content, i) => {
    // A fault of the rows ends the file: whoever reads it gets the fault and no half workbook that looks whole.
    content.on('error', (error) => output.destroy(error))
    zip.addReadStream(content, `xl/worksheets/sheet${i + 1}.xml`, options)
  })
  zip.end()
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) yield chunk
  } finally {
    // Whoever stops reading stops the rows too.
    for (const content of contents) content.destroy()
  }
}

async function* sheetXml({ columns, rows }: WrittenSheet): AsyncIterable<Buffer> {
  const widths = columns.map(
    ({ width = 16 }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${textStyle}" customWidth="1"/>`,
  )
  let text =
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>` +
    rowXml(
      1,
      columns.map((c) => c.title),
      headerStyle,
    )
  let number = 1
  for await (const row of rows) {
    text += rowXml(++number, row, textStyle)
    if (text.length < flushAt) continue
    yield Buffer.from(text, 'utf8')
    text = ''
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`, 'utf8')
}

function rowXml(number: number, cells: readonly string[], style: number): string {
  let xml = `<row r="${number}">`
  cells.forEach((cell, i) => {
    if (cell === '') return
    xml += `<c r="${columnName(i)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCell(cell)}</t></is></c>`
  })
  return `${xml}</row>`
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const packageRelations =
  `${declaration}<Relationships xmlns="${relations}">` +
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const stylesXml =
  `${declaration}<styleSheet xmlns="${main}">` +
  '<fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" quotePrefix="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
  )
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${parts.join('')}</Types>`
  )
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map((s, i) => `<sheet name="${escapeCell(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  const targets = Array.from(
    { length: sheets },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return (
    `${declaration}<Relationships xmlns="${relations}">${targets.join('')}` +
    `<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`
  )
}
