import { describe, expect, test } from 'vitest'
import { readCalendar, wholeBook } from '../../cases/read-packs.ts'
import { checkCases, runCase } from './index.ts'
import { caseFile, type CaseFile } from './case-file.ts'

const book = wholeBook()
const calendar = readCalendar()

describe.each(book.packs)('cases of $id', (pack) => {
  const regime = book.regimeOfPack(pack)
  test.each(pack.cases)('$name', (one) => {
    expect(runCase(regime, calendar, one)).toEqual({ ok: true })
  })
})

test('the lint of a book tells every case', () => {
  expect(book.packs.flatMap((p) => p.cases).length).toBeGreaterThan(70)
  expect(checkCases(book, calendar)).toEqual([])
})

describe('a case that does not hold says what differs', () => {
  const wuzhong = book.regimeOfPack(book.packs.find((p) => p.id === 'wuzhong-draft-2024')!)
  const told = (given: unknown, expectation: unknown): string => {
    const [one] = caseFile.parse([{ name: 'x', cites: ['WZ-26-2'], given, expect: expectation }]) as [CaseFile]
    const result = runCase(wuzhong, calendar, one)
    return result.ok ? 'holds' : result.difference
  }
  const open = { act: 'share.request.open', at: '2026-02-09' }

  test.each<[string, unknown, unknown, string]>([
    ['state', open, { state: 'delivering' }, 'state: expected delivering, found submitted'],
    [
      'due',
      open,
      { state: 'submitted', due: { 'share.reply': '2026-02-13' } },
      'due share.reply: expected 2026-02-13, found 2026-02-14',
    ],
    [
      'no such clock',
      open,
      { state: 'submitted', due: { 'share.replay': '2026-02-14' } },
      'due share.replay: expected 2026-02-14, found no clock',
    ],
    [
      'suspended',
      open,
      { state: 'submitted', suspended: ['share.reply'] },
      'share.reply: expected suspended on 2026-02-09, found running',
    ],
    ['late', open, { state: 'submitted', late: ['share.reply'] }, 'share.reply: expected to be late on 2026-02-09'],
    [
      'provisional',
      open,
      { state: 'submitted', provisional: ['share.reply'] },
      'share.reply: expected a provisional day, found a final one',
    ],
    ['effects', open, { state: 'submitted', effects: ['grant.issue'] }, 'effects: expected grant.issue, found '],
    ['grounds', open, { state: 'submitted', grounds: ['WZ-27'] }, 'grounds: expected WZ-27, found WZ-23, WZ-26-2'],
    ['refused', open, { refused: true }, 'expected a refusal, found state submitted'],
    [
      'not refused',
      { ...open, entry: { shareAttribute: 'none' } },
      { state: 'submitted' },
      'expected state submitted, found a refusal: ACT_COURSE_CLOSED {"offer":"verify.request"} (WZ-24-4)',
    ],
    [
      'reason',
      { ...open, entry: { shareAttribute: 'none' } },
      { refused: true, reason: 'ACT_FORBIDDEN', offer: 'x' },
      'reason: expected ACT_FORBIDDEN, found ACT_COURSE_CLOSED\noffer: expected x, found verify.request',
    ],
    [
      'needed',
      { ...open, entry: { shareAttribute: 'none' } },
      { refused: true, needed: '等待' },
      'needed: expected «等待», found «改为办理「核实、比对需求」»',
    ],
    [
      'what came before',
      { before: [{ ...open, form: { duty: null } }], act: 'share.request.withdraw' },
      { state: 'withdrawn' },
      'given.before 1 (share.request.open) is refused: ACT_FORM_INCOMPLETE',
    ],
    [
      'a second opening',
      { before: [open], ...open },
      { state: 'submitted' },
      'the case is open already; it is opened once',
    ],
    [
      'the order of days',
      { before: [open], act: 'share.request.withdraw', at: '2026-02-08' },
      { state: 'withdrawn' },
      'at: 2026-02-08 lies before 2026-02-09; a case is told in the order of its days',
    ],
    [
      'an unknown party',
      { ...open, by: 'king' },
      { state: 'submitted' },
      'by: there is no party «king»; known: applicant, provider, outsider',
    ],
    [
      'an unknown state',
      { act: 'share.request.withdraw', state: 'limbo' },
      { state: 'withdrawn' },
      'given.state: there is no state «limbo»',
    ],
    [
      'an act of several states',
      { act: 'share.request.withdraw' },
      { state: 'withdrawn' },
      'given.state: say where the case stands; share.request.withdraw is offered in submitted, supplementing',
    ],
    [
      'an event nothing waits for',
      { before: [open], happens: 'grant.firstDelivery' },
      { state: 'delivered' },
      'state «submitted» does not wait for «grant.firstDelivery»',
    ],
  ])('%s', (_, given, expectation, difference) => {
    expect(told(given, expectation)).toContain(difference)
  })
})
