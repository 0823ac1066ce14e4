import type { TerritoryCode } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'

/** Who holds the offices of a territory to which a late duty goes. */
export interface Offices {
  readonly authority?: string
  readonly government?: string
}

/** Authorities and governments by territory; a few hundred rows. */
export async function readOffices(tx: Db | Tx): Promise<ReadonlyMap<string, Offices>> {
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'territory_code', 'kinds'])
    .where((eb) => eb('kinds', '&&', eb.val(['authority', 'government']) as never))
    .orderBy('id', 'desc') // of several governments the one registered first
    .execute()
  const offices = new Map<string, Offices>()
  for (const { id, territory_code: territory, kinds } of rows) {
    offices.set(territory, {
      ...offices.get(territory),
      ...(kinds.includes('authority') ? { authority: id } : {}),
      ...(kinds.includes('government') ? { government: id } : {}),
    })
  }
  return offices
}

/**
 * To whom a late duty goes: the authority of the territory; when that is late itself, the next authority above it; when there
 * is none, the government of its territory. Nobody is told to supervise himself, and nobody his superior.
 *
 * @param path - Territory of the case and everything above it, nearest first.
 * @returns Undefined when no such office is registered.
 */
export function escalatesTo(
  owner: string,
  path: readonly TerritoryCode[],
  offices: ReadonlyMap<string, Offices>,
): string | undefined {
  const held = path.filter((territory) => offices.get(territory)?.authority !== undefined)
  const own = held.findIndex((territory) => offices.get(territory)!.authority === owner)
  const above = held[own + 1]
  if (above !== undefined) return offices.get(above)!.authority
  const government = offices.get(held[own] ?? path[0] ?? '')?.government
  return government === owner ? undefined : government
}
