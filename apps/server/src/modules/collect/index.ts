export { collectContribution } from './guards.ts'
export { indexPublishedItems } from './item-index.ts'
export { createPublicPlans, type PublicPlans } from './public-plans.ts'
export { collectRoutes } from './routes.ts'
