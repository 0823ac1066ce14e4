export { actionGroups, baseActions, type ActionDeclaration, type PrincipalType, type ResourceType } from './actions.ts'
export type { CedarApi, CedarValue } from './cedar-api.ts'
export { queryFaults, type QueryFault } from './check-query.ts'
export {
  createDecider,
  settle,
  type Decider,
  type Decision,
  type DecisionQuery,
  type Needed,
  type RuleFault,
} from './decide.ts'
export { guardVocabulary } from './guards.ts'
export { limitVocabulary } from './limits.ts'
export type { PolicySource } from './policy-source.ts'
export { cedarSchema } from './schema.ts'
