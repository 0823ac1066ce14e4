import { uuidv7 } from 'uuidv7'
import { sql } from 'kysely'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { ExportFormat } from '../../platform/db/tables.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { countRows, type BatchScope } from '../../platform/release/batch-rows.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { requireShown } from '../../platform/release/page-rows.ts'
import { masksFor } from '../../platform/release/protect.ts'
import type { Pseudonyms } from '../../platform/release/pseudonyms.ts'
import type { RowCondition } from '../../platform/release/row-filter.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry, type Entry } from '../catalog/index.ts'
import { requireAskable, requireItems } from '../gateway/index.ts'
import type { LawAdditions } from '../law/index.ts'
import type { Approvals } from '../operations/index.ts'
import { noGrant, quotaFor } from '../share/index.ts'
import { findGrantTerms, type GrantTerms } from './grant-terms.ts'

export interface AskedExport {
  readonly purpose: string
  readonly matter: string
  /** Second approval, where the volume needs one. */
  readonly approval?: string | undefined
  readonly format: ExportFormat
  /** Items; every granted one when left out. */
  readonly fields?: readonly string[] | undefined
  /** All of them hold. */
  readonly where: readonly RowCondition[]
}

interface RequestFacts extends ActFacts {
  readonly dataset: Dataset
  readonly entry: Entry
  readonly terms: GrantTerms
  readonly fields: readonly string[]
  readonly scope: BatchScope & { readonly upTo: number }
  readonly rows: number
}

/** Of one application, waiting, being written or ready to be fetched. */
const mostOpen = 20

/** The act of asking for an export. What it is decided on is asked again before each download. */
export function createExportRequest(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly additions: LawAdditions
  readonly pseudonyms: Pseudonyms
  readonly requireSecondApproval: Approvals['requireSecondApproval']
  readonly folder: string
}): (
  application: ApplicationPrincipal,
  code: string,
  asked: AskedExport,
) => Act<RequestFacts, { readonly id: string }> {
  const { gate, datasets, territories, additions, pseudonyms, folder } = deps

  const load = async (tx: Tx, application: ApplicationPrincipal, code: string, asked: AskedExport) => {
    const today = gate.today()
    const dataset = await datasets.byCode(tx, code)
    if (dataset === undefined) throw notFound('数据集')
    const entry = await readEntry(tx, dataset.entry)
    const use = { application: application.id, entry: entry.id, purpose: asked.purpose }
    const terms = await findGrantTerms(tx, use, today)
    const fields = [...new Set(asked.fields ?? terms?.fields ?? [])]
    const by = asked.where.map((w) => w.item)
    requireItems(dataset, entry, { granted: terms?.fields ?? [], rowFilter: terms?.rowFilter ?? [], fields, by })
    requireAskable(dataset, asked)
    const where = [...asked.where, ...(terms?.rowFilter ?? [])]
    const named = [...new Set([...fields, ...by])]
    const scope = { upTo: await lastBatch(tx, dataset), where }
    const rows = dataset.custody === 'active' ? await countRows(tx, dataset, scope) : 0
    const { resource, context } = datasetFacts(dataset, entry, territories())
    return {
      resource,
      context: {
        ...context,
        ...useFacts(terms, asked, named, { inFile: rows, taken: rows }),
        signed: application.signed !== undefined,
      },
      trace: {
        dataset: dataset.id,
        ...(terms === undefined ? {} : { grant: terms.id, case: terms.case }),
        detail: detailOf(asked, fields),
      },
      dataset,
      entry,
      // Without a grant the decision refuses before anybody asks for its terms.
      terms: terms!,
      fields,
      scope,
      rows,
    }
  }

  return (application, code, asked) => ({
    action: 'data.export',
    load: (tx) => load(tx, application, code, asked),
    carryOut: async (tx, { resource, context, dataset, entry, terms, fields, scope, rows }) => {
      await requireFewOpen(tx, application.id)
      const masked = { masks: terms.masks, pseudonym: pseudonyms(terms.id) }
      const request = {
        principal: application,
        action: 'data.export',
        resource,
        standing: context!,
        dataset,
        fields,
        masked,
      }
      requireShown(asked, masksFor(gate, { ...request, detail: {} }, dataset.layout))
      const taking = { operation: 'data.export', dataset: dataset.id, items: fields, rows, purpose: asked.purpose }
      const of = { territory: entry.territory, approval: asked.approval }
      const approval = await deps.requireSecondApproval(tx, application, taking, of)
      const at = gate.now()
      const id = uuidv7()
      await tx
        .insertInto('export_job')
        .values({
          id,
          dataset_id: dataset.id,
          dataset_code: dataset.code,
          grant_id: terms.id,
          application_id: application.id,
          organization_id: application.organization.id,
          entry_version: entry.publishedVersion ?? 1,
          layout_version: dataset.layoutVersion,
          up_to_batch: scope.upTo,
          purpose: asked.purpose,
          approval: approval ?? null,
          matter: asked.matter,
          fields: [...fields],
          conditions: JSON.stringify(scope.where),
          terms: JSON.stringify({ rowFilter: terms.rowFilter, masks: terms.masks }),
          format: asked.format,
          withheld_per_mille: terms.withheldPerMille,
          state: 'waiting',
          folder,
          worker: null,
          rows_total: rows,
          bytes: null,
          sm3: null,
          sha256: null,
          file_key: null,
          problem: null,
          receipt: null,
          created_at: at,
          started_at: null,
          finished_at: null,
          expires_at: await expiryOf(tx, entry, at),
        })
        .execute()
      return { id }
    },
    trace: ({ rows, scope }, { id }) => ({ detail: { export: id, rows, upTo: scope.upTo } }),
  })

  async function expiryOf(tx: Tx, { territory }: Entry, at: Date): Promise<Date> {
    const regime = await additions.regimeWith(tx, territory, gate.regimeFor(territory))
    const period = regime.period('export.expiry', gate.today())
    if (period?.unit !== 'calendarDay') throw new Error('the law names no days after which an export is deleted')
    return new Date(at.getTime() + period.length * 24 * 60 * 60_000)
  }
}

/** What the rules are asked with about a use for a file. */
export function useFacts(
  terms: GrantTerms | undefined,
  asked: Pick<AskedExport, 'purpose' | 'matter'>,
  fields: readonly string[],
  rows: { readonly inFile: number; readonly taken: number },
) {
  return {
    grant: terms?.facts ?? noGrant,
    purpose: asked.purpose,
    matterGiven: asked.matter.trim() !== '',
    fields: [...fields],
    mode: 'batch',
    // What was counted before is not counted again, however little is left.
    quota: terms === undefined || rows.taken === 0 ? 'left' : quotaFor(terms.limits, terms.taken, rows.taken),
    rows: rows.inFile,
  }
}

function detailOf({ purpose, matter, format, where }: AskedExport, fields: readonly string[]) {
  return { purpose, matter, format, fields, by: where.map((w) => w.item) }
}

async function lastBatch(tx: Tx, { id }: Dataset): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0) as last from batch where dataset_id = ${id}`.execute(tx)
  return rows[0]!.last
}

async function requireFewOpen(tx: Tx, application: string): Promise<void> {
  // The row of the application is the queue: two that ask at once are counted one after the other.
  await tx.selectFrom('application').select('id').where('id', '=', application).forUpdate().execute()
  const { open } = await tx
    .selectFrom('export_job')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('application_id', '=', application)
    .where('state', 'in', ['waiting', 'writing', 'ready'])
    .executeTakeFirstOrThrow()
  if (Number(open) >= mostOpen) throw new Problem({ code: 'EXPORT_QUOTA', open: Number(open), most: mostOpen })
}
