import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  withPolicyValues,
  type CivilDate,
  type Instrument,
  type PeriodUnit,
  type PolicyValue,
  type Rank,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

/** An instrument that an authority entered, for its territory and what lies below. */
export interface EnteredInstrument extends Instrument {
  readonly territory: TerritoryCode
  /** Provisions of it that may be cited; empty: any. */
  readonly provisions: readonly string[]
}

/** What authorities have added to the law of their packs. */
export interface LawAdditions {
  /**
   * The regime of a territory with what its authority and those above it have added: instruments a refusal may rest on, and
   * values of policy. As the transaction sees it, so that an act never rests on less, or more, than was entered before it.
   */
  regimeWith(tx: Db | Tx, territory: TerritoryCode, regime: Regime): Promise<Regime>
}

interface Content {
  readonly version: string
  readonly instruments: readonly EnteredInstrument[]
  readonly values: readonly PolicyValue[]
  /** The paths from which a territory sees them. */
  readonly tree: TerritoryTree
  /** Regimes completed with it, so that each is completed once. */
  readonly completed: WeakMap<Regime, Map<TerritoryCode, Regime>>
}

export function createLawAdditions(deps: { readonly territories: () => TerritoryTree }): LawAdditions {
  // INVARIANT (one version of the additions): what was read under a version is what is there while that version stands.
  let known: Content | undefined
  const contentOf = async (tx: Db | Tx): Promise<Content> => {
    const { version } = await tx.selectFrom('law_additions').select('version').executeTakeFirstOrThrow()
    const tree = deps.territories()
    if (known?.version === version && known.tree === tree) return known
    const read = await readContent(tx, tree)
    known = read
    return read
  }
  return {
    regimeWith: async (tx, territory, regime) => {
      const content = await contentOf(tx)
      const places = content.completed.get(regime) ?? new Map<TerritoryCode, Regime>()
      content.completed.set(regime, places)
      const found = places.get(territory) ?? complete(regime, content.tree.path(territory), content)
      places.set(territory, found)
      return found
    },
  }
}

function complete(regime: Regime, path: readonly TerritoryCode[], { instruments, values }: Content): Regime {
  const entered = instruments.filter(
    ({ id, territory }) => path.includes(territory) && !regime.instruments.some((own) => own.id === id),
  )
  const complete = withPolicyValues(regime, path, values)
  return entered.length === 0 ? complete : { ...complete, instruments: [...regime.instruments, ...entered] }
}

/** One statement, so that version and content are of one moment. */
async function readContent(tx: Db | Tx, tree: TerritoryTree): Promise<Content> {
  const { rows } = await sql<{
    version: string
    instruments: readonly {
      id: string
      territory: TerritoryCode
      title: string
      rank: Rank
      from: CivilDate
      to: CivilDate | null
      provisions: readonly string[]
    }[]
    values: readonly {
      territory: TerritoryCode
      name: string
      unit: PeriodUnit
      length: number
      from: CivilDate
    }[]
  }>`
    select version,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', id, 'territory', territory_code, 'title', title, 'rank', rank,
          'from', in_force, 'to', repealed, 'provisions', provisions) order by id) from instrument), '[]') as instruments,
      coalesce((
        select jsonb_agg(jsonb_build_object('territory', territory_code, 'name', period, 'unit', unit, 'length', length,
          'from', in_force_from) order by seq) from policy_value), '[]') as "values"
    from law_additions`.execute(tx)
  const { version, instruments, values } = rows[0]!
  return {
    version,
    instruments: instruments.map(({ from, to, ...instrument }) => ({
      ...instrument,
      inForceFrom: from,
      ...(to === null ? {} : { repealedOn: to }),
    })),
    values,
    tree,
    completed: new WeakMap(),
  }
}

/**
 * Tells every process that something was added. A version is never used twice, not even after a rollback.
 * Called before the addition is written: who adds at the same time waits here, so that additions have one order.
 */
export async function renewAdditions(tx: Tx): Promise<void> {
  await tx.updateTable('law_additions').set({ version: uuidv7() }).execute()
}
