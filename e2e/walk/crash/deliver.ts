import type { SeededRandom } from '../seeded-random.ts'
import { until, type Steadfast } from './steadfast.ts'

export type Mode = 'append' | 'upsert' | 'snapshot'

export interface Delivered {
  readonly id: string
  readonly name: string
  readonly state: string
  /** Number of the batch that it became. */
  readonly batch: number | null
  readonly problem: { readonly code: string } | null
}

const ended = new Set(['stored', 'refused', 'failed', 'cancelled'])

/** Sends a file in parts and follows its job to the end, whatever becomes of the server meanwhile. */
export async function deliver(
  steward: Steadfast,
  p: {
    readonly dataset: string
    readonly mode: Mode
    readonly name: string
    readonly csv: string
    readonly random: SeededRandom
  },
): Promise<Delivered> {
  const content = Buffer.from(p.csv)
  const begun = await steward.ask('POST', `/api/v1/datasets/${p.dataset}/uploads`, {
    json: { fileName: p.name, bytes: content.length, mode: p.mode, confirmRemoval: true },
    headers: { 'idempotency-key': `begin-${p.name}` },
  })
  const path = `/api/v1/uploads/${(begun.body as { result: { id: string } }).result.id}`
  const part = 1 + Math.floor(content.length / (1 + p.random.below(6)))
  await until(`upload of ${p.name}`, 0, async () => {
    const offset = Number((await steward.ask('HEAD', path)).headers.get('upload-offset'))
    if (offset >= content.length) return { done: offset }
    await steward.ask('PATCH', path, {
      bytes: new Uint8Array(content.subarray(offset, offset + part)),
      headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    })
    return { seen: offset }
  })
  return until(`job of ${p.name}`, 20, async () => {
    const job = (await steward.ask('GET', path)).body as Omit<Delivered, 'name'>
    return ended.has(job.state) ? { done: { ...job, name: p.name } } : { seen: job }
  })
}
