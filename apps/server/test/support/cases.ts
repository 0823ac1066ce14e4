import type { Answer, City } from './city.ts'

export interface Subject {
  readonly type: 'catalogEntry' | 'organization' | 'territory'
  readonly id: string
}

/** Opens a case over the API as an account of the demonstration. */
export async function openCase(
  city: City,
  login: string,
  procedure: string,
  subject: Subject,
  form: Record<string, unknown> = {},
): Promise<Answer> {
  return (await city.as(login)).send('POST', '/api/v1/cases', { procedure, subject, form })
}

/** Opens a case that must open. @returns Its id. */
export async function opened(...args: Parameters<typeof openCase>): Promise<string> {
  const answer = await openCase(...args)
  if (answer.status !== 201) throw new Error(`not opened: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.result.case as string
}

/** One act on a case. */
export async function act(
  city: City,
  login: string,
  caseId: string,
  name: string,
  form: Record<string, unknown> = {},
): Promise<Answer> {
  return (await city.as(login)).send('POST', `/api/v1/cases/${caseId}/acts/${name}`, { form })
}

/** One act that must be done. @returns The state it led to. */
export async function done(...args: Parameters<typeof act>): Promise<string> {
  const answer = await act(...args)
  if (answer.status !== 200) throw new Error(`not done: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.result.state as string
}

/** The case as an account sees it. */
export async function viewCase(city: City, login: string, caseId: string): Promise<Answer['body']> {
  const answer = await (await city.as(login)).get(`/api/v1/cases/${caseId}`)
  if (answer.status !== 200) throw new Error(`not shown: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Clause ids that an answer cites. */
export function clausesOf(answer: Answer): readonly string[] {
  const grounds = (answer.body.grounds ?? answer.body.act?.grounds ?? []) as { clause: string }[]
  return grounds.map((g) => g.clause)
}
