import { TableError } from '../table-issue.ts'
import type { Archive } from './archive.ts'
import { isBuiltInDateFormat, isDateFormat } from './number-text.ts'
import { readWholeXml, unescapeCell } from './xml.ts'

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetPart[]
  readonly from1904: boolean
  readonly sharedStrings: readonly string[]
  /** Styles whose number format shows a day or a time. */
  readonly dateStyles: ReadonlySet<number>
}

/** Text that all cells share is kept in memory, in UTF-16 units. */
const mostSharedText = 256 * 1024 * 1024
const mostSheets = 500
const mostStyles = 100_000

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const main = await mainPart(archive)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = await readRelations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder)
  const found: { name: string; hidden: boolean; relation: string }[] = []
  let from1904 = false
  await readWholeXml(main, archive.read(main), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet' || found.length >= mostSheets) return
      const hidden = ['hidden', 'veryHidden'].includes(attributes['state'] ?? '')
      found.push({
        name: attributes['name'] ?? '',
        hidden,
        relation: attributes['r:id'] ?? attributes['relationships:id'] ?? '',
      })
    },
    close: () => undefined,
    text: () => undefined,
  })
  const sheets = found.flatMap(({ name, hidden, relation }) => {
    const target = related.get(relation)
    return target === undefined || !target.type.endsWith('/worksheet') ? [] : [{ name, hidden, part: target.part }]
  })
  if (sheets.length === 0) throw new TableError({ code: 'ARCHIVE_DAMAGED', part: main })
  const partOf = (type: string): string | undefined =>
    [...related.values()].find((r) => r.type.endsWith(`/${type}`) && archive.has(r.part))?.part
  return {
    sheets,
    from1904,
    sharedStrings: await readSharedStrings(archive, partOf('sharedStrings')),
    dateStyles: await readDateStyles(archive, partOf('styles')),
  }
}

/** The main part is the one that the package names; a workbook of any program has it. */
async function mainPart(archive: Archive): Promise<string> {
  const roots = await readRelations(archive, '_rels/.rels', '')
  const main = [...roots.values()].find((r) => r.type.endsWith('/officeDocument'))?.part
  if (main === undefined || !archive.has(main)) throw new TableError({ code: 'ARCHIVE_DAMAGED', part: '_rels/.rels' })
  return main
}

async function readRelations(
  archive: Archive,
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, { readonly type: string; readonly part: string }>> {
  const relations = new Map<string, { type: string; part: string }>()
  await readWholeXml(part, archive.read(part), {
    open: (name, attributes) => {
      // What lies outside the file is never asked for.
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return
      const target = attributes['Target'] ?? ''
      relations.set(attributes['Id'] ?? '', { type: attributes['Type'] ?? '', part: resolved(folder, target) })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return relations
}

function resolved(folder: string, target: string): string {
  return decodeURI(new URL(target, `file:///${folder}`).pathname).slice(1)
}

async function readSharedStrings(archive: Archive, part: string | undefined): Promise<readonly string[]> {
  if (part === undefined) return []
  const strings: string[] = []
  let current = ''
  let length = 0
  let inText = false
  let inPhonetic = false
  await readWholeXml(part, archive.read(part), {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') inPhonetic = true
      inText = name === 't' && !inPhonetic
    },
    close: (name) => {
      if (name === 'si') strings.push(unescapeCell(current))
      if (name === 'rPh') inPhonetic = false
      inText = false
    },
    text: (text) => {
      if (!inText) return
      current += text
      length += text.length
      if (length > mostSharedText) throw new TableError({ code: 'XML_REFUSED', part, why: 'size' })
    },
  })
  return strings
}

async function readDateStyles(archive: Archive, part: string | undefined): Promise<ReadonlySet<number>> {
  const dates = new Set<number>()
  if (part === undefined) return dates
  const ownFormats = new Map<number, boolean>()
  let inCellFormats = false
  let style = 0
  await readWholeXml(part, archive.read(part), {
    open: (name, attributes) => {
      if (name === 'numFmt')
        ownFormats.set(Number(attributes['numFmtId']), isDateFormat(attributes['formatCode'] ?? ''))
      if (name === 'cellXfs') inCellFormats = true
      if (name !== 'xf' || !inCellFormats) return
      const format = Number(attributes['numFmtId'] ?? 0)
      if (ownFormats.get(format) ?? isBuiltInDateFormat(format)) dates.add(style)
      if (++style > mostStyles) throw new TableError({ code: 'XML_REFUSED', part, why: 'size' })
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
    text: () => undefined,
  })
  return dates
}
