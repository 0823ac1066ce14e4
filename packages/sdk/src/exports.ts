import { FaduProblem, FaduUnreachable, toAnswerError } from './errors.ts'
import type { RetryPolicy } from './transport.ts'

export interface ExportWish {
  /** As the grant words it. */
  readonly purpose: string
  /** Number of the matter this file serves. */
  readonly matter: string
  readonly format: 'csv' | 'jsonl' | 'xlsx' | 'parquet'
  /** Second approval, where the volume needs one. */
  readonly approval?: string
  /** Items asked for; every granted one when left out. */
  readonly fields?: readonly string[]
  /** Conditions on granted items that are stored in clear; all of them hold. */
  readonly where?: readonly ExportCondition[]
}

export type ExportCondition =
  | { readonly item: string; readonly test: 'oneOf' | 'within'; readonly values: readonly string[] }
  /** Both ends belong to it; one that is left out is open. */
  | { readonly item: string; readonly test: 'between'; readonly from?: string; readonly to?: string }
  | { readonly item: string; readonly test: 'absent' }

export interface ExportStatus {
  readonly id: string
  readonly dataset: string
  readonly state: 'waiting' | 'writing' | 'ready' | 'failed' | 'expired' | 'discarded'
  readonly rows: { readonly done: number; readonly total: number; readonly withheld: number }
  readonly rowsPerSecond: number | null
  readonly bytes: number | null
  readonly expiresAt: string
  /** Code of what went wrong, when it failed. */
  readonly problem: string | null
}

/** What the platform says of a file when its first part comes. */
export interface ExportFileFacts {
  /** Bytes of the whole file. */
  readonly size: number
  /** SHA-256 of the whole file, Base64. Whoever keeps the file compares. */
  readonly sha256: string
  /** Evidence entry of this access; it was durable before the first byte was sent. */
  readonly receipt: string
}

export interface DownloadOptions {
  /** Where to begin, for a file of which the first bytes are there already; 0 when left out. */
  readonly from?: number
  /** Entity tag under which those first bytes came. */
  readonly tag?: string
  readonly signal?: AbortSignal
  readonly onAnswer?: (facts: ExportFileFacts & { readonly tag: string }) => void
}

/** The file is not there as a whole: it ended, failed, or became another one while it was fetched. */
export class ExportUnavailable extends Error {
  readonly code = 'EXPORT_UNAVAILABLE'
  readonly state: ExportStatus['state'] | 'changed'
  /** Code of what went wrong, when the platform could not write it. */
  readonly problem: string | undefined

  constructor(state: ExportStatus['state'] | 'changed', problem?: string) {
    super(`EXPORT_UNAVAILABLE: ${state}${problem === undefined ? '' : ` (${problem})`}`)
    this.name = 'ExportUnavailable'
    this.state = state
    this.problem = problem
  }
}

export interface ExportCalls {
  /** Asks for a file of the granted rows. Not repeated when no answer comes: each request is an export of its own. @returns Its id. */
  requestExport(dataset: string, wish: ExportWish): Promise<string>
  exportStatus(dataset: string, id: string): Promise<ExportStatus>
  /**
   * Waits until the file is there.
   *
   * @param options.everyMs - How often it is asked for; a second when left out.
   * @throws {ExportUnavailable} when it will not be.
   */
  exportReady(
    dataset: string,
    id: string,
    options?: {
      readonly everyMs?: number
      readonly signal?: AbortSignal
      readonly onProgress?: (status: ExportStatus) => void
    },
  ): Promise<ExportStatus>
  /**
   * The bytes of the file as they come; memory stays flat. A connection that breaks is taken up again where it broke, as often
   * as something more came in between, and the grant is decided anew each time.
   *
   * @throws {FaduRefusal | FaduProblem | ExportUnavailable}
   * @throws {FaduUnreachable} when no answer, or nothing more, came in as many attempts as the client makes.
   */
  downloadExport(dataset: string, id: string, options?: DownloadOptions): AsyncIterable<Uint8Array>
  /** What the file is, signed: canonical JSON, and a signed note of its digests. */
  exportManifest(dataset: string, id: string): Promise<{ readonly manifest: string; readonly note: string }>
  /** Ends an export before its time; its file is gone. */
  discardExport(dataset: string, id: string): Promise<void>
}

/** What exports need of a client. */
export interface ExportTransport {
  readonly baseUrl: string
  readonly retry: RetryPolicy
  /** One attempt, its answer not yet read. */
  readonly open: (path: string, init: RequestInit) => Promise<Response>
  /** With the client's own repeating; the answer is of success. */
  readonly send: (path: string, init: RequestInit, repeatable: boolean) => Promise<Response>
}

export function exportCalls(transport: ExportTransport): ExportCalls {
  const { send } = transport
  const pathOf = (dataset: string, id?: string, rest = ''): string =>
    `/gw/v1/datasets/${encodeURIComponent(dataset)}/exports${id === undefined ? '' : `/${encodeURIComponent(id)}`}${rest}`
  const status = async (dataset: string, id: string): Promise<ExportStatus> =>
    (await (await send(pathOf(dataset, id), {}, true)).json()) as ExportStatus

  return {
    requestExport: async (dataset, wish) => {
      const headers = { 'content-type': 'application/json' }
      const response = await send(pathOf(dataset), { method: 'POST', headers, body: JSON.stringify(wish) }, false)
      return ((await response.json()) as { result: { id: string } }).result.id
    },
    exportStatus: status,
    exportReady: async (dataset, id, { everyMs = 1000, signal, onProgress } = {}) => {
      for (;;) {
        signal?.throwIfAborted()
        const now = await status(dataset, id)
        onProgress?.(now)
        if (now.state === 'ready') return now
        if (now.state !== 'waiting' && now.state !== 'writing') {
          throw new ExportUnavailable(now.state, now.problem ?? undefined)
        }
        await pause(everyMs, signal)
      }
    },
    downloadExport: (dataset, id, options) => download(transport, pathOf(dataset, id, '/file'), options ?? {}),
    exportManifest: async (dataset, id) => {
      const response = await send(pathOf(dataset, id, '/manifest'), {}, true)
      return (await response.json()) as { manifest: string; note: string }
    },
    discardExport: async (dataset, id) => {
      try {
        await send(pathOf(dataset, id), { method: 'DELETE' }, true)
      } catch (error) {
        // Gone already, perhaps by an attempt whose answer did not come.
        if (!(error instanceof FaduProblem && error.code === 'EXPORT_GONE')) throw error
      }
    },
  }
}

async function* download(
  { retry, open }: ExportTransport,
  path: string,
  { from = 0, tag: known, signal, onAnswer }: DownloadOptions,
): AsyncIterable<Uint8Array> {
  let at = from
  let tag = known
  let size = Infinity
  let idle = 0
  while (at < size) {
    const resumed = at > 0
    const headers = resumed ? { range: `bytes=${at}-`, ...(tag === undefined ? {} : { 'if-range': tag }) } : {}
    const began = at
    let fault: unknown
    try {
      const response = await open(path, { headers, ...(signal === undefined ? {} : { signal }) })
      if (!response.ok) throw toAnswerError(response.status, await response.text(), response.headers.get('retry-after'))
      // The whole, where a part was asked for: it is no longer the file whose beginning is there.
      if (resumed && response.status !== 206) throw new ExportUnavailable('changed')
      const facts = factsOf(response)
      if (tag === undefined || tag !== facts.tag) onAnswer?.(facts)
      tag = facts.tag
      size = facts.size
      for await (const chunk of chunksOf(response)) {
        at += chunk.byteLength
        yield chunk
      }
    } catch (error) {
      if (error instanceof ExportUnavailable || signal?.aborted === true) throw error
      const mayPass = error instanceof FaduProblem ? error.status === 503 || error.status === 429 : !isAnswer(error)
      if (!mayPass) throw error
      fault = error
    }
    if (at >= size) return
    idle = at > began ? 0 : idle + 1
    if (idle >= retry.attempts) {
      if (fault instanceof FaduProblem) throw fault
      throw new FaduUnreachable(idle, fault)
    }
    const asked = fault instanceof FaduProblem ? (fault.retrySeconds ?? 0) * 1000 : 0
    await pause(Math.min(retry.longestWaitMs, Math.max(asked, retry.firstWaitMs * 2 ** idle)), signal)
  }
}

/** A refusal or a problem of the platform: asking again gives the same. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'status' in error && 'code' in error
}

function factsOf(response: Response): ExportFileFacts & { readonly tag: string } {
  const { headers } = response
  const range = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  return {
    size: Number(range ?? headers.get('content-length') ?? NaN),
    sha256: /sha-256=:([^:]+):/.exec(headers.get('repr-digest') ?? '')?.[1] ?? '',
    receipt: headers.get('fadu-receipt') ?? '',
    tag: headers.get('etag') ?? '',
  }
}

async function* chunksOf(response: Response): AsyncIterable<Uint8Array> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  try {
    for (;;) {
      const next = await reader.read()
      if (next.done) return
      yield next.value as Uint8Array
    }
  } finally {
    // Whoever stops reading ends the transfer too; a stream that ended or failed has nothing to cancel.
    await reader.cancel().catch(() => undefined)
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
