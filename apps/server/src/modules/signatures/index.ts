export { signedCalls } from './hook.ts'
export { createAnswerKeys, type AnswerKeys } from './key-periods.ts'
export { signatureRoutes } from './routes.ts'
export { createSignatures, type Signatures } from './service.ts'
