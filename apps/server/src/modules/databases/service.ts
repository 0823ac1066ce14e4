import type { TerritoryCode } from '@fadu/domain'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { GatewayService } from '../gateway/index.ts'
import { tasksOf, type TaskView } from './aggregation.ts'
import { nameOf } from './effects.ts'

export interface DatabaseView {
  /** Null while the regime names it and nobody has set it up. */
  readonly id: string | null
  readonly kind: 'base' | 'thematic'
  readonly code: string
  readonly name: string
  readonly lead: { readonly id: string; readonly name: string } | null
  readonly matchedBy: string | null
  readonly entries: readonly {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly rows: number
  }[]
  readonly fields: readonly {
    readonly code: string
    readonly name: string
    readonly sources: readonly {
      readonly entry: string
      readonly agency: string
      readonly item: string
      readonly lead: boolean
    }[]
  }[]
  /** Rows of all its entries; a record of one source is one. */
  readonly records: number
  readonly differences: readonly DifferenceView[]
}

export interface DifferenceView {
  readonly field: string
  readonly entry: string
  readonly compared: number
  readonly differing: number
  readonly whole: boolean
  readonly case: string | null
  readonly at: string
}

export interface CombinedReading {
  readonly found: boolean
  readonly fields: Readonly<
    Record<string, { readonly value: unknown; readonly source: string; readonly receipt: string }>
  >
  /** Sources that have several rows of this identifier; the first is shown. */
  readonly ambiguous: readonly string[]
}

export interface DatabaseService {
  /** What the regime of a territory names, whether it stands or not, and what was set up beside. */
  list(territory: string): Promise<readonly DatabaseView[]>
  find(
    id: string,
  ): Promise<{ readonly id: string; readonly lead: string; readonly territory: TerritoryCode; readonly code: string }>
  tasks(territory: string, aggregated: boolean | undefined): Promise<readonly TaskView[]>
  /** One record by its identifier, each field from its lead source; each source is decided and recorded as its own look-up. */
  lookup(
    application: ApplicationPrincipal,
    id: string,
    asked: {
      readonly purpose: string
      readonly matter: string
      readonly value: string
      readonly fields?: readonly string[] | undefined
    },
  ): Promise<CombinedReading>
}

export function createDatabaseService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly gateway: GatewayService
}): DatabaseService {
  const { db, gate, gateway } = deps

  const standing = (territory: string) =>
    db
      .selectFrom('data_database as d')
      .innerJoin('organization as o', 'o.id', 'd.lead_id')
      .selectAll('d')
      .select('o.name as lead_name')
      .where('d.territory_code', '=', territory)
      .where('d.closed_at', 'is', null)
      .orderBy('d.founded_at')
      .execute()

  const contentOf = async (
    id: string,
  ): Promise<Pick<DatabaseView, 'entries' | 'fields' | 'records' | 'differences'>> => {
    const entries = await db
      .selectFrom('database_entry as m')
      .innerJoin('catalog_entry as e', 'e.id', 'm.entry_id')
      .innerJoin('dataset as s', 's.entry_id', 'e.id')
      .select(['e.id', 'e.code', 'e.name', 's.row_count as rows'])
      .where('m.database_id', '=', id)
      .orderBy('e.code')
      .execute()
    const sources = await fieldSources(db, id)
    const differences = await db
      .selectFrom('database_difference as x')
      .innerJoin('catalog_entry as e', 'e.id', 'x.entry_id')
      .selectAll('x')
      .select('e.code as entry')
      .where('x.database_id', '=', id)
      .orderBy('x.code')
      .execute()
    const codes = [...new Set(sources.map((s) => s.code))]
    return {
      entries,
      records: entries.reduce((sum, e) => sum + e.rows, 0),
      fields: codes.map((code) => ({
        code,
        name: sources.find((s) => s.code === code)!.name,
        sources: sources
          .filter((s) => s.code === code)
          .map(({ entry, agency, item, lead }) => ({ entry, agency, item, lead })),
      })),
      differences: differences.map((d) => ({
        field: d.code,
        entry: d.entry,
        compared: d.compared,
        differing: d.differing,
        whole: d.whole,
        case: d.case_id,
        at: d.compared_at.toISOString(),
      })),
    }
  }

  const find: DatabaseService['find'] = async (id) => {
    const row = await db
      .selectFrom('data_database')
      .selectAll()
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) throw notFound('数据库')
    return { id, lead: row.lead_id, territory: row.territory_code as TerritoryCode, code: row.code }
  }

  return {
    find,
    list: async (territory) => {
      const rows = await standing(territory)
      const views: DatabaseView[] = []
      for (const row of rows) {
        const { id, kind, code, name, lead_id, lead_name, matched_by } = row
        const content = await contentOf(id)
        views.push({ id, kind, code, name, lead: { id: lead_id, name: lead_name }, matchedBy: matched_by, ...content })
      }
      const regime = gate.regimeFor(territory as TerritoryCode)
      const form = regime.form('database-register')
      const named = (['base', 'theme'] as const).flatMap((field) => {
        const kind = field === 'base' ? ('base' as const) : ('thematic' as const)
        const options = form?.fields.find((f) => f.name === field)?.options ?? []
        return options.map((code) => ({ kind, code, name: nameOf(regime, kind, code) }))
      })
      // The choice that asks for a name of its own is no database.
      const byName = form?.fields.find((f) => f.name === 'themeName')?.requiredWhen?.is ?? []
      const missing = named
        .filter((n) => !byName.includes(n.code) && !views.some((v) => v.kind === n.kind && v.code === n.code))
        .map((n) => ({
          ...n,
          id: null,
          lead: null,
          matchedBy: null,
          entries: [],
          fields: [],
          records: 0,
          differences: [],
        }))
      return [...views, ...missing]
    },
    tasks: (territory, aggregated) => tasksOf(db, territory, aggregated),
    lookup: async (application, id, { purpose, matter, value, fields }) => {
      await find(id)
      const leads = (await fieldSources(db, id)).filter((s) => s.lead)
      const unknown = (fields ?? []).filter((code) => !leads.some((s) => s.code === code))
      if (leads.length === 0 || unknown.length > 0) {
        const faults = [
          { field: 'body.fields', expected: `fields of the database: ${leads.map((s) => s.code).join(', ')}` },
        ]
        throw new Problem({ code: 'REQUEST_MALFORMED', faults })
      }
      const wanted = fields === undefined ? leads : leads.filter((s) => fields.includes(s.code))
      const read: Record<string, CombinedReading['fields'][string]> = {}
      const ambiguous: string[] = []
      let found = false
      for (const entry of new Set(wanted.map((s) => s.entry))) {
        const own = wanted.filter((s) => s.entry === entry)
        const released = await gateway.lookup(application, entry, {
          purpose,
          matter,
          item: own[0]!.matchedOn,
          values: [value],
          fields: own.map((s) => s.item),
        })
        const [row] = released.rows
        if (released.rows.length > 1) ambiguous.push(entry)
        if (row !== undefined) found = true
        for (const s of own) read[s.code] = { value: row?.[s.item] ?? null, source: entry, receipt: released.receipt }
      }
      return { found, fields: read, ambiguous }
    },
  }
}

export interface FieldSource {
  readonly code: string
  readonly name: string
  readonly entry: string
  readonly entryId: string
  readonly agency: string
  readonly item: string
  readonly lead: boolean
  /** Item of the entry that identifies. */
  readonly matchedOn: string
}

export async function fieldSources(db: Db, id: string): Promise<readonly FieldSource[]> {
  const rows = await db
    .selectFrom('database_field as f')
    .innerJoin('catalog_entry as e', 'e.id', 'f.entry_id')
    .innerJoin('organization as o', 'o.id', 'e.provider_id')
    .innerJoin('database_entry as m', (join) =>
      join.onRef('m.database_id', '=', 'f.database_id').onRef('m.entry_id', '=', 'f.entry_id'),
    )
    .select(['f.code', 'f.name', 'f.item', 'f.lead', 'e.code as entry', 'e.id as entryId', 'o.name as agency'])
    .select('m.matched_on as matchedOn')
    .where('f.database_id', '=', id)
    .orderBy('f.position')
    .execute()
  return rows
}
