import { sql, type RawBuilder } from 'kysely'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'

/** Which entries somebody may see in a territory and below it. */
export interface Visibility {
  readonly territories: readonly string[]
  /** Its entries that are not published are shown too. */
  readonly organization: string
  readonly seesDrafts: boolean
}

/**
 * One answer for lists, counts and files: published entries of the territory, those of the own organisation in any state, and
 * every state for the authority of the territory or above it. A count tells no more than the list behind it (PF-07).
 */
export function visibilityIn(
  { organization }: Pick<AccountPrincipal, 'organization'>,
  territory: string,
  tree: TerritoryTree,
): Visibility {
  const reach = tree.reach(organization.territory, territory)
  return {
    territories: tree.within(territory),
    organization: organization.id,
    seesDrafts: organization.kinds.includes('authority') && (reach === 'own' || reach === 'below'),
  }
}

/** As a condition on rows that have the columns `territory_code`, `state` and `provider_id`. */
export function visibleWhere(
  { territories, organization, seesDrafts }: Visibility,
  relation: 'catalog_entry' | 'catalog_search',
): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${relation}.${name}`)
  const inTerritory = sql<boolean>`${column('territory_code')} = any(${[...territories]}::text[])`
  if (seesDrafts) return inTerritory
  return sql<boolean>`(${inTerritory} and (${column('state')} = 'published' or ${column('provider_id')} = ${organization}))`
}
