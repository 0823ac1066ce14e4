import { expect, test } from 'vitest'
import { describeIssue } from '../shared/index.ts'
import { identifierIssuesEn } from './identifier-issue.en.ts'
import type { IdentifierIssue } from './identifier-issue.ts'
import { identifierIssuesZhCN } from './identifier-issue.zh-cn.ts'

test('both languages have a text for the same codes', () => {
  expect(Object.keys(identifierIssuesEn)).toEqual(Object.keys(identifierIssuesZhCN))
})

test('a text is filled from the fields of its issue', () => {
  const issue: IdentifierIssue = { code: 'RESIDENT_ID_LENGTH', length: 17 }
  expect(describeIssue(identifierIssuesZhCN, issue)).toBe('公民身份号码应为 18 位，现为 17 位；请核对是否漏录或多录')
  expect(describeIssue(identifierIssuesEn, issue)).toContain('this has 17')
})

test('every text is a sentence without loose ends', () => {
  const fields = { length: 17, position: 3, asOf: '2025-03-01' }
  for (const texts of [identifierIssuesZhCN, identifierIssuesEn])
    for (const code of Object.keys(texts) as IdentifierIssue['code'][])
      expect(describeIssue(texts, { code, ...fields } as IdentifierIssue)).not.toMatch(/undefined|null|^$/)
})
