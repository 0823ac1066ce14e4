import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { AllowedHosts } from '../../platform/allowed-hosts.ts'
import { readApplication } from '../../platform/auth/authenticate.ts'
import { system } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem, type ProblemReason } from '../../platform/problem/index.ts'
import type { Telemetry } from '../../platform/telemetry/telemetry.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { callPlatform, type OtherPlatform } from './call-platform.ts'
import type { Listener } from './hear.ts'
import { LinkFault, stopsLink } from './link-fault.ts'
import type { LinkKey } from './link-key.ts'
import { exchangeAsked, hostOf, readLink, type Link } from './links.ts'
import type { Teller } from './tell.ts'

/** A process that died leaves its link to the others after this long. Longer than one page takes. */
const leaseMs = 120_000
/** Longest pause after calls that failed, seconds; the schedule of the link where that is longer. */
const longestPauseSeconds = 3600
/** Pages of one pass in each direction; what is left is taken up at once by the next. */
const mostPages = 100

export interface CallOutcome {
  readonly link: string
  readonly heard: number
  readonly told: number
  readonly fault: ProblemReason | undefined
}

/** Calls other platforms by schedule. */
export interface LinkCaller {
  /** Calls one platform that is due, or none. Any number of processes may ask at once; each link is called by one. */
  callDue(signal: AbortSignal): Promise<CallOutcome | undefined>
}

export function createLinkCaller(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly territories: () => TerritoryTree
  readonly hosts: AllowedHosts
  readonly key: LinkKey
  readonly teller: Teller
  readonly listener: Listener
  readonly telemetry?: Telemetry | undefined
  readonly now: () => Date
}): LinkCaller {
  const { db, gate, territories, hosts, key, teller, listener, telemetry, now } = deps

  return {
    callDue: async (signal) => {
      const link = await claim()
      if (link === undefined) return undefined
      const done = { heard: 0, told: 0 }
      try {
        await exchange(link, done, signal)
        await finish(link, undefined, signal)
        return { link: link.id, ...done, fault: undefined }
      } catch (error) {
        const reason = reasonOf(error)
        if (reason === undefined) {
          await release(link)
          throw error
        }
        await finish(link, reason, signal)
        return { link: link.id, ...done, fault: reason }
      }
    },
  }

  /** Takes the link that has waited longest; one that a dead process had is taken up where it stands. */
  async function claim(): Promise<Link | undefined> {
    const at = now()
    const { rows } = await sql<{ id: string }>`
      update platform_link set leased_until = ${leaseFrom(at)}
      where id = (select id from platform_link
        where state = 'active' and calls <> 'none' and client_id is not null
          and next_call_at <= ${at} and (leased_until is null or leased_until < ${at})
        order by next_call_at, id limit 1 for update skip locked)
      returning id`.execute(db)
    const [found] = rows
    return found === undefined ? undefined : readLink(db, found.id)
  }

  async function exchange(link: Link, done: { heard: number; told: number }, signal: AbortSignal): Promise<void> {
    const host = hostOf(link.baseUrl)
    // The operator may have closed it since the link was entered.
    if (!hosts.has(host)) throw new Problem({ code: 'SOURCE_HOST_CLOSED', host })
    const other = await callPlatform(link, key, now(), signal, telemetry?.traceparent())
    done.heard = await ask(link, other, signal)
    if (link.calls === 'both') done.told = await bring(link, other, signal)
  }

  async function ask({ id }: Link, other: OtherPlatform, signal: AbortSignal): Promise<number> {
    let items = 0
    for (let pages = 0; pages < mostPages && !signal.aborted; pages++) {
      const link = await keepLease(id)
      if (link === undefined) return items
      const heard = await listener.hear(link, await other.changes(link.heard), 'pull')
      items += heard.items
      if (!heard.more) break
    }
    return items
  }

  /** What we tell goes on our own call where the other cannot reach us. */
  async function bring({ id }: Link, other: OtherPlatform, signal: AbortSignal): Promise<number> {
    let items = 0
    for (let pages = 0; pages < mostPages && !signal.aborted; pages++) {
      const link = await keepLease(id)
      const as = link === undefined ? undefined : await readApplication(db, link.application)
      if (link === undefined || as === undefined) return items
      // Whom we may not answer we bring nothing either.
      const { effect, because } = gate.decide(exchangeAsked(as, link, territories()))
      if (effect === 'deny') return items
      const { answer, page } = await teller.tell(link, as, await other.position(), {
        way: 'push',
        by: system,
        grounds: because,
      })
      await other.bring(answer)
      await db.updateTable('platform_link').set({ told_change: page.upTo }).where('id', '=', id).execute()
      items += page.items.length
      if (!page.more) break
    }
    return items
  }

  /** The link as it is now; undefined once it is active no more. */
  async function keepLease(id: string): Promise<Link | undefined> {
    await db
      .updateTable('platform_link')
      .set({ leased_until: leaseFrom(now()) })
      .where('id', '=', id)
      .execute()
    const link = await readLink(db, id)
    return link.state === 'active' ? link : undefined
  }

  async function finish(link: Link, reason: ProblemReason | undefined, signal: AbortSignal): Promise<void> {
    const at = now()
    const failures = reason === undefined ? 0 : link.failures + 1
    const pause = reason === undefined ? link.everySeconds : pauseAfter(failures, link.everySeconds)
    // Being asked to stop is no fault of the other.
    const isFault = reason !== undefined && !signal.aborted
    await db.transaction().execute(async (tx) => {
      const schedule = { leased_until: null, next_call_at: new Date(at.getTime() + pause * 1000) }
      const said = isFault ? { failures, fault: JSON.stringify(reason), fault_at: at } : {}
      await tx
        .updateTable('platform_link')
        .set({ ...schedule, ...said })
        .where('id', '=', link.id)
        .execute()
      // Those that stopped the link are told where it was stopped.
      if (!isFault || (reason.code === 'LINK_FAULT' && stopsLink(reason.fault))) return
      const { change } = link.heard
      await tx
        .insertInto('link_exchange')
        .values({
          ...{ id: uuidv7(), link_id: link.id, direction: 'heard', way: 'pull', at, receipt: null },
          ...{ from_change: change, to_change: change, fault: JSON.stringify(reason) },
        })
        .execute()
    })
  }

  async function release({ id }: Link): Promise<void> {
    await db.updateTable('platform_link').set({ leased_until: null }).where('id', '=', id).execute()
  }
}

/** Twice as long after each failure, so that a platform that is away is not called all day. */
export function pauseAfter(failures: number, everySeconds: number): number {
  const most = Math.max(everySeconds, longestPauseSeconds)
  return Math.min(everySeconds * 2 ** Math.min(failures, 20), most)
}

function leaseFrom(at: Date): Date {
  return new Date(at.getTime() + leaseMs)
}

/** What a failed call comes to; undefined for what is no matter of the other platform. */
function reasonOf(error: unknown): ProblemReason | undefined {
  if (error instanceof LinkFault) return { code: 'LINK_FAULT', fault: error.kind }
  if (error instanceof Problem && ['SOURCE_HOST_CLOSED', 'STATE_CONFLICT'].includes(error.reason.code))
    return error.reason
  return undefined
}
