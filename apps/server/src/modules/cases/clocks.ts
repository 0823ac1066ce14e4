import { uuidv7 } from 'uuidv7'
import {
  appendEntry,
  clockState,
  startClock,
  type CivilDate,
  type ClockCommand,
  type ClockLedger,
  type ClockTerms,
  type HolidayCalendar,
  type LedgerEntry,
  type LedgerResult,
  type Regime,
} from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'

export interface ClockContext {
  readonly caseId: string
  readonly regime: Regime
  readonly calendar: HolidayCalendar
  readonly today: CivilDate
  /** Party → organisation. */
  readonly parties: Readonly<Record<string, string>>
}

/** Carries out what the procedure said about clocks. The ledger is appended to; what the worklist shows is computed from it. */
export async function runClockCommands(
  tx: Tx,
  commands: readonly ClockCommand[],
  context: ClockContext,
): Promise<void> {
  for (const command of commands) {
    if (command.kind === 'start') await insertClock(tx, command, context)
    else await appendToClock(tx, command.period, entryFor(command, context.today), context)
  }
}

function entryFor(command: Exclude<ClockCommand, { kind: 'start' }>, today: CivilDate): LedgerEntry {
  switch (command.kind) {
    case 'suspend':
      return { kind: 'suspended', on: today, cites: command.cites, reason: '等待补正' }
    case 'resume':
      return { kind: 'resumed', on: today }
    case 'stop':
      return { kind: 'stopped', on: today, by: command.by }
  }
}

async function insertClock(
  tx: Tx,
  command: Extract<ClockCommand, { kind: 'start' }>,
  context: ClockContext,
): Promise<void> {
  const terms = termsOf(command, context)
  const ledger = required(startClock(terms, context.today))
  await tx
    .insertInto('case_clock')
    .values({
      id: uuidv7(),
      case_id: context.caseId,
      period: command.period,
      owner_id: context.parties[command.owner]!,
      ledger: JSON.stringify(ledger),
      ...columnsOf(ledger, context),
    })
    .execute()
}

async function appendToClock(tx: Tx, period: string, entry: LedgerEntry, context: ClockContext): Promise<void> {
  const row = await tx
    .selectFrom('case_clock')
    .select(['id', 'ledger'])
    .where('case_id', '=', context.caseId)
    .where('period', '=', period)
    .where('state', '<>', 'finished')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return // the clock ended earlier, e.g. it was stopped while it rested
  const ledger = required(appendEntry(row.ledger as ClockLedger, entry))
  await tx
    .updateTable('case_clock')
    .set({ ledger: JSON.stringify(ledger), ...columnsOf(ledger, context) })
    .where('id', '=', row.id)
    .execute()
}

/** Copied into the ledger when the clock starts: a case runs on under the values it began with. */
function termsOf(command: Extract<ClockCommand, { kind: 'start' }>, { regime, today }: ClockContext): ClockTerms {
  const value = regime.period(command.period, today)
  if (value === undefined || value.unit === 'hour')
    throw new Error(`no period in days for ${command.period} on ${today}`)
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

function columnsOf(
  ledger: ClockLedger,
  { today, calendar }: ClockContext,
): { state: 'running' | 'suspended' | 'finished'; due_on: CivilDate | null; provisional: boolean } {
  const state = clockState(ledger, today, calendar)
  return { state: state.kind, due_on: state.kind === 'suspended' ? null : state.due, provisional: state.provisional }
}

/** The engine only asks for entries that fit; another answer is a fault of ours and must not be written over. */
function required(result: LedgerResult): ClockLedger {
  if (result.ok) return result.ledger
  throw new Error(`clock ledger: ${result.issue.code}`)
}
