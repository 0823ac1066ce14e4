import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { civil, PackError, type PackIssue, type TerritoryCode } from '@fadu/domain'
import { loadLaw, packNames, packsFolder, readCalendar, readNotices, readPackFolder, readPacks } from './index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-law-'))
  await cp(packsFolder, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const share = (): string => join(folder, 'wuzhong-draft-2024', 'values', 'share.yaml')

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(from)
  await writeFile(file, text.replaceAll(from, to))
}

async function issuesOf(attempt: Promise<unknown>): Promise<readonly PackIssue[]> {
  const error = await attempt.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(PackError)
  return (error as PackError).issues
}

test('the law that ships is loaded whole: packs, texts and notices', async () => {
  const { book, calendar, notices, files } = await loadLaw()
  expect(book.packs.map((p) => p.id)).toEqual(await packNames(packsFolder))
  expect([...files.keys()]).toEqual(book.packs.map((p) => p.id))
  expect(files.get(book.packs[0]!.id)!.get('clauses.csv')).toContain(book.packs[0]!.clauses.values().next().value!.id)
  expect(notices.map((n) => n.year)).toContain(2026)
  expect(calendar.dayStatus(civil('2026-02-14')).kind).toBe('makeUpDay')
})

test('a folder whose name begins with _ is not loaded, whatever is in it', async () => {
  await mkdir(join(folder, '_notes'))
  await writeFile(join(folder, '_notes', 'pack.yaml'), 'not: [a, pack')
  expect(await packNames(folder)).not.toContain('_notes')
  expect((await readPacks(folder)).issues).toEqual([])
})

test('faults of several packs and of the calendar are told together', async () => {
  await change(share(), 'WZ-26-2', 'WZ-99-9')
  await writeFile(join(folder, 'yinzhou-2023', 'terms.yaml'), 'a: [')
  await writeFile(join(folder, 'calendar', '2026.json'), '{')
  const files = new Set((await issuesOf(loadLaw(folder))).map((i) => i.file))
  expect(files).toEqual(
    new Set(['wuzhong-draft-2024/values/share.yaml', 'yinzhou-2023/terms.yaml', 'calendar/2026.json']),
  )
})

test('grading rules that cannot be graded by are told with the line of each fault', async () => {
  const file = join(folder, 'platform', 'grading.yaml')
  await change(file, 'individualRights:   { none: 1, general: 2,', 'individualRights:   { none: 3, general: 2,')
  await change(file, 'category: P33', 'category: P99')
  const lines = (await readFile(file, 'utf8')).split('\n')
  const lineOf = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1
  expect(await issuesOf(loadLaw(folder))).toMatchObject([
    {
      code: 'PACK_FIELD_INVALID',
      file: 'platform/grading.yaml',
      line: lineOf('individualRights:   { none: 3'),
      message: expect.stringContaining('more harm gives the lower grade 2'),
    },
    {
      code: 'PACK_FIELD_INVALID',
      file: 'platform/grading.yaml',
      line: lineOf('category: P99'),
      message: expect.stringContaining('no category is called «P99»'),
    },
  ])
})

test('a fault that shows only when packs stand side by side is told, and there is no book', async () => {
  await change(join(folder, 'yinzhou-2023', 'pack.yaml'), 'ningbo-2020', 'ningbo-1999')
  const { book, packs, issues } = await readPacks(folder)
  expect(book).toBeUndefined()
  expect(packs.map((p) => p.id)).toContain('yinzhou-2023')
  expect(issues.map((i) => i.code)).toEqual(['PACK_BASE_MISSING'])
})

test('notices: a malformed day, a file that is no JSON and a missing folder are faults with their place', async () => {
  await change(join(folder, 'calendar', '2025.json'), '2025-10-01', '2025-10-41')
  const [issue] = (await readNotices(folder)).issues
  expect(issue).toMatchObject({ code: 'PACK_FIELD_INVALID', file: 'calendar/2025.json' })
  expect(issue!.message).toContain('2025-10-41')
  await writeFile(join(folder, 'calendar', '2025.json'), '{"year": ')
  expect((await issuesOf(readCalendar(folder)))[0]!.message).toContain('expected JSON')
  await rm(join(folder, 'calendar'), { recursive: true })
  expect(await issuesOf(loadLaw(folder))).toMatchObject([{ code: 'PACK_FILE_MISSING', file: 'calendar' }])
})

test('the version is the content: another word is another version, another case is not', async () => {
  const pack = join(folder, 'wuzhong-draft-2024')
  const version = async (): Promise<string> => {
    const { load } = await readPackFolder(pack)
    if (!load.ok) throw new PackError(load.issues)
    return load.pack.version
  }
  const before = await version()
  expect(before).toMatch(/^[0-9a-f]{16}$/)
  await writeFile(join(pack, 'cases', 'notes.md'), 'a remark\n')
  expect(await version()).toBe(before)
  await writeFile(share(), `${await readFile(share(), 'utf8')}# a remark\n`)
  expect(await version()).not.toBe(before)
})

test('a changed number is what the regime says', async () => {
  const reply = async (): Promise<number> => {
    const { book } = await loadLaw(folder)
    const regime = book.regimeOf(['640300000000' as TerritoryCode])
    return regime.period('share.reply', civil('2026-01-05'))!.length
  }
  expect(await reply()).toBe(5)
  await change(share(), 'value: 5', 'value: 3')
  expect(await reply()).toBe(3)
})

test('what is no folder is said by the system', async () => {
  await expect(readPacks(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(readPackFolder(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
})
