import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A workbook written by hand, so that a test can put into it what no program would write. */
export interface HandMade {
  /** What stands in `<sheetData>`, or a stream of it. */
  readonly rows?: string | Iterable<string>
  /** What follows `<sheetData>`, such as merged cells. */
  readonly after?: string
  readonly before?: string
  readonly sharedStrings?: string
  readonly styles?: string
  readonly workbookPr?: string
  /** Parts that are added, or that take the place of the usual ones. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
  readonly without?: readonly string[]
}

export async function handMadeWorkbook(path: string, made: HandMade): Promise<void> {
  const { rows = '', after = '', before = '', parts = {}, without = [] } = made
  const zip = new ZipFile()
  const usual: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${made.workbookPr ?? ''}<sheets><sheet name="表一" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ...(made.sharedStrings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${made.sharedStrings}</sst>` }),
    ...(made.styles === undefined
      ? {}
      : { 'xl/styles.xml': `<styleSheet xmlns="${main}">${made.styles}</styleSheet>` }),
  }
  for (const [name, content] of Object.entries({ ...usual, ...parts })) {
    if (!without.includes(name)) zip.addBuffer(Buffer.from(content), name)
  }
  if (!('xl/worksheets/sheet1.xml' in parts)) {
    const sheet = function* (): Iterable<string> {
      yield `<worksheet xmlns="${main}">${before}<sheetData>`
      if (typeof rows === 'string') yield rows
      else yield* rows
      yield `</sheetData>${after}</worksheet>`
    }
    zip.addReadStream(Readable.from(sheet(), { objectMode: false }), 'xl/worksheets/sheet1.xml')
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

/** A row of inline texts. */
export function textRow(number: number, cells: readonly string[]): string {
  const written = cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${cell}</t></is></c>`)
  return `<row r="${number}">${written.join('')}</row>`
}

/** A folder of its own for the files of a test. */
export async function temporaryFolder(): Promise<{
  file(name: string, content?: string | Uint8Array): Promise<string>
  remove(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-tables-'))
  return {
    file: async (name, content) => {
      const path = join(folder, name)
      if (content !== undefined) await writeFile(path, content)
      return path
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
