import { expect, test } from 'vitest'
import type { CivilDate } from '@fadu/domain'
import type { CaseSummary, Clock } from '../../api/types.ts'
import { casesByDueDay } from './due-days.ts'

const clock = (due: string | null, changed: Partial<Clock> = {}): Clock => ({
  ...{ period: 'share.reply', owner: 'us', basis: 'law', cites: [], reading: null, state: 'running' },
  ...{ dueAt: null, left: 1, overdueBy: null, phase: 'onTime', provisional: false, text: '' },
  due: due as CivilDate | null,
  ...changed,
})
const aCase = (id: string, ...clocks: Clock[]) => ({ id, clocks }) as unknown as CaseSummary

test('a case stands once under each day on which a clock that we owe ends', () => {
  const both = aCase('both', clock('2026-12-04'), clock('2026-12-04', { period: 'other' }), clock('2026-12-08'))
  const one = aCase('one', clock('2026-12-04'))
  const days = casesByDueDay([both, one], 'us')
  expect([...days.keys()]).toEqual(['2026-12-04', '2026-12-08'])
  expect(days.get('2026-12-04' as CivilDate)).toEqual([both, one])
  expect(days.get('2026-12-08' as CivilDate)).toEqual([both])
})

test('clocks that rest, have ended or are owed by others are due on no day', () => {
  const none = aCase(
    'none',
    clock(null, { state: 'suspended' }),
    clock('2026-12-04', { state: 'finished' }),
    clock('2026-12-04', { owner: 'them' }),
  )
  expect(casesByDueDay([none], 'us').size).toBe(0)
})
