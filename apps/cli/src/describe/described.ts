import type { CatalogItem } from '@fadu/domain'
import { distinctCodes } from '@fadu/tables'

/** A table of a database or a data file, as far as its catalog entry can be drafted from it. No row of it is in here. */
export interface DescribedTable {
  readonly name: string
  readonly comment: string | null
  readonly columns: readonly DescribedColumn[]
}

export interface DescribedColumn {
  readonly name: string
  readonly comment: string | null
  readonly type: CatalogItem['type']
  readonly maxLength: number | null
  readonly nullable: boolean
  /** What its values are, where they or its name tell. */
  readonly category: CatalogItem['category']
}

export interface DraftedEntry {
  readonly code: string
  readonly name: string
  readonly items: readonly CatalogItem[]
}

const longest = { code: 61, name: 200, itemName: 100, meaning: 1000, maxLength: 100_000 }

/** Drafts an entry for each table, with codes that are each used once. */
export function draftEntries(tables: readonly DescribedTable[], prefix: string): readonly DraftedEntry[] {
  const taken = new Set<string>()
  return tables.map((table) => {
    const base = entryCode(`${prefix === '' ? '' : `${prefix}-`}${table.name}`)
    let code = base
    for (let n = 2; taken.has(code); n++) code = `${base.slice(0, longest.code - String(n).length - 1)}-${n}`
    taken.add(code)
    const codes = distinctCodes(table.columns.map((c) => c.name))
    return {
      code,
      name: firstLine(table.comment ?? table.name, longest.name),
      items: table.columns.map((column, i) => draftItem(codes[i]!, column)),
    }
  })
}

/** Grades are not known from a schema: the lowest stands until the platform suggests one, and a person decides. */
function draftItem(code: string, { name, comment, type, maxLength, nullable, category }: DescribedColumn): CatalogItem {
  const identifier = type === 'text' && (category === 'residentId' || category === 'creditCode') ? category : null
  const said = comment?.replaceAll(/\s+/g, ' ').trim() ?? ''
  return {
    code,
    name: firstLine(said === '' ? name : said, longest.itemName),
    type,
    maxLength: maxLength === null ? null : Math.max(1, Math.min(maxLength, longest.maxLength)),
    nullable,
    identifier,
    mask: 'none',
    grade: 1,
    meaning: said === '' ? null : said.slice(0, longest.meaning),
    codeList: null,
    category,
  }
}

/** A comment often begins with the name and goes on to explain it. */
function firstLine(text: string, most: number): string {
  const name = text.split(/[\n；;。，,：:（(]/)[0]!.trim()
  return [...(name === '' ? text : name)].slice(0, most).join('')
}

/** Capitals, digits and `-`; Chinese by its sound. */
function entryCode(name: string): string {
  const [sounds] = distinctCodes([name])
  const code = sounds!.replaceAll('_', '-').toUpperCase().slice(0, longest.code).replace(/-+$/, '')
  return code.length < 3 ? `TABLE-${code}` : code
}
