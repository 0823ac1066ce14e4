export { bindingsOf, pendingOf, type Binding, type BindingKind, type PendingCapability } from './bindings.ts'
export {
  clausesClaimed,
  countMatrix,
  matrixOf,
  proofsOf,
  type ClauseStatus,
  type MatrixCount,
  type MatrixRow,
  type Proofs,
  type TestOutcome,
} from './matrix.ts'
