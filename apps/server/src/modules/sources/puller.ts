import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { civilDateOf } from '@fadu/domain'
import type { KeyStore } from '@fadu/smcrypto'
import type { Acts } from '../../platform/acts/acts.ts'
import { readAccount } from '../../platform/auth/authenticate.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { Problem, Refused, type ProblemReason } from '../../platform/problem/index.ts'
import { plainAppend, type AggregateService } from '../aggregate/index.ts'
import type { AllowedHosts } from '../../platform/allowed-hosts.ts'
import type { Fetched, Fetching } from './connectors/connector.ts'
import { openMysql } from './connectors/mysql.ts'
import { openPostgresql } from './connectors/postgresql.ts'
import { openS3 } from './connectors/s3.ts'
import { openSftp } from './connectors/sftp.ts'
import { hostOf, type SourcePlace } from './place.ts'
import { nextPull } from './schedule.ts'
import { neverSilent, openingMs, within } from './patience.ts'
import { faultOf } from './source-fault.ts'
import { openSecret, readSource, type DataSource } from './sources.ts'

/** A process that died leaves its source to the others after this long. */
const leaseMs = 120_000

export interface PullOutcome {
  readonly source: string
  readonly batches: readonly number[]
  readonly problem: ProblemReason | undefined
}

export interface Puller {
  /** Fetches one source that is due, or none. Any number of processes may ask at once; each source is fetched by one. */
  pullDue(signal: AbortSignal): Promise<PullOutcome | undefined>
}

/**
 * Fetches the rows of agencies by schedule. What was fetched goes the way of every file: decided, checked, sealed, stored in
 * one act of the account that registered the source, whose right is asked anew each time.
 */
export function createPuller(deps: {
  readonly db: Db
  readonly acts: Acts
  readonly aggregate: AggregateService
  readonly keyStore: KeyStore
  readonly hosts: AllowedHosts
  readonly now: () => Date
}): Puller {
  const { db, acts, aggregate, keyStore, hosts, now } = deps
  return {
    pullDue: async (signal) => {
      const id = await claim()
      if (id === undefined) return undefined
      const pull = uuidv7()
      await db
        .insertInto('source_pull')
        .values({ id: pull, source_id: id, started_at: now(), state: 'running', problem: null })
        .execute()
      const lease = setInterval(() => void extend(id).catch(() => undefined), leaseMs / 4)
      const batches: number[] = []
      let problem: ProblemReason | undefined
      try {
        await fetchAll(await readSource(db, id), batches, signal)
      } catch (error) {
        problem = reasonOf(error, await readSource(db, id))
      } finally {
        clearInterval(lease)
      }
      await finish(id, pull, batches, problem)
      return { source: id, batches, problem }
    },
  }

  /** Takes the source that has waited longest; what a dead process had begun is told as broken off. */
  async function claim(): Promise<string | undefined> {
    return db.transaction().execute(async (tx) => {
      const at = now()
      const { rows } = await sql<{ id: string }>`
        update data_source set leased_until = ${new Date(at.getTime() + leaseMs)}
        where id = (select id from data_source
          where state = 'active' and next_pull_at <= ${at} and (leased_until is null or leased_until < ${at})
          order by next_pull_at, id limit 1 for update skip locked)
        returning id`.execute(tx)
      const [found] = rows
      if (found === undefined) return undefined
      const broken = JSON.stringify({ code: 'SOURCE_FAILED', host: '', fault: 'interrupted' })
      await tx
        .updateTable('source_pull')
        .set({ state: 'failed', finished_at: at, problem: broken })
        .where('source_id', '=', found.id)
        .where('state', '=', 'running')
        .execute()
      return found.id
    })
  }

  async function extend(id: string): Promise<void> {
    const until = new Date(now().getTime() + leaseMs)
    await db.updateTable('data_source').set({ leased_until: until }).where('id', '=', id).execute()
  }

  async function finish(
    id: string,
    pull: string,
    batches: readonly number[],
    problem: ProblemReason | undefined,
  ): Promise<void> {
    await db.transaction().execute(async (tx) => {
      const source = await readSource(tx, id)
      await tx
        .updateTable('source_pull')
        .set({
          state: problem === undefined ? 'done' : 'failed',
          finished_at: now(),
          batches: [...batches],
          problem: problem === undefined ? null : JSON.stringify(problem),
        })
        .where('id', '=', pull)
        .execute()
      await tx
        .updateTable('data_source')
        .set({
          leased_until: null,
          ...(source.state === 'active' ? { next_pull_at: nextPull(source.schedule, now()) } : {}),
        })
        .where('id', '=', id)
        .execute()
    })
  }

  async function fetchAll(source: DataSource, batches: number[], signal: AbortSignal): Promise<void> {
    const principal = await readAccount(db, source.account, civilDateOf(now()))
    if (principal === undefined) throw new Problem({ code: 'SOURCE_ACCOUNT_CLOSED' })
    const host = hostOf(source)
    // The operator may have closed a host since the source was registered.
    if (!hosts.has(host)) throw new Problem({ code: 'SOURCE_HOST_CLOSED', host })
    const { dataset, facts } = await aggregate.find(source.dataset.code)
    await acts.authorize(principal, 'dataset.aggregate', facts.resource, facts.context)
    const { sealed_secret } = await db
      .selectFrom('data_source')
      .select('sealed_secret')
      .where('id', '=', source.id)
      .executeTakeFirstOrThrow()
    const secret = await openSecret(keyStore, source.id, sealed_secret)
    const given = { kind: source.kind, place: source.place, secret } as SourcePlace
    // A signal of its own: what a connector hangs on it goes with it.
    const fetching = await within(openSource(given, dataset.layout, AbortSignal.any([signal])), openingMs)
    try {
      for await (const item of fetching.items) {
        if (signal.aborted) return
        if (await isTaken(source, item)) continue
        batches.push(await aggregateItem(principal, source, item))
      }
    } finally {
      await fetching.close()
    }
  }

  /** Taken only when its batch stands; the same file again makes the same batch, so nothing is doubled in between. */
  async function aggregateItem(principal: AccountPrincipal, source: DataSource, item: Fetched): Promise<number> {
    const { code } = source.dataset
    const { dataset } = await aggregate.find(code)
    const options = { ...plainAppend, mode: source.mode }
    const prepared = await aggregate.prepare(dataset, neverSilent(await item.open()), { options })
    try {
      const { result } = await acts.perform(
        principal,
        aggregate.store(code, { ...prepared, fileName: item.name, options, sender: principal }),
      )
      if (item.mark !== null) {
        await db
          .insertInto('source_file')
          .values({ source_id: source.id, name: item.name, mark: item.mark, taken_at: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
      return result.number
    } finally {
      await prepared.batch.discard()
    }
  }

  async function isTaken({ id }: DataSource, { name, mark }: Fetched): Promise<boolean> {
    if (mark === null) return false
    const found = await db
      .selectFrom('source_file')
      .select('name')
      .where('source_id', '=', id)
      .where('name', '=', name)
      .where('mark', '=', mark)
      .executeTakeFirst()
    return found !== undefined
  }
}

function openSource(
  source: SourcePlace,
  columns: readonly { readonly code: string }[],
  signal: AbortSignal,
): Promise<Fetching> {
  switch (source.kind) {
    case 'postgresql':
      return openPostgresql(source, columns, signal)
    case 'mysql':
      return openMysql(source, columns, signal)
    case 's3':
      return openS3(source, columns, signal)
    case 'sftp':
      return openSftp(source, columns, signal)
  }
}

/** What a failed fetching says of itself. A refusal by the law stands in the evidence; here only that it was one. */
function reasonOf(error: unknown, source: DataSource): ProblemReason {
  if (error instanceof Problem) return error.reason
  if (error instanceof Refused)
    return { code: 'SOURCE_REFUSED', reason: error.reason.code, receipt: error.receipt ?? '' }
  return { code: 'SOURCE_FAILED', host: hostOf(source), fault: faultOf(error).kind }
}
