import type { Measured, Signal } from './signals.ts'

export interface OpenAlert {
  readonly id: string
  readonly signal: string
  readonly openedAt: Date
  readonly isAcknowledged: boolean
  readonly isEscalated: boolean
}

/** What is to be done about what was measured. */
export interface Verdict {
  readonly open: readonly { readonly signal: Signal; readonly measured: number; readonly most: number }[]
  readonly close: readonly (OpenAlert & { readonly measured: number | undefined })[]
  readonly escalate: readonly OpenAlert[]
}

/**
 * An alert is opened when a signal is over its limit and none of it is open, closed when it is over no more (or is not watched
 * any more), and escalated when nobody took it on within the hours that are set.
 */
export function judge(p: {
  readonly measured: Measured
  readonly limits: Readonly<Record<Signal, number>>
  readonly alerts: readonly OpenAlert[]
  readonly escalateHours: number
  readonly now: Date
}): Verdict {
  const measured: Readonly<Record<string, number>> = p.measured
  const limits: Readonly<Record<string, number>> = p.limits
  const isOver = (signal: string): boolean => (measured[signal] ?? 0) > (limits[signal] ?? Infinity)
  const standing = new Set(p.alerts.map((alert) => alert.signal))
  const names = Object.keys(p.limits) as Signal[]
  const [over, done] = [p.alerts.filter((a) => isOver(a.signal)), p.alerts.filter((a) => !isOver(a.signal))]
  const isNeglected = (a: OpenAlert): boolean =>
    !a.isAcknowledged && !a.isEscalated && p.now.getTime() - a.openedAt.getTime() > p.escalateHours * 3_600_000
  return {
    open: names
      .filter((signal) => isOver(signal) && !standing.has(signal))
      .map((signal) => ({ signal, measured: p.measured[signal], most: p.limits[signal] })),
    close: done.map((alert) => ({ ...alert, measured: measured[alert.signal] })),
    escalate: over.filter(isNeglected),
  }
}
