import { repeatUntilStopped } from '../../platform/repeat-until-stopped.ts'
import type { ProcessService } from './service.ts'

/** Runs waiting jobs one after the other in this process; several processes share them. @returns Stops after the page at hand. */
export function startRunner(
  processing: Pick<ProcessService, 'runNext'>,
  everyMs: number,
  report: { readonly onRun: (job: string) => void; readonly onFault: (error: unknown) => void },
): () => Promise<void> {
  return repeatUntilStopped(async (signal) => {
    try {
      for (;;) {
        const job = signal.aborted ? undefined : await processing.runNext({ signal })
        if (job === undefined) return
        report.onRun(job)
      }
    } catch (error) {
      report.onFault(error)
    }
  }, everyMs)
}
