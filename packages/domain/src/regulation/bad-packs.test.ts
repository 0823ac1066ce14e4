import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { badFolder, cedar, issuesOf, packFrom, packNamed, readCalendar, readFiles } from '../../cases/read-packs.ts'
import { checkCases } from '../cases/index.ts'
import { composeLawBook } from './index.ts'

/** `expect.yaml` of a folder in cases/bad: every fault, where it stands, and a part of what is said about it. */
interface Expected {
  readonly with?: readonly string[]
  readonly issues: readonly { code: string; file: string; line: number; says: string }[]
}

const calendar = readCalendar()
const faults = readdirSync(badFolder).toSorted()

function lint(fault: string): { readonly expected: Expected; readonly found: ReturnType<typeof issuesOf> } {
  const files = new Map(readFiles(join(badFolder, fault)))
  const expected = parse(files.get('expect.yaml')!) as Expected
  files.delete('expect.yaml')
  const others = (expected.with ?? ['platform']).map(packNamed)
  const unsound = issuesOf(() => composeLawBook(cedar, [...others, packFrom(fault, files)]))
  if (unsound.length > 0) return { expected, found: unsound }
  const book = composeLawBook(cedar, [...others, packFrom(fault, files)])
  return { expected, found: checkCases(book, calendar) }
}

describe('a bad pack is refused with file, line and what was expected', () => {
  test.each(faults)('%s', (fault) => {
    const { expected, found } = lint(fault)
    const places = found.map(({ code, file, line }) => ({ code, file, line }))
    expect(places).toEqual(expected.issues.map(({ code, file, line }) => ({ code, file: `${fault}/${file}`, line })))
    for (const [i, { says }] of expected.issues.entries()) expect(found[i]!.message).toContain(says)
  })
})
