export { changedRules, regradingNeed, type RegradingNeed } from './compare-rule-sets.ts'
export { checkRuleSet, type RuleSetCheck, type RuleSetFault } from './check-rule-set.ts'
export { describeCategoryZhCN, describeGroundZhCN } from './describe-grade.zh-cn.ts'
export {
  grades,
  type CategoryNode,
  type Grade,
  type GradingRule,
  type Impact,
  type Named,
  type RuleCondition,
  type RuleSet,
} from './rule-set.ts'
export {
  suggestGrades,
  type EntryToGrade,
  type Finding,
  type GradeGround,
  type ItemGrade,
  type ItemToGrade,
  type SuggestedGrades,
} from './suggest-grades.ts'
