import type { EnvelopeTampered } from '@fadu/smcrypto'
import type { Chunk } from '@fadu/privacy'
import type { Ground } from '@fadu/domain'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import { settledBy, type EvidenceLog } from '../log/evidence-log.ts'
import type { Problem } from '../problem/index.ts'
import { chunksOf, createPageSource, type BatchScope, type SizedChunk } from './batch-rows.ts'
import type { DatasetStore } from './dataset-store.ts'
import { decideRelease, refusedOverQuota, type DecidedRequest } from './decide-release.ts'
import { unkeyed } from '../log/access-keys.ts'
import type { Recorded } from '../log/access-recorder.ts'
import { overQuota } from '../log/grant-usage.ts'
import { transformsOf } from './masking.ts'
import type { PageOpening, ReadPage } from './page-opening.ts'
import { clearGrades } from './protect.ts'
import { recordOf, recordTampering } from './release-record.ts'
import { createStandingReader } from './snapshot.ts'
import type { StoredPage } from './stored-page.ts'

export interface BatchRequest extends DecidedRequest {
  readonly action: 'data.export'
  readonly scope: BatchScope
  readonly pseudonymKey: Uint8Array
}

export interface OpenedBatch {
  /** Items of which no value is shown as it is. */
  readonly masked: ReadonlySet<string>
  /** Those of them that are masked by their grade. */
  readonly maskedByGrade: ReadonlySet<string>
  readonly chunks: readonly SizedChunk[]
  /** How its pages are opened and shown, in whichever thread. */
  readonly opening: PageOpening
  /** Rows of these chunks as they are stored. */
  read(chunks: readonly Chunk[], how: StoredPage['kind']): Promise<ReadPage>
  /** Names a row that does not open in the evidence; nothing of the file leaves. */
  tampered(error: EnvelopeTampered): Promise<Problem>
}

/**
 * Invariant 2 for files, in two steps. `open`: decide → query → transform, into a file of the platform that nobody has seen.
 * `release`: decide again → record → first byte of that file.
 */
export interface BatchExports {
  open(request: BatchRequest): Promise<OpenedBatch>
  /**
   * @param taken - Rows that it takes under the grant; none of a file whose rows were counted before.
   * @param alongside - Runs in the transaction of the record.
   * @returns Receipt, durable before this returns.
   */
  release(
    request: DecidedRequest & { readonly action: 'data.export'; readonly grant: string },
    rows: { readonly inFile: number; readonly taken: number },
    alongside: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<{ readonly receipt: string; readonly grounds: readonly Ground[] }>
}

export function createBatchExports(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly onReleased: (action: string, rows: number) => void
}): BatchExports {
  const { db, gate, datasets, log } = deps

  return {
    open: async (request) => {
      await decideRelease(deps, request)
      const { scope, fields, dataset } = request
      const columns = fields.map((code) => dataset.layout.find((c) => c.code === code)!)
      const { masks = {} } = request.masked ?? {}
      const clear = clearGrades(gate, request, columns)
      const masking = { clear: [...clear], masks, pseudonymKey: request.pseudonymKey }
      const source = createPageSource(columns, scope)
      const isSealed = columns.some((c) => c.sealed)
      const reader = createStandingReader(deps, dataset)
      return {
        masked: new Set(transformsOf(masking, columns).keys()),
        maskedByGrade: new Set(columns.filter((c) => !clear.has(c.grade)).map((c) => c.code)),
        chunks: await chunksOf(db, dataset, scope),
        opening: { dataset: dataset.id, columns, masking },
        read: (chunks, how) =>
          reader(async (standing) => {
            const keyring = isSealed ? await datasets.keyringOf(db, standing) : undefined
            return { page: await source.read(db, standing, chunks, how), keyring }
          }),
        tampered: (error) => recordTampering(deps, request, error),
      }
    },
    release: async (request, rows, alongside) => {
      const decision = await decideRelease(deps, request)
      const at = gate.now()
      const use = { grant: request.grant, asked: 0, rows: rows.taken }
      const recorded = await db.transaction().execute(async (tx): Promise<Recorded> => {
        const [over] = rows.taken === 0 ? [] : await overQuota(tx, [{ at, use }])
        if (over !== undefined) return { over }
        const record = recordOf(request)
        const more = await alongside(tx)
        const body = {
          ...record,
          kind: 'access',
          outcome: 'released',
          ...settledBy(decision.because),
          detail: { ...record.detail, rows: rows.inFile, ...more },
        } as const
        const keys = { dataset: request.dataset.id, digests: unkeyed }
        const [entry] = await log.appendAll(tx, [{ at, body, keys, use }])
        return { entry: entry! }
      })
      if ('over' in recorded) throw await refusedOverQuota(deps, request, recorded.over)
      deps.onReleased(request.action, rows.inFile)
      return { receipt: recorded.entry.id, grounds: decision.because }
    },
  }
}
