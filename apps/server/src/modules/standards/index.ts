export { codeListWatch } from './code-lists.ts'
export { standardsContribution } from './effects.ts'
export { standardRoutes } from './routes.ts'
