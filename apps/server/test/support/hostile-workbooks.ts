import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface HostileWorkbook {
  /** Rows of the sheets of the template: the same in both, or each its own. */
  readonly rows?: readonly string[]
  readonly sheets?: Readonly<Record<string, readonly string[]>>
  /** What follows the rows, such as merged cells. */
  readonly after?: string
}

/** A workbook as no program would write it, made of pieces of XML. */
export async function handMadeWorkbook(folder: string, hostile: HostileWorkbook): Promise<Buffer> {
  const { rows = [], after = '' } = hostile
  const sheets = Object.entries(hostile.sheets ?? { 目录: rows, 数据项: rows })
  const zip = new ZipFile()
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name)
  add('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
  add(
    '_rels/.rels',
    `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  const listed = sheets.map(([name], i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join('')
  add('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed}</sheets></workbook>`)
  const targets = sheets.map(
    (_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  add('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${packages}">${targets.join('')}</Relationships>`)
  sheets.forEach(([, content], i) => {
    const xml = function* (): Iterable<string> {
      yield `<worksheet xmlns="${main}"><sheetData>`
      yield* content
      yield `</sheetData>${after}</worksheet>`
    }
    zip.addReadStream(Readable.from(xml(), { objectMode: false }), `xl/worksheets/sheet${i + 1}.xml`)
  })
  zip.end()
  const path = join(folder, `${randomUUID()}.xlsx`)
  await pipeline(zip.outputStream, createWriteStream(path))
  return readFile(path)
}

export function textRow(number: number, cells: readonly string[]): string {
  const written = cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`)
  return `<row r="${number}">${written.join('')}</row>`
}
