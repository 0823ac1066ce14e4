export { createCaseRuntime, type CaseRuntime, type LoadedCase } from './runtime.ts'
export type { Effect, EffectInput, ModuleContribution, Subject, SubjectLoader } from './subjects.ts'
export { caseRoutes } from './routes.ts'
export { createCaseService, type CaseService } from './service.ts'
