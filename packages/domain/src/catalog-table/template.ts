import type { ClauseId } from '../shared/index.ts'
import type { FormField } from '../regulation/pack.ts'
import type { Regime } from '../regulation/regime.ts'
import { itemChoices, type CatalogItem } from './catalog-item.ts'

/** A column of the tables in which a catalog is handed over: its name in the words of the regime, and what stands in it. */
export interface TemplateColumn<Key extends string = string> {
  readonly key: Key
  readonly title: string
  readonly cites: readonly ClauseId[]
  /** Width in characters of the default font. */
  readonly width: number
}

export type ItemKey = keyof CatalogItem

/** The one template of a regime: a table of entries and a table of their items, or both in one flat table. */
export interface CatalogTemplate {
  readonly entries: {
    readonly sheet: string
    readonly code: TemplateColumn
    readonly name: TemplateColumn
    readonly fields: readonly FieldColumn[]
  }
  readonly items: {
    readonly sheet: string
    /** Of the entry that the item belongs to. */
    readonly entryCode: TemplateColumn
    readonly columns: readonly TemplateColumn<ItemKey>[]
  }
  readonly words: TemplateWords
}

export interface FieldColumn extends TemplateColumn {
  readonly field: FormField
}

/** Words of the regime for values that are keys inside. */
export interface TemplateWords {
  readonly yes: string
  readonly no: string
  /** Word of an option by field and key. */
  option(field: string, key: string): string
  readonly items: { readonly [Key in ChoiceKey]: ReadonlyMap<string, string> }
}

export type ChoiceKey = keyof typeof itemChoices

const itemKeys = [
  'code',
  'name',
  'type',
  'maxLength',
  'nullable',
  'codeList',
  'meaning',
  'identifier',
  'category',
  'grade',
  'mask',
] as const satisfies readonly ItemKey[]

const concepts: { readonly [Key in ChoiceKey]: string } = {
  type: 'itemType',
  identifier: 'itemIdentifier',
  category: 'itemCategory',
  mask: 'itemMask',
}

/** Fields that have rows of their own do not fit into a cell; an import leaves them as they are. */
function fitsIntoCell(field: FormField): boolean {
  return field.type !== 'rows'
}

/** The template that follows from the form and the words of a regime. */
export function templateOf(regime: Pick<Regime, 'form' | 'term'>): CatalogTemplate {
  const word = (concept: string): string => regime.term(concept)?.text ?? concept
  const columnOf = (key: string, concept: string, width: number): TemplateColumn => ({
    key,
    title: word(concept),
    cites: [],
    width,
  })
  const wordsOf = (key: ChoiceKey): ReadonlyMap<string, string> =>
    new Map(itemChoices[key].map((value) => [value, word(`${concepts[key]}.${value}`)]))
  const fields = (regime.form('catalog-entry')?.fields ?? []).filter(fitsIntoCell)
  return {
    entries: {
      sheet: word('catalogTable.entries'),
      code: columnOf('code', 'entry.code', 22),
      name: columnOf('name', 'entry.name', 32),
      fields: fields.map((field) => ({
        key: field.name,
        title: field.label,
        cites: field.cites,
        width: field.type === 'longText' ? 40 : 18,
        field,
      })),
    },
    items: {
      sheet: word('catalogTable.items'),
      entryCode: columnOf('entryCode', 'entry.code', 22),
      columns: itemKeys.map((key) => ({ ...columnOf(key, `item.${key}`, 16), key })),
    },
    words: {
      yes: word('answer.yes'),
      no: word('answer.no'),
      option: (field, key) => word(`${field}.${key}`),
      items: {
        type: wordsOf('type'),
        identifier: wordsOf('identifier'),
        category: wordsOf('category'),
        mask: wordsOf('mask'),
      },
    },
  }
}

/** Columns of the table of entries. */
export function entryColumns({ entries }: CatalogTemplate): readonly TemplateColumn[] {
  return [entries.code, entries.name, ...entries.fields]
}

/** Columns of the table of items. */
export function itemColumns({ items }: CatalogTemplate): readonly TemplateColumn[] {
  return [items.entryCode, ...items.columns]
}

/** Columns of an item in a flat table, where a name that the entry uses already is told apart by the word for items. */
export function flatItemColumns(template: CatalogTemplate): readonly TemplateColumn<ItemKey>[] {
  const taken = new Set(entryColumns(template).map((c) => c.title))
  return template.items.columns.map((column) =>
    taken.has(column.title) ? { ...column, title: `${template.items.sheet}${column.title}` } : column,
  )
}
