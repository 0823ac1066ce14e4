import type { Db } from '../../../platform/db/open-database.ts'
import type { ExportRow } from '../export-row.ts'

/** An export whose file was written, with who got it. */
export interface Candidate extends ExportRow {
  readonly application_name: string
  readonly organization_name: string
}

/**
 * Exports that a file may come from: every one whose file was ever ready, also when it is long gone.
 *
 * @param within - Territories of the datasets; all when not said.
 */
export async function readCandidates(
  db: Db,
  { dataset, within }: { readonly dataset?: string | undefined; readonly within?: readonly string[] | undefined },
): Promise<readonly Candidate[]> {
  return db
    .selectFrom('export_job')
    .innerJoin('dataset', 'dataset.id', 'export_job.dataset_id')
    .innerJoin('catalog_entry', 'catalog_entry.id', 'dataset.entry_id')
    .innerJoin('application', 'application.id', 'export_job.application_id')
    .innerJoin('organization', 'organization.id', 'export_job.organization_id')
    .selectAll('export_job')
    .select(['application.name as application_name', 'organization.name as organization_name'])
    .where('export_job.receipt', 'is not', null)
    .$if(dataset !== undefined, (qb) => qb.where('export_job.dataset_code', '=', dataset!))
    .$if(within !== undefined, (qb) => qb.where('catalog_entry.territory_code', 'in', [...within!]))
    .orderBy('export_job.id')
    .execute()
}
