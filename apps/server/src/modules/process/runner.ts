import { sql } from 'kysely'
import { encodeUtf8 } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { hexOf } from '../../platform/hex.ts'
import { settledBy, type EvidenceLog } from '../../platform/log/evidence-log.ts'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { PlainRow, RowPlace, RowReader } from '../../platform/release/read-rows.ts'
import { openStaging, stageRows, type Staging } from '../aggregate/index.ts'
import { readEntry, readItems } from '../catalog/index.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { createGroups, joinRows, passes, valueOf, type Groups } from './evaluate.ts'
import { actingAgency, admit, readInputs, type InputDeps, type PlanInput } from './inputs.ts'
import { planFacts } from './plan-facts.ts'
import type { Row } from './plan.ts'
import { toJob, type Job } from './queries.ts'
import { findRisk } from './risk.ts'

/** Rows of the first input read at a time; between pages a stop takes hold. */
const pageRows = 500
/** Rows that joins may make of one page. */
const mostJoined = 20_000
/** Groups a result may have: they stand in memory until the end. */
const mostGroups = 100_000
/** Runs that may break off before a job counts as failed. */
const mostRuns = 5
/** A run that was not heard of for so long was of a process that is gone; another begins it anew. */
const silentSeconds = 120

/** Why a run came to nothing; what it staged stays out of every dataset. */
export type RunFault =
  | { readonly code: 'INPUT_REFUSED'; readonly input: string; readonly grounds: readonly string[] }
  | { readonly code: 'TOO_MANY_ROWS'; readonly most: number }
  | { readonly code: 'TOO_MANY_GROUPS'; readonly most: number }
  | { readonly code: 'ROW_UNFIT'; readonly item: string; readonly fault: string }
  | { readonly code: 'DATA_TAMPERED'; readonly row: string }
  /** Runs of it broke off again and again without saying why. */
  | { readonly code: 'RUN_BROKEN'; readonly runs: number }

export interface RunnerDeps extends InputDeps {
  readonly db: Db
  readonly log: EvidenceLog
  readonly reader: RowReader
  readonly runtime: CaseRuntime
  readonly now: () => Date
}

export interface RunOptions {
  /** Ends the run after the page at hand; the job waits again. */
  readonly signal?: AbortSignal
  /** Rows of the first input that are read at a time. */
  readonly pageRows?: number
  /** Told after each page was staged; tests stop a run here. */
  readonly onPage?: (rowsRead: number) => Promise<void>
}

/** A run that ends before its result is there. */
class RunEnded extends Error {
  readonly fault: RunFault | undefined
  constructor(fault?: RunFault) {
    super(fault?.code ?? 'stopped')
    this.fault = fault
  }
}

/**
 * Runs the job that waits longest, from its first row: what an earlier run staged is thrown away.
 *
 * @returns Its id, or undefined when none waits.
 */
export async function runNext(deps: RunnerDeps, options: RunOptions = {}): Promise<string | undefined> {
  const job = await claim(deps)
  if (job === undefined) return undefined
  try {
    await run(deps, job, options)
  } catch (error) {
    const fault = faultOf(error)
    if (fault === undefined) throw error
    if (fault !== 'stopped') await fail(deps, job, fault)
  }
  return job.id
}

function faultOf(error: unknown): RunFault | 'stopped' | undefined {
  if (error instanceof RunEnded) return error.fault ?? 'stopped'
  return error instanceof EnvelopeTampered ? { code: 'DATA_TAMPERED', row: error.rowId } : undefined
}

async function claim({ db, now }: RunnerDeps): Promise<Job | undefined> {
  return db.transaction().execute(async (tx) => {
    const silent = new Date(now().getTime() - silentSeconds * 1000)
    const waiting = await tx
      .selectFrom('processing_job')
      .select(['id', 'state', 'run'])
      .where((eb) =>
        eb.or([eb('state', '=', 'ready'), eb.and([eb('state', '=', 'running'), eb('touched_at', '<', silent)])]),
      )
      .where('case_id', 'is not', null)
      .orderBy('created_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (waiting === undefined) return undefined
    if (waiting.state === 'running' && waiting.run >= mostRuns) {
      const fault = JSON.stringify({ code: 'RUN_BROKEN', runs: waiting.run })
      await tx.updateTable('processing_job').set({ state: 'failed', fault }).where('id', '=', waiting.id).execute()
      return undefined
    }
    const row = await tx
      .updateTable('processing_job')
      .set((eb) => ({
        state: 'running',
        run: eb('run', '+', 1),
        started_at: now(),
        touched_at: now(),
        rows_read: 0,
        rows_written: 0,
        fault: null,
        staging: `pj_${waiting.id.replaceAll('-', '')}`,
      }))
      .where('id', '=', waiting.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toJob(row)
  })
}

/** Everything of one run. */
interface Run {
  readonly job: Job
  readonly inputs: readonly PlanInput[]
  readonly staging: Staging
  readonly groups: Groups | undefined
  read: number
  readonly readOf: Map<string, number>
  written: number
  hash: Uint8Array
}

async function run(deps: RunnerDeps, job: Job, options: RunOptions): Promise<void> {
  const { db, reader } = deps
  const run = await begin(deps, job)
  const [first] = run.inputs as [PlanInput]
  const upTo = await lastBatch(db, first.dataset.id)
  let after: RowPlace | undefined
  do {
    await requireAdmitted(deps, run)
    const { rows, next } = await reader.page(db, first.dataset, first.read, {
      after,
      upTo,
      limit: options.pageRows ?? pageRows,
    })
    count(run, first.name, rows.length)
    run.read += rows.length
    const joined = await join(
      deps,
      run,
      rows.map((row) => ({ [first.name]: row })),
    )
    const kept = joined.filter((row) => passes(job.plan.where, row))
    const { result } = job.plan
    if (result.kind === 'select') {
      const page = kept.map((row) => Object.fromEntries(result.items.map((p) => [p.to, valueOf(row, p.from)])))
      await stage(deps, run, page)
    } else {
      for (const row of kept)
        if (!run.groups!.add(row)) throw new RunEnded({ code: 'TOO_MANY_GROUPS', most: mostGroups })
      await stage(deps, run, [])
    }
    await options.onPage?.(run.read)
    if (options.signal?.aborted === true) return giveBack(db, job)
    after = next
  } while (after !== undefined)
  if (run.groups !== undefined) for (const part of inParts(run.groups.rows(), pageRows)) await stage(deps, run, part)
  await finish(deps, run)
}

async function begin(deps: RunnerDeps, job: Job): Promise<Run> {
  const { db, datasets, log, gate } = deps
  return db.transaction().execute(async (tx) => {
    const entry = await readEntry(tx, job.entry_id)
    const dataset = (await datasets.byCode(tx, entry.code))!
    const inputs = await readInputs(tx, deps, job.plan)
    const staging = await openStaging(tx, dataset, await datasets.keysOf(tx, dataset), job.staging!)
    await tx
      .updateTable('processing_job')
      .set({ batch: staging.number, layout_version: dataset.layoutVersion })
      .where('id', '=', job.id)
      .execute()
    for (const { entry, dataset } of inputs) {
      await tx
        .updateTable('processing_input')
        .set({ last_batch: await lastBatch(tx, dataset.id), rows_read: 0 })
        .where('job_id', '=', job.id)
        .where('entry_id', '=', entry.id)
        .execute()
    }
    // On record before the first row is read.
    for (const { dataset, read } of inputs) {
      await log.append(tx, gate.now(), {
        kind: 'access',
        action: 'data.process',
        actor: { type: 'System', id: 'system', organization: job.organization_id },
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        case: job.case_id!,
        grounds: [],
        outcome: 'done',
        detail: { job: job.id, run: job.run, purpose: job.purpose, fields: read, into: entry.code },
      })
    }
    const { result } = job.plan
    return {
      job,
      inputs,
      staging,
      groups: result.kind === 'group' ? createGroups(result, mostGroups) : undefined,
      read: 0,
      readOf: new Map<string, number>(),
      written: 0,
      hash: sm3(encodeUtf8(`processing-job/${job.id}/${job.run}`)),
    }
  })
}

/** Grants, suspensions and blocks count while a job runs, page by page. */
async function requireAdmitted(deps: RunnerDeps, { job }: Run): Promise<void> {
  const { db, log, gate } = deps
  const agency = await actingAgency(db, job.organization_id)
  for (const input of await readInputs(db, deps, job.plan)) {
    const { decision } = await admit(db, deps, { agency, account: job.created_by, purpose: job.purpose, input })
    if (decision.effect === 'allow') continue
    const settled = settledBy(decision.because)
    await log.append(db, gate.now(), {
      kind: 'refusal',
      action: 'data.process',
      actor: { type: 'System', id: 'system', organization: job.organization_id },
      subject: { type: 'Dataset', id: input.dataset.code },
      dataset: input.dataset.id,
      case: job.case_id!,
      ...settled,
      outcome: 'refused',
      reason: decision.bySilence ? 'ACT_NOT_PERMITTED' : 'ACT_FORBIDDEN',
      detail: { job: job.id },
    })
    throw new RunEnded({ code: 'INPUT_REFUSED', input: input.name, grounds: settled.grounds })
  }
}

async function join({ db, reader }: RunnerDeps, run: Run, rows: readonly Row[]): Promise<readonly Row[]> {
  let joined = rows
  for (const step of run.job.plan.joins) {
    const { dataset, read } = run.inputs.find((i) => i.name === step.input)!
    const values = [...new Set(joined.flatMap((row) => valueOf(row, step.equals) ?? []))]
    const limit = mostJoined + 1
    const matches = await reader.byKeys(db, dataset, read, { item: step.item, values, limit })
    count(run, step.input, matches.length)
    joined = joinRows(joined, step, groupBy(matches, step.item))
    if (matches.length === limit || joined.length > mostJoined)
      throw new RunEnded({ code: 'TOO_MANY_ROWS', most: mostJoined })
  }
  return joined
}

function groupBy(rows: readonly PlainRow[], item: string): ReadonlyMap<string, readonly PlainRow[]> {
  const found = new Map<string, PlainRow[]>()
  for (const row of rows) {
    const key = row[item] ?? null
    if (key !== null) found.set(key, [...(found.get(key) ?? []), row])
  }
  return found
}

/** One page of the result, and the moment at which a stop takes hold: nothing is staged once the job is not running. */
async function stage({ db, now }: RunnerDeps, run: Run, rows: readonly PlainRow[]): Promise<void> {
  const { job, staging } = run
  const hash = rows.length === 0 ? run.hash : sm3(encodeUtf8(`${hexOf(run.hash)}${JSON.stringify(rows)}`))
  await db.transaction().execute(async (tx) => {
    const going = await tx
      .updateTable('processing_job')
      .set({ touched_at: now(), rows_read: run.read, rows_written: run.written + rows.length })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('run', '=', job.run)
      .returning('id')
      .executeTakeFirst()
    if (going === undefined) throw new RunEnded()
    const fault = await stageRows(tx, staging, run.written + 1, rows)
    if (fault !== undefined) throw new RunEnded({ code: 'ROW_UNFIT', item: fault.item, fault: fault.fault })
  })
  run.written += rows.length
  run.hash = hash
}

/** The result is there, and looked at once more: what it turned out to be may want an assessment that the plan did not. */
async function finish(deps: RunnerDeps, run: Run): Promise<void> {
  const { db, runtime, now } = deps
  const { job, groups } = run
  await db.transaction().execute(async (tx) => {
    // The case before its job, as acts lock them: neither waits for the other in a circle.
    await tx.selectFrom('procedure_case').select('id').where('id', '=', job.case_id!).forUpdate().execute()
    const entry = await readEntry(tx, job.entry_id)
    const described = run.inputs.map((i) => ({ name: i.name, agency: i.entry.provider, items: i.items }))
    const facts = planFacts(job.plan, described, await readItems(tx, entry.id), groups?.smallest() ?? 0)
    const done = await tx
      .updateTable('processing_job')
      .set({ state: 'done', finished_at: now(), content_hash: run.hash, facts: JSON.stringify(facts) })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('run', '=', job.run)
      .returning('id')
      .executeTakeFirst()
    if (done === undefined) throw new RunEnded()
    for (const [name, rows] of run.readOf) {
      await tx
        .updateTable('processing_input')
        .set({ rows_read: rows })
        .where('job_id', '=', job.id)
        .where('name', '=', name)
        .execute()
    }
    const output = { dataset: run.staging.dataset, entry }
    const finding = await findRisk(tx, deps, {
      id: job.id,
      caseId: job.case_id!,
      output,
      facts,
      assessed: job.assessed,
    })
    if (finding !== undefined) await stopForRisk(tx, runtime, job.id, job.case_id!, finding)
  })
}

/** The case moves to where its course has risky results assessed; its effect stops the job and locks the result. */
export async function stopForRisk(
  tx: Tx,
  runtime: CaseRuntime,
  jobId: string,
  caseId: string,
  finding: NonNullable<Awaited<ReturnType<typeof findRisk>>>,
): Promise<void> {
  await sql`update processing_job set findings = findings || ${JSON.stringify([finding])}::jsonb where id = ${jobId}`.execute(
    tx,
  )
  await runtime.happen(tx, caseId, 'processing.riskFound')
}

async function giveBack(db: Db, job: Job): Promise<void> {
  await db
    .updateTable('processing_job')
    .set({ state: 'ready' })
    .where('id', '=', job.id)
    .where('state', '=', 'running')
    .where('run', '=', job.run)
    .execute()
}

async function fail({ db, now }: RunnerDeps, job: Job, fault: RunFault): Promise<void> {
  await db
    .updateTable('processing_job')
    .set({ state: 'failed', fault: JSON.stringify(fault), finished_at: now() })
    .where('id', '=', job.id)
    .where('state', '=', 'running')
    .where('run', '=', job.run)
    .execute()
}

async function lastBatch(tx: Db | Tx, datasetId: string): Promise<number> {
  const row = await tx
    .selectFrom('batch')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('dataset_id', '=', datasetId)
    .executeTakeFirst()
  return row?.last ?? 0
}

function count(run: Run, name: string, rows: number): void {
  run.readOf.set(name, (run.readOf.get(name) ?? 0) + rows)
}

function* inParts<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let part: T[] = []
  for (const item of items) {
    part.push(item)
    if (part.length === size) {
      yield part
      part = []
    }
  }
  if (part.length > 0) yield part
}
