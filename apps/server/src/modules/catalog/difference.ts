import { isDeepStrictEqual } from 'node:util'
import type { EntryContent } from './content.ts'
import type { ItemInput } from './entry.ts'

/** One thing that differs. A value that was not there before, or is there no more, is left out. */
export interface Change {
  readonly field: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly old?: unknown
  readonly new?: unknown
}

export interface ItemDifference {
  readonly code: string
  readonly name: string
  readonly kind: Change['kind']
  /** What an added item says, what a removed one said, or what changed. */
  readonly changes: readonly Change[]
}

/** What makes one content into another. */
export interface Difference {
  readonly name: Change | null
  readonly fields: readonly Change[]
  readonly items: readonly ItemDifference[]
  /** Codes in their new order, where it is not the old one with what was added at its end. */
  readonly order: readonly string[] | null
}

export function differenceOf(old: EntryContent, next: EntryContent): Difference {
  return {
    name: changesBetween({ name: old.name }, { name: next.name })[0] ?? null,
    fields: changesBetween(old.fields, next.fields),
    items: itemDifferences(old.items, next.items),
    order: orderOf(old.items, next.items),
  }
}

/** Names of what differs: `name`, `items` and fields by their own names. */
export function changedIn({ name, fields, items, order }: Difference): readonly string[] {
  return [
    ...(name === null ? [] : ['name']),
    ...fields.map((change) => change.field),
    ...(items.length === 0 && order === null ? [] : ['items']),
  ]
}

function itemDifferences(old: readonly ItemInput[], next: readonly ItemInput[]): readonly ItemDifference[] {
  const before = byCode(old)
  const after = byCode(next)
  const removed = old.filter((item) => !after.has(item.code))
  return [
    ...removed.map((item) => itemDifference('removed', item, changesBetween(attributesOf(item), {}))),
    ...next.flatMap((item) => {
      const earlier = before.get(item.code)
      const changes = changesBetween(earlier === undefined ? {} : attributesOf(earlier), attributesOf(item))
      if (earlier === undefined) return [itemDifference('added', item, changes)]
      return changes.length === 0 ? [] : [itemDifference('changed', item, changes)]
    }),
  ]
}

function itemDifference(kind: Change['kind'], { code, name }: ItemInput, changes: readonly Change[]): ItemDifference {
  return { code, name, kind, changes }
}

function orderOf(old: readonly ItemInput[], next: readonly ItemInput[]): readonly string[] | null {
  const [before, after] = [byCode(old), byCode(next)]
  const expected = [...old.filter((i) => after.has(i.code)), ...next.filter((i) => !before.has(i.code))]
  const order = next.map((item) => item.code)
  return isDeepStrictEqual(
    expected.map((item) => item.code),
    order,
  )
    ? null
    : order
}

function byCode(items: readonly ItemInput[]): ReadonlyMap<string, ItemInput> {
  return new Map(items.map((item) => [item.code, item]))
}

type Values = Readonly<Record<string, unknown>>

/** What an item says of itself; what says nothing is as if it were not there. */
function attributesOf({ code: _, ...attributes }: ItemInput): Values {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
}

function changesBetween(old: Values, next: Values): readonly Change[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])]
  return names.flatMap((field): readonly Change[] => {
    if (!Object.hasOwn(old, field)) return [{ field, kind: 'added', new: next[field] }]
    if (!Object.hasOwn(next, field)) return [{ field, kind: 'removed', old: old[field] }]
    if (isDeepStrictEqual(old[field], next[field])) return []
    return [{ field, kind: 'changed', old: old[field], new: next[field] }]
  })
}
