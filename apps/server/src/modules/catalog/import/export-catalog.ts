import {
  entryColumns,
  fieldText,
  flatItemColumns,
  itemColumns,
  itemText,
  type CatalogTemplate,
  type TerritoryCode,
} from '@fadu/domain'
import { writeCsv, writeXlsx } from '@fadu/tables'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import type { EntryContent } from '../content.ts'
import type { ItemInput } from '../entry.ts'
import { visibilityIn, visibleWhere } from '../search/index.ts'
import { itemsOf } from './existing.ts'
import type { ImportService } from './service.ts'

export type FileFormat = 'xlsx' | 'csv'

/** Catalogs as files, in the very tables in which they are imported: what is exported can be changed and brought back. */
export interface CatalogExport {
  template(territory: TerritoryCode, format: FileFormat): Promise<AsyncIterable<Uint8Array>>
  /** What the list of the catalog would show this viewer; of the own entries under revision the working copy. */
  entries(
    viewer: AccountPrincipal,
    what: {
      readonly territory: TerritoryCode
      readonly organization?: string | undefined
      readonly format: FileFormat
    },
  ): Promise<AsyncIterable<Uint8Array>>
}

/** Entries read at a time. */
const chunk = 200

interface ExportedEntry extends EntryContent {
  readonly id: string
  readonly code: string
}

export function createCatalogExport(deps: {
  readonly db: Db
  readonly imports: Pick<ImportService, 'template'>
  readonly territories: () => TerritoryTree
}): CatalogExport {
  const { db, imports, territories } = deps
  const none = async function* (): AsyncIterable<ExportedEntry> {
    yield* []
  }
  return {
    template: async (territory, format) => written(await imports.template(territory), format, none),
    entries: async (viewer, { territory, organization, format }) => {
      const template = await imports.template(territory)
      const visible = visibilityIn(viewer, territory, territories())
      const rows = await db
        .selectFrom('catalog_entry')
        .select('id')
        .where(visibleWhere(visible, 'catalog_entry'))
        .$if(organization !== undefined, (qb) => qb.where('provider_id', '=', organization!))
        .orderBy('code')
        .execute()
      const ids = rows.map((r) => r.id)
      return written(template, format, () => readEntries(db, ids, viewer.organization.id))
    },
  }
}

/** Entries with their items, in the order of their ids; read again for every table, so that a catalog of any size is a stream. */
async function* readEntries(db: Db, ids: readonly string[], viewer: string): AsyncIterable<ExportedEntry> {
  for (let from = 0; from < ids.length; from += chunk) {
    const part = ids.slice(from, from + chunk)
    const entries = new Map(
      (await db.selectFrom('catalog_entry').selectAll().where('id', 'in', part).execute()).map((r) => [r.id, r]),
    )
    const items = await itemsOf(db, part)
    const own = part.filter((id) => entries.get(id)?.provider_id === viewer)
    const revisions =
      own.length === 0 ? [] : await db.selectFrom('catalog_revision').selectAll().where('entry_id', 'in', own).execute()
    for (const id of part) {
      const entry = entries.get(id)
      if (entry === undefined) continue
      const revision = revisions.find((r) => r.entry_id === id)
      yield revision === undefined
        ? { id, code: entry.code, name: entry.name, fields: entry.fields, items: items.get(id) ?? [] }
        : {
            id,
            code: entry.code,
            name: revision.name,
            fields: revision.fields,
            items: revision.items as readonly ItemInput[],
          }
    }
  }
}

function written(
  template: CatalogTemplate,
  format: FileFormat,
  entries: () => AsyncIterable<ExportedEntry>,
): AsyncIterable<Uint8Array> {
  return format === 'csv' ? flat(template, entries()) : workbook(template, entries)
}

function workbook(template: CatalogTemplate, entries: () => AsyncIterable<ExportedEntry>): AsyncIterable<Uint8Array> {
  const columns = (shown: ReturnType<typeof entryColumns>) => shown.map(({ title, width }) => ({ title, width }))
  return writeXlsx([
    {
      name: template.entries.sheet,
      columns: columns(entryColumns(template)),
      rows: mapped(entries(), (e) => [entryRow(template, e)]),
    },
    {
      name: template.items.sheet,
      columns: columns(itemColumns(template)),
      rows: mapped(entries(), (e) => itemRows(template, e)),
    },
  ])
}

async function* flat(template: CatalogTemplate, entries: AsyncIterable<ExportedEntry>): AsyncIterable<Uint8Array> {
  const header = [...entryColumns(template), ...flatItemColumns(template)].map((c) => c.title)
  const rows = async function* (): AsyncIterable<readonly string[]> {
    yield header
    for await (const entry of entries) {
      const own = entryRow(template, entry)
      if (entry.items.length === 0) yield own
      for (const item of entry.items)
        yield [...own, ...template.items.columns.map((c) => itemText(item, c.key, template))]
    }
  }
  yield* writeCsv(rows(), { bom: true })
}

function entryRow(template: CatalogTemplate, { code, name, fields }: ExportedEntry): readonly string[] {
  const { entries, words } = template
  return [code, name, ...entries.fields.map((c) => fieldText(c.field, fields[c.key], words))]
}

function itemRows(template: CatalogTemplate, { code, items }: ExportedEntry): readonly (readonly string[])[] {
  return items.map((item) => [code, ...template.items.columns.map((c) => itemText(item, c.key, template))])
}

async function* mapped<T, U>(values: AsyncIterable<T>, make: (value: T) => readonly U[]): AsyncIterable<U> {
  for await (const value of values) yield* make(value)
}
