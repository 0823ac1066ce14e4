export { checkQualityRules, mostRules } from './check-rules.ts'
export { rowRules, type RowRule } from './check-row.ts'
export {
  comparisons,
  formatNames,
  qualityRule,
  rowKinds,
  type Comparison,
  type FormatName,
  type QualityRule,
  type QualityRuleCheck,
  type QualityRuleFault,
  type RuledItem,
  type RuleKind,
} from './rule.ts'
export { qualityScore, type RuleCount } from './score.ts'
export type { QualityValue } from './values.ts'
