import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import type { EntryState } from '../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Column } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import {
  entryFacts,
  entryResource,
  isSealed,
  readEntry,
  readItems,
  toEntry,
  type Entry,
  type ItemInput,
} from './entry.ts'

export interface EntrySummary {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: { readonly id: string; readonly name: string }
  readonly state: EntryState
  readonly version: number
  readonly shareAttribute: string | null
  readonly publishedAt: string | null
}

export interface EntryView extends EntrySummary {
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly Column[]
  readonly dataset: { readonly code: string; readonly rows: number } | null
}

export interface EntryContent {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly ItemInput[]
}

export interface ListQuery {
  readonly territory: string
  readonly q?: string | undefined
  readonly state?: EntryState | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

interface EntryActFacts extends ActFacts {
  readonly entry: Entry
}

export interface CatalogService {
  list(principal: AccountPrincipal, query: ListQuery): Promise<Page<EntrySummary>>
  /** Loads an entry for reading, with what the rules need to decide it. */
  find(id: string): Promise<{ readonly entry: Entry; readonly facts: ActFacts }>
  view(entry: Entry): Promise<EntryView>
  draft(
    principal: AccountPrincipal,
    input: EntryContent & { readonly code: string; readonly organization: string },
  ): Act<ActFacts, { id: string; version: number }>
  amend(id: string, version: number, content: EntryContent): Act<EntryActFacts, { id: string; version: number }>
}

export function createCatalogService(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): CatalogService {
  const { db, territories, now } = deps

  const writeItems = async (tx: Tx, entryId: string, items: readonly ItemInput[]): Promise<void> => {
    await tx.deleteFrom('data_item').where('entry_id', '=', entryId).execute()
    if (items.length === 0) return
    const rows = items.map((item, position) => ({
      entry_id: entryId,
      position,
      code: item.code,
      name: item.name,
      type: item.type,
      max_length: item.maxLength,
      nullable: item.nullable,
      identifier: item.identifier,
      sealed: isSealed(item),
      mask: item.mask,
      grade: item.grade,
    }))
    await tx.insertInto('data_item').values(rows).execute()
  }

  return {
    list: async (principal, query) => {
      const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, ['text'])
      const seesDrafts =
        principal.organization.kinds.includes('authority') &&
        ['own', 'below'].includes(territories().reach(principal.organization.territory, query.territory))
      const like = query.q === undefined ? undefined : `%${query.q.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`
      const rows = await db
        .selectFrom('catalog_entry')
        .innerJoin('organization', 'organization.id', 'catalog_entry.provider_id')
        .selectAll('catalog_entry')
        .select('organization.name as provider_name')
        .where('catalog_entry.territory_code', 'in', [...territories().within(query.territory)])
        .where((eb) =>
          seesDrafts
            ? eb.lit(true)
            : eb.or([
                eb('catalog_entry.state', '=', 'published'),
                eb('catalog_entry.provider_id', '=', principal.organization.id),
              ]),
        )
        .$if(query.state !== undefined, (qb) => qb.where('catalog_entry.state', '=', query.state!))
        .$if(like !== undefined, (qb) =>
          qb.where((eb) =>
            eb.or([
              eb('catalog_entry.name', 'like', like!),
              eb('catalog_entry.code', 'like', like!.toUpperCase()),
              eb('organization.name', 'like', like!),
            ]),
          ),
        )
        .where('catalog_entry.code', '>', after!)
        .orderBy('catalog_entry.code')
        .limit(query.limit + 1)
        .execute()
      return toPage(
        rows,
        query.limit,
        (r) => [r.code],
        (r) => summaryOf(toEntry(r), r.provider_name),
      )
    },
    find: async (id) => {
      const entry = await readEntry(db, id)
      return { entry, facts: { resource: entryResource(entry), context: { entry: entryFacts(entry, territories()) } } }
    },
    view: async (entry) => {
      const provider = await readOrganization(db, entry.provider)
      const dataset = await db
        .selectFrom('dataset')
        .select(['code', 'row_count'])
        .where('entry_id', '=', entry.id)
        .executeTakeFirst()
      return {
        ...summaryOf(entry, provider.name),
        fields: entry.fields,
        items: await readItems(db, entry.id),
        dataset: dataset === undefined ? null : { code: dataset.code, rows: dataset.row_count },
      }
    },
    draft: (principal, input) => ({
      action: 'catalogEntry.draft',
      load: async (tx) => ({
        resource: organizationResource(await readOrganization(tx, input.organization)),
        context: { declared: declaredIn(input.fields) },
      }),
      carryOut: async (tx) => {
        requireDistinctItems(input.items)
        const id = uuidv7()
        try {
          await tx
            .insertInto('catalog_entry')
            .values({
              id,
              code: input.code,
              name: input.name,
              territory_code: principal.organization.territory,
              provider_id: input.organization,
              state: 'draft',
              fields: JSON.stringify(input.fields),
              created_at: now(),
              published_at: null,
            })
            .execute()
        } catch (error) {
          if (violatedConstraint(error) === 'catalog_entry_code_unique')
            throw new Problem({ code: 'DUPLICATE', field: 'code' })
          throw error
        }
        await writeItems(tx, id, input.items)
        return { id, version: 1 }
      },
      trace: (_, { id }) => ({ subject: { type: 'CatalogEntry', id } }),
    }),
    amend: (id, version, content) => ({
      action: 'catalogEntry.amend',
      load: async (tx) => {
        const entry = await readEntry(tx, id, 'update')
        return {
          entry,
          resource: entryResource(entry),
          context: { entry: entryFacts(entry, territories()), declared: declaredIn(content.fields) },
        }
      },
      carryOut: async (tx, { entry }) => {
        if (entry.version !== version)
          throw new Problem({ code: 'VERSION_CONFLICT', current: entry.version, given: version })
        requireDistinctItems(content.items)
        await tx
          .updateTable('catalog_entry')
          .set({ name: content.name, fields: JSON.stringify(content.fields), version: entry.version + 1 })
          .where('id', '=', id)
          .execute()
        await writeItems(tx, id, content.items)
        return { id, version: entry.version + 1 }
      },
      trace: (_, saved) => ({ detail: { version: saved.version } }),
    }),
  }
}

/** What an entry declares of itself, for rules: its choices, its yes-or-no fields and whatever else is as short. */
function declaredIn(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'boolean' || (typeof value === 'string' && value.length <= 40) ? [`${name}=${value}`] : [],
  )
}

function requireDistinctItems(items: readonly ItemInput[]): void {
  const codes = items.map((i) => i.code)
  const twice = codes.findIndex((code, i) => codes.indexOf(code) !== i)
  if (twice < 0) return
  const faults = [
    {
      field: `body.items.${twice}.code`,
      expected: `«${codes[twice]!}» is used by an earlier item; codes are distinct`,
    },
  ]
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

function summaryOf(entry: Entry, providerName: string): EntrySummary {
  const { shareAttribute } = entry.fields
  return {
    id: entry.id,
    code: entry.code,
    name: entry.name,
    territory: entry.territory,
    provider: { id: entry.provider, name: providerName },
    state: entry.state,
    version: entry.version,
    shareAttribute: typeof shareAttribute === 'string' ? shareAttribute : null,
    publishedAt: entry.publishedAt?.toISOString() ?? null,
  }
}
