import { uuidv7 } from 'uuidv7'
import type { Act } from '../../platform/acts/acts.ts'
import { refusedBy } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { ProcessingState } from '../../platform/db/tables.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry, readItems, type Entry } from '../catalog/index.ts'
import { planFaults } from './check-plan.ts'
import { readInputs } from './inputs.ts'
import { planFacts, type PlanFacts } from './plan-facts.ts'
import { mappingsOf, type ProcessingPlan } from './plan.ts'
import { inputsOf, jobById, type Job } from './queries.ts'
import { findRisk, type RiskFinding } from './risk.ts'
import { runNext, stopForRisk, type RunFault, type RunnerDeps, type RunOptions } from './runner.ts'

export interface JobRequest {
  /** Code of the entry that the result belongs to. */
  readonly output: string
  readonly plan: ProcessingPlan
  /** The opening form of the regime's `process.job`; its purpose is what inputs are decided on. */
  readonly form: Readonly<Record<string, unknown>> & { readonly purpose: string }
}

export interface JobOpened {
  readonly job: string
  readonly case: string
  readonly state: string
}

/** The result of a check that a record of processing must show. */
export interface CheckResult {
  readonly result: 'passed' | 'found' | 'assessed' | 'pending'
  readonly detail: Readonly<Record<string, unknown>>
}

export interface JobView {
  readonly id: string
  readonly case: string
  readonly caseState: string
  readonly output: { readonly id: string; readonly code: string; readonly name: string }
  readonly purpose: string
  readonly plan: ProcessingPlan
  readonly state: ProcessingState
  readonly checks: { readonly originalValues: CheckResult; readonly derivedRisk: CheckResult }
  readonly facts: PlanFacts
  readonly findings: readonly RiskFinding[]
  readonly inputs: readonly {
    readonly name: string
    readonly entry: { readonly id: string; readonly code: string; readonly name: string }
    readonly grant: string | null
    readonly lastBatch: number
    readonly rowsRead: number
  }[]
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly batch: number | null
  readonly fault: RunFault | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

export interface ProcessService {
  /** Opens a processing case with a job that the platform runs. Risky plans stop here, before a row is read. */
  open(principal: AccountPrincipal, request: JobRequest): Act<OpeningFacts, JobOpened>
  find(id: string): Promise<{ readonly job: Job; readonly entry: Entry }>
  view(job: Job): Promise<JobView>
  /** Runs the job that waits longest. @returns Its id, or undefined when none waits. */
  runNext(options?: RunOptions): Promise<string | undefined>
}

type OpeningFacts = Awaited<ReturnType<ReturnType<RunnerDeps['runtime']['open']>['load']>> & {
  readonly output: { readonly dataset: Dataset; readonly entry: Entry }
}

export function createProcessService(deps: RunnerDeps): ProcessService {
  const { db, gate, datasets, runtime, territories, now } = deps

  const open: ProcessService['open'] = (principal, { output: code, plan, form }) => {
    const id = uuidv7()
    let opening: ReturnType<typeof runtime.open> | undefined
    return {
      action: 'process.job.open',
      load: async (tx) => {
        const dataset = await datasets.byCode(tx, code)
        if (dataset === undefined) throw notFound('数据集')
        opening = runtime.open(
          principal,
          'process.job',
          { type: 'catalogEntry', id: dataset.entry },
          { ...form, job: id },
        )
        const facts = await opening.load(tx)
        return { ...facts, output: { dataset, entry: await readEntry(tx, dataset.entry) } }
      },
      transition: (facts) => opening!.transition!(facts),
      carryOut: async (tx, facts, move) => {
        const { dataset, entry } = facts.output
        requireOwnResult(principal, facts.output)
        const known = await checked(tx, plan, dataset)
        await tx
          .insertInto('processing_job')
          .values({
            id,
            entry_id: entry.id,
            organization_id: principal.organization.id,
            purpose: form.purpose,
            plan: JSON.stringify(plan),
            facts: JSON.stringify(known.facts),
            state: 'ready',
            created_by: principal.id,
            created_at: now(),
          })
          .execute()
        await keepMappings(tx, id, plan, known.entries)
        const opened = await opening!.carryOut(tx, facts, move)
        const job = { id, caseId: opened.case, output: facts.output, facts: known.facts, assessed: null }
        const finding = await findRisk(tx, deps, job)
        if (finding === undefined) return { job: id, ...opened }
        await stopForRisk(tx, runtime, id, opened.case, finding)
        const { state } = await runtime.readCase(tx, opened.case, 'none')
        return { job: id, case: opened.case, state }
      },
      trace: (_, { job, case: caseId, state }) => ({ case: caseId, detail: { job, state } }),
    }
  }

  /** The result goes where the agency may aggregate: an entry of its own. */
  function requireOwnResult(principal: AccountPrincipal, { dataset, entry }: OpeningFacts['output']): void {
    const { resource, context } = datasetFacts(dataset, entry, territories())
    const decision = gate.decide({ action: 'dataset.aggregate', principal, resource, context: context! })
    if (decision.effect === 'deny') throw refusedBy(decision, principal)
  }

  /** @throws {Problem} REQUEST_MALFORMED with every fault of the plan. */
  async function checked(
    tx: Tx,
    plan: ProcessingPlan,
    output: Dataset,
  ): Promise<{ readonly facts: PlanFacts; readonly entries: ReadonlyMap<string, string> }> {
    const inputs = await readInputs(tx, deps, plan)
    const circular = inputs.filter((i) => i.entry.id === output.entry)
    const faults = [
      ...planFaults(plan, new Map(inputs.map((i) => [i.name, i.dataset.layout])), output.layout),
      ...circular.map(({ name }) => ({
        field: 'body.plan.inputs',
        expected: `an entry other than the result; «${name}» is it`,
      })),
    ]
    if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
    const described = inputs.map((i) => ({ name: i.name, agency: i.entry.provider, items: i.items }))
    const facts = planFacts(plan, described, await readItems(tx, output.entry))
    return { facts, entries: new Map(inputs.map((i) => [i.name, i.entry.id])) }
  }

  return {
    open,
    find: async (id) => {
      const job = await jobById(db, id)
      if (job === undefined) throw notFound('处理任务')
      return { job, entry: await readEntry(db, job.entry_id) }
    },
    view: async (job) => {
      const entries = await db
        .selectFrom('catalog_entry')
        .select(['id', 'code', 'name'])
        .where('id', 'in', [job.entry_id, ...(await inputsOf(db, job.id)).map((i) => i.entry_id)])
        .execute()
      const named = new Map(entries.map((e) => [e.id, e]))
      const procedureCase = await db
        .selectFrom('procedure_case')
        .select('state')
        .where('id', '=', job.case_id)
        .executeTakeFirstOrThrow()
      return toView(job, procedureCase.state, named, await inputsOf(db, job.id))
    },
    runNext: (options) => runNext(deps, options),
  }
}

async function keepMappings(
  tx: Tx,
  jobId: string,
  plan: ProcessingPlan,
  entries: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = mappingsOf(plan).map(({ to, from, how }, position) => ({
    job_id: jobId,
    position,
    output_item: to,
    entry_id: entries.get(from.input)!,
    input_item: from.item,
    how,
  }))
  if (rows.length > 0) await tx.insertInto('processing_mapping').values(rows).execute()
}

function toView(
  job: Job,
  caseState: string,
  named: ReadonlyMap<string, { readonly id: string; readonly code: string; readonly name: string }>,
  inputs: Awaited<ReturnType<typeof inputsOf>>,
): JobView {
  const { findings, assessed } = job
  const isThere = ['done', 'released'].includes(job.state)
  return {
    id: job.id,
    case: job.case_id!,
    caseState,
    output: named.get(job.entry_id)!,
    purpose: job.purpose,
    plan: job.plan,
    state: job.state,
    checks: {
      originalValues: {
        result: isThere ? 'passed' : 'pending',
        detail: { reads: inputs.map((i) => i.rows_read), writesInto: named.get(job.entry_id)!.code },
      },
      derivedRisk: {
        result: assessed !== null ? 'assessed' : findings.length > 0 ? 'found' : isThere ? 'passed' : 'pending',
        detail: { findings: findings.length },
      },
    },
    facts: job.facts,
    findings,
    inputs: inputs.map((i) => ({
      name: i.name,
      entry: named.get(i.entry_id)!,
      grant: i.grant_id,
      lastBatch: i.last_batch,
      rowsRead: i.rows_read,
    })),
    rowsRead: job.rows_read,
    rowsWritten: job.rows_written,
    batch: job.batch,
    fault: job.fault as RunFault | null,
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    finishedAt: job.finished_at?.toISOString() ?? null,
  }
}
