export { eventOf, startedBy } from './case-clocks.ts'
export { caseFile, type CaseFile } from './case-file.ts'
export { checkCases } from './check-cases.ts'
export { runCase, type CaseResult } from './run-case.ts'
