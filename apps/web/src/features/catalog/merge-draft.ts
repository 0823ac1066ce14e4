import type { ItemInput } from '../../api/types.ts'

/** What a draft says: the part of an entry that its steward writes. */
export interface DraftContent {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly ItemInput[]
}

export interface MergedDraft {
  readonly content: DraftContent
  /** Changed on both sides in different ways, where mine was kept: `name`, fields by name, items by code. */
  readonly both: readonly string[]
}

/**
 * What I wrote on top of what others saved meanwhile: theirs where I changed nothing, mine where I did. Nothing typed is lost,
 * and nothing of theirs is overwritten unseen: what both changed is listed.
 */
export function mergeDraft(base: DraftContent, mine: DraftContent, theirs: DraftContent): MergedDraft {
  const name = merged('name', base.name, mine.name, theirs.name)
  const fields = mergedRecord(base.fields, mine.fields, theirs.fields)
  const items = mergedRecord(byCode(base.items), byCode(mine.items), byCode(theirs.items))
  const order = [...theirs.items, ...mine.items].map((item) => item.code)
  const kept = [...new Set(order)].flatMap((code) => items.values[code] ?? [])
  return {
    content: { name: name.value, fields: fields.values, items: kept },
    both: [...(name.isBoth ? ['name'] : []), ...fields.both, ...items.both],
  }
}

interface Merged<T> {
  readonly name: string
  readonly value: T
  readonly isBoth: boolean
}

function merged<T>(name: string, base: T, mine: T, theirs: T): Merged<T> {
  if (isSame(mine, base)) return { name, value: theirs, isBoth: false }
  return { name, value: mine, isBoth: !isSame(theirs, base) && !isSame(theirs, mine) }
}

type ByName<T> = Readonly<Record<string, T>>

function mergedRecord<T>(
  base: ByName<T>,
  mine: ByName<T>,
  theirs: ByName<T>,
): { readonly values: ByName<T>; readonly both: readonly string[] } {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine), ...Object.keys(base)])]
  const parts = names.map((name) => merged(name, base[name], mine[name], theirs[name]))
  return {
    values: Object.fromEntries(parts.flatMap((p) => (p.value === undefined ? [] : [[p.name, p.value] as const]))),
    both: parts.filter((p) => p.isBoth).map((p) => p.name),
  }
}

function byCode(items: readonly ItemInput[]): Readonly<Record<string, ItemInput>> {
  return Object.fromEntries(items.map((item) => [item.code, item]))
}

/** Values of forms are plain data; the order in which an object names its parts says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sortedKeys) === JSON.stringify(other, sortedKeys)
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
