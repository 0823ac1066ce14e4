import { uuidv7 } from 'uuidv7'
import { shanghaiTimeOf, withDefaults } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import type { EntryState, RevisionState, Secrecy } from '../../platform/db/tables.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import { readStanding, writeItems, writeStanding, type EntryContent } from './content.ts'
import { differenceView, fieldLabel, type DifferenceView } from './difference-view.ts'
import { changedIn, differenceOf } from './difference.ts'
import { editsSince, keepEdit } from './edits.ts'
import {
  entryFacts,
  entryResource,
  isSealed,
  readEntry,
  readItems,
  type Entry,
  type EntryRecord,
  type Item,
  type ItemInput,
} from './entry.ts'
import { indexEntry } from './search/index.ts'
import type { ContentWatch } from './working-copy.ts'
import { readRevision, writeRevision } from './revisions.ts'
import { preparationsOf, type PreparationView } from './preparation.ts'
import { secrecyReviews, type SecrecyReviewView } from './secrecy.ts'
import { listVersions, readVersion, type VersionSummary, type VersionView } from './versions.ts'

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
  readonly items: readonly Item[]
  readonly dataset: { readonly code: string; readonly rows: number } | null
  /** Day by which it is to be updated next; null where it promises no cycle or is not published. */
  readonly updateDue: string | null
  /** Number of the standing version. */
  readonly publishedVersion: number | null
  readonly secrecy: Secrecy
  readonly secrecyReviews: readonly SecrecyReviewView[]
  readonly prepared: boolean
  /** Processing records, newest first. */
  readonly preparations: readonly PreparationView[]
  readonly successor: { readonly id: string; readonly code: string; readonly name: string } | null
  /** For the provider and the authorities; null for everybody else, as when there is none. */
  readonly revision: RevisionView | null
}

export interface RevisionView extends EntryContent {
  readonly state: RevisionState
  readonly base: number
  readonly case: string
  readonly begunAt: string
  readonly items: readonly Item[]
  /** What it changes of the standing content. */
  readonly difference: DifferenceView
}

interface EntryActFacts extends ActFacts {
  readonly entry: Entry
}

export interface CatalogService {
  /** Loads an entry for reading, with what the rules need to decide it. */
  find(id: string): Promise<{ readonly entry: Entry; readonly facts: ActFacts }>
  view(principal: AccountPrincipal, entry: Entry): Promise<EntryView>
  versions(entry: Entry): Promise<readonly VersionSummary[]>
  version(entry: Entry, number: number): Promise<VersionView>
  /** What made one version into another, in the words of the regime. */
  difference(entry: Entry, from: number, to: number): Promise<DifferenceView>
  draft(
    principal: AccountPrincipal,
    input: EntryContent & { readonly code: string; readonly organization: string },
  ): Act<ActFacts, { id: string; version: number }>
  /** Changes a draft, a returned entry, or the revision of a published one. */
  amend(
    principal: AccountPrincipal,
    id: string,
    version: number,
    content: EntryContent,
  ): Act<EntryActFacts, { id: string; version: number }>
}

export function createCatalogService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly territories: () => TerritoryTree
  readonly watch: ContentWatch
  readonly now: () => Date
}): CatalogService {
  const { db, gate, territories, now, watch } = deps

  /** Who came first, when, and what they changed, for whoever comes too late. */
  const tooLate = async (tx: Tx, entry: Entry, given: number): Promise<Problem> => {
    const regime = gate.regimeFor(entry.territory)
    const edits = await editsSince(tx, entry.id, given)
    const changes = edits.map(({ organization, at, changed }) => ({
      by: organization ?? '平台',
      at: shanghaiTimeOf(at),
      changed: changed.map((name) => fieldLabel(regime, name)),
    }))
    return new Problem({ code: 'VERSION_CONFLICT', current: entry.version, given, changes })
  }

  /** What is under way on a published entry, for those who may know of it. */
  const revisionView = async (principal: AccountPrincipal, entry: Entry): Promise<RevisionView | null> => {
    const revision = await readRevision(db, entry.id)
    if (revision === undefined) return null
    const asked = { action: 'catalogEntry.readRevision', principal, resource: entryResource(entry) }
    const { effect } = gate.decide({ ...asked, context: { entry: entryFacts(entry, territories()) } })
    if (effect === 'deny') return null
    const { begunAt, items, ...rest } = revision
    const difference = differenceOf(await readStanding(db, entry), revision)
    return {
      ...rest,
      items: items.map((item) => ({ ...item, sealed: isSealed(item) })),
      begunAt: begunAt.toISOString(),
      difference: differenceView(gate.regimeFor(entry.territory), difference),
    }
  }

  return {
    find: async (id) => {
      const entry = await readEntry(db, id)
      return { entry, facts: { resource: entryResource(entry), context: { entry: entryFacts(entry, territories()) } } }
    },
    view: async (principal, entry) => {
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
        updateDue: await updateDue(db, entry.id),
        publishedVersion: entry.publishedVersion,
        secrecy: entry.secrecy,
        secrecyReviews: await secrecyReviews(db, entry.id),
        prepared: entry.prepared,
        preparations: await preparationsOf(db, entry.id),
        successor: entry.successor === null ? null : namedEntry(await readEntry(db, entry.successor)),
        revision: await revisionView(principal, entry),
      }
    },
    versions: (entry) => listVersions(db, entry.id),
    version: (entry, number) => readVersion(db, entry.id, number),
    difference: async (entry, from, to) => {
      const [old, next] = await Promise.all([readVersion(db, entry.id, from), readVersion(db, entry.id, to)])
      return differenceView(gate.regimeFor(entry.territory), differenceOf(old, next))
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
        const form = gate.regimeFor(principal.organization.territory).form('catalog-entry')
        const fields = withDefaults(form, input.fields)
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
              fields: JSON.stringify(fields),
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
        const { territory } = principal.organization
        const content = { name: input.name, fields, items: input.items }
        await watch.saved(tx, [{ entry: { id, territory }, content, by: principal.id, isNew: true }])
        await indexEntry(tx, id)
        return { id, version: 1 }
      },
      trace: (_, { id }) => ({ subject: { type: 'CatalogEntry', id } }),
    }),
    amend: (principal, id, version, content) => ({
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
        if (entry.version !== version) throw await tooLate(tx, entry, version)
        requireDistinctItems(content.items)
        const saved = { id, version: version + 1 }
        const revision = entry.state === 'published' ? await readRevision(tx, id) : undefined
        const changed = changedIn(differenceOf(revision ?? (await readStanding(tx, entry)), content))
        if (revision === undefined) await writeStanding(tx, id, saved.version, content)
        else {
          await writeRevision(tx, id, content)
          await tx.updateTable('catalog_entry').set({ version: saved.version }).where('id', '=', id).execute()
        }
        await keepEdit(tx, id, saved.version, { organization: principal.organization.id, at: now(), changed })
        await watch.saved(tx, [{ entry, content, by: principal.id }])
        await indexEntry(tx, id)
        return saved
      },
      trace: (_, saved) => ({ detail: { version: saved.version } }),
    }),
  }
}

/** What an entry declares of itself, for rules: its choices, its yes-or-no fields and whatever else is as short. */
export function declaredIn(fields: Readonly<Record<string, unknown>>): readonly string[] {
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

function namedEntry({ id, code, name }: Entry): { id: string; code: string; name: string } {
  return { id, code, name }
}

function summaryOf(entry: EntryRecord, providerName: string): EntrySummary {
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

async function updateDue(db: Db, entry: string): Promise<string | null> {
  const row = await db.selectFrom('update_due').select('due_on').where('entry_id', '=', entry).executeTakeFirst()
  return row?.due_on ?? null
}
