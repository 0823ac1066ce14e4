import type { EnvelopeTampered } from '@fadu/smcrypto'
import type { Chunk } from '@fadu/privacy'
import type { Ground } from '@fadu/domain'
import { sqlState } from '../db/connection.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import { Problem } from '../problem/index.ts'
import { chunksOf, createPageSource, type BatchScope, type SizedChunk } from './batch-rows.ts'
import { DatasetMoved } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { decideRelease, type DecidedRequest } from './decide-release.ts'
import { unkeyed } from '../log/access-keys.ts'
import { transformsOf } from './masking.ts'
import type { PageOpening, ReadPage } from './page-opening.ts'
import { clearGrades } from './protect.ts'
import { recordOf, recordTampering } from './release-record.ts'
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
      const { masks = {} } = request.masked ?? {}
      const clear = clearGrades(gate, request, columns)
      const masking = { clear: [...clear], masks, pseudonymKey: request.pseudonymKey }
      const source = createPageSource(columns, scope)
      const isSealed = columns.some((c) => c.sealed)
      const readOnce = async (chunks: readonly Chunk[], how: StoredPage['kind']): Promise<ReadPage> => {
        const keyring = isSealed ? await datasets.keyringOf(db, dataset) : undefined
        return { page: await source.read(db, dataset, chunks, how), keyring }
      }
      return {
        masked: new Set(transformsOf(masking, columns).keys()),
        maskedByGrade: new Set(columns.filter((c) => !clear.has(c.grade)).map((c) => c.code)),
        chunks: await chunksOf(db, dataset, scope),
        opening: { dataset: dataset.id, columns, masking },
        read: async (chunks, how) => {
          for (;;) {
            try {
              return await readOnce(chunks, how)
            } catch (error) {
              if (!(error instanceof DatasetMoved || sqlState(error) === undefinedTable)) throw error
              dataset = await standingAgain(dataset)
            }
          }
        },
        tampered: (error) => recordTampering(deps, request, error),
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
