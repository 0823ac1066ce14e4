import { expect, test } from 'vitest'
import type { CivilDate } from '@fadu/domain'
import type { DutyLine } from '../../api/types.ts'
import { countDuties, groupDuties, wants } from './duty-lines.ts'

const line = (duty: string, organization: string, changed: Partial<DutyLine> = {}): DutyLine => ({
  duty,
  title: duty,
  cites: [],
  organization: { id: organization, name: organization },
  case: `${duty}/${organization}`,
  state: '本期待履行',
  due: '2026-06-30' as CivilDate,
  overdue: false,
  ...changed,
})
const gap = { case: null, state: null, due: null }
const late = { due: '2026-01-15' as CivilDate, overdue: true }

const lines = [
  line('training', 'civil'),
  line('training', 'police', { due: '2026-03-31' as CivilDate }),
  line('assessment', 'civil', late),
  line('assessment', 'police'),
  line('register', 'civil', gap),
  line('register', 'police', late),
  line('register', 'market', gap),
]

test('what is missing comes first, then what is late, then what is due soonest', () => {
  const groups = groupDuties(lines, 'duty')
  expect(groups.map((g) => g.key)).toEqual(['register', 'assessment', 'training'])
  expect(groups[0]!.lines.map((l) => l.organization.name)).toEqual(['civil', 'market', 'police'])
  expect(groups[2]!.lines.map((l) => l.organization.name)).toEqual(['police', 'civil'])
})

test('the same lines read by organisation', () => {
  const groups = groupDuties(lines, 'organization')
  expect(groups.map((g) => g.key)).toEqual(['civil', 'market', 'police'])
  expect(groups[0]!.lines.map((l) => l.duty)).toEqual(['register', 'assessment', 'training'])
  expect(groups.flatMap((g) => g.lines)).toHaveLength(lines.length)
})

test('gaps and late lines are counted, and shown alone when asked for', () => {
  expect(countDuties(lines)).toEqual({ gaps: 2, overdue: 2 })
  expect(lines.filter((l) => wants('gap', l)).map((l) => l.organization.name)).toEqual(['civil', 'market'])
  expect(lines.filter((l) => wants('overdue', l)).map((l) => l.duty)).toEqual(['assessment', 'register'])
  expect(lines.filter((l) => wants('all', l))).toHaveLength(7)
})
