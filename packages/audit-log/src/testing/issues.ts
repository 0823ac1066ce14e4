import { expect } from 'vitest'
import { LogError } from '../issues.ts'
import type { LogIssue } from '../issues.ts'

type Partly<Issue> = Issue extends LogIssue ? Pick<Issue, 'code'> & Partial<Issue> : never

/** Fails unless `act` throws (or rejects with) a LogError whose issue has these fields. */
export async function expectIssue(act: () => unknown, issue: Partly<LogIssue>): Promise<void> {
  const thrown = await Promise.resolve()
    .then(act)
    .then(
      () => undefined,
      (error: unknown) => error,
    )
  expect(thrown, `nothing thrown, expected ${issue.code}`).toBeInstanceOf(LogError)
  expect((thrown as LogError).issue).toMatchObject(issue)
}
