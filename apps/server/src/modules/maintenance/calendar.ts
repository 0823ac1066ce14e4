import { DatabaseError, type Db } from '../../platform/db/open-database.ts'
import { createGrouped } from '../../platform/grouped.ts'
import type { MaintenanceCalendar, MaintenanceWindow } from '../../platform/http/maintenance.ts'
import { openWindows } from './queries.ts'

/** Reads the windows at each call of the gateway; calls that arrive together share one question. */
export function createMaintenanceCalendar({
  db,
  now,
}: {
  readonly db: Db
  readonly now: () => Date
}): MaintenanceCalendar {
  let known: MaintenanceWindow | undefined
  const ask = createGrouped<undefined, MaintenanceWindow | undefined>({
    most: 1000,
    run: async (calls) => {
      const [next] = await openWindows(db, now())
      known = next
      return calls.map(() => next)
    },
  })
  return {
    next: async () => {
      try {
        return await ask(undefined)
      } catch (error) {
        // A database under maintenance does not answer; that it is under maintenance was read before it went.
        if (error instanceof DatabaseError && known !== undefined && known.begins <= now() && now() < known.ends)
          return known
        throw error
      }
    },
  }
}
