import { toHex, type NoteSigner } from '@fadu/audit-log'
import type { KeyStore } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { firstDelivery } from '../gateway/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import type { LawAdditions } from '../law/index.ts'
import type { Approvals } from '../operations/index.ts'
import { askedRange } from './byte-range.ts'
import { openFileKey } from './export-runner.ts'
import { readExport, readOwnExport, standOf, toExportView, type ExportRow, type ExportView } from './export-row.ts'
import { mediaTypes } from './writing/formats.ts'
import { signManifest, type SignedManifest } from './manifest.ts'
import { standingRequest, type ExportDeps } from './produce.ts'
import { createExportRequest, type AskedExport } from './request-export.ts'

export interface Download {
  readonly fileName: string
  readonly mediaType: string
  readonly size: number
  /** Entity tag of the file; it does not change while the file is there. */
  readonly tag: string
  readonly sha256: Uint8Array
  readonly range: { readonly start: number; readonly end: number }
  readonly isPart: boolean
  /** Entry of the evidence log; durable before the first byte. */
  readonly receipt: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Exports of one application, named by dataset and id. */
export interface ExportService {
  request(application: ApplicationPrincipal, code: string, asked: AskedExport): Act<ActFacts, { readonly id: string }>
  view(application: ApplicationPrincipal, code: string, id: string): Promise<ExportView>
  /** @throws {Problem} unless the file is there. */
  manifest(application: ApplicationPrincipal, code: string, id: string): Promise<SignedManifest>
  /** Decided by the grant as it stands now, recorded, and only then opened. */
  download(
    application: ApplicationPrincipal,
    code: string,
    id: string,
    headers: { readonly range: string | undefined; readonly ifRange: string | undefined },
  ): Promise<Download>
  discard(application: ApplicationPrincipal, code: string, id: string): Act<ActFacts, { readonly id: string }>
  /** The same act of a person; whose export it is, the rules ask. */
  discardAsPerson(id: string): Act<ActFacts, { readonly id: string }>
  /** What lies on disk of a discarded export. */
  remove(id: string): Promise<void>
}

export function createExportService(
  deps: ExportDeps & {
    readonly runtime: CaseRuntime
    readonly additions: LawAdditions
    readonly requireSecondApproval: Approvals['requireSecondApproval']
    readonly keyStore: KeyStore
    readonly signers: readonly NoteSigner[]
    readonly now: () => Date
  },
): ExportService {
  const { db, files, keyStore, runtime, now } = deps

  const readReady = async (application: ApplicationPrincipal, code: string, id: string): Promise<ExportRow> => {
    const job = await readOwnExport(db, id, application.id, code)
    const state = standOf(job, now())
    if (state === 'expired' || state === 'discarded') throw new Problem({ code: 'EXPORT_GONE', state })
    if (state !== 'ready') throw new Problem({ code: 'STATE_CONFLICT', what: '批量导出', state })
    return job
  }

  return {
    request: createExportRequest({ ...deps, folder: files.folder }),
    view: async (application, code, id) => toExportView(await readOwnExport(db, id, application.id, code), now()),
    manifest: async (application, code, id) => signManifest(await readReady(application, code, id), deps.signers),
    download: async (application, code, id, headers) => {
      const job = await readReady(application, code, id)
      if (job.folder !== files.folder) throw new Problem({ code: 'EXPORT_ELSEWHERE' })
      const size = Number(job.bytes)
      const sha256 = new Uint8Array(job.sha256!)
      const tag = `"${toHex(sha256)}"`
      const asked = askedRange(headers.range, headers.ifRange, tag, size)
      if (asked === 'unsatisfiable') throw new Problem({ code: 'RANGE_UNSATISFIABLE', size })
      const range = asked ?? { start: 0, end: size }
      const { request, terms, taken } = await standingRequest(deps, job, application)
      const key = await openFileKey(keyStore, id, job.file_key!)
      const detail = { ...request.detail, file: toHex(sha256), from: range.start, before: range.end }
      const rows = { inFile: Number(job.rows_done), taken }
      // Writing the file answered no call; fetching it does.
      const context = { ...request.context, signed: application.signed !== undefined }
      const { receipt } = await deps.batches.release({ ...request, context, detail }, rows, async (tx) => {
        // INVARIANT (gone after its time): whoever discards, destroys or sweeps waits for this row, or was here before.
        const { state, fetched_at } = await tx
          .selectFrom('export_job')
          .select(['state', 'fetched_at'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirstOrThrow()
        if (state !== 'ready') throw new Problem({ code: 'EXPORT_GONE', state })
        // Two that fetch it first at once: one of them is counted, the other comes again.
        if (fetched_at !== null && taken > 0) throw new Problem({ code: 'BUSY', retrySeconds: 1 })
        if (fetched_at === null)
          await tx.updateTable('export_job').set({ fetched_at: now() }).where('id', '=', id).execute()
        return terms.delivered ? {} : firstDelivery(tx, runtime, terms, now())
      })
      return {
        fileName: `${job.dataset_code}-${id}.${job.format}`,
        mediaType: mediaTypes[job.format],
        size,
        tag,
        sha256,
        range,
        isPart: asked !== undefined,
        receipt,
        bytes: files.read(id, key, range.start, range.end),
      }
    },
    discard: (application, code, id) => discarding(id, (tx) => readOwnExport(tx, id, application.id, code)),
    discardAsPerson: (id) => discarding(id, (tx) => readExport(tx, id)),
    remove: (id) => files.remove(id),
  }
}

function discarding(id: string, read: (tx: Tx) => Promise<ExportRow>): Act<ActFacts, { readonly id: string }> {
  return {
    action: 'export.discard',
    load: async (tx) => {
      const job = await read(tx)
      return {
        resource: organizationResource(await readOrganization(tx, job.organization_id)),
        trace: {
          subject: { type: 'Dataset', id: job.dataset_code },
          dataset: job.dataset_id,
          grant: job.grant_id,
          detail: { export: id, from: job.state },
        },
      }
    },
    carryOut: async (tx) => {
      const discarded = await tx
        .updateTable('export_job')
        .set({ state: 'discarded', file_key: null, worker: null })
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'writing', 'ready', 'failed'])
        .executeTakeFirst()
      if (discarded.numUpdatedRows === 0n) throw new Problem({ code: 'EXPORT_GONE', state: 'discarded' })
      return { id }
    },
  }
}
