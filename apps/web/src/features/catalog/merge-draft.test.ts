import { describe, expect, test } from 'vitest'
import type { ItemInput } from '../../api/types.ts'
import { mergeDraft, type DraftContent } from './merge-draft.ts'

const item = (code: string, more: Partial<ItemInput> = {}): ItemInput => ({
  code,
  name: code,
  type: 'text',
  maxLength: null,
  nullable: true,
  identifier: null,
  mask: 'none',
  grade: 1,
  meaning: null,
  codeList: null,
  category: null,
  ...more,
})
const base: DraftContent = {
  name: '户籍',
  fields: { businessName: '登记', basis: { instrument: 'a', provision: '一' } },
  items: [item('name'), item('phone')],
}

describe('what I wrote, on top of what others saved meanwhile', () => {
  test('keeps both where they touched different things', () => {
    const mine = { ...base, fields: { ...base.fields, businessName: '户口登记' }, items: [...base.items, item('age')] }
    const theirs = { ...base, name: '户籍人口', items: [item('name', { grade: 3 }), item('phone')] }
    expect(mergeDraft(base, mine, theirs)).toEqual({
      content: {
        name: '户籍人口',
        fields: { businessName: '户口登记', basis: { instrument: 'a', provision: '一' } },
        items: [item('name', { grade: 3 }), item('phone'), item('age')],
      },
      both: [],
    })
  })
  test('keeps mine and says so where both changed the same', () => {
    const mine = { ...base, name: '甲', items: [item('name', { grade: 2 }), item('phone')] }
    const theirs = { ...base, name: '乙', items: [item('name', { grade: 3 }), item('phone')] }
    const { content, both } = mergeDraft(base, mine, theirs)
    expect(content.name).toBe('甲')
    expect(content.items[0]!.grade).toBe(2)
    expect(both).toEqual(['name', 'name'])
  })
  test('what either removed stays removed, unless the other changed it', () => {
    const mine = { ...base, fields: { basis: base.fields['basis'] }, items: [item('name')] }
    const theirs = { ...base, items: [item('phone', { grade: 4 })] }
    const { content, both } = mergeDraft(base, mine, theirs)
    expect(content.fields).toEqual({ basis: { instrument: 'a', provision: '一' } })
    expect(content.items).toEqual([])
    expect(both).toEqual(['phone'])
  })
  test('the same change on both sides is no conflict, in whatever order its parts are named', () => {
    const mine = { ...base, fields: { ...base.fields, basis: { provision: '二', instrument: 'a' } } }
    const theirs = { ...base, fields: { ...base.fields, basis: { instrument: 'a', provision: '二' } } }
    expect(mergeDraft(base, mine, theirs).both).toEqual([])
  })
})
