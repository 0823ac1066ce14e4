import type { Db, Tx } from '../../platform/db/open-database.ts'

/** One change of the content of an entry, whoever made it. */
export interface Edit {
  readonly organization: string | null
  readonly at: Date
  /** `name`, `items`, or fields by their own names. */
  readonly changed: readonly string[]
}

/** Keeps who changed what, under the version of the lock that the change led to. */
export async function keepEdit(
  tx: Tx,
  entryId: string,
  version: number,
  edit: { readonly organization: string | undefined; readonly at: Date; readonly changed: readonly string[] },
): Promise<void> {
  await tx
    .insertInto('catalog_edit')
    .values({
      entry_id: entryId,
      version,
      organization_id: edit.organization ?? null,
      changed: [...edit.changed],
      changed_at: edit.at,
    })
    .execute()
}

/** Changes since a version of the lock, oldest first; as many as a message can say. */
export async function editsSince(tx: Db | Tx, entryId: string, version: number): Promise<readonly Edit[]> {
  const rows = await tx
    .selectFrom('catalog_edit')
    .leftJoin('organization', 'organization.id', 'catalog_edit.organization_id')
    .select(['organization.name', 'catalog_edit.changed', 'catalog_edit.changed_at'])
    .where('catalog_edit.entry_id', '=', entryId)
    .where('catalog_edit.version', '>', version)
    .orderBy('catalog_edit.version', 'desc')
    .limit(5)
    .execute()
  return rows.map((r) => ({ organization: r.name, at: r.changed_at, changed: r.changed })).toReversed()
}
