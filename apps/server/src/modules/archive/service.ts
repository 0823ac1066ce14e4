import { sql } from 'kysely'
import type { NoteSigner } from '@fadu/audit-log'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { ExportRows } from '../../platform/release/export-rows.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import type { ModuleContribution } from '../cases/index.ts'
import { readEntry, readItems } from '../catalog/index.ts'
import type { Approvals } from '../operations/index.ts'
import { readOrganization } from '../org/index.ts'
import { packageStream } from './package.ts'
import { schemaOf } from './schema.ts'

export interface ArchiveService {
  /** The hand-over package of a case, decided and recorded before its first byte. */
  package(
    principal: AccountPrincipal,
    caseId: string,
    /** The second approval that a large dataset needs. */
    approval?: string,
  ): Promise<{ readonly fileName: string; readonly bytes: AsyncIterable<Uint8Array> }>
}

const course = 'archive.handover'
export const packageAction = 'archive.package'

export function createArchiveService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly exportRows: ExportRows
  readonly requireSecondApproval: Approvals['requireSecondApproval']
  readonly territories: () => TerritoryTree
  readonly signers: readonly NoteSigner[]
  readonly verifierKeys: readonly string[]
  readonly now: () => Date
}): ArchiveService {
  const { db, datasets, territories, now } = deps
  return {
    package: async (principal, caseId, approval) => {
      const handover = await db
        .selectFrom('procedure_case')
        .select(['id', 'subject_id', 'form', 'is_open', 'state'])
        .where('id', '=', caseId)
        .where('procedure', '=', course)
        .executeTakeFirst()
      if (handover === undefined) throw notFound('归档移交事项')
      const entry = await readEntry(db, handover.subject_id)
      const row = await db.selectFrom('dataset').select('code').where('entry_id', '=', entry.id).executeTakeFirst()
      const dataset = row === undefined ? undefined : await datasets.byCode(db, row.code)
      if (dataset === undefined) throw notFound('数据集')
      if (!handover.is_open) throw new Problem({ code: 'STATE_CONFLICT', what: '归档移交', state: handover.state })
      const { resource, context } = datasetFacts(dataset, entry, territories())
      const rows = await deps.exportRows({
        principal,
        action: packageAction,
        resource,
        standing: context!,
        dataset,
        case: caseId,
        detail: { purpose: course },
        alongside: async (tx) => {
          const taking = {
            operation: packageAction,
            dataset: dataset.id,
            items: [],
            rows: dataset.rowCount,
            purpose: caseId,
          }
          const of = { territory: entry.territory, approval }
          const used = await deps.requireSecondApproval(tx, principal, taking, of)
          return used === undefined ? {} : { approval: used }
        },
      })
      const provider = await readOrganization(db, entry.provider)
      const content = {
        about: {
          dataset: dataset.code,
          name: entry.name,
          provider: provider.name,
          territory: entry.territory,
          case: caseId,
          receipt: rows.receipt,
          madeAt: now().toISOString(),
        },
        handover: handover.form,
        entry: {
          code: entry.code,
          name: entry.name,
          version: entry.publishedVersion,
          fields: entry.fields,
          items: await readItems(db, entry.id),
        },
        schema: schemaOf(dataset),
        batches: await batchesOf(db, dataset),
      }
      return { fileName: `${dataset.code}-${caseId}.tar`, bytes: packageStream(content, rows, deps) }
    },
  }
}

async function batchesOf(db: Db, dataset: Dataset): Promise<readonly unknown[]> {
  const rows = await db.selectFrom('batch').selectAll().where('dataset_id', '=', dataset.id).orderBy('number').execute()
  return rows.map((b) => ({
    number: b.number,
    mode: b.mode,
    receivedAt: new Date(b.created_at).toISOString(),
    contentSm3: Buffer.from(b.content_hash).toString('hex'),
    received: b.received,
    stored: b.stored,
    quarantined: b.quarantined,
    superseded: b.superseded,
    case: b.case_id,
  }))
}

/** A hand-over is recorded only when a package of this very case was made; the archives' receipt then closes it. */
export const archiveContribution: ModuleContribution = {
  effects: {
    'archive.handover': async (tx: Tx, input) => {
      const { rows } = await sql`select 1 from log_entry
        where case_id = ${input.case.id} and action = ${packageAction} and kind = 'access' limit 1`.execute(tx)
      if (rows.length > 0) return
      throw new Problem({ code: 'STATE_CONFLICT', what: '归档移交包', state: 'notMade' })
    },
  },
}
