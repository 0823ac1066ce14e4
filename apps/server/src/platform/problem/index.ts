export {
  notFound,
  Problem,
  Refused,
  type FieldProblem,
  type LinkFaultKind,
  type ProblemReason,
  type SourceFaultKind,
} from './problem.ts'
export { describeReason, problemDocument, type Language, type ProblemDocument } from './problem-document.ts'
