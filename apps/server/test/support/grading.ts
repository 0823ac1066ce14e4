import { expect } from 'vitest'
import { done, opened } from './cases.ts'
import type { Answer, City } from './city.ts'
import type { Fields } from './entries.ts'

export interface WrittenRule {
  readonly id: string
  readonly text: string
  readonly impact?: { readonly object: string; readonly degree: string }
  readonly [key: string]: unknown
}
export interface WrittenRules {
  readonly rules: readonly WrittenRule[]
  readonly [key: string]: unknown
}

export const basis = { instrument: 'data-security-law', provision: '第二十一条' }

/** The rules in force in a territory, as somebody of it sees them. */
export async function rulesIn(city: City, login: string, territory: string): Promise<Answer['body']> {
  const answer = await (await city.as(login)).get(`/api/v1/grading-rules?territory=${territory}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

/** The rules the platform ships, with some of them changed. */
export async function changedRules(
  city: City,
  login: string,
  changes: Readonly<Record<string, Partial<WrittenRule>>> = {},
): Promise<WrittenRules> {
  const { history, inForce } = await rulesIn(city, login, await territoryOf(city, login))
  expect(history.at(-1).name).toBe('platform/1')
  const content = inForce.content as WrittenRules
  return { ...content, rules: content.rules.map((rule) => ({ ...rule, ...changes[rule.id] })) }
}

async function territoryOf(city: City, login: string): Promise<string> {
  return (await (await city.as(login)).get('/api/v1/session')).body.organization.territory as string
}

/** Enters a version of the rules; the answer may be a refusal. */
export async function enterRules(city: City, login: string, version: string, more: Fields = {}): Promise<Answer> {
  const body = {
    version,
    title: '公共数据分类分级规则',
    basis,
    inForceFrom: '2026-02-09',
    content: await changedRules(city, login),
    ...more,
  }
  return (await city.as(login)).send('POST', '/api/v1/grading-rules', body)
}

/** What the course of Wuzhong asks of rules. */
export const ruleForm = (version: string, more: Fields = {}): Record<string, unknown> => ({
  ruleTitle: '吴忠市公共数据分类分级规则',
  ruleVersion: version,
  provision: basis,
  jointDepartments: ['市网信办'],
  content: '按主题分类，按影响分四级',
  ...more,
})

/** Enters a version for Wuzhong and publishes it by the course of its regulation. */
export async function publishWuzhongRules(city: City, version: string, content: WrittenRules): Promise<void> {
  const entered = await enterRules(city, 'wuzhong.data.approver', version, { content })
  expect(entered.status, JSON.stringify(entered.body)).toBe(201)
  const subject = { type: 'territory', id: '640300000000' } as const
  const course = await opened(city, 'wuzhong.data.steward', 'grading.rule', subject, ruleForm(version))
  expect(await done(city, 'wuzhong.data.approver', course, 'publish')).toBe('published')
}

/** Grades of an entry with what was suggested and decided; items by their codes, the whole entry under ''. */
export async function gradingOf(
  city: City,
  login: string,
  entry: string,
): Promise<Readonly<Record<string, Answer['body']>>> {
  const answer = await (await city.as(login)).get(`/api/v1/catalog-entries/${entry}/grading`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const items = answer.body.items as { code: string | null }[]
  return Object.fromEntries(items.map((item) => [item.code ?? '', item]))
}

/** Decides one suggestion. */
export async function decide(city: City, login: string, suggestion: string, body: Fields): Promise<Answer> {
  return (await city.as(login)).send('POST', `/api/v1/grading-suggestions/${suggestion}/decision`, body)
}
