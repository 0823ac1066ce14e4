import { readQuotedRecords } from '@fadu/tables'
import { expect } from 'vitest'
import { act, openShareRequest } from './share.ts'
import type { Answer, City, Client } from './city.ts'

/** An application in Wuzhong with a grant for calls and batches: requested by 民政, approved by 公安. @returns The case. */
export async function batchGrantInWuzhong(city: City, more: Record<string, unknown> = {}): Promise<string> {
  const wish = { mode: 'both', ...more }
  const login = 'wuzhong.civil.steward'
  const opened = await openShareRequest(city, login, 'WZ-RESIDENTS', 'wuzhong.civil.assistance', wish)
  expect(opened.status, JSON.stringify(opened.body)).toBe(201)
  const caseId = opened.body.result.case as string
  const approved = await act(city, 'wuzhong.police.approver', caseId, 'approve')
  expect(approved.status, JSON.stringify(approved.body)).toBe(200)
  return caseId
}

export function askExport(client: Client, code: string, more: Record<string, unknown> = {}): Promise<Answer> {
  const body = { purpose: '最低生活保障审核', matter: 'JZ-2026-0001', format: 'csv', ...more }
  return client.send('POST', `/gw/v1/datasets/${code}/exports`, body)
}

/** Asks for an export and waits for its file. @returns Where it is. */
export async function exported(
  city: City,
  client: Client,
  code: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const asked = await askExport(client, code, more)
  expect(asked.status, JSON.stringify(asked.body)).toBe(201)
  await city.services.exportRunner.idle()
  const path = `/gw/v1/datasets/${code}/exports/${asked.body.result.id as string}`
  const made = await client.get(path)
  expect(made.body, JSON.stringify(made.body)).toMatchObject({ state: 'ready' })
  return path
}

export interface ExportedTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
}

export function readExported(csv: string): ExportedTable {
  const [header, ...records] = [...readQuotedRecords(csv)]
  return {
    columns: header!.map((c) => c.text),
    rows: records.map((cells) => cells.map((c) => (c.text === '' && !c.quoted ? null : c.text))),
  }
}
