import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { BatchExports, BatchRequest } from '../../platform/release/export-batch.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../platform/release/pseudonyms.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry } from '../catalog/index.ts'
import { conditionsOf, type ExportRow } from './export-row.ts'
import type { ExportFiles, WrittenFile } from './export-files.ts'
import { writers, type FileColumn, type MarkedRow } from './formats.ts'
import { areSameTerms, readGrantTerms, type GrantTerms } from './grant-terms.ts'
import type { ExportMarks } from './mark-keys.ts'
import { markRows, readingsOf, referenceColumn } from './marked-rows.ts'
import { useFacts } from './request-export.ts'

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

export interface Produced extends WrittenFile {
  readonly masked: readonly string[]
  readonly maskedByGrade: readonly string[]
  readonly rows: number
  readonly withheld: number
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
  if (dataset.layoutVersion !== job.layout_version) throw new Problem({ code: 'LAYOUT_CHANGED', dataset: dataset.code })
  const batch = await deps.batches.open(request)
  const keys = deps.markKeys(job.id)
  const masked = job.fields.map((code) => batch.masked.has(code))
  const marking = { keys, masked, withheldPerMille: job.withheld_per_mille }
  let rows = 0
  let read = 0
  const pages = async function* (): AsyncIterable<readonly MarkedRow[]> {
    for await (const page of readAhead(readingsOf(keys, batch.chunks), batch.rows)) {
      const marked = markRows(marking, page)
      read += page.length
      rows += marked.length
      yield marked
      await onProgress(rows)
    }
  }
  const columns: readonly FileColumn[] = [
    ...job.fields.map((code, i) => ({
      code,
      type: dataset.layout.find((c) => c.code === code)!.type,
      masked: masked[i]!,
    })),
    { code: referenceColumn, type: 'reference', masked: false },
  ]
  const total = batch.chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const written = await deps.files.write(job.id, fileKey, writers[job.format](columns, pages(), total))
  return {
    ...written,
    masked: job.fields.filter((code) => batch.masked.has(code)),
    maskedByGrade: job.fields.filter((code) => batch.maskedByGrade.has(code)),
    rows,
    withheld: read - rows,
  }
}

/** While one page is worked on the database makes the next; two stand in memory. */
async function* readAhead<C, P>(readings: readonly C[], read: (reading: C) => Promise<P>): AsyncIterable<P> {
  const begin = (i: number): Promise<P> | undefined => {
    const begun = i < readings.length ? read(readings[i]!) : undefined
    // What fails is told when its turn comes; until then nobody waits for it.
    begun?.catch(() => undefined)
    return begun
  }
  let next = begin(0)
  for (let i = 1; next !== undefined; i++) {
    const page = await next
    next = begin(i)
    yield page
  }
}
