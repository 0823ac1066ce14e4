import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Chunk } from '@fadu/privacy'
import type { Ground } from '@fadu/domain'
import { sqlState } from '../db/connection.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import { Problem } from '../problem/index.ts'
import { chunksOf, createChunkReader, type BatchRow, type BatchScope, type SizedChunk } from './batch-rows.ts'
import { DatasetMoved } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { decideRelease, type DecidedRequest } from './decide-release.ts'
import { unkeyed } from '../log/access-keys.ts'
import { protectionOf } from './protect.ts'
import { recordOf, recordTampering } from './release-record.ts'

export interface BatchRequest extends DecidedRequest {
  readonly action: 'data.export'
  readonly scope: BatchScope
}

export interface OpenedBatch {
  /** Items of which no value is shown as it is. */
  readonly masked: ReadonlySet<string>
  /** Those of them that are masked by their grade. */
  readonly maskedByGrade: ReadonlySet<string>
  readonly chunks: readonly SizedChunk[]
  /** Masked rows of these chunks, in the order of the fields. */
  rows(chunks: readonly Chunk[]): Promise<readonly BatchRow[]>
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

const undefinedTable = '42P01'

export function createBatchExports(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly onReleased: (action: string, rows: number) => void
}): BatchExports {
  const { db, gate, datasets, log } = deps

  /** The dataset as it is now, when only its key changed; otherwise what was asked for is no longer there. */
  const standingAgain = async (dataset: Dataset): Promise<Dataset> => {
    const now = await datasets.byId(db, dataset.id)
    if (now?.custody !== dataset.custody) {
      throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: now?.custody ?? 'destroyed' })
    }
    if (now.layoutVersion !== dataset.layoutVersion)
      throw new Problem({ code: 'LAYOUT_CHANGED', dataset: dataset.code })
    return now
  }

  return {
    open: async (request) => {
      await decideRelease(deps, request)
      const { scope, fields } = request
      let dataset = request.dataset
      const columns = fields.map((code) => dataset.layout.find((c) => c.code === code)!)
      const { transforms, byGrade } = protectionOf(gate, request, columns)
      const shown = columns.map((c) => transforms.get(c.code))
      const reader = createChunkReader(datasets, columns, scope, shown)
      return {
        masked: new Set(transforms.keys()),
        maskedByGrade: byGrade,
        chunks: await chunksOf(db, dataset, scope),
        rows: async (chunks) => {
          for (;;) {
            try {
              return await reader.read(db, dataset, chunks)
            } catch (error) {
              if (error instanceof EnvelopeTampered) throw await recordTampering(deps, request, error)
              if (!(error instanceof DatasetMoved || sqlState(error) === undefinedTable)) throw error
              dataset = await standingAgain(dataset)
            }
          }
        },
      }
    },
    release: async (request, rows, alongside) => {
      const decision = await decideRelease(deps, request)
      const at = gate.now()
      const receipt = await db.transaction().execute(async (tx) => {
        const record = recordOf(request)
        const more = await alongside(tx)
        const body = {
          ...record,
          kind: 'access',
          outcome: 'released',
          grounds: decision.because.map((g) => g.rule),
          detail: { ...record.detail, rows: rows.inFile, ...more },
        } as const
        const keys = { dataset: request.dataset.id, digests: unkeyed }
        const use = { grant: request.grant, asked: 0, rows: rows.taken }
        const [entry] = await log.appendAll(tx, [{ at, body, keys, use }])
        return entry!.id
      })
      deps.onReleased(request.action, rows.inFile)
      return { receipt, grounds: decision.because }
    },
  }
}
