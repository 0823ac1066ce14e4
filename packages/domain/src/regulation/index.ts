export { PackError, type PackIssue, type PackIssueCode } from './issues.ts'
export { allCites, loadPack, type PackFiles, type PackLoad } from './load-pack.ts'
export type {
  FieldType,
  FormDefinition,
  FormField,
  Instrument,
  Locate,
  Location,
  Pack,
  PackCase,
  PackPart,
  PeriodUnit,
  PeriodValue,
  Term,
} from './pack.ts'
export { ranks, type Rank } from './rank.ts'
export { composeLawBook, type LawBook, type Regime } from './regime.ts'
