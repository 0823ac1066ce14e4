export { isDuty } from './duties.ts'
export {
  affectedPeriods,
  diffPacks,
  type AffectedPeriod,
  type AspectChange,
  type Difference,
  type DiffPart,
  type DiffValue,
  type PackDiff,
  type PeriodLength,
} from './diff.ts'
export { everyField } from './join-forms.ts'
export { PackError, type PackIssue, type PackIssueCode } from './issues.ts'
export { allCites, loadPack, type PackFiles, type PackLoad } from './load-pack.ts'
export type {
  ColumnType,
  DutyDefinition,
  FieldType,
  FormDefinition,
  FormField,
  GuardBinding,
  PackGrading,
  Instrument,
  LimitValue,
  Locate,
  Location,
  Pack,
  PackCase,
  PackPart,
  PeriodUnit,
  PeriodValue,
  Standard,
  Term,
} from './pack.ts'
export { isSettable, neededForFixedPeriod, withPolicyValues, type PolicyValue } from './policy-values.ts'
export { ranks, type Rank } from './rank.ts'
export { composeLawBook, guardCites, type LawBook, type Regime, type Settlement } from './regime.ts'
