import type { TerritoryCode } from '@fadu/domain'
import type { Db } from '../db/open-database.ts'

export interface Territory {
  readonly code: TerritoryCode
  readonly name: string
  readonly level: 'region' | 'city' | 'county'
  readonly parent: TerritoryCode | undefined
}

/** Where one territory lies as seen from another. */
export type Reach = 'own' | 'below' | 'above' | 'other'

/** The tree of territories, kept in memory: a few hundred rows that change by law, not by use. */
export interface TerritoryTree {
  get(code: string): Territory | undefined
  /** The territory and everything above it, nearest first. */
  path(code: string): readonly TerritoryCode[]
  reach(from: string, to: string): Reach
  /** The territory and everything below it. */
  within(code: string): readonly TerritoryCode[]
  all(): readonly Territory[]
}

export async function readTerritoryTree(db: Db): Promise<TerritoryTree> {
  const rows = await db.selectFrom('territory').selectAll().orderBy('code').execute()
  return territoryTree(
    rows.map((r) => ({
      code: r.code as TerritoryCode,
      name: r.name,
      level: r.level,
      parent: (r.parent_code ?? undefined) as TerritoryCode | undefined,
    })),
  )
}

export function territoryTree(territories: readonly Territory[]): TerritoryTree {
  const byCode = new Map<string, Territory>(territories.map((t) => [t.code, t]))
  const path = (code: string): readonly TerritoryCode[] => {
    const territory = byCode.get(code)
    if (territory === undefined) return []
    return [territory.code, ...(territory.parent === undefined ? [] : path(territory.parent))]
  }
  return {
    get: (code) => byCode.get(code),
    path,
    reach: (from, to) => {
      if (from === to) return 'own'
      if (path(to).includes(from as TerritoryCode)) return 'below'
      return path(from).includes(to as TerritoryCode) ? 'above' : 'other'
    },
    within: (code) => territories.filter((t) => path(t.code).includes(code as TerritoryCode)).map((t) => t.code),
    all: () => territories,
  }
}
