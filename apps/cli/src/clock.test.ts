import { describe, expect, test } from 'vitest'
import { loadLaw } from '@fadu/law-files'
import { answerClockQueries } from './commands/clock-stream.ts'
import { linesOf, overlong } from './lines.ts'
import { fadu, faduReading } from './testing/run-fadu.ts'

const wuzhong = '640300000000'
const question = (from: string, more: object = { period: 'share.reply' }): string =>
  JSON.stringify({ territory: wuzhong, from, ...more })
const parsed = (out: string): readonly { due?: string; error?: { code: string; field?: string; message: string } }[] =>
  out.split('\n').map((line) => JSON.parse(line))

test('questions are answered one a line, in order, as the command answers each alone', async () => {
  const { code, out, err } = await faduReading(
    [`${question('2026-02-09')}\n${question('2026-01-05', { days: 1 })}\n`, question('2027-01-29', { days: 3 })],
    'clock',
    '--stdin',
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const answers = parsed(out)
  expect(answers.map((a) => a.due)).toEqual(['2026-02-14', '2026-01-06', '2027-02-03'])
  const alone = await fadu('clock', '--territory', wuzhong, '--from', '2026-02-09', '--period', 'share.reply', '--json')
  expect(answers[0]).toEqual(JSON.parse(alone.out))
})

test('a line that cannot be answered says why on its line, and the others are answered', async () => {
  const bad = [
    'nonsense',
    '[1]',
    question('2026-02-09', {}),
    question('2026-02-09', { days: 1, period: 'share.reply' }),
    question('2026-02-09', { days: 1, colour: 'red' }),
    question('2026-02-30', { days: 1 }),
    question('2026-02-09', { days: -1 }),
    question('2026-02-09', { days: '5' }),
    question('2026-02-09', { period: 'share.replay' }),
    question('2100-12-30', { days: 100 }),
    JSON.stringify({ territory: '64', from: '2026-02-09', days: 1 }),
    JSON.stringify({ territory: wuzhong, days: 1 }),
    `{"territory": "${'6'.repeat(20_000)}"}`,
  ]
  const lines = [...bad, question('2026-02-09')].join('\r\n')
  const { code, out } = await faduReading([lines], 'clock', '--stdin')
  expect(code).toBe(1)
  const answers = parsed(out)
  expect(answers.at(-1)?.due).toBe('2026-02-14')
  expect(answers.slice(0, -1).map((a) => [a.error?.code, a.error?.field])).toEqual([
    ['QUERY_MALFORMED', undefined],
    ['QUERY_MALFORMED', undefined],
    ['QUERY_MALFORMED', 'period'],
    ['QUERY_MALFORMED', 'period'],
    ['QUERY_MALFORMED', 'colour'],
    ['QUERY_MALFORMED', 'from'],
    ['QUERY_MALFORMED', 'days'],
    ['QUERY_MALFORMED', 'days'],
    ['PERIOD_UNKNOWN', 'period'],
    ['CAL_DATE_OUT_OF_RANGE', 'from'],
    ['QUERY_MALFORMED', 'territory'],
    ['QUERY_MALFORMED', 'from'],
    ['LINE_TOO_LONG', undefined],
  ])
  expect(answers[8]!.error!.message).toContain('share.reply')
  expect(answers.slice(0, -1).every((a) => a.error!.message.length > 10)).toBe(true)
})

test('no questions, no answers', async () => {
  expect(await faduReading(['\n', '  \n'], 'clock', '--stdin')).toEqual({ code: 0, out: '', err: '' })
})

test('questions are read no faster than their answers are taken', async () => {
  const law = await loadLaw()
  const limit = 5_000
  let read = 0
  let written = 0
  let furthestAhead = 0
  async function* endless(): AsyncGenerator<string> {
    for (; read < limit; read++) {
      furthestAhead = Math.max(furthestAhead, read - written)
      yield `${question('2026-02-09')}\n`
    }
  }
  const slow = {
    out: () => void written++,
    err: () => undefined,
    drained: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }
  expect(await answerClockQueries(law, endless(), slow)).toBe(0)
  expect({ read, written }).toEqual({ read: limit, written: limit })
  expect(furthestAhead).toBeLessThanOrEqual(2)
})

describe('lines of a stream', () => {
  const lines = async (chunks: readonly (string | Uint8Array)[], longest = 10) => {
    async function* source() {
      yield* chunks
    }
    const found: (string | typeof overlong)[] = []
    for await (const line of linesOf(source(), longest)) found.push(line)
    return found
  }
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

  test.each<[string, readonly (string | Uint8Array)[], readonly (string | typeof overlong)[]]>([
    ['whole, without their ends', ['a\nb\r\nc'], ['a', 'b', 'c']],
    ['put together from pieces', ['a', 'b\n', 'c', '', 'd'], ['ab', 'cd']],
    ['without blank ones', ['\n\n a\n \n'], [' a']],
    ['an end that is cut in two', ['a\r', '\nb'], ['a', 'b']],
    ['a character that is cut in two', [bytes('答').slice(0, 1), bytes('答').slice(1)], ['答']],
    ['without a byte order mark', [bytes('\ufeffa\n')], ['a']],
    ['too long in one piece', ['12345678901\nb'], [overlong, 'b']],
    ['too long in many pieces', ['123456', '789012', '345678\nb'], [overlong, 'b']],
    ['too long and without an end', ['123456', '789012'], [overlong]],
  ])('%s', async (_, chunks, expected) => {
    expect(await lines(chunks)).toEqual(expected)
  })
})

test.each([
  [['clock', '--stdin', '--days', '1'], '--stdin reads its questions line by line'],
  [['clock', '--stdin', '--url', 'http://127.0.0.1:1'], '--stdin reads its questions line by line'],
  [['clock', '--days', '1'], '--territory and --from are needed, or --stdin'],
])('wrong arguments %j: one line, the usage, exit code 2', async (args, line) => {
  const { code, err } = await fadu(...args)
  expect(code).toBe(2)
  expect(err).toContain(line)
  expect(err).toContain('fadu clock')
})
