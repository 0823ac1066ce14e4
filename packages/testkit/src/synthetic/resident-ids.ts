import { residentIdCheck } from './check-characters.ts'
import { civilDateOf, type DayNumber } from './civil-day.ts'
import { SyntheticError } from './synthetic-error.ts'

/** Hands out numbers; never the same twice. */
export interface ResidentIdMaker {
  /**
   * A valid number for somebody of this county and sex, born on this day, or on the nearest earlier day that has a
   * sequence code left; the day comes with it.
   *
   * @throws {SyntheticError} `SYNTHETIC_EXHAUSTED` when no day down to the earliest has one.
   */
  next(countyCode: string, birthDay: DayNumber, sex: 0 | 1): { readonly residentId: string; readonly birthDate: string }
}

/** Sequence codes of a day and sex: 999, 997 … 003 for men, 998, 996 … 002 for women. */
const codesPerDay = 499

/**
 * Numbers are unique by construction, in memory that does not grow with their count.
 *
 * INVARIANT (one number, one person): for each county, day and sex a counter says how many sequence codes are used up,
 * and the next person gets the next code. Counters take 2 bytes × 2 × days, about 150 KB for a county.
 *
 * Codes go down from 999, against the order in which they are issued, so that a small set keeps to codes of which few
 * are in use. They are still well-formed numbers and may coincide with somebody's; see SYNTHETIC_MARK.
 *
 * @param earliest - First day of birth that can be asked for.
 * @param latest - Last one.
 */
export function createResidentIdMaker(earliest: DayNumber, latest: DayNumber): ResidentIdMaker {
  const counters = new Map<string, Uint16Array>()
  const countersOf = (countyCode: string): Uint16Array => {
    const known = counters.get(countyCode)
    if (known !== undefined) return known
    const fresh = new Uint16Array((latest - earliest + 1) * 2)
    counters.set(countyCode, fresh)
    return fresh
  }
  return {
    next: (countyCode, birthDay, sex) => {
      const used = countersOf(countyCode)
      let at = (birthDay - earliest) * 2 + sex
      while (at >= 0 && used[at]! >= codesPerDay) at -= 2
      if (at < 0) throw new SyntheticError({ code: 'SYNTHETIC_EXHAUSTED', identifier: 'residentId', where: countyCode })
      const sequence = 998 + sex - 2 * used[at]!
      used[at]! += 1
      return numberOf(countyCode, civilDateOf(earliest + (at >> 1)), sequence)
    },
  }
}

function numberOf(countyCode: string, birthDate: string, sequence: number): { residentId: string; birthDate: string } {
  const first17 = countyCode + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0')
  return { residentId: first17 + residentIdCheck(first17), birthDate }
}
