import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { MappingKind } from '../../platform/db/tables.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource, readEntry, readItems, type Entry } from '../catalog/index.ts'
import { readBatches, readReleases, readSystems, type BatchLine, type ReleaseLine, type SystemLine } from './queries.ts'

export interface LineageNode {
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly agency: { readonly id: string; readonly name: string }
  /** Steps from the entry asked for: below 0 what it was made from, above 0 what was made of it. */
  readonly distance: number
  readonly fields: readonly { readonly code: string; readonly name: string }[]
  readonly systems: readonly SystemLine[]
  /** The newest batches. */
  readonly batches: readonly BatchLine[]
  /** To whom it goes; null where the viewer may not see that. */
  readonly releases: readonly ReleaseLine[] | null
}

export interface LineageEdge {
  readonly job: string
  readonly from: { readonly entry: string; readonly field: string }
  /** Without a field where the source only decides which rows there are. */
  readonly to: { readonly entry: string; readonly field: string | null }
  readonly how: MappingKind
}

export interface Lineage {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
  /** Neighbours that the viewer may not see. */
  readonly hidden: number
  /** Whether there is more beyond the depth asked for. */
  readonly more: boolean
}

export interface LineageDeps {
  readonly db: Db
  readonly gate: Gate
  readonly territories: () => TerritoryTree
}

/** Neighbours followed from one entry, and entries in one answer. */
const mostNodes = 200

type Direction = 'up' | 'down'

/** Where an entry comes from and what became of it, as far as the viewer may see. */
export async function lineageOf(
  deps: LineageDeps,
  viewer: AccountPrincipal,
  root: Entry,
  depth: number,
): Promise<Lineage> {
  const { db } = deps
  const seen = new Map<string, { readonly entry: Entry; readonly distance: number }>([
    [root.id, { entry: root, distance: 0 }],
  ])
  const edges = new Map<string, LineageEdge>()
  const hidden = new Set<string>()
  let more = false
  for (const direction of ['up', 'down'] as const) {
    let frontier = [root.id]
    for (let step = 1; frontier.length > 0; step++) {
      const links = await linksOf(db, frontier, direction)
      if (step > depth || seen.size >= mostNodes) {
        more ||= links.length > 0
        break
      }
      const next = new Set<string>()
      for (const link of links) {
        const other = direction === 'up' ? link.from_entry : link.to_entry
        if (hidden.has(other)) continue
        if (!seen.has(other)) {
          const entry = await readEntry(db, other)
          if (!maySee(deps, viewer, entry)) {
            hidden.add(other)
            continue
          }
          seen.set(other, { entry, distance: direction === 'up' ? -step : step })
          next.add(other)
        }
        edges.set(`${link.job_id}/${link.position}`, toEdge(link))
      }
      frontier = [...next]
    }
  }
  const nodes: LineageNode[] = []
  for (const { entry, distance } of seen.values()) nodes.push(await toNode(deps, viewer, entry, distance))
  return { nodes, edges: [...edges.values()], hidden: hidden.size, more }
}

interface Link {
  readonly job_id: string
  readonly position: number
  readonly output_item: string
  readonly input_item: string
  readonly how: MappingKind
  readonly from_entry: string
  readonly to_entry: string
}

/** Mappings of the newest released result of each entry on the other side. */
function linksOf(db: Db, entries: readonly string[], direction: Direction): Promise<Link[]> {
  return db
    .selectFrom('processing_mapping as m')
    .innerJoin('processing_job as j', 'j.id', 'm.job_id')
    .select(['m.job_id', 'm.position', 'm.output_item', 'm.input_item', 'm.how', 'm.entry_id as from_entry'])
    .select('j.entry_id as to_entry')
    .where(direction === 'up' ? 'j.entry_id' : 'm.entry_id', 'in', [...entries])
    .where('j.state', '=', 'released')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('processing_job as later')
            .select('later.id')
            .whereRef('later.entry_id', '=', 'j.entry_id')
            .where('later.state', '=', 'released')
            .whereRef('later.batch', '>', 'j.batch'),
        ),
      ),
    )
    .orderBy('m.job_id')
    .orderBy('m.position')
    .limit(5000)
    .execute()
}

function maySee({ gate, territories }: LineageDeps, principal: AccountPrincipal, entry: Entry): boolean {
  const context = { entry: entryFacts(entry, territories()) }
  return gate.decide({ action: 'lineage.read', principal, resource: entryResource(entry), context }).effect === 'allow'
}

/** Who received data is for the provider and those who oversee it, as with the jobs themselves. */
function maySeeReleases({ gate, territories }: LineageDeps, principal: AccountPrincipal, entry: Entry): boolean {
  const context = { entry: entryFacts(entry, territories()) }
  return (
    gate.decide({ action: 'processing.read', principal, resource: entryResource(entry), context }).effect === 'allow'
  )
}

async function toNode(
  deps: LineageDeps,
  viewer: AccountPrincipal,
  entry: Entry,
  distance: number,
): Promise<LineageNode> {
  const { db } = deps
  const agency = await db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('id', '=', entry.provider)
    .executeTakeFirstOrThrow()
  return {
    entry: { id: entry.id, code: entry.code, name: entry.name },
    agency,
    distance,
    fields: (await readItems(db, entry.id)).map(({ code, name }) => ({ code, name })),
    systems: await readSystems(db, entry),
    batches: await readBatches(db, entry.id, 20),
    releases: maySeeReleases(deps, viewer, entry) ? await readReleases(db, entry.id) : null,
  }
}

function toEdge(link: Link): LineageEdge {
  return {
    job: link.job_id,
    from: { entry: link.from_entry, field: link.input_item },
    to: { entry: link.to_entry, field: link.output_item === '' ? null : link.output_item },
    how: link.how,
  }
}
