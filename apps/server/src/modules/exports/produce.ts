import type { Chunk } from '@fadu/privacy'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { BatchExports, BatchRequest, OpenedBatch } from '../../platform/release/export-batch.ts'
import { createKeyCarrier, type ReadPage } from '../../platform/release/page-opening.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../platform/release/pseudonyms.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry } from '../catalog/index.ts'
import { conditionsOf, type ExportRow } from './export-row.ts'
import type { ExportFiles } from './export-files.ts'
import { areSameTerms, readGrantTerms, type GrantTerms } from './grant-terms.ts'
import type { ExportMarks } from './mark-keys.ts'
import { useFacts } from './request-export.ts'
import type { FileColumn } from './writing/formats.ts'
import { readingsOf, referenceColumn } from './writing/marked-rows.ts'
import { writeApart } from './writing/write-apart.ts'
import type { PageFeed, WrittenRows } from './writing/write-file.ts'

export interface ExportDeps {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly pseudonyms: Pseudonyms
  readonly batches: BatchExports
  readonly files: ExportFiles
  readonly markKeys: (exportId: string) => ExportMarks
}

/**
 * What an export is decided on, as everything stands now.
 *
 * @throws {Problem} `EXPORT_OUTDATED` when rows or masks of the grant are others than those it is made by.
 */
export async function standingRequest(
  deps: Pick<ExportDeps, 'db' | 'gate' | 'datasets' | 'territories' | 'pseudonyms'>,
  job: ExportRow,
  principal: ApplicationPrincipal,
): Promise<{
  readonly request: BatchRequest & { readonly grant: string }
  readonly terms: GrantTerms
  readonly dataset: Dataset
  /** Rows that it takes under the grant; none when they were counted before. */
  readonly taken: number
}> {
  const { db, gate, datasets, territories, pseudonyms } = deps
  const dataset = await datasets.byId(db, job.dataset_id)
  if (dataset === undefined) throw new Problem({ code: 'EXPORT_GONE', state: 'expired' })
  const entry = await readEntry(db, dataset.entry)
  const terms = await readGrantTerms(db, job.grant_id, gate.today())
  if (terms.facts['status'] === 'active' && !areSameTerms(job.terms, terms))
    throw new Problem({ code: 'EXPORT_OUTDATED' })
  const { resource, context } = datasetFacts(dataset, entry, territories())
  const where = conditionsOf(job)
  // The grant's own conditions ask for nothing beyond it.
  const asked = where.filter((w) => !job.terms.rowFilter.some((own) => own.item === w.item))
  const named = [...new Set([...job.fields, ...asked.map((w) => w.item)])]
  const inFile = Number(job.state === 'ready' ? job.rows_done : job.rows_total)
  const taken = job.fetched_at === null ? inFile : 0
  const request = {
    principal,
    action: 'data.export',
    resource,
    standing: context!,
    context: useFacts(terms, job, named, { inFile, taken }),
    dataset,
    fields: job.fields,
    scope: { upTo: job.up_to_batch, where },
    grant: terms.id,
    masked: { masks: terms.masks, pseudonym: pseudonyms(terms.id) },
    pseudonymKey: pseudonyms.keyOf(terms.id),
    case: terms.case,
    detail: {
      purpose: job.purpose,
      matter: job.matter,
      export: job.id,
      ...(job.approval === null ? {} : { approval: job.approval }),
    },
  } as const
  return { request, terms, dataset, taken }
}

export interface Produced extends WrittenRows {
  readonly masked: readonly string[]
  readonly maskedByGrade: readonly string[]
}

/**
 * Writes the file of an export from its first byte to its last: decided anew, read in pages, masked, marked, sealed.
 *
 * @param onProgress - Told after each page; what it throws ends the writing.
 */
export async function produceFile(
  deps: ExportDeps,
  job: ExportRow,
  principal: ApplicationPrincipal,
  fileKey: Uint8Array,
  onProgress: (rows: number) => Promise<void>,
): Promise<Produced> {
  const { request, dataset } = await standingRequest(deps, job, principal)
  if (dataset.layoutVersion !== job.layout_version)
    throw new Problem({ code: 'DATASET_CHANGED', dataset: dataset.code })
  const batch = await deps.batches.open(request)
  const marks = deps.markKeys(job.id)
  const columns: readonly FileColumn[] = [
    ...job.fields.map((code) => ({
      code,
      type: dataset.layout.find((c) => c.code === code)!.type,
      masked: batch.masked.has(code),
    })),
    { code: referenceColumn, type: 'reference', masked: false },
  ]
  const total = batch.chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const work = { fileKey, format: job.format, columns, total, opening: batch.opening, marks: marks.bytes }
  const feed = feedOf(readingsOf(marks, batch.chunks), batch, onProgress)
  const written = await deps.files
    .make(job.id, (path) => writeApart({ ...work, path, withheldPerMille: job.withheld_per_mille }, feed))
    .catch(async (error: unknown) => {
      throw error instanceof EnvelopeTampered ? await batch.tampered(error) : error
    })
  return {
    ...written,
    masked: job.fields.filter((code) => batch.masked.has(code)),
    maskedByGrade: job.fields.filter((code) => batch.maskedByGrade.has(code)),
  }
}

/** While one page is worked on the database makes the next; two stand in memory. */
function feedOf(
  readings: readonly (readonly Chunk[])[],
  batch: Pick<OpenedBatch, 'read'>,
  onProgress: (rows: number) => Promise<void>,
): PageFeed {
  const withKeys = createKeyCarrier()
  const begin = (i: number): Promise<ReadPage> | undefined => {
    const begun = i < readings.length ? batch.read(readings[i]!, 'joined') : undefined
    // What fails is told when its turn comes; until then nobody waits for it.
    begun?.catch(() => undefined)
    return begun
  }
  let at = 0
  let coming = begin(0)
  return {
    next: async ({ rows }) => {
      if (at > 0) await onProgress(rows)
      const page = await coming
      at++
      coming = begin(at)
      return page === undefined ? undefined : withKeys(page)
    },
    apart: async () => withKeys(await batch.read(readings[at - 1]!, 'apart')),
  }
}
