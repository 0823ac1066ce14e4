import type { CivilDate, Pack, TerritoryCode } from '@fadu/domain'
import { checkRuleSet, type RuleSet } from '@fadu/privacy'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

/** One version of classification and grading rules, with where it comes from. */
export interface StandingRules {
  /** What every grade names: territory or pack, and version, e.g. `640300000000/2026-1`. */
  readonly name: string
  /** Null where the pack ships it. */
  readonly id: string | null
  readonly origin: 'authority' | 'pack'
  /** Territory whose authority entered it, or that of the pack. */
  readonly territory: string
  readonly title: string
  readonly version: string
  readonly inForceFrom: CivilDate | null
  readonly ruleSet: RuleSet
}

/** Which rules hold where: those of the nearest authority that has some, else those of the nearest pack. */
export interface GradingRules {
  inForce(tx: Db | Tx, territory: TerritoryCode, on: CivilDate): Promise<StandingRules>
  /** What held there before a version came into force. */
  before(
    tx: Db | Tx,
    territory: TerritoryCode,
    version: Pick<StandingRules, 'id' | 'inForceFrom'>,
  ): Promise<StandingRules>
  /** A version that was entered, in force or not. */
  version(tx: Db | Tx, id: string): Promise<StandingRules>
  /** The rules a pack ships for a territory. */
  shipped(territory: TerritoryCode): StandingRules
}

export function createGradingRules(deps: {
  readonly gate: Gate
  readonly territories: () => TerritoryTree
}): GradingRules {
  // What was entered never changes, so it is read once.
  const entered = new Map<string, RuleSet>()
  const ofPacks = new WeakMap<Pack, RuleSet>()
  // An act grades all it touches by the rules that held when it first asked; an import of thousands of entries asks once.
  const asked = new WeakMap<Db | Tx, Map<string, StandingRules>>()

  const shipped = (territory: TerritoryCode): StandingRules => {
    const pack = deps.gate.regimeFor(territory).packs.find((p) => p.grading !== undefined)
    if (pack?.grading === undefined)
      throw new Error('no pack of the regime has grading rules; the platform pack ships some')
    const { title, version } = pack.grading
    const ruleSet = ofPacks.get(pack) ?? soundRuleSet(pack.grading.ruleSet)
    ofPacks.set(pack, ruleSet)
    const name = `${pack.id}/${version}`
    return { name, id: null, origin: 'pack', territory: pack.territory, title, version, inForceFrom: null, ruleSet }
  }

  const read = async (tx: Db | Tx, id: string): Promise<StandingRules> => {
    const columns = ['id', 'territory_code', 'version', 'title', 'in_force_from'] as const
    const row = await tx.selectFrom('grading_rule_set').select(columns).where('id', '=', id).executeTakeFirstOrThrow()
    return {
      name: nameOfRules(row.territory_code, row.version),
      id: row.id,
      origin: 'authority',
      territory: row.territory_code,
      title: row.title,
      version: row.version,
      inForceFrom: row.in_force_from,
      ruleSet: entered.get(id) ?? (await readContent(tx, id)),
    }
  }
  const readContent = async (tx: Db | Tx, id: string): Promise<RuleSet> => {
    const row = await tx.selectFrom('grading_rule_set').select('content').where('id', '=', id).executeTakeFirstOrThrow()
    const ruleSet = soundRuleSet(row.content)
    entered.set(id, ruleSet)
    return ruleSet
  }

  /** The latest version of the nearest authority above, of those that have begun. */
  const nearest = async (
    tx: Db | Tx,
    territory: TerritoryCode,
    begun: { readonly on: CivilDate; readonly before?: string },
  ): Promise<StandingRules> => {
    const path = deps.territories().path(territory)
    const rows = await tx
      .selectFrom('grading_rule_set')
      .select(['id', 'territory_code'])
      .where('territory_code', 'in', [...path])
      .where('published_at', 'is not', null)
      .where('in_force_from', '<=', begun.on)
      .$if(begun.before !== undefined, (qb) => qb.where('id', '<', begun.before!))
      .orderBy('in_force_from', 'desc')
      .orderBy('id', 'desc')
      .execute()
    const found = path.flatMap((code) => rows.find((row) => row.territory_code === code) ?? []).at(0)
    return found === undefined ? shipped(territory) : read(tx, found.id)
  }

  return {
    shipped,
    version: read,
    inForce: async (tx, territory, on) => {
      if (!tx.isTransaction) return nearest(tx, territory, { on })
      const known = asked.get(tx) ?? new Map<string, StandingRules>()
      asked.set(tx, known)
      const found = known.get(`${territory}/${on}`) ?? (await nearest(tx, territory, { on }))
      known.set(`${territory}/${on}`, found)
      return found
    },
    before: (tx, territory, { id, inForceFrom }) =>
      id === null || inForceFrom === null
        ? Promise.resolve(shipped(territory))
        : nearest(tx, territory, { on: inForceFrom, before: id }),
  }
}

/** What every grade names. */
export function nameOfRules(territory: string, version: string): string {
  return `${territory}/${version}`
}

/** Rules were checked when they were entered, or when the pack was read: a fault here is one of the platform. */
function soundRuleSet(content: unknown): RuleSet {
  const check = checkRuleSet(content)
  if (check.ok) return check.ruleSet
  throw new Error(`unsound grading rules: ${JSON.stringify(check.faults.slice(0, 3))}`)
}
