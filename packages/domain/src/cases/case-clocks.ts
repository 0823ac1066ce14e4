import {
  appendEntry,
  clockState,
  startClock,
  type ClockLedger,
  type ClockState,
  type ClockTerms,
  type LedgerEntry,
  type LedgerResult,
} from '../clock/index.ts'
import type { HolidayCalendar } from '../calendar/index.ts'
import type { ClockCommand } from '../procedure/index.ts'
import type { Regime } from '../regulation/index.ts'
import type { CivilDate } from '../shared/index.ts'

/** The clocks of one case while it is told: the last one of each period. */
export type CaseClocks = ReadonlyMap<string, ClockLedger>

/** Carries out what a procedure said about clocks, as the server does in its tables. */
export function runClocks(
  clocks: CaseClocks,
  commands: readonly ClockCommand[],
  { regime, on }: { readonly regime: Regime; readonly on: CivilDate },
): CaseClocks {
  const next = new Map(clocks)
  for (const command of commands) {
    const ledger = next.get(command.period)
    if (command.kind === 'start') next.set(command.period, required(startClock(termsOf(regime, command, on), on)))
    // Told from a state in the middle, the case has no clocks to stop.
    else if (ledger !== undefined) next.set(command.period, required(appendEntry(ledger, entryFor(command, on))))
  }
  return next
}

export function clocksOn(
  clocks: CaseClocks,
  on: CivilDate,
  calendar: HolidayCalendar,
): ReadonlyMap<string, ClockState> {
  return new Map([...clocks].map(([period, ledger]) => [period, clockState(ledger, on, calendar)]))
}

function termsOf(regime: Regime, command: Extract<ClockCommand, { kind: 'start' }>, on: CivilDate): ClockTerms {
  const value = regime.period(command.period, on)
  if (value === undefined || value.unit === 'hour') throw new Error(`no period in days for ${command.period} on ${on}`)
  return {
    period: command.period,
    length: value.length,
    unit: value.unit,
    basis: value.basis,
    cites: value.cites.length > 0 ? value.cites : command.cites,
    ...(value.reading === undefined ? {} : { reading: value.reading }),
    warnDays: value.warnDays,
  }
}

function entryFor(command: Exclude<ClockCommand, { kind: 'start' }>, on: CivilDate): LedgerEntry {
  switch (command.kind) {
    case 'suspend':
      return { kind: 'suspended', on, cites: command.cites, reason: command.period }
    case 'resume':
      return { kind: 'resumed', on }
    case 'stop':
      return { kind: 'stopped', on, by: command.by }
  }
}

function required(result: LedgerResult): ClockLedger {
  if (result.ok) return result.ledger
  throw new Error(`clock ledger: ${result.issue.code}`)
}
