import { readFile } from 'node:fs/promises'
import { civil } from '@fadu/domain'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { expect } from 'vitest'
import type { Answer, City, Client } from './city.ts'

/** Short ways to what many tests need first. */

export async function entryId(city: City, login: string, code: string): Promise<string> {
  const list = await (await city.as(login)).get(`/api/v1/catalog-entries?q=${code}`)
  expect(list.status, JSON.stringify(list.body)).toBe(200)
  const found = (list.body.items as { id: string; code: string }[]).find((e) => e.code === code)
  expect(found, `entry ${code}`).toBeDefined()
  return found!.id
}

export function applicationId(city: City, key: string): string {
  return city.demo.applications.find((a) => a.key === key)!.id
}

export function shareForm(
  city: City,
  application: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    duty: '最低生活保障审核确认',
    legalBasis: '社会救助暂行办法第十一条',
    purposes: ['最低生活保障审核'],
    items: ['resident_id', 'name', 'mobile'],
    application: applicationId(city, application),
    mode: 'interface',
    until: '2099-12-31',
    ...more,
  }
}

export async function openShareRequest(
  city: City,
  login: string,
  code: string,
  application: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const subject = { type: 'catalogEntry', id: await entryId(city, login, code) }
  const form = shareForm(city, application, more)
  return (await city.as(login)).send('POST', '/api/v1/cases', { procedure: 'share.request', subject, form })
}

export async function act(
  city: City,
  login: string,
  caseId: string,
  name: string,
  form: Record<string, unknown> = {},
): Promise<Answer> {
  return (await city.as(login)).send('POST', `/api/v1/cases/${caseId}/acts/${name}`, { form })
}

/** A granted application in Wuzhong: requested by 民政, approved by 公安. @returns The case. */
export async function grantInWuzhong(city: City): Promise<string> {
  const opened = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
  expect(opened.status, JSON.stringify(opened.body)).toBe(201)
  const caseId = opened.body.result.case as string
  const approved = await act(city, 'wuzhong.police.approver', caseId, 'approve')
  expect(approved.status, JSON.stringify(approved.body)).toBe(200)
  return caseId
}

/** Three residents known to the test, aggregated by their provider. */
export async function addResidents(
  city: City,
  provider: string,
  code: string,
  seed: number,
): Promise<readonly Resident[]> {
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  const residents = [...syntheticResidents({ seed, count: 3, villages, asOf: civil('2026-01-01') })]
  const csv = [...toCsv(RESIDENT_COLUMNS, residents)].join('')
  const stored = await (
    await city.as(provider)
  ).send('POST', `/api/v1/datasets/${code}/batches`, csv, { 'content-type': 'text/csv' })
  expect(stored.status, JSON.stringify(stored.body)).toBe(201)
  return residents
}

export function lookup(
  client: Client,
  code: string,
  values: readonly string[],
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const body = { purpose: '最低生活保障审核', matter: 'JZ-2026-0001', item: 'resident_id', values, ...more }
  return client.send('POST', `/gw/v1/datasets/${code}/lookup`, body)
}

export { clausesOf as clauses } from './cases.ts'
