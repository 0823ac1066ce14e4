export { signedCalls } from './hook.ts'
export { signatureRoutes } from './routes.ts'
export { createSignatures, type Signatures } from './service.ts'
