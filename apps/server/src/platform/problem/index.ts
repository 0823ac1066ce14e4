export { notFound, Problem, Refused, type FieldProblem, type ProblemReason } from './problem.ts'
export { problemDocument, type Language, type ProblemDocument } from './problem-document.ts'
