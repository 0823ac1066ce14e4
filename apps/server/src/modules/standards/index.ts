export { codeListWatch } from './code-lists.ts'
export { createCodeValues } from './code-values.ts'
export { standardsContribution } from './effects.ts'
export { standardRoutes } from './routes.ts'
