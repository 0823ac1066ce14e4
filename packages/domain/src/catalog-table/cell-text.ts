import { isBasis } from '../procedure/form.ts'
import type { FormField, Instrument } from '../regulation/pack.ts'
import { isCivilDate } from '../shared/index.ts'
import type { CatalogItem } from './catalog-item.ts'
import type { CatalogTemplate, ChoiceKey, ItemKey, TemplateWords } from './template.ts'

/** A value read from a cell: what it means, nothing, or that it cannot be read as what the column asks for. */
export type CellValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'blank' }
  | {
      readonly kind: 'unreadable'
      readonly fault: 'wrongType' | 'notAnOption' | 'basisForm'
      readonly options?: readonly string[]
    }

const blank: CellValue = { kind: 'blank' }
const valueOf = (value: unknown): CellValue => ({ kind: 'value', value })
const unreadable = (fault: 'wrongType' | 'notAnOption' | 'basisForm', options?: readonly string[]): CellValue => ({
  kind: 'unreadable',
  fault,
  ...(options === undefined ? {} : { options }),
})

/** Between the parts of a list; where a part holds it, a backslash stands before it. */
const listSeparator = '；'

/** Text of a field of the form as it stands in a cell; `readField` reads it back. */
export function fieldText(field: FormField, value: unknown, words: TemplateWords): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (Array.isArray(value)) return value.map((part) => escapePart(String(part))).join(listSeparator)
  if (isBasis(value)) return `${value.instrument} ${value.provision}`
  if (field.type === 'choice' && typeof value === 'string') {
    return field.options?.includes(value) === true ? words.option(field.name, value) : value
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** What a cell of a field says. Choices are read by their word in the regime or by their key, a basis by id or title. */
export function readField(
  field: FormField,
  cell: string,
  words: TemplateWords,
  instruments: readonly Instrument[],
): CellValue {
  const text = cell.trim()
  if (text === '') return blank
  switch (field.type) {
    case 'choice':
      return readOption(text, new Map((field.options ?? []).map((key) => [key, words.option(field.name, key)])))
    case 'boolean':
      return readBoolean(text, words)
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? valueOf(Number(text)) : unreadable('wrongType')
    case 'date':
      return isCivilDate(text) ? valueOf(text) : unreadable('wrongType')
    case 'items':
    case 'texts':
      return valueOf(splitParts(text))
    case 'basis':
      return readBasis(text, instruments)
    case 'text':
    case 'longText':
    case 'organization':
    case 'rows':
      return valueOf(text)
  }
}

/** Text of a property of an item as it stands in a cell; `readItemCell` reads it back. */
export function itemText(item: CatalogItem, key: ItemKey, { words }: CatalogTemplate): string {
  const value = item[key]
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return String(value)
  return isChoice(key) ? (words.items[key].get(value) ?? value) : value
}

export function readItemCell(key: ItemKey, cell: string, words: TemplateWords): CellValue {
  const text = cell.trim()
  if (text === '') return blank
  if (isChoice(key)) return readOption(text, words.items[key])
  if (key === 'nullable') return readBoolean(text, words)
  if (key === 'maxLength' || key === 'grade') {
    return /^\d{1,9}$/.test(text) ? valueOf(Number(text)) : unreadable('wrongType')
  }
  return valueOf(text)
}

function isChoice(key: ItemKey): key is ChoiceKey {
  return key === 'type' || key === 'identifier' || key === 'category' || key === 'mask'
}

/** Where two options have one word in the regime, only their keys tell them apart. */
function readOption(text: string, options: ReadonlyMap<string, string>): CellValue {
  if (options.has(text)) return valueOf(text)
  const named = [...options].filter(([, word]) => word === text)
  return named.length === 1 ? valueOf(named[0]![0]) : unreadable('notAnOption', [...options.values()])
}

function readBoolean(text: string, words: TemplateWords): CellValue {
  const lower = text.toLowerCase()
  if (text === words.yes || lower === 'true' || lower === '1') return valueOf(true)
  if (text === words.no || lower === 'false' || lower === '0') return valueOf(false)
  return unreadable('notAnOption', [words.yes, words.no])
}

/** `data-security-law 第三十八条` or `《数据安全法》第三十八条`. */
function readBasis(text: string, instruments: readonly Instrument[]): CellValue {
  const byId = /^(\S+)\s+(\S.*)$/s.exec(text)
  if (byId !== null && !byId[1]!.startsWith('《')) return valueOf({ instrument: byId[1]!, provision: byId[2]!.trim() })
  const byTitle = /^《([^》]+)》\s*(\S.*)$/s.exec(text)
  const instrument =
    byTitle === null ? undefined : instruments.find((i) => bareTitle(i.title) === bareTitle(byTitle[1]!))
  if (byTitle === null || instrument === undefined) return unreadable('basisForm')
  return valueOf({ instrument: instrument.id, provision: byTitle[2]!.trim() })
}

/** Laws are cited with and without the name of the state. */
function bareTitle(title: string): string {
  return title.replace(/^中华人民共和国/, '').trim()
}

function escapePart(part: string): string {
  return part.replaceAll(/[\\；]/g, (c) => `\\${c}`)
}

function splitParts(text: string): readonly string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at++) {
    const escaped = text[at] === '\\' && at + 1 < text.length
    if (!escaped && text[at] === listSeparator) parts.push('')
    else parts[parts.length - 1] += escaped ? text[++at]! : text[at]!
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
