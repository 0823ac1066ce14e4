export { createClient } from './client.ts'
export type {
  ActReceipt,
  ApplicationClient,
  Batch,
  Call,
  CallOptions,
  ClientOptions,
  CsvFile,
  FaduClient,
  LookedUp,
  Lookup,
  QueriedPage,
  Query,
  SignIn,
} from './client.ts'
export { ExportUnavailable } from './exports.ts'
export type {
  DownloadOptions,
  ExportCalls,
  ExportCondition,
  ExportFileFacts,
  ExportStatus,
  ExportWish,
} from './exports.ts'
export type { Trace, TracedExport } from './trace.ts'
export { clientAssertion, CredentialsInvalid, keyIdOf } from './application.ts'
export type { ApplicationCredentials, ApplicationSigner, SignerCredentials } from './application.ts'
export { AnswerUnproven, type AnswerKey } from './signing.ts'
export type { SigningOptions } from './signing.ts'
export { FaduProblem, FaduRefusal, FaduUnreachable } from './errors.ts'
export type { Ground, ProblemDocument } from './errors.ts'
export type { RetryPolicy } from './transport.ts'
export type { components, paths } from './generated/api.ts'
