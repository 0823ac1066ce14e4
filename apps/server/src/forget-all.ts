import { forgetBatches } from './modules/aggregate/index.ts'
import { forgetChecksums } from './modules/checksums/index.ts'
import type { Forget } from './modules/destroy/index.ts'
import { forgetExports } from './modules/exports/index.ts'
import { forgetResults } from './modules/process/index.ts'
import { forgetSources } from './modules/sources/index.ts'
import { forgetVerification } from './modules/verify/index.ts'

/** What every module that keeps something made from the values of a dataset erases with it. */
export const forgetAll: readonly Forget[] = [
  forgetBatches,
  forgetSources,
  forgetResults,
  forgetExports,
  forgetVerification,
  forgetChecksums,
]
