import { hearServerTime } from '../lib/server-clock.ts'
import type { ActReceipt, ProblemDocument } from './types.ts'

let language = 'zh-CN'

/** The server writes refusals in the language that is asked for. */
export function setApiLanguage(chosen: string): void {
  language = chosen
}

/** An answer that is not the one asked for, with the document the server gave; `document` is absent when it gave none. */
export class ApiFault extends Error {
  readonly status: number
  readonly document: ProblemDocument | undefined

  constructor(status: number, document: ProblemDocument | undefined) {
    super(document?.code ?? `HTTP ${status}`)
    this.name = 'ApiFault'
    this.status = status
    this.document = document
  }
}

/** Whether the server answers nothing until custodians have opened its keys. */
export function isLocked(fault: unknown): boolean {
  return fault instanceof ApiFault && fault.document?.code === 'KEYS_LOCKED'
}

export interface Performed<T> {
  readonly result: T
  readonly act: ActReceipt
}

export interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  /** One per submit; sent again with it when the answer was lost. */
  readonly idempotencyKey?: string
}

/** @throws {ApiFault} for anything but an answer of success; status 0 when the server could not be reached. */
export async function request<T>(path: string, write?: Write): Promise<T> {
  const response = await send(path, {
    method: write?.method ?? 'GET',
    headers: {
      ...(write?.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(write?.idempotencyKey === undefined ? {} : { 'idempotency-key': write.idempotencyKey }),
    },
    ...(write?.body === undefined ? {} : { body: JSON.stringify(write.body) }),
  })
  return contentOf<T>(response)
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Sends a table as it is. What it is follows from its name: browsers without an office suite know no type for it.
 *
 * @throws {ApiFault} as `request` does.
 */
export async function uploadTable<T>(path: string, file: File, idempotencyKey?: string): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    headers: {
      'content-type': file.name.toLowerCase().endsWith('.csv') ? 'text/csv' : workbook,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: file,
  })
  return contentOf<T>(response)
}

/** Sends a document as it is; what it is, the server finds by its content. @throws {ApiFault} as `request` does. */
export async function uploadDocument<T>(path: string, file: File, idempotencyKey: string): Promise<T> {
  const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': idempotencyKey }
  return contentOf<T>(await send(path, { method: 'POST', headers, body: file }))
}

/**
 * Sends bytes of an upload from an offset on.
 *
 * @returns The offset that was reached.
 * @throws {ApiFault} as `request` does.
 */
export async function sendBytes(path: string, offset: number, bytes: Blob): Promise<number> {
  const response = await send(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: bytes,
  })
  return offsetIn(response)
}

/** Up to where an upload has arrived. @throws {ApiFault} as `request` does. */
export async function readOffset(path: string): Promise<number> {
  return offsetIn(await send(path, { method: 'HEAD' }))
}

function offsetIn(response: Response): number {
  return Number(response.headers.get('upload-offset'))
}

export interface ReceivedFile {
  readonly name: string
  readonly content: Blob
}

/**
 * @param body - What is said where the file is asked for in a body.
 * @throws {ApiFault} as `request` does.
 */
export async function readFile(path: string, body?: unknown): Promise<ReceivedFile> {
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await send(path, body === undefined ? {} : asked)
  return { name: fileNameIn(response.headers.get('content-disposition')), content: await response.blob() }
}

async function send(path: string, how: RequestInit): Promise<Response> {
  let response: Response
  try {
    const headers = { 'accept-language': language, ...(how.headers as Record<string, string> | undefined) }
    response = await fetch(path, { ...how, credentials: 'same-origin', headers })
  } catch {
    throw new ApiFault(0, undefined)
  }
  hearServerTime(response.headers.get('date'))
  if (!response.ok) throw new ApiFault(response.status, await problemOf(response))
  return response
}

async function contentOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return (isJson ? await response.json() : await response.text()) as T
}

/** RFC 6266: the name with characters beyond ASCII comes before the plain one. */
function fileNameIn(disposition: string | null): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return extended === undefined
    ? (/filename="?([^";]+)/i.exec(disposition ?? '')?.[1] ?? 'file')
    : decodeURIComponent(extended)
}

async function problemOf(response: Response): Promise<ProblemDocument | undefined> {
  if (response.headers.get('content-type')?.includes('problem+json') !== true) return undefined
  try {
    return (await response.json()) as ProblemDocument
  } catch {
    // Cut off on the way; the status still says what kind of answer it was.
    return undefined
  }
}

/** Path with its query; what is undefined or empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Random and not `randomUUID`: an office network without TLS has no secure context, and the latter is missing there. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}
