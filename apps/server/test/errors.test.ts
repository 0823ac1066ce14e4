import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { refusalEn, refusalZhCN, type RefusalReason } from '@fadu/domain'
import { Problem, Refused, type ProblemReason } from '../src/platform/problem/index.ts'
import { problemEn } from '../src/platform/problem/problem.en.ts'
import { problemZhCN } from '../src/platform/problem/problem.zh-cn.ts'

const repository = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, repository), 'utf8')

/** `code: 'A'` and `code: 'A' | 'B'`, as unions of issues are written. */
const inUnion = /\bcode: ('[A-Z][A-Z0-9_]*'(?:\s*\|\s*'[A-Z][A-Z0-9_]*')*)/g
/** A union of bare codes, one a line. */
const bare = /^\s*\| ('[A-Z][A-Z0-9_]*')$/gm
/** What the system says at the start. */
const compared = /\bcode === ('[A-Z][A-Z0-9_]*')/g
/** A class with one code, and a class whose message is its code. */
const constant = /\bcode = ('[A-Z][A-Z0-9_]*')/g
const asMessage = /\bsuper\(('[A-Z][A-Z0-9_]*')\)/g

const problems = 'apps/server/src/platform/problem/problem.ts'
const refusals = 'packages/domain/src/procedure/refusal.ts'
const sources: readonly (readonly [path: string, pattern: RegExp])[] = [
  [problems, inUnion],
  [refusals, inUnion],
  ['apps/server/src/platform/config.ts', inUnion],
  ['apps/server/src/platform/installation.ts', inUnion],
  ['apps/server/src/platform/db/connection.ts', inUnion],
  ['apps/server/src/platform/backup/backup-fault.ts', inUnion],
  ['apps/server/src/platform/log/seen-log.ts', inUnion],
  ['apps/server/src/platform/law/pack-archive.ts', inUnion],
  ['apps/server/src/modules/process/runner.ts', inUnion],
  ['apps/server/src/platform/start-faults.ts', compared],
  ['apps/server/src/seed/seed-if-empty.ts', asMessage],
  ['packages/domain/src/regulation/issues.ts', bare],
  ['packages/domain/src/calendar/calendar-issue.ts', inUnion],
  ['packages/domain/src/clock/clock-issue.ts', inUnion],
  ['packages/domain/src/shared/shared-issue.ts', inUnion],
  ['packages/domain/src/citation/csv.ts', inUnion],
  ['packages/privacy/src/identifiers/resident-id.ts', inUnion],
  ['packages/privacy/src/identifiers/credit-code.ts', inUnion],
  ['packages/privacy/src/identifiers/mobile-number.ts', inUnion],
  ['packages/privacy/src/shared/argument-error.ts', constant],
  ['packages/smcrypto/src/errors.ts', inUnion],
  ['packages/audit-log/src/issues.ts', inUnion],
]

function codesIn(path: string, pattern: RegExp): readonly string[] {
  const found = [...read(path).matchAll(pattern)].flatMap(([, codes]) => [...codes!.matchAll(/'([A-Z0-9_]+)'/g)])
  return [...new Set(found.map(([, code]) => code!))]
}

/** Rows of the index: the code stands alone in the first cell; a status, where there is one, in the second. */
const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z][A-Z0-9_]*)` \| ([^|]*) \|/gm)].map(
  ([, code, second]) => ({
    code: code!,
    status: /^\d{3}$/.test(second!) ? Number(second) : undefined,
  }),
)
const sorted = (codes: Iterable<string>): readonly string[] => [...new Set(codes)].toSorted()

describe('the error index', () => {
  test.each(sources)('%s states its codes where they are looked for', (path, pattern) => {
    expect(codesIn(path, pattern)).not.toEqual([])
  })

  test('has every code of the sources, once, and no other', () => {
    const known = sorted(sources.flatMap(([path, pattern]) => codesIn(path, pattern)))
    const indexed = rows.map((r) => r.code)
    expect(sorted(indexed)).toEqual(known)
    expect(indexed.length, 'a code stands twice').toBe(new Set(indexed).size)
  })

  test('gives every code of an answer its HTTP status', () => {
    const problem = codesIn(problems, inUnion).map((code): [string, number] => [
      code,
      new Problem({ code } as ProblemReason).status,
    ])
    const refusal = codesIn(refusals, inUnion).map((code): [string, number] => [
      code,
      new Refused({ reason: { code } as RefusalReason, grounds: [], needed: [] }).status,
    ])
    const indexed = rows.flatMap(({ code, status }): [string, number][] =>
      status === undefined ? [] : [[code, status]],
    )
    expect(new Map(indexed)).toEqual(new Map([...problem, ...refusal]))
  })
})

describe('what an answer says', () => {
  test('every problem has its sentence in Chinese and in English', () => {
    const codes = sorted(codesIn(problems, inUnion))
    expect(sorted(Object.keys(problemZhCN))).toEqual(codes)
    expect(sorted(Object.keys(problemEn))).toEqual(codes)
  })

  test('every refusal has its sentence in Chinese and in English', () => {
    const codes = sorted(codesIn(refusals, inUnion))
    expect(sorted(Object.keys(refusalZhCN))).toEqual(codes)
    expect(sorted(Object.keys(refusalEn))).toEqual(codes)
  })
})
