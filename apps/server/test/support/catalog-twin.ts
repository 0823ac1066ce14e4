import fc from 'fast-check'
import type { EntryContent } from '../../src/modules/catalog/content.ts'
import type { Difference } from '../../src/modules/catalog/difference.ts'
import type { ItemInput } from '../../src/modules/catalog/entry.ts'

/** Small contents that often have things in common, so that every kind of difference comes up. */
const item: fc.Arbitrary<ItemInput> = fc.record({
  code: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  name: fc.constantFrom('甲', '乙'),
  type: fc.constantFrom('text', 'integer'),
  maxLength: fc.constantFrom(null, 10, 20),
  nullable: fc.boolean(),
  identifier: fc.constant(null),
  mask: fc.constantFrom('none', 'name'),
  grade: fc.integer({ min: 1, max: 4 }),
  meaning: fc.constantFrom(null, '含义'),
  codeList: fc.constantFrom(null, 'GB/T 2261.1'),
  category: fc.constantFrom(null, 'personName'),
})

export const content: fc.Arbitrary<EntryContent> = fc.record({
  name: fc.constantFrom('目录一', '目录二'),
  fields: fc.dictionary(fc.constantFrom('businessName', 'shareScope', 'grade', 'list', 'basis'), fieldValue(), {
    noNullPrototype: true,
  }),
  items: fc.uniqueArray(item, { selector: (i) => i.code, maxLength: 5 }),
})

function fieldValue(): fc.Arbitrary<unknown> {
  return fc.constantFrom('文', '', 1, 2, true, ['甲', '乙'], ['乙'], { instrument: 'x', provision: '第一条' })
}

/** A difference carried out, step by step as its words say: slow and obvious. */
export function applied(old: EntryContent, difference: Difference): EntryContent {
  const fields = new Map(Object.entries(old.fields))
  for (const change of difference.fields) {
    if (change.kind === 'removed') fields.delete(change.field)
    else fields.set(change.field, change.new)
  }
  let items = old.items.map((i): Record<string, unknown> => ({ ...i }))
  for (const { code, kind, changes } of difference.items) {
    if (kind === 'removed') items = items.filter((i) => i['code'] !== code)
    if (kind === 'added') items.push({ code, ...silent })
    const changed = items.find((i) => i['code'] === code)
    for (const change of kind === 'removed' ? [] : changes) changed![change.field] = change.new ?? null
  }
  const order = difference.order
  if (order !== null) items = order.map((code) => items.find((i) => i['code'] === code)!)
  return {
    name: difference.name === null ? old.name : (difference.name.new as string),
    fields: Object.fromEntries(fields),
    items: items as unknown as ItemInput[],
  }
}

const silent = { maxLength: null, identifier: null, meaning: null, codeList: null, category: null }
