import type { FastifyReply } from 'fastify'
import { Problem } from '../problem/index.ts'

/** A time in which the gateway is closed, announced before. */
export interface MaintenanceWindow {
  readonly id: string
  readonly begins: Date
  readonly ends: Date
  /** What for, and what it means for whoever calls; one line, public. */
  readonly notice: string
}

export interface MaintenanceCalendar {
  /** The window that runs, or else the one announced next. MUST be as new as the call: the next call keeps to it in every process. */
  next(): Promise<MaintenanceWindow | undefined>
}

/** Where anybody reads what is announced. */
export const statusPath = '/api/v1/status'

/**
 * Tells a client of the gateway of a window, and closes the gateway while it runs.
 *
 * `Link` with the relation `status` (RFC 8631 §4) leads to the words; `Fadu-Maintenance` holds the times as Dates of a Structured
 * Fields Dictionary (RFC 9651 §3.3.7), for machines. `Sunset` (RFC 8594) says that an address is gone for good, which it is not.
 *
 * @throws {Problem} `MAINTENANCE` while the window runs.
 */
export function requireOpen(reply: FastifyReply, window: MaintenanceWindow | undefined, now: Date): void {
  if (window === undefined) return
  const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000)
  void reply.header('fadu-maintenance', `begins=@${seconds(window.begins)}, ends=@${seconds(window.ends)}`)
  void reply.header('link', `<${statusPath}>; rel="status"`)
  if (now < window.begins) return
  const retrySeconds = Math.max(1, Math.ceil((window.ends.getTime() - now.getTime()) / 1000))
  throw new Problem({ code: 'MAINTENANCE', notice: window.notice, until: window.ends.toISOString(), retrySeconds })
}
