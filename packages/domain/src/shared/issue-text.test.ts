import { expect, test } from 'vitest'
import { CodedError, issueText, sharedEn, sharedZhCN, type SharedIssue } from './index.ts'

const issues: readonly SharedIssue[] = [
  { code: 'CAL_DATE_MALFORMED', input: '3月1日' },
  { code: 'CAL_DATE_OUT_OF_RANGE', input: '1999-01-01', first: '2000-01-01', last: '2100-12-31' },
  { code: 'CAL_COUNT_INVALID', input: '0.5', least: 0 },
  { code: 'ID_CLAUSE_MALFORMED', input: 'nb 15' },
  { code: 'ID_PACK_MALFORMED', input: 'NB' },
  { code: 'ID_TERRITORY_MALFORMED', input: '33' },
  { code: 'ID_ORGANIZATION_MALFORMED', input: '?' },
]

test.each(issues)('$code quotes what was given, in Chinese and in English', (issue) => {
  expect(issueText(sharedZhCN, issue)).toContain(`「${issue.input}」`)
  expect(issueText(sharedEn, issue)).toContain(`“${issue.input}”`)
})

test('no text is left over in either language', () => {
  const codes = issues.map(({ code }) => code).sort()
  expect(Object.keys(sharedZhCN).sort()).toEqual(codes)
  expect(Object.keys(sharedEn).sort()).toEqual(codes)
})

test('a count without a lower bound asks only for a whole number', () => {
  const issue = { code: 'CAL_COUNT_INVALID', input: '1.5', least: null } as const
  expect(issueText(sharedZhCN, issue)).toBe('数目「1.5」不能用来计算期间，应为整数')
})

test('a thrown error carries its evidence as fields and no text for people', () => {
  const error = new CodedError<SharedIssue>(issues[0]!)
  expect(error).toBeInstanceOf(Error)
  expect(error.code).toBe('CAL_DATE_MALFORMED')
  expect(error.issue).toEqual(issues[0])
  expect(error.message).toBe('{"code":"CAL_DATE_MALFORMED","input":"3月1日"}')
})
