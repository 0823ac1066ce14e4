import { expect, test } from 'vitest'
import type { EntryBody } from './evidence-log.ts'
import { createRemovals } from './removals.ts'

const removal = (more: Partial<EntryBody> = {}, held: Readonly<Record<string, readonly string[]>> = {}): EntryBody => ({
  kind: 'system',
  action: 'retention.remove',
  actor: { type: 'System', id: 'system' },
  grounds: [],
  clauses: ['PF-129'],
  outcome: 'done',
  detail: {
    records: 'useRecords',
    day: '2026-03-02',
    held: { datasets: [], grants: [], organizations: [], ...held },
    accesses: 1,
    signatures: 0,
  },
  ...more,
})
const access = { day: '2026-03-02', dataset: 'd', grant: 'g', organization: 'o' }

test('an access of the day is accounted for by the entry that removed it, and no other is', () => {
  const removals = createRemovals()
  removals.take('e', removal())
  expect(removals.entryFor(access)).toBe('e')
  expect(removals.entryFor({ day: '2026-03-02', dataset: null, grant: null, organization: null })).toBe('e')
  expect(removals.entryFor({ ...access, day: '2026-03-03' })).toBeUndefined()
  removals.count('e', 'accesses')
  expect(removals.found()).toEqual([{ entry: 'e', clauses: ['PF-129'], day: '2026-03-02', accesses: 1, signatures: 0 }])
})

test('what was held is not accounted for until a later entry removed it', () => {
  for (const held of [{ datasets: ['d'] }, { grants: ['g'] }, { organizations: ['o'] }]) {
    const removals = createRemovals()
    removals.take('first', removal({}, held))
    expect(removals.entryFor(access)).toBeUndefined()
    removals.take('second', removal())
    expect(removals.entryFor(access)).toBe('second')
  }
})

test('an entry that is not of the platform, or that was refused, accounts for nothing', () => {
  const removals = createRemovals()
  removals.take('e', removal({ kind: 'act' }))
  removals.take('f', removal({ actor: { type: 'Account', id: 'a' } }))
  removals.take('g', removal({ outcome: 'refused' }))
  expect(removals.entryFor(access)).toBeUndefined()
})
