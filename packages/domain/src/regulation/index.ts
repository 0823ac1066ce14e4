export { PackError, type PackIssue, type PackIssueCode } from './issues.ts'
export { allCites, loadPack, type PackFiles, type PackLoad } from './load-pack.ts'
export {
  ranks,
  type FieldType,
  type FormDefinition,
  type FormField,
  type Instrument,
  type Pack,
  type PeriodUnit,
  type PeriodValue,
  type Rank,
  type Term,
} from './pack.ts'
export { composeLawBook, type LawBook, type Regime } from './regime.ts'
