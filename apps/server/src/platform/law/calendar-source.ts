import { sql } from 'kysely'
import { calendarFingerprint, createCalendar, type HolidayCalendar, type HolidayNotice } from '@fadu/domain'
import type { Db, Tx } from '../db/open-database.ts'

/** A holiday notice as it holds: shipped with the platform, or entered by its administrator. */
export interface NoticeInForce extends HolidayNotice {
  readonly origin: 'pack' | 'entered'
  /** Instant it was entered, or first shipped. */
  readonly enteredAt: Date
}

/** A calendar with the fingerprint that is kept beside whatever was counted with it. */
export interface CalendarNow {
  readonly calendar: HolidayCalendar
  readonly fingerprint: string
  readonly notices: readonly NoticeInForce[]
}

/**
 * The calendar that this process counts with. All processes of a platform read one table, so that they agree; each asks for
 * changes when it sweeps. An act may therefore count with a calendar one sweep old: its clock says which one that was and is
 * counted again.
 */
export interface CalendarSource {
  now(): CalendarNow
  /** Reads the notices again when any was entered since. @returns Whether the calendar is another one now. */
  refresh(): Promise<boolean>
  /**
   * Whether no notice was entered since the last reading, as the transaction sees it. A statement of the same transaction
   * before this one then met no clock that was counted with a later calendar.
   */
  isCurrent(tx: Tx): Promise<boolean>
}

/** @param shipped - Notices of the packs on this machine. The process that starts last decides what is shipped. */
export async function openCalendarSource(deps: {
  readonly db: Db
  readonly shipped: readonly HolidayNotice[]
  readonly now: () => Date
}): Promise<CalendarSource> {
  const { db } = deps
  await db.transaction().execute((tx) => ship(tx, deps.shipped, deps.now()))
  let read = await readNotices(db)
  return {
    now: () => read.current,
    isCurrent: async (tx) => (await revisionOf(tx)) === read.revision,
    refresh: async () => {
      if ((await revisionOf(db)) === read.revision) return false
      const before = read.current.fingerprint
      read = await readNotices(db)
      return read.current.fingerprint !== before
    },
  }
}

/** Copies the shipped notices into the table. One that was entered stays; one that is there already is left alone. */
async function ship(tx: Tx, shipped: readonly HolidayNotice[], at: Date): Promise<void> {
  const published = shipped.filter((notice) => notice.papers.length > 0)
  if (published.length === 0) return
  await tx
    .insertInto('holiday_notice')
    .values(
      published.map((notice) => ({
        year: notice.year,
        content: JSON.stringify(notice),
        origin: 'pack' as const,
        entered_by: null,
        entered_at: at,
      })),
    )
    .onConflict((c) =>
      c
        .column('year')
        .doUpdateSet((eb) => ({
          content: eb.ref('excluded.content'),
          entered_at: eb.ref('excluded.entered_at'),
          revision: eb('holiday_notice.revision', '+', 1),
        }))
        .where('holiday_notice.origin', '=', 'pack')
        .whereRef('holiday_notice.content', 'is distinct from', 'excluded.content'),
    )
    .execute()
}

interface Reading {
  readonly revision: number
  readonly current: CalendarNow
}

/** Revisions only grow and rows are never removed: an equal sum is an unchanged table. */
async function revisionOf(tx: Db | Tx): Promise<number> {
  const row = await tx
    .selectFrom('holiday_notice')
    .select(sql<number>`coalesce(sum(revision), 0)::integer`.as('revision'))
    .executeTakeFirstOrThrow()
  return row.revision
}

async function readNotices(db: Db): Promise<Reading> {
  const rows = await db.selectFrom('holiday_notice').selectAll().orderBy('year').execute()
  const notices = rows.map((row) => ({ ...row.content, origin: row.origin, enteredAt: row.entered_at }))
  const calendar = createCalendar(notices)
  return {
    revision: rows.reduce((sum, row) => sum + row.revision, 0),
    current: { calendar, fingerprint: calendarFingerprint(calendar), notices },
  }
}
