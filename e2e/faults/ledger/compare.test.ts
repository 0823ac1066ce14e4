import { describe, expect, test } from 'vitest'
import { compareLedger } from './compare.ts'
import { emptyLedger, type Found, type FoundEntry, type Ledger } from './ledger.ts'

const today = '2026-06-01'
const entry = (id: string, action: string, more: Partial<FoundEntry> = {}): FoundEntry => ({
  id,
  action,
  outcome: 'done',
  ...more,
})
const aggregated = (id: string, batch: number, repeated = false): FoundEntry =>
  entry(id, 'dataset.aggregate', { subject: { id: 'D' }, detail: { batch, repeated } })

/** A world in which all is well: one of everything. */
function well(): { readonly ledger: Ledger; readonly found: Found } {
  const ledger = emptyLedger()
  ledger.opened.set('m1', { id: 'c1', receipt: 'e1' })
  ledger.opened.set('m2', undefined)
  ledger.withdrawn.set('c1', { receipt: 'e2' })
  ledger.files.set('f1', { people: ['p1', 'p2'], receipt: 'e3' })
  ledger.files.set('f2', { people: ['p9'] })
  ledger.jobs.set('j1.csv', { people: ['p3'], job: 'j1' })
  ledger.jobs.set('j2.csv', { people: ['p4'], job: 'j2', isPoison: true })
  ledger.accesses.push({ receipt: 'e5', rows: 3 })
  return {
    ledger,
    found: {
      cases: [{ id: 'c1', mark: 'm1', state: 'withdrawn' }],
      entries: [
        entry('e1', 'share.request.open', { case: 'c1' }),
        entry('e2', 'share.request.withdraw', { case: 'c1' }),
        aggregated('e3', 1),
        aggregated('e4', 2),
        aggregated('e4r', 2, true),
        entry('e5', 'data.lookup', { outcome: 'released' }),
        entry('e6', 'clock.overdue', { case: 'c0', detail: { period: 'p', due: '2026-05-01' } }),
      ],
      batches: [
        { dataset: 'D', number: 1, file: 'f1', job: null },
        { dataset: 'D', number: 2, file: 'j1.csv', job: 'j1' },
      ],
      jobs: [
        { id: 'j1', state: 'stored', problem: null },
        { id: 'j2', state: 'failed', problem: 'UPLOAD_LOST' },
      ],
      people: new Set(['p1', 'p2', 'p3']),
      clocks: [
        { id: 'k0', case: 'c0', period: 'p', state: 'running', dueOn: '2026-05-01', told: 1 },
        { id: 'k1', case: 'c1', period: 'p', state: 'finished', dueOn: '2026-05-01', told: 0 },
        { id: 'k2', case: 'c2', period: 'p', state: 'running', dueOn: '2026-06-01', told: 0 },
      ],
    },
  }
}

const kinds = (ledger: Ledger, found: Found): readonly string[] =>
  compareLedger(ledger, found, today).map((f) => f.kind)

test('of two steps of a case that fall due on the same day each is told for itself', () => {
  const { ledger, found } = well()
  const second = { ...found.clocks[0]!, id: 'k0b', told: 0 }
  const withSecond = (told: number, state: 'running' | 'finished'): readonly string[] =>
    kinds(ledger, { ...found, clocks: [...found.clocks, { ...second, told, state }] })
  expect(withSecond(0, 'finished')).toEqual([])
  expect(withSecond(1, 'running')).toEqual(['unrecorded'])
  expect(withSecond(0, 'running')).toEqual(['missed'])
})

test('where all is well nothing is found', () => {
  const { ledger, found } = well()
  expect(compareLedger(ledger, found, today)).toEqual([])
})

describe('a fault is found as what it is', () => {
  const { ledger, found } = well()
  const { cases, entries, batches, jobs, clocks } = found
  const without = (id: string): readonly FoundEntry[] => entries.filter((e) => e.id !== id)
  const again = (id: string): readonly FoundEntry[] => [
    ...entries,
    { ...entries.find((e) => e.id === id)!, id: `${id}b` },
  ]
  const faults: Readonly<Record<string, readonly [Partial<Found>, readonly string[]]>> = {
    'an acknowledged case that is not there': [{ cases: [] }, ['lost', 'lost']],
    'a withdrawal that did not stay': [{ cases: [{ ...cases[0]!, state: 'submitted' }] }, ['lost']],
    'a file that is not there': [{ batches: batches.slice(1), people: new Set(['p3']) }, ['lost']],
    'one person of a file that is not there': [{ people: new Set(['p1', 'p3']) }, ['lost']],
    'a file of which nothing was told, half there': [{ people: new Set([...found.people, 'p9']) }, ['lost']],
    'a job that is not there': [{ jobs: jobs.slice(1) }, ['lost']],
    'rows of a job that are not there': [{ people: new Set(['p1', 'p2']) }, ['lost']],
    'one mark with two cases': [
      {
        cases: [...cases, { id: 'c1b', mark: 'm1', state: 'submitted' }],
        entries: [...entries, entry('e1b', 'share.request.open', { case: 'c1b' })],
      },
      ['doubled'],
    ],
    'one opening recorded twice': [{ entries: again('e1') }, ['doubled']],
    'one withdrawal done twice': [{ entries: again('e2') }, ['doubled']],
    'one entry twice in the log': [{ entries: [...entries, entries[5]!] }, ['doubled']],
    'one file stored twice': [
      {
        batches: [...batches, { dataset: 'D', number: 3, file: 'f1', job: null }],
        entries: [...entries, aggregated('e3b', 3)],
      },
      ['doubled'],
    ],
    'one job stored twice': [
      {
        batches: [...batches, { dataset: 'D', number: 3, file: 'j1.csv', job: 'j1' }],
        entries: [...entries, aggregated('e4b', 3)],
      },
      ['doubled'],
    ],
    'a case without a record of its opening': [{ entries: without('e1') }, ['unrecorded', 'unrecorded']],
    'a case that nobody was told of, without a record': [
      { cases: [...cases, { id: 'c2', mark: 'm2', state: 'submitted' }] },
      ['unrecorded'],
    ],
    'a withdrawal without a record': [{ entries: without('e2') }, ['unrecorded', 'unrecorded']],
    'a batch without a record': [{ entries: without('e4') }, ['unrecorded']],
    'an access without a record': [{ entries: without('e5') }, ['unrecorded']],
    'an access recorded as refused': [
      { entries: [...without('e5'), entry('e5', 'data.lookup', { outcome: 'refused' })] },
      ['unrecorded'],
    ],
    'a clock that was missed': [
      { clocks: [...clocks, { id: 'k3', case: 'c3', period: 'p', state: 'running', dueOn: '2026-05-31', told: 0 }] },
      ['missed'],
    ],
    'a clock told twice': [{ clocks: [{ ...clocks[0]!, told: 2 }] }, ['doubled']],
    'a clock recorded twice': [{ entries: again('e6') }, ['doubled']],
    'a clock told and not recorded': [{ entries: without('e6') }, ['unrecorded']],
    'a clock recorded and not told': [{ clocks: [{ ...clocks[0]!, told: 0 }] }, ['lost']],
    'a job that was not done': [
      { jobs: [{ id: 'j1', state: 'received', problem: null }, jobs[1]!], batches: batches.slice(0, 1) },
      ['missed'],
    ],
    'a poison that was not parked': [{ jobs: [jobs[0]!, { id: 'j2', state: 'checking', problem: null }] }, ['missed']],
    'a poison that names nothing': [{ jobs: [jobs[0]!, { id: 'j2', state: 'failed', problem: null }] }, ['missed']],
  }
  test.each(Object.entries(faults))('%s', (_, [changed, expected]) => {
    expect(kinds(ledger, { ...found, ...changed })).toEqual(expected)
  })
  test('rows that were answered without a receipt', () => {
    const spoilt = well().ledger
    spoilt.accesses.push({ receipt: undefined, rows: 1 })
    expect(kinds(spoilt, found)).toEqual(['unrecorded'])
  })
})
