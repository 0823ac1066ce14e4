import { expect } from 'vitest'
import { clausesOf } from './cases.ts'
import type { Answer, City } from './city.ts'

/**
 * A refusal as the law base defines it: no effect, the reason and the clause in the answer, and the attempt in the log,
 * where the organisation that tried finds it.
 */
export async function expectRefused(
  city: City,
  login: string,
  answer: Answer,
  expected: { readonly clauses: readonly string[]; readonly code?: string; readonly fields?: readonly string[] },
): Promise<void> {
  const said = JSON.stringify(answer.body)
  expect(answer.status, said).toBeGreaterThanOrEqual(400)
  expect(answer.status, said).toBeLessThan(500)
  expect(clausesOf(answer), said).toEqual(expect.arrayContaining([...expected.clauses]))
  expect((answer.body.detail as string).length, said).toBeGreaterThan(0)
  if (expected.code !== undefined) expect(answer.body.code, said).toBe(expected.code)
  if (expected.fields !== undefined) {
    expect((answer.body.fields as { field: string }[]).map((f) => f.field).toSorted(), said).toEqual(
      expected.fields.toSorted(),
    )
  }
  const record = await (await city.as(login)).get(`/api/v1/evidence/${answer.body.receipt as string}`)
  expect(record.status, JSON.stringify(record.body)).toBe(200)
  expect(JSON.parse(record.body.body as string)).toMatchObject({ kind: 'refusal', outcome: 'refused' })
}
