import type { Selectable } from 'kysely'
import type { TerritoryCode } from '@fadu/domain'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { LinkState, PlatformLinkTable } from '../../platform/db/link-tables.ts'
import { notFound, type ProblemReason } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { territoryResource } from '../org/index.ts'

/** Another platform as it was entered, and how far each side has heard the other. */
export interface Link {
  readonly id: string
  /** Whose authority entered it: what this platform answers for towards the other. */
  readonly territory: TerritoryCode
  readonly name: string
  /** What the other is to us. */
  readonly relation: 'upper' | 'lower'
  readonly otherTerritory: TerritoryCode
  /** As which it calls us. */
  readonly application: string
  /** As which we call it; null until it told us. */
  readonly clientId: string | null
  readonly baseUrl: string
  /** `pull`: we ask for its changes. `both`: we bring ours as well, since it cannot reach us. `none`: it does both. */
  readonly calls: 'none' | 'pull' | 'both'
  readonly origin: string
  readonly verifierKeys: readonly string[]
  readonly everySeconds: number
  readonly state: LinkState
  readonly version: number
  readonly heard: Heard & { readonly at: Date | null }
  readonly told: { readonly change: number; readonly at: Date | null }
  readonly failures: number
  readonly fault: { readonly reason: ProblemReason; readonly at: Date } | null
  readonly nextCallAt: Date
}

/** How far the other was heard: its last change, and its log as it was last seen. */
export interface Heard {
  readonly change: number
  readonly size: number
  readonly root: Uint8Array | null
}

export async function readLink(tx: Db | Tx, id: string, lock: 'none' | 'update' = 'none'): Promise<Link> {
  const query = tx.selectFrom('platform_link').selectAll().where('id', '=', id)
  const row = await (lock === 'update' ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) throw notFound('平台对接')
  return toLink(row)
}

/** The link of an application that has not ended. */
export async function linkOf(db: Db | Tx, application: string): Promise<Link | undefined> {
  const row = await db
    .selectFrom('platform_link')
    .selectAll()
    .where('application_id', '=', application)
    .where('state', '!=', 'ended')
    .executeTakeFirst()
  return row === undefined ? undefined : toLink(row)
}

/** What is asked of the rules before anything is exchanged with another platform. */
export function exchangeAsked(as: ApplicationPrincipal, link: Pick<Link, 'territory' | 'state'>, tree: TerritoryTree) {
  return {
    action: 'link.exchange',
    principal: as,
    resource: territoryResource(tree, link.territory),
    context: { link: link.state },
  }
}

/** Host of an address as the operator's list names it. */
export function hostOf(baseUrl: string): string {
  return new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')
}

export function toLink(row: Selectable<PlatformLinkTable>): Link {
  return {
    id: row.id,
    territory: row.territory_code as TerritoryCode,
    name: row.name,
    relation: row.relation,
    otherTerritory: row.other_territory_code as TerritoryCode,
    application: row.application_id,
    clientId: row.client_id,
    baseUrl: row.base_url,
    calls: row.calls,
    origin: row.origin,
    verifierKeys: row.verifier_keys,
    everySeconds: row.every_seconds,
    state: row.state,
    version: row.version,
    heard: {
      change: row.heard_change,
      size: row.heard_size,
      root: row.heard_root === null ? null : new Uint8Array(row.heard_root),
      at: row.heard_at,
    },
    told: { change: row.told_change, at: row.told_at },
    failures: row.failures,
    fault: row.fault_at === null ? null : { reason: row.fault as ProblemReason, at: row.fault_at },
    nextCallAt: row.next_call_at,
  }
}
