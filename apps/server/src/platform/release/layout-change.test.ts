import { describe, expect, test } from 'vitest'
import { layoutChange } from './layout-change.ts'
import type { Column } from './layout.ts'

const column = (code: string, more: Partial<Column> = {}): Column => ({
  code,
  name: code,
  type: 'text',
  maxLength: 10,
  nullable: true,
  identifier: null,
  sealed: false,
  mask: 'none',
  grade: 1,
  ...more,
})
const none = { added: [], moved: [], indexed: [], retyped: [], retired: [] }

describe('changes of a layout', () => {
  const [a, b] = [column('a'), column('b')]

  test('names, lengths, grades, masks and order change nothing that is stored', () => {
    const next = [
      { ...b, name: '乙', mask: 'name' as const },
      { ...a, maxLength: 99, grade: 2, nullable: false },
    ]
    expect(layoutChange({ layout: [a, b], retired: [] }, next)).toEqual(none)
  })

  test('what is new is added, what left is kept and found again', () => {
    const c = column('c')
    expect(layoutChange({ layout: [a, b], retired: [] }, [a, c])).toEqual({ ...none, added: [c], retired: [b] })
    expect(layoutChange({ layout: [a, c], retired: [b] }, [a, b])).toEqual({ ...none, retired: [c] })
  })

  test('a changed type is told, also of an item that comes back', () => {
    const retyped = column('b', { type: 'integer', maxLength: null })
    expect(layoutChange({ layout: [a, b], retired: [] }, [a, retyped])).toEqual({ ...none, retyped: ['b'] })
    expect(layoutChange({ layout: [a], retired: [b] }, [a, retyped])).toEqual({ ...none, retyped: ['b'] })
  })

  test('sealing, unsealing and a blind index rewrite rows; a plain identifier only gets an index', () => {
    const sealed = column('b', { sealed: true, grade: 3 })
    const found = { ...sealed, identifier: 'other' as const }
    expect(layoutChange({ layout: [a, b], retired: [] }, [a, sealed]).moved).toEqual([{ from: b, to: sealed }])
    expect(layoutChange({ layout: [a, sealed], retired: [] }, [a, b]).moved).toEqual([{ from: sealed, to: b }])
    expect(layoutChange({ layout: [a, sealed], retired: [] }, [a, found]).moved).toEqual([{ from: sealed, to: found }])
    expect(layoutChange({ layout: [a, found], retired: [] }, [a, sealed])).toEqual(none)
    const identified = { ...b, identifier: 'other' as const }
    expect(layoutChange({ layout: [a, b], retired: [] }, [a, identified])).toEqual({ ...none, indexed: [identified] })
  })
})
