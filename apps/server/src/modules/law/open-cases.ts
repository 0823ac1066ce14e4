import {
  deadlineStanding,
  isInHours,
  type CivilDate,
  type Deadline,
  type LawBook,
  type Pack,
  type TerritoryCode,
} from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

/** A running clock that would be due on another day. */
export interface MovedClock {
  readonly case: string
  readonly territory: string
  readonly period: string
  readonly owner: string
  readonly due: CivilDate
  readonly would: CivilDate
}

export interface Affected {
  /** Running clocks of these periods whose length rests on the pack. */
  readonly clocks: number
  /** Of these, clocks that would be due on another day, earlier or later. */
  readonly moved: number
  readonly earlier: number
  readonly later: number
  /** The first of them, by clock. */
  readonly items: readonly MovedClock[]
}

/** What a change of the law would mean for those who wait. */
export interface OpenCases {
  /**
   * Which open cases would get another due date if periods of a pack had other lengths. Counted as if their clocks had started
   * with it; a change of law itself does not touch clocks that run.
   *
   * @param within - Territories whose cases may be looked at; undefined for all.
   * @param limit - How many are listed; all are counted.
   */
  affectedBy(
    pack: string,
    lengths: ReadonlyMap<string, number>,
    within: readonly TerritoryCode[] | undefined,
    limit: number,
  ): Promise<Affected>
}

/** Clocks read at a time: memory stays flat, and other requests get their turn in between. */
const chunk = 1000

export function createOpenCases(deps: {
  readonly db: Db
  readonly book: LawBook
  readonly calendar: CalendarSource
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): OpenCases {
  const { db, book, territories } = deps

  const selectClocks = (periods: readonly string[], places: readonly string[], after: string) =>
    db
      .selectFrom('case_clock')
      .innerJoin('procedure_case', 'procedure_case.id', 'case_clock.case_id')
      .innerJoin('organization', 'organization.id', 'case_clock.owner_id')
      .select(['case_clock.id', 'case_clock.case_id', 'case_clock.period', 'case_clock.ledger'])
      .select(['procedure_case.territory_code', 'procedure_case.procedure', 'organization.name as owner'])
      .where('case_clock.state', '=', 'running')
      .where('case_clock.period', 'in', [...periods])
      .where('procedure_case.territory_code', 'in', [...places])
      .where('case_clock.id', '>', after)
      .orderBy('case_clock.id')
      .limit(chunk)
      .execute()

  return {
    affectedBy: async (id, lengths, within, limit) => {
      const pack = book.packs.find((p) => p.id === id)
      if (pack === undefined) throw notFound('法规')
      const places = placesOf(pack, territories()).filter((code) => within?.includes(code) !== false)
      const now = deps.now().getTime()
      const { calendar } = deps.calendar.now()
      const found = { clocks: 0, earlier: 0, later: 0 }
      const items: MovedClock[] = []
      let after = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const rows = places.length === 0 ? [] : await selectClocks([...lengths.keys()], places, after)
        for (const row of rows) {
          const deadline = row.ledger as Deadline
          if (!restsOn(pack, deadline) || setsItsOwn(pack, row.procedure, row.period)) continue
          found.clocks += 1
          const due = dueOf(deadline)
          const would = dueOf(withLength(deadline, lengths.get(row.period)!))
          if (due === null || would === null || due === would) continue
          if (would < due) found.earlier += 1
          else found.later += 1
          const { case_id: caseId, territory_code: territory, period, owner } = row
          if (items.length < limit) items.push({ case: caseId, territory, period, owner, due, would })
        }
        if (rows.length < chunk) return { ...found, moved: found.earlier + found.later, items }
        after = rows.at(-1)!.id
      }

      function dueOf(deadline: Deadline): CivilDate | null {
        return deadlineStanding(deadline, now, calendar).due
      }
    },
  }
}

function placesOf({ territory }: Pack, tree: TerritoryTree): readonly TerritoryCode[] {
  return territory === '*' ? tree.all().map((t) => t.code) : tree.within(territory)
}

/** A clock carries the clauses of the value it began with; those of one pack share its prefix. */
function restsOn({ prefix }: Pack, { cites }: Deadline): boolean {
  return cites.some((cite) => cite.startsWith(`${prefix}-`))
}

/** Where the act itself sets the time, the length in a pack says nothing. */
function setsItsOwn(pack: Pack, procedure: string, period: string): boolean {
  const states = pack.procedures.get(procedure)?.states.values() ?? []
  return [...states].some(({ clock }) => clock?.period === period && clock.length !== undefined)
}

function withLength(deadline: Deadline, length: number): Deadline {
  return isInHours(deadline) ? { ...deadline, length } : { ...deadline, length }
}
