import type { CivilDate, TerritoryCode } from '@fadu/domain'
import { suggestGrades } from '@fadu/privacy'
import type { Db } from '../../platform/db/open-database.ts'
import type { GradesOf } from '../catalog/index.ts'
import { describeItems } from './findings.ts'
import { findingsOf } from './scan-names.ts'
import type { GradingRules } from './standing-rules.ts'

/** The grades that the rules in force suggest for the proposed items of a data file. Nothing is kept. */
export function outlineGrades(deps: {
  readonly db: Db
  readonly rules: GradingRules
  readonly today: () => CivilDate
}): GradesOf {
  return async (territory, items, table) => {
    const found = findingsOf(
      table,
      items.map((i) => i.code),
    )
    const { ruleSet } = await deps.rules.inForce(deps.db, territory as TerritoryCode, deps.today())
    const suggested = suggestGrades(ruleSet, { name: '', ...describeItems(items, found) })
    return new Map(suggested.items.map(({ item, grade }) => [item, grade]))
  }
}
