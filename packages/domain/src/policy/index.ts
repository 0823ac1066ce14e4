export { actionGroups, baseActions, type ActionDeclaration, type PrincipalType, type ResourceType } from './actions.ts'
export type { CedarApi, CedarValue } from './cedar-api.ts'
export {
  createDecider,
  settle,
  type Decider,
  type Decision,
  type DecisionQuery,
  type Needed,
  type RuleFault,
} from './decide.ts'
export type { PolicySource } from './policy-source.ts'
export { cedarSchema } from './schema.ts'
