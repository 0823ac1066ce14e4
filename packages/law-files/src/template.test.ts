import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bindingsOf, checkCases, guardVocabulary } from '@fadu/domain'
import { packsFolder, readLaw } from './index.ts'

/** `packs/_template` is what a new city is copied from: it must itself be sound, whatever it is renamed to. */

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-template-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Step one of its README: another name, another prefix. */
async function copyTemplate(name: string, prefix: string): Promise<void> {
  await cp(join(packsFolder, '_template'), join(folder, name), { recursive: true })
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((e) => e.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const text = await readFile(path, 'utf8')
    const renamed = text.replaceAll('moushi-2026', name).replaceAll(/\bMS\b/g, prefix)
    await writeFile(path, renamed)
  }
}

test('the template loads as it stands beside the rules of the platform, and its cases hold', async () => {
  for (const beside of ['platform', 'calendar'])
    await cp(join(packsFolder, beside), join(folder, beside), { recursive: true })
  await copyTemplate('moushi-2026', 'MS')
  const { book, calendar, issues } = await readLaw(folder)
  expect(issues).toEqual([])
  expect(checkCases(book!, calendar!)).toEqual([])
  const pack = book!.packs.find((p) => p.id === 'moushi-2026')!
  expect(pack.cases.length).toBeGreaterThan(3)
  // Every kind of file a pack may have is shown in it.
  const kinds = [pack.terms, pack.periods, pack.forms, pack.instruments, pack.procedures]
  for (const kind of kinds) expect([...kind].length).toBeGreaterThan(0)
  for (const kind of [pack.policies, pack.guards, pack.duties]) expect(kind.length).toBeGreaterThan(0)
  for (const { guard } of pack.guards) expect(guardVocabulary[guard], guard).toMatchObject({ built: true })
  const bindings = bindingsOf(book!)
  for (const { id } of pack.clauses.values()) expect(bindings.get(id), `${id} is bound`).not.toEqual([])
})

test('copied under another name and prefix it stands beside every pack that ships', async () => {
  await cp(packsFolder, folder, { recursive: true })
  await copyTemplate('linjiang-2027', 'LJ')
  const { book, calendar, issues } = await readLaw(folder)
  expect(issues).toEqual([])
  const pack = book!.packs.find((p) => p.id === 'linjiang-2027')!
  expect([...pack.clauses.keys()].every((id) => id.startsWith('LJ-'))).toBe(true)
  expect(checkCases(book!, calendar!)).toEqual([])
})
