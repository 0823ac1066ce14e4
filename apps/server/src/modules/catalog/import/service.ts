import { sql } from 'kysely'
import { templateOf, type CatalogTemplate, type Regime, type TerritoryCode } from '@fadu/domain'
import { openTable, TableError, type TableIssue, type TableLimits, type TableNote } from '@fadu/tables'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import { decodeCursor, toPage, type Page } from '../../../platform/http/page.ts'
import { notFound, Problem } from '../../../platform/problem/index.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import type { LawAdditions } from '../../law/index.ts'
import { organizationResource, readOrganization } from '../../org/index.ts'
import type { EntryContent } from '../content.ts'
import type { DifferenceView } from '../difference-view.ts'
import { entryFacts, entryResource } from '../entry.ts'
import { indexEntries } from '../search/index.ts'
import { declaredIn } from '../service.ts'
import { readExisting, type Existing } from './existing.ts'
import type { Departure, ImportFault } from './faults.ts'
import { planEntry, type PlannedEntry, type PlanRules } from './plan-entry.ts'
import { readCatalog } from './read-catalog.ts'
import type { ReceivedFile } from './receive-file.ts'
import type { ContentWatch } from '../working-copy.ts'
import { changeEntries, insertEntries, type Writing } from './write-entries.ts'

/** What one file of a catalog may hold: more than any agency has, and little enough to be applied in one transaction. */
export const importLimits: Partial<TableLimits> & { readonly bytes: number } = {
  bytes: 64 * 1024 * 1024,
  unzippedBytes: 1024 ** 3,
  rows: 300_000,
  columns: 300,
  cellLength: 32_767,
}
/** Entries compared, or written, at a time. */
const chunk = 200
/** A reading that nobody touched for so long was interrupted. */
const interruptedAfterMs = 2 * 60_000

export type ImportState = 'reading' | 'ready' | 'departing' | 'failed' | 'applied' | 'discarded'
export type ImportMode = 'all' | 'valid'

export interface CatalogImport {
  readonly id: string
  readonly organization: string
  readonly territory: TerritoryCode
  readonly fileName: string
  readonly state: ImportState
  readonly total: number
  readonly done: number
  readonly departures: readonly Departure[]
  readonly notes: readonly TableNote[]
  readonly fault: ImportFailure | null
  readonly outcome: ImportOutcome | null
  readonly createdAt: Date
  readonly appliedAt: Date | null
}

/** Why a file could not be read: what is wrong with it, or that reading it was interrupted. */
export type ImportFailure = { readonly code: 'INTERRUPTED' } | TableIssue

export interface ImportOutcome {
  readonly mode: ImportMode
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  /** Left out: refused in the preview, or changed by somebody since. */
  readonly skipped: readonly { readonly code: string; readonly because: 'refused' | 'changedSince' }[]
  /** Nothing was done: it had been applied before. */
  readonly repeated: boolean
}

export interface ImportCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

export interface ImportRow {
  readonly position: number
  readonly line: number
  readonly code: string
  readonly name: string
  readonly kind: PlannedEntry['kind']
  readonly entry: string | null
  readonly differences: DifferenceView | null
  readonly faults: readonly ImportFault[]
}

interface ImportFacts extends ActFacts {
  readonly found: CatalogImport
}

export interface ImportService {
  /** The words and columns in which a territory hands over its catalog. */
  template(territory: TerritoryCode): Promise<CatalogTemplate>
  /** Takes note of a file that was received; it is read after that. */
  begin(
    principal: AccountPrincipal,
    input: {
      readonly id: string
      readonly organization: string
      readonly fileName: string
      readonly contentHash: Uint8Array
    },
  ): Act<ActFacts, { id: string; state: ImportState }>
  /**
   * Reads and compares in the background and discards the file. Never throws: what is wrong with the file is kept with the
   * import; a fault of the platform's own is reported and kept as an interruption.
   */
  read(principal: AccountPrincipal, id: string, file: ReceivedFile, onFault: (error: unknown) => void): void
  find(id: string): Promise<{ readonly found: CatalogImport; readonly facts: ActFacts }>
  list(organization: string, limit: number): Promise<readonly CatalogImport[]>
  counts(id: string): Promise<ImportCounts>
  rows(
    id: string,
    query: {
      readonly kind?: PlannedEntry['kind'] | undefined
      readonly limit: number
      readonly cursor?: string | undefined
    },
  ): Promise<Page<ImportRow>>
  apply(principal: AccountPrincipal, id: string, mode: ImportMode): Act<ImportFacts, ImportOutcome>
  discard(id: string): Act<ImportFacts, { id: string; state: ImportState }>
  /** Ends what is being read; before the database is closed. */
  stop(): Promise<void>
}

export function createImportService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly additions: LawAdditions
  readonly territories: () => TerritoryTree
  readonly watch: ContentWatch
  readonly now: () => Date
}): ImportService {
  const { db, gate, additions, territories, watch, now } = deps
  const reading = new Set<Promise<void>>()
  let stopping = false

  const regimeOf = (tx: Db | Tx, territory: TerritoryCode): Promise<Regime> =>
    additions.regimeWith(tx, territory, gate.regimeFor(territory))

  /** An import drafts and changes under the rules for drafting and changing by hand. */
  const decideEntry = (principal: AccountPrincipal, organization: Parameters<typeof organizationResource>[0]) => {
    const ownCatalog = organizationResource(organization)
    return (content: EntryContent, existing: Existing | undefined) => {
      const declared = declaredIn(content.fields)
      if (existing === undefined) {
        return gate.decide({ action: 'catalogEntry.draft', principal, resource: ownCatalog, context: { declared } })
      }
      const { entry } = existing
      const context = { declared, entry: entryFacts(entry, territories()) }
      return gate.decide({ action: 'catalogEntry.amend', principal, resource: entryResource(entry), context })
    }
  }

  const rulesFor = async (principal: AccountPrincipal, found: CatalogImport, isCsv: boolean): Promise<PlanRules> => {
    const organization = await readOrganization(db, found.organization)
    const regime = await regimeOf(db, found.territory)
    const template = templateOf(regime)
    return {
      organization: found.organization,
      regime,
      template,
      form: regime.form('catalog-entry'),
      today: gate.today(),
      sheets: isCsv ? { entries: '', items: '' } : { entries: template.entries.sheet, items: template.items.sheet },
      decide: decideEntry(principal, organization),
    }
  }

  const setState = async (id: string, set: Record<string, unknown>): Promise<void> => {
    await db
      .updateTable('catalog_import')
      .set({ ...set, touched_at: now() })
      .where('id', '=', id)
      .where('state', '=', 'reading')
      .execute()
  }

  const readFile = async (principal: AccountPrincipal, id: string, path: string): Promise<void> => {
    const { found } = await load(db, id)
    const table = await openTable(path, importLimits)
    try {
      const rules = await rulesFor(principal, found, table.kind === 'csv')
      const { entries, departures } = await readCatalog(table, rules.template, rules.regime.instruments)
      const notes = JSON.stringify(table.notes)
      if (departures.length > 0) {
        return await setState(id, { state: 'departing', departures: JSON.stringify(departures), notes })
      }
      await setState(id, { total: entries.length, notes })
      for (let from = 0; from < entries.length && !stopping; from += chunk) {
        const part = entries.slice(from, from + chunk)
        const existing = await readExisting(
          db,
          part.map((e) => e.code),
        )
        const planned = part.map((entry) => planEntry(entry, existing.get(entry.code), rules))
        await insertRows(db, id, from, planned)
        await setState(id, { done: from + part.length })
      }
      if (!stopping) await setState(id, { state: 'ready' })
    } finally {
      await table.close()
    }
  }

  const readAndKeepFault = async (
    principal: AccountPrincipal,
    id: string,
    file: ReceivedFile,
    onFault: (error: unknown) => void,
  ): Promise<void> => {
    try {
      await readFile(principal, id, file.path)
    } catch (error) {
      if (!(error instanceof TableError)) onFault(error)
      const fault: ImportFailure = error instanceof TableError ? error.issue : { code: 'INTERRUPTED' }
      // The database may be what failed; then the import is found untouched, which says the same.
      await setState(id, { state: 'failed', fault: JSON.stringify(fault) }).catch(() => undefined)
    } finally {
      await file.discard()
    }
  }

  const load = async (
    tx: Db | Tx,
    id: string,
    lock: 'none' | 'update' = 'none',
  ): Promise<{ readonly found: CatalogImport; readonly facts: ActFacts }> => {
    const query = tx.selectFrom('catalog_import').selectAll().where('id', '=', id)
    const row = await (lock === 'update' ? query.forUpdate() : query).executeTakeFirst()
    if (row === undefined) throw notFound('目录导入')
    const found = toImport(row, now())
    const resource = organizationResource(await readOrganization(tx, found.organization))
    return { found, facts: { resource, trace: { subject: { type: 'CatalogImport', id } } } }
  }

  return {
    template: async (territory) => templateOf(await regimeOf(db, territory)),
    begin: (principal, { id, organization, fileName, contentHash }) => ({
      action: 'catalogImport.prepare',
      load: async (tx) => ({ resource: organizationResource(await readOrganization(tx, organization)) }),
      carryOut: async (tx, { resource }) => {
        await tx
          .insertInto('catalog_import')
          .values({
            id,
            organization_id: organization,
            territory_code: resource.territory!,
            account_id: principal.id,
            file_name: fileName,
            content_hash: contentHash,
            state: 'reading',
            created_at: now(),
            touched_at: now(),
          })
          .execute()
        return { id, state: 'reading' }
      },
      trace: () => ({
        subject: { type: 'CatalogImport', id },
        detail: { content: Buffer.from(contentHash).toString('hex') },
      }),
    }),
    read: (principal, id, file, onFault) => {
      const work = readAndKeepFault(principal, id, file, onFault).finally(() => reading.delete(work))
      reading.add(work)
    },
    find: (id) => load(db, id),
    list: async (organization, limit) => {
      const rows = await db
        .selectFrom('catalog_import')
        .selectAll()
        .where('organization_id', '=', organization)
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => toImport(row, now()))
    },
    counts: async (id) => {
      const rows = await db
        .selectFrom('catalog_import_row')
        .select(['kind', sql<number>`count(*)::integer`.as('count')])
        .where('import_id', '=', id)
        .groupBy('kind')
        .execute()
      const of = (kind: PlannedEntry['kind']): number => rows.find((r) => r.kind === kind)?.count ?? 0
      return { new: of('new'), changed: of('changed'), unchanged: of('unchanged'), refused: of('refused') }
    },
    rows: async (id, { kind, limit, cursor }) => {
      const after = cursor === undefined ? -1 : positionOf(cursor)
      const rows = await db
        .selectFrom('catalog_import_row')
        .selectAll()
        .where('import_id', '=', id)
        .where('position', '>', after)
        .$if(kind !== undefined, (qb) => qb.where('kind', '=', kind!))
        .orderBy('position')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (r) => [String(r.position)], toRow)
    },
    apply: (principal, id, mode) => ({
      action: 'catalogEntry.import',
      load: async (tx) => {
        const { found, facts } = await load(tx, id, 'update')
        return { ...facts, found, context: { departs: found.state === 'departing' } }
      },
      refusal: ({ found }) =>
        found.state === 'departing'
          ? { code: 'ACT_FORM_INCOMPLETE', fields: found.departures.map(differingField) }
          : undefined,
      carryOut: async (tx, { found }) => {
        if (found.state === 'applied') return { ...found.outcome!, repeated: true }
        if (found.state !== 'ready') throw new Problem({ code: 'STATE_CONFLICT', what: '目录导入', state: found.state })
        const refused = await refusedCodes(tx, id)
        if (mode === 'all' && refused.length > 0) {
          throw new Problem({ code: 'IMPORT_HAS_ERRORS', refused: refused.length, codes: refused.slice(0, 20) })
        }
        const organization = await readOrganization(tx, found.organization)
        const decide = decideEntry(principal, organization)
        const writing = { organization: organization.id, territory: organization.territory, now: now() }
        const done = await applyRows(tx, id, { decide, mode, writing, watch, by: principal })
        const skipped = [...refused.map((code) => ({ code, because: 'refused' as const })), ...done.skipped]
        const outcome: ImportOutcome = { mode, ...done, skipped, repeated: false }
        await tx
          .updateTable('catalog_import')
          .set({ state: 'applied', outcome: JSON.stringify(outcome), applied_at: writing.now, touched_at: writing.now })
          .where('id', '=', id)
          .execute()
        return outcome
      },
      trace: (_, { created, changed, unchanged, skipped, repeated }) => ({
        detail: { mode, created, changed, unchanged, skipped: skipped.length, repeated },
      }),
    }),
    discard: (id) => ({
      action: 'catalogImport.discard',
      load: async (tx) => {
        const { found, facts } = await load(tx, id, 'update')
        return { ...facts, found }
      },
      carryOut: async (tx, { found }) => {
        if (found.state === 'applied')
          throw new Problem({ code: 'STATE_CONFLICT', what: '目录导入', state: found.state })
        await tx.deleteFrom('catalog_import_row').where('import_id', '=', id).execute()
        await tx
          .updateTable('catalog_import')
          .set({ state: 'discarded', touched_at: now() })
          .where('id', '=', id)
          .execute()
        return { id, state: 'discarded' }
      },
    }),
    stop: async () => {
      stopping = true
      await Promise.all(reading)
    },
  }
}

function differingField({ sheet, column, departure }: Departure): { field: string; label: string; fault: string } {
  const field = sheet === '' ? column : column === '' ? sheet : `${sheet}.${column}`
  return { field, label: column === '' ? sheet : column, fault: departure === 'missing' ? 'columnMissing' : 'unknown' }
}

async function insertRows(db: Db, id: string, from: number, planned: readonly PlannedEntry[]): Promise<void> {
  const rows = planned.map((p, i) => ({
    import_id: id,
    position: from + i,
    line: p.line,
    code: p.code,
    name: p.name,
    kind: p.kind,
    target: p.target,
    entry_id: p.entryId,
    version: p.version,
    content: p.content,
    differences: p.differences,
    faults: p.faults,
  }))
  await sql`insert into catalog_import_row (import_id, position, line, code, name, kind, target, entry_id, version, content,
      differences, faults)
    select import_id, position, line, code, name, kind, target, entry_id, version, nullif(content, 'null'::jsonb),
      coalesce(differences, 'null'::jsonb), faults
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(import_id uuid, position integer, line integer, code text,
      name text, kind text, target text, entry_id uuid, version integer, content jsonb, differences jsonb, faults jsonb)
    where exists (select from catalog_import i where i.id = ${id} and i.state = 'reading')`.execute(db)
}

async function refusedCodes(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('catalog_import_row')
    .select('code')
    .where('import_id', '=', id)
    .where('kind', '=', 'refused')
    .orderBy('position')
    .execute()
  return rows.map((r) => r.code)
}

/**
 * Writes what the preview showed, as long as it is still so: an entry that somebody changed since, or made meanwhile, is left
 * as it is.
 *
 * @throws {Problem} `IMPORT_OUTDATED` in mode `all` when there is any such entry; nothing is written then.
 */
async function applyRows(
  tx: Tx,
  id: string,
  how: {
    readonly decide: PlanRules['decide']
    readonly mode: ImportMode
    readonly writing: Writing
    readonly watch: ContentWatch
    readonly by: AccountPrincipal
  },
): Promise<Pick<ImportOutcome, 'created' | 'changed' | 'unchanged' | 'skipped'>> {
  let created = 0
  let changed = 0
  let unchanged = 0
  const outdated: string[] = []
  for (let after = -1; ;) {
    const rows = await tx
      .selectFrom('catalog_import_row')
      .selectAll()
      .where('import_id', '=', id)
      .where('position', '>', after)
      .where('kind', '!=', 'refused')
      .orderBy('position')
      .limit(chunk)
      .execute()
    if (rows.length === 0) break
    after = rows.at(-1)!.position
    unchanged += rows.filter((r) => r.kind === 'unchanged').length
    const toWrite = rows
      .filter((r) => r.kind !== 'unchanged')
      .map((r) => ({
        code: r.code,
        seen: { id: r.entry_id, version: r.version, target: r.target },
        content: r.content as EntryContent,
      }))
    const existing = await readExisting(
      tx,
      toWrite.map((r) => r.code),
      'update',
    )
    const isAsSeen = ({ code, seen, content }: (typeof toWrite)[number]): boolean => {
      const there = existing.get(code)
      const same =
        there === undefined
          ? seen.id === null
          : there.entry.id === seen.id && there.entry.version === seen.version && there.target === seen.target
      return same && how.decide(content, there).effect === 'allow'
    }
    const good = toWrite.filter(isAsSeen)
    outdated.push(...toWrite.filter((r) => !good.includes(r)).map((r) => r.code))
    if (how.mode === 'all' && outdated.length > 0) {
      throw new Problem({ code: 'IMPORT_OUTDATED', codes: outdated.slice(0, 20) })
    }
    const drafts = good.filter((r) => !existing.has(r.code))
    const changes = good.flatMap(({ code, content }) => {
      const there = existing.get(code)
      return there === undefined ? [] : [{ existing: there, content }]
    })
    const made = await insertEntries(tx, drafts, how.writing)
    const kept = await changeEntries(tx, changes, how.writing)
    const { territory } = how.writing
    const by = how.by.id
    await how.watch.saved(tx, [
      ...made.map((id, i) => ({ entry: { id, territory }, content: drafts[i]!.content, by, isNew: true })),
      ...changes.map(({ existing: there, content }) => ({ entry: there.entry, content, by })),
    ])
    await indexEntries(tx, [...made, ...kept])
    created += drafts.length
    changed += changes.length
  }
  return { created, changed, unchanged, skipped: outdated.map((code) => ({ code, because: 'changedSince' as const })) }
}

function toImport(
  row: {
    id: string
    organization_id: string
    territory_code: string
    file_name: string
    state: ImportState
    total: number
    done: number
    departures: unknown
    notes: unknown
    fault: unknown
    outcome: unknown
    created_at: Date
    touched_at: Date
    applied_at: Date | null
  },
  now: Date,
): CatalogImport {
  const interrupted = row.state === 'reading' && now.getTime() - row.touched_at.getTime() > interruptedAfterMs
  return {
    id: row.id,
    organization: row.organization_id,
    territory: row.territory_code as TerritoryCode,
    fileName: row.file_name,
    state: interrupted ? 'failed' : row.state,
    total: row.total,
    done: row.done,
    departures: row.departures as readonly Departure[],
    notes: row.notes as readonly TableNote[],
    fault: interrupted ? { code: 'INTERRUPTED' } : (row.fault as ImportFailure | null),
    outcome: row.outcome as ImportOutcome | null,
    createdAt: row.created_at,
    appliedAt: row.applied_at,
  }
}

function toRow(row: {
  position: number
  line: number
  code: string
  name: string
  kind: PlannedEntry['kind']
  entry_id: string | null
  differences: unknown
  faults: unknown
}): ImportRow {
  return {
    position: row.position,
    line: row.line,
    code: row.code,
    name: row.name,
    kind: row.kind,
    entry: row.entry_id,
    differences: row.differences as DifferenceView | null,
    faults: row.faults as readonly ImportFault[],
  }
}

/** A page goes on after the position of its last row. */
function positionOf(cursor: string): number {
  const position = Number(decodeCursor(cursor, ['text'])[0])
  if (!Number.isSafeInteger(position) || position < 0 || position > 2_147_483_647)
    throw new Problem({ code: 'CURSOR_INVALID' })
  return position
}
