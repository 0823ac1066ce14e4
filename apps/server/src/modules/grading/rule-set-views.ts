import type { CivilDate, TerritoryCode } from '@fadu/domain'
import type { Grade, GradingRule, RuleSet } from '@fadu/privacy'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { nameOfRules, type GradingRules, type StandingRules } from './standing-rules.ts'

export interface RuleSetSummary {
  readonly id: string | null
  readonly name: string
  readonly origin: 'authority' | 'pack'
  readonly territory: string
  readonly title: string
  readonly version: string
  readonly inForceFrom: CivilDate | null
  /** What it rests on: instrument and provision, or the sources that a pack names. */
  readonly basis: string
  /** Entered but not published yet: it holds nowhere. */
  readonly published: boolean
  readonly enteredBy: string | null
  readonly enteredAt: string | null
  /** Whether every entry has been looked at under it. */
  readonly regraded: boolean
}

export interface RulesInTerritory {
  readonly inForce: RuleSetSummary & { readonly content: WrittenRuleSet }
  /** Every version of the territory and those above it, the latest first, then what packs ship. */
  readonly history: readonly RuleSetSummary[]
}

export async function rulesIn(
  deps: {
    readonly db: Db
    readonly gate: Gate
    readonly rules: GradingRules
    readonly territories: () => TerritoryTree
  },
  territory: TerritoryCode,
): Promise<RulesInTerritory> {
  const { db, gate, rules } = deps
  const rows = await db
    .selectFrom('grading_rule_set')
    .innerJoin('account', 'account.id', 'grading_rule_set.entered_by')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .selectAll('grading_rule_set')
    .select('organization.name as entered_by_name')
    .where('grading_rule_set.territory_code', 'in', [...deps.territories().path(territory)])
    .orderBy('grading_rule_set.id', 'desc')
    .execute()
  const entered = rows.map((row): RuleSetSummary => ({
    id: row.id,
    name: nameOfRules(row.territory_code, row.version),
    origin: 'authority',
    territory: row.territory_code,
    title: row.title,
    version: row.version,
    inForceFrom: row.in_force_from,
    basis: `${row.instrument} ${row.provision}`,
    published: row.published_at !== null,
    enteredBy: row.entered_by_name,
    enteredAt: row.entered_at.toISOString(),
    regraded: row.regraded_at !== null,
  }))
  const shipped = shippedSummary(gate, rules.shipped(territory), territory)
  const standing = await rules.inForce(db, territory, gate.today())
  const summary = entered.find((s) => s.id === standing.id) ?? shipped
  return { inForce: { ...summary, content: asWritten(standing.ruleSet) }, history: [...entered, shipped] }
}

/** As it is entered: a rule with an impact has its grade from the matrix and does not state it. */
export type WrittenRuleSet = Omit<RuleSet, 'rules'> & {
  readonly rules: readonly (Omit<GradingRule, 'grade'> & { readonly grade?: Grade })[]
}

function asWritten(ruleSet: RuleSet): WrittenRuleSet {
  const rules = ruleSet.rules.map(({ grade, ...rule }) => (rule.impact === undefined ? { ...rule, grade } : rule))
  return { ...ruleSet, rules }
}

function shippedSummary(gate: Gate, standing: StandingRules, territory: TerritoryCode): RuleSetSummary {
  const pack = gate.regimeFor(territory).packs.find((p) => p.grading !== undefined)
  const { name, origin, title, version, inForceFrom } = standing
  return {
    id: null,
    name,
    origin,
    territory: standing.territory,
    title,
    version,
    inForceFrom,
    basis: pack?.grading?.source ?? '',
    published: true,
    enteredBy: null,
    enteredAt: null,
    regraded: true,
  }
}
