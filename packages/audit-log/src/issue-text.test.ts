import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeLogIssue, logIssueEn, logIssueZhCN } from './issue-text.ts'
import { LogError, RootMismatch } from './issues.ts'
import type { LogIssue } from './issues.ts'

const codes = Object.keys(logIssueZhCN).sort()

test('both languages and the README know the same codes, none missing and none left over', () => {
  expect(Object.keys(logIssueEn).sort()).toEqual(codes)
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const listed = [...readme.matchAll(/^\| `(LOG_[A-Z_]+)`/gm)].map((m) => m[1])
  expect(listed.toSorted()).toEqual(codes)
})

test('a text quotes the input and shows both roots', () => {
  const path: LogIssue = { code: 'LOG_TILE_PATH_MALFORMED', input: 'tile/0/1' }
  expect(describeLogIssue(logIssueZhCN, path)).toContain('「tile/0/1」')
  const mismatch: LogIssue = { code: 'LOG_ROOT_MISMATCH', size: 7, expected: 'aa', computed: 'bb' }
  for (const text of [logIssueZhCN, logIssueEn]) expect(describeLogIssue(text, mismatch)).toMatch(/7.*aa.*bb/)
})

test('an issue without keys says so instead of ending in nothing', () => {
  const issue: LogIssue = { code: 'LOG_NOTE_NOT_VERIFIED', unverified: [] }
  expect(describeLogIssue(logIssueZhCN, issue)).toContain('无')
  expect(describeLogIssue(logIssueEn, issue)).toContain('none')
})

test('an error carries its issue as plain data, and its message for logs', () => {
  const error = new RootMismatch({ size: 7, expected: 'aa', computed: 'bb' })
  expect(error).toBeInstanceOf(LogError)
  expect(JSON.parse(error.message)).toEqual({ code: 'LOG_ROOT_MISMATCH', size: 7, expected: 'aa', computed: 'bb' })
  expect(structuredClone(error.issue)).toEqual(error.issue)
})
