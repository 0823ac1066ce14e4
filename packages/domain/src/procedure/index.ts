export {
  holds,
  type ActionDefinition,
  type Condition,
  type EnteredFacts,
  type Facts,
  type ProcedureDefinition,
  type Route,
  type StateDefinition,
} from './definition.ts'
export { effectVocabulary, type Capability } from './effects.ts'
export {
  checkForm,
  chosenIn,
  fieldNamed,
  givenIn,
  formFacts,
  isBasis,
  mostRows,
  withDefaults,
  type Basis,
  type BasisCheck,
  type FieldFault,
  type FormData,
} from './form.ts'
export { neededOffer } from './needed.ts'
export { procedureFaults, type ProcedureFault } from './lint.ts'
export {
  type MatchReason,
  type RefusedField,
  type SharedItem,
  type Refusal,
  type RefusalReason,
  type RefusalText,
} from './refusal.ts'
export { refusalEn } from './refusal.en.ts'
export { refusalZhCN } from './refusal.zh-cn.ts'
export {
  happen,
  openActions,
  openCase,
  step,
  type ActingPerson,
  type CaseState,
  type ClockCommand,
  type Move,
  type StepInput,
  type StepResult,
} from './step.ts'
export { isOpener, openingKinds, subjectFacts, subjectParties } from './vocabulary.ts'
export { isInForce } from './in-force.ts'
