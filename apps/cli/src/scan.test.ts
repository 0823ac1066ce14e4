import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeXlsx } from '@fadu/tables'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { scanRows } from './commands/scan.ts'
import { fadu } from './testing/run-fadu.ts'

const asOf = '2026-03-01'
let folder: string
let residents: readonly Resident[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-scan-'))
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  residents = [...syntheticResidents({ seed: 3, count: 120, villages, asOf })]
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'ascii')]

const csv = (): string => [...toCsv(RESIDENT_COLUMNS, residents)].join('')
const expected = {
  公民身份号码: ['residentId'],
  姓名: ['personName'],
  出生日期: ['birthDate'],
  住址: ['address'],
  手机号码: ['mobileNumber'],
}

interface Scanned {
  readonly rows: number
  readonly encoding?: string
  readonly columns: readonly {
    readonly header: string
    readonly candidates: readonly { readonly category: string; readonly confidence: number }[]
  }[]
  readonly quasiIdentifiers: readonly { readonly id: string }[]
  readonly minors: { readonly concerned: boolean; readonly ages: { readonly known: number; readonly under18: number } }
}

async function scanned(...args: string[]): Promise<Scanned> {
  const { code, out, err } = await fadu('scan', ...args, '--as-of', asOf, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

const detected = ({ columns }: Scanned) =>
  Object.fromEntries(
    columns.flatMap(({ header, candidates }) => {
      const found = candidates.filter((c) => c.confidence >= 0.5).map((c) => c.category)
      return found.length === 0 ? [] : [[header, found]]
    }),
  )

test('a file of residents: what it holds, what singles out, whom it concerns', async () => {
  const scan = await scanned(await file('residents.csv', csv()))
  expect(detected(scan)).toEqual(expected)
  expect(scan).toMatchObject({ rows: 120, encoding: 'utf-8' })
  expect(scan.quasiIdentifiers.map(({ id }) => id)).toContain('birth-sex-place')
  const minors = residents.filter(({ birthDate }) => birthDate > '2008-03-01').length
  expect(scan.minors).toMatchObject({ concerned: true, ages: { known: 120, under18: minors } })
})

test('the same is found with a byte order mark, in GB18030 and in a workbook', async () => {
  const head = RESIDENT_COLUMNS.map(({ header }) => header)
  const rows = residents.map((resident) => RESIDENT_COLUMNS.map(({ key }) => resident[key] ?? ''))
  const marked = await scanned(await file('marked.csv', `\uFEFF${csv()}`))
  expect(detected(marked)).toEqual(expected)
  // 姓名,sjh and rows of 张伟 with a number, in GB18030.
  const lines = residents.map((_, i) => [
    0xd5,
    0xc5,
    0xce,
    0xb0,
    ...ascii(`,1${3 + (i % 7)}${String(i * 7_654_321).padStart(9, '5')}\r\n`),
  ])
  const gb18030 = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, ...ascii(',sjh\r\n'), ...lines.flat()])
  const old = await scanned(await file('old.csv', gb18030))
  expect(old.encoding).toBe('gb18030')
  expect(detected(old)).toEqual({ 姓名: ['personName'], sjh: ['mobileNumber'] })
  const workbook = writeXlsx([{ name: '人口', columns: head.map((title) => ({ title })), rows }])
  const path = join(folder, 'residents.xlsx')
  await writeFile(path, workbook)
  expect(detected(await scanned(path, '--sheet', '人口'))).toEqual(expected)
})

test('for people it says all of it, and shows no value', async () => {
  const { code, out } = await fadu('scan', await file('residents.csv', csv()), '--as-of', asOf)
  expect(code).toBe(0)
  for (const said of [
    '公民身份号码 residentId',
    '手机号码 mobileNumber',
    'together identifying birth-sex-place',
    'concerns minors',
    '下一步 next',
    '120 行 rows',
  ])
    expect(out).toContain(said)
  for (const { residentId, name, mobile, address } of residents) {
    for (const value of [residentId, address, mobile]) if (value !== null) expect(out).not.toContain(value)
    if (name.length > 2) expect(out).not.toContain(name)
  }
})

test('a table without anything of the kind', async () => {
  const { code, out } = await fadu('scan', await file('plain.csv', '年份,金额\n2024,1.5\n2025,2.5\n'))
  expect(code).toBe(0)
  expect(out).toContain('nothing found')
})

test('a file that begins with data is refused, and no value of it is shown', async () => {
  const path = await file('headless.csv', csv().split('\r\n').slice(1).join('\r\n'))
  const refused = await fadu('scan', path)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('--no-header')
  expect(refused.err).not.toContain(residents[0]!.residentId)
  const scan = await scanned(path, '--no-header')
  expect(scan.rows).toBe(120)
  expect(detected(scan)).toMatchObject({ 列1: ['residentId'], 列2: ['personName'], 列8: ['address'] })
})

test('the first rows only', async () => {
  expect((await scanned(await file('residents.csv', csv()), '--rows', '7')).rows).toBe(7)
})

test('control characters of a heading do not reach the terminal', async () => {
  const { out } = await fadu('scan', await file('hostile.csv', '姓\u001b[2J名\u202e,x\n张伟,1\n'))
  expect([...out].filter((char) => /\p{Cc}|\p{Cf}/u.test(char) && char !== '\n')).toEqual([])
})

test.each([
  [['scan'], "missing required argument 'file'"],
  [['scan', 'a.csv', '--rows', '0'], 'rows are a whole number from 1'],
  [['scan', 'a.csv', '--as-of', '2026-02-30'], 'YYYY-MM-DD'],
  [['scan', 'a.csv', '--bogus'], "unknown option '--bogus'"],
])('wrong arguments %j: one line, the usage, exit code 2', async (args, line) => {
  const { code, out, err } = await fadu(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(line)
  expect(err).toContain('fadu scan')
})

test('a file that cannot be read ends with 1 and says why', async () => {
  const missing = await fadu('scan', join(folder, 'nowhere.csv'))
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toContain('nowhere.csv')
  const pdf = await fadu('scan', await file('a.csv', '%PDF-1.7\n'))
  expect(pdf).toMatchObject({ code: 1, out: '' })
  expect(pdf.err).toContain('TABLE_KIND')
  const empty = await fadu('scan', await file('b.csv', ''))
  expect(empty.err).toContain('TABLE_EMPTY')
})

test('rows are read no further than asked', async () => {
  let read = 0
  async function* endless() {
    for (;;) yield { cells: [String((read += 1))] }
  }
  const { rows } = await scanRows(['n'], endless(), { asOf, most: 50 })
  expect(rows).toBe(50)
  expect(read).toBe(51)
})
