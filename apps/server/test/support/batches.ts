import type { Answer, City, Client } from './city.ts'

export interface DivisionRow {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent: string
}

/** A file of the dataset of divisions, whose items have names and no identifier. */
export function divisionRows(rows: readonly DivisionRow[]): string {
  const lines = rows.map((r) => `${r.code},${r.name},${r.level},${r.parent}`)
  return ['区划代码,名称,级别,上级代码', ...lines].join('\n')
}

export async function tableOf(city: City, code: string): Promise<string> {
  return (await city.services.aggregate.find(code)).dataset.table
}

export async function rowCount(city: City, code: string): Promise<number> {
  return (await city.services.aggregate.find(code)).dataset.rowCount
}

export const offsetType = { 'content-type': 'application/offset+octet-stream' }

/** Begins an upload and returns its id; fails the test when it was not begun. */
export async function beginUpload(
  client: Client,
  code: string,
  content: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const bytes = Buffer.byteLength(content)
  const begun = await client.send('POST', `/api/v1/datasets/${code}/uploads`, { fileName: 'u.csv', bytes, ...more })
  if (begun.status !== 201) throw new Error(`upload not begun: ${JSON.stringify(begun.body)}`)
  return begun.body.result.id as string
}

export function sendBytes(client: Client, id: string, offset: number, content: string | Buffer): Promise<Answer> {
  const headers = { ...offsetType, 'upload-offset': String(offset) }
  return client.send('PATCH', `/api/v1/uploads/${id}`, Buffer.from(content), headers)
}

/** Waits until the jobs of this city rest, and shows one of them. */
export async function settledJob(city: City, client: Client, id: string): Promise<Answer['body']> {
  await city.services.jobs.idle()
  return (await client.get(`/api/v1/uploads/${id}`)).body
}
