import { uuidv7 } from 'uuidv7'
import {
  CodedError,
  deadlineStanding,
  eventOf,
  firstSupportedDay,
  lastSupportedDay,
  recordEvent,
  startedBy,
  type CivilDate,
  type ClockCommand,
  type Deadline,
  type DeadlineResult,
  type Regime,
} from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import type { CalendarNow, CalendarSource } from '../../platform/law/calendar-source.ts'
import { Problem } from '../../platform/problem/index.ts'

export interface ClockContext {
  readonly caseId: string
  readonly regime: Regime
  readonly calendar: CalendarSource
  readonly now: Date
  /** Party → organisation. */
  readonly parties: Readonly<Record<string, string>>
}

type StartCommand = Extract<ClockCommand, { kind: 'start' }>

/** Carries out what the procedure said about clocks. The ledger is appended to; what the worklist shows is computed from it. */
export async function runClockCommands(
  tx: Tx,
  commands: readonly ClockCommand[],
  context: ClockContext,
): Promise<void> {
  for (const command of commands) {
    if (command.kind === 'start') await insertClock(tx, command, context)
    else await appendToClock(tx, command, context)
  }
}

async function insertClock(tx: Tx, command: StartCommand, context: ClockContext): Promise<void> {
  const { caseId, regime, now, calendar, parties } = context
  const deadline = started(command, regime, now)
  await tx
    .insertInto('case_clock')
    .values({
      id: uuidv7(),
      case_id: caseId,
      period: command.period,
      owner_id: parties[command.owner]!,
      ledger: JSON.stringify(deadline),
      ...countable(command, () => clockColumns(deadline, now, calendar.now())),
    })
    .execute()
}

async function appendToClock(
  tx: Tx,
  command: Exclude<ClockCommand, StartCommand>,
  { caseId, now, calendar }: ClockContext,
): Promise<void> {
  const row = await tx
    .selectFrom('case_clock')
    .select(['id', 'ledger'])
    .where('case_id', '=', caseId)
    .where('period', '=', command.period)
    .where('state', '<>', 'finished')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return // the clock ended earlier, e.g. it was stopped while it rested
  const deadline = required(recordEvent(row.ledger as Deadline, eventOf(command), now.getTime()))
  const columns = clockColumns(deadline, now, calendar.now())
  await tx
    .updateTable('case_clock')
    // A due day that moved is a new day to warn before; one that did not was told already.
    .set((eb) => ({
      ledger: JSON.stringify(deadline),
      ...columns,
      phase_told: eb
        .case()
        .when('due_on', 'is not distinct from', columns.due_on)
        .then(eb.ref('phase_told'))
        .else('onTime' as const)
        .end(),
    }))
    .where('id', '=', row.id)
    .execute()
}

/** What is computed from a ledger and kept beside it for the worklist and the sweeper. */
export interface ClockColumns {
  readonly state: 'running' | 'suspended' | 'finished'
  readonly due_on: CivilDate | null
  readonly warn_on: CivilDate | null
  readonly due_at: Date | null
  readonly provisional: boolean
  /** Fingerprint of the calendar they were computed with. */
  readonly calendar: string
}

export function clockColumns(deadline: Deadline, now: Date, { calendar, fingerprint }: CalendarNow): ClockColumns {
  const { state, due, dueAt, warnOn, provisional } = deadlineStanding(deadline, lastSeen(deadline, now), calendar)
  return {
    state,
    due_on: due,
    warn_on: warnOn,
    due_at: dueAt === null ? null : new Date(dueAt),
    provisional,
    calendar: fingerprint,
  }
}

/** An end that lies in the future, because the event it follows does, is an end all the same. */
function lastSeen(deadline: Deadline, now: Date): number {
  const last = deadline.entries.at(-1)!
  const at = 'at' in last ? last.at : Date.parse(`${last.on}T00:00+08:00`)
  return Math.max(now.getTime(), at)
}

function started(command: StartCommand, regime: Regime, now: Date): Deadline {
  const result = startedBy(command, regime, now.getTime())
  // What the form set was checked by the engine; a day that nobody can count from is all that is left to refuse.
  if (!result.ok && result.issue.code === 'CLK_DATE_UNSUPPORTED') throw outOfRange(command)
  return required(result)
}

function countable<T>(command: StartCommand, count: () => T): T {
  try {
    return count()
  } catch (error) {
    if (error instanceof CodedError && error.code === 'CAL_DATE_OUT_OF_RANGE') throw outOfRange(command)
    throw error
  }
}

function outOfRange({ period }: StartCommand): Problem {
  const expected = `a day and a length that «${period}» can be counted with, ${firstSupportedDay} to ${lastSupportedDay}`
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.form', expected }] })
}

/** The engine only asks for entries that fit; another answer is a fault of ours and must not be written over. */
function required(result: DeadlineResult): Deadline {
  if (result.ok) return result.deadline
  throw new Error(`clock ledger: ${result.issue.code}`)
}
