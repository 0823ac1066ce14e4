import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { refusedBy } from '../../platform/acts/acts.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { RowReader } from '../../platform/release/read-rows.ts'
import { isUuid } from '../../platform/uuid.ts'
import { dropStaging, storeDerived, type BatchSample } from '../aggregate/index.ts'
import { readEntry } from '../catalog/index.ts'
import type { Effect, ModuleContribution } from '../cases/index.ts'
import { admit, readInputs, type InputDeps } from './inputs.ts'
import { jobById, jobOfCase, settleRisk, type Job } from './queries.ts'

/** What processing adds to cases: jobs that run inside the platform, stopped results, and their release. */
export function processContribution(
  deps: InputDeps & {
    readonly log: EvidenceLog
    readonly reader: RowReader
    readonly sampled: (tx: Tx, sample: BatchSample) => Promise<void>
  },
): ModuleContribution {
  /** A job whose result is not there yet can neither be checked nor finished; a case without one is a record of work elsewhere. */
  const requireDone: Effect = async (tx, input) => {
    const job = await lockJob(tx, input.case.id)
    if (job === undefined || job.state === 'done') return
    throw new Problem({ code: 'STATE_CONFLICT', what: '处理任务', state: job.state })
  }

  return {
    guards: {
      'process.job': async (tx, { form, subject, organization }) => {
        if (form['job'] === undefined) return
        const job = typeof form['job'] === 'string' && isUuid(form['job']) ? await jobById(tx, form['job']) : undefined
        const fits = job?.case_id === null && job.entry_id === subject.id && job.organization_id === organization?.id
        if (fits) return
        const faults = [{ field: 'form.job', expected: 'nothing; the platform fills it in for a job it runs' }]
        throw new Problem({ code: 'REQUEST_MALFORMED', faults })
      },
      'process.job.check': async (tx, input) => {
        await requireDone(tx, input)
        const job = await jobOfCase(tx, input.case.id)
        if (job === undefined || input.form['originalValues'] !== 'changedWithConsent') return
        const faults = [
          { field: 'form.originalValues', expected: 'unchanged: a job of the platform writes into its result alone' },
        ]
        throw new Problem({ code: 'REQUEST_MALFORMED', faults })
      },
      'process.job.release': requireDone,
      'process.job.finish': requireDone,
    },
    effects: {
      'processing.admit': async (tx, input) => {
        const id = input.case.form['job']
        if (typeof id !== 'string') return
        const job = (await jobById(tx, id))!
        for (const [position, planned] of (await readInputs(tx, deps, job.plan)).entries()) {
          const asked = { agency: input.organization!, account: job.created_by, purpose: job.purpose, input: planned }
          const { decision, principal, grant } = await admit(tx, deps, asked)
          if (decision.effect === 'deny') throw refusedBy(decision, principal)
          const { entry, dataset, name } = planned
          await tx
            .insertInto('processing_input')
            .values({ job_id: id, position, name, entry_id: entry.id, dataset_id: dataset.id, grant_id: grant })
            .execute()
        }
        await tx.updateTable('processing_job').set({ case_id: input.case.id }).where('id', '=', id).execute()
      },
      // The runner asks for the state with every page: from this commit on nothing more is staged.
      'derived.block': async (tx, input) => {
        const job = await lockJob(tx, input.case.id)
        if (job !== undefined) {
          await tx
            .updateTable('processing_job')
            .set({ state: 'stopped', resumes: job.state === 'done' ? 'done' : 'ready' })
            .where('id', '=', job.id)
            .execute()
        }
        const { provider } = await readEntry(tx, input.subject.id)
        // What another agency derives elsewhere from an entry is not the entry.
        if (job === undefined && provider !== input.case.parties['agency']) return
        await tx
          .insertInto('derived_hold')
          .values({ case_id: input.case.id, entry_id: input.subject.id, since: input.now })
          .onConflict((c) => c.column('case_id').doUpdateSet({ lifted_at: null, since: input.now }))
          .execute()
        await settleRisk(tx, input.subject.id)
      },
      'derived.release': async (tx, input) => {
        const job = await lockJob(tx, input.case.id)
        if (job?.state === 'stopped') {
          await tx
            .updateTable('processing_job')
            .set({ state: job.resumes, assessed: JSON.stringify(job.facts) })
            .where('id', '=', job.id)
            .execute()
        }
        await lift(tx, input)
      },
      'derived.store': async (tx, input) => {
        const job = await lockJob(tx, input.case.id)
        if (job === undefined) return
        const dataset = (await deps.datasets.byCode(tx, (await readEntry(tx, job.entry_id)).code))!
        await storeDerived(
          tx,
          { dataset, number: job.batch!, table: job.staging!, layoutVersion: job.layout_version! },
          {
            contentHash: new Uint8Array(job.content_hash!),
            fileName: `processing-job/${job.id}`,
            caseId: input.case.id,
            now: input.now,
            today: input.today,
          },
          deps,
        )
        await tx
          .updateTable('processing_job')
          .set({ state: 'released', staging: null })
          .where('id', '=', job.id)
          .execute()
      },
      'derived.discard': async (tx, input) => {
        const job = await lockJob(tx, input.case.id)
        // What was made elsewhere is not gone because its case ends: its hold stays.
        if (job === undefined) return
        if (job.staging !== null) await dropStaging(tx, job.staging)
        await tx
          .updateTable('processing_job')
          .set({ state: 'discarded', staging: null })
          .where('id', '=', job.id)
          .execute()
        await lift(tx, input)
      },
    },
  }
}

const lift: Effect = async (tx, { case: { id }, subject, now }) => {
  await tx
    .updateTable('derived_hold')
    .set({ lifted_at: now })
    .where('case_id', '=', id)
    .where('lifted_at', 'is', null)
    .execute()
  await settleRisk(tx, subject.id)
}

/** Waits for the page that is being staged, if any. */
async function lockJob(tx: Tx, caseId: string): Promise<Job | undefined> {
  await tx.selectFrom('processing_job').select('id').where('case_id', '=', caseId).forUpdate().execute()
  return jobOfCase(tx, caseId)
}
