export { comparableValue, keyForm, type ComparedItem } from './comparable-value.ts'
export {
  cutOff,
  type BudgetMeasure,
  type CutOff,
  type VerificationCounts,
  type VerificationLimits,
  type VerificationMeasure,
} from './cut-off.ts'
export {
  sightingsOfCall,
  sightingsOfOutcomes,
  type Claim,
  type Outcome,
  type Sighting,
  type SightingMeasure,
  type Verification,
} from './sightings.ts'
