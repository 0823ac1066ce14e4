import { expect } from 'vitest'
import { enterpriseEntries, openEntries, residentEntries, type SeedEntry } from '../../src/seed/demo-catalog.ts'
import { done, openCase, opened } from './cases.ts'
import type { Answer, City } from './city.ts'

export type Fields = Readonly<Record<string, unknown>>

const entryOf = (code: string): SeedEntry => [...residentEntries, ...enterpriseEntries].find((e) => e.code === code)!

/** Complete entries of each regime, as the demonstration has them: a test changes what it is about. */
export const complete = {
  ningbo: entryOf('NB-ENTERPRISES').fields,
  yinzhou: entryOf('YZ-RESIDENTS').fields,
  wuzhong: entryOf('WZ-RESIDENTS').fields,
  litong: openEntries.elderly.fields as Fields,
}

export const plainItem = (code: string, name: string, more: Fields = {}): Fields => ({
  code,
  name,
  type: 'text',
  maxLength: 100,
  nullable: false,
  identifier: null,
  mask: 'none',
  grade: 1,
  ...more,
})

/** Drafts an entry. @returns Its id. */
export async function draft(
  city: City,
  login: string,
  entry: { readonly code: string; readonly fields: Fields; readonly items?: readonly Fields[] },
): Promise<string> {
  const { code, fields, items = [plainItem('title', '名称')] } = entry
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const answer = await (
    await city.as(login)
  ).send('POST', '/api/v1/catalog-entries', { code, name: `条目 ${code}`, fields: known, items })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.result.id as string
}

/** Asks for the review of a new draft with these fields. */
export async function submitNew(
  city: City,
  login: string,
  entry: Parameters<typeof draft>[2],
): Promise<Answer & { readonly entry: string }> {
  const id = await draft(city, login, entry)
  return { ...(await openCase(city, login, 'catalog.review', { type: 'catalogEntry', id })), entry: id }
}

/** The whole way of a new entry, to its publication by the authority of its agency. @returns Its id. */
export async function published(city: City, login: string, entry: Parameters<typeof draft>[2]): Promise<string> {
  const id = await draft(city, login, entry)
  const review = await opened(city, login, 'catalog.review', { type: 'catalogEntry', id })
  const approver = `${login.split('.')[0]!}.data.approver`
  await done(city, approver, review, 'approve')
  await done(city, approver, review, 'publish')
  return id
}

/** The secrecy review of the version that stands, where the regime asks for one. @returns Its case. */
export async function reviewed(
  city: City,
  login: string,
  id: string,
  conclusion: 'cleared' | 'restricted' = 'cleared',
): Promise<string> {
  const review = await opened(city, login, 'secrecy.review', { type: 'catalogEntry', id })
  const { body } = await (await city.as(login)).get(`/api/v1/catalog-entries/${id}`)
  await done(city, login.replace(/steward$/, 'approver'), review, 'conclude', {
    version: body.publishedVersion as number,
    department: '办公室（保密）',
    reviewer: '保密审查员',
    conclusion,
    opinion: '已审查',
  })
  return review
}

/** Four steps as a record of processing states them. */
export const preparationSteps: readonly Fields[] = [
  { step: 'cleaning', outcome: 'done', method: '去重、补缺', doneOn: '2026-01-05', doneBy: '数据岗' },
  { step: 'desensitisation', outcome: 'notApplicable', reason: '不含敏感数据项' },
  { step: 'declassification', outcome: 'notApplicable', reason: '不涉密' },
  { step: 'formatConversion', outcome: 'notApplicable', reason: '原为 CSV' },
]

/** The processing record of the version that stands, where the regime asks for one. @returns Its case. */
export async function prepared(city: City, login: string, id: string): Promise<string> {
  const { body } = await (await city.as(login)).get(`/api/v1/catalog-entries/${id}`)
  const form = { version: body.publishedVersion as number, steps: preparationSteps }
  return opened(city, login, 'data.preparation', { type: 'catalogEntry', id }, form)
}

/** Reviewed and prepared: the version that stands may be shared. */
export async function shareable(city: City, login: string, id: string): Promise<void> {
  await reviewed(city, login, id)
  await prepared(city, login, id)
}

/** Names of the fields a refusal finds at fault. */
export function faultsOf(answer: Answer): readonly string[] {
  return ((answer.body.fields ?? []) as { field: string }[]).map((f) => f.field)
}
