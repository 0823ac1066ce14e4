import { creditCodeCheck, organizationCodeCheck } from './check-characters.ts'
import { SyntheticError } from './synthetic-error.ts'

/** GB 11714-1997 §3 leaves PDY00001 to PDY99999 to systems for their own use; no organisation ever has one of them. */
const ownUsePrefix = 'PDY'
const numbersPerCounty = 99_999

/** Hands out codes; never the same twice. */
export interface CreditCodeMaker {
  hasRoom(countyCode: string): boolean
  /** @throws {SyntheticError} `SYNTHETIC_EXHAUSTED` when the county has no room. */
  next(countyCode: string, category: string): string
}

/**
 * Valid codes that cannot be a real organisation's. A county has 99,999; as long as no more than that are made in all,
 * the organisation codes inside are unique as well.
 *
 * INVARIANT (one code, one enterprise): a number that a county has used is not free in it again. Memory is 400 KB for a
 * county, however many codes are made.
 */
export function createCreditCodeMaker(): CreditCodeMaker {
  const counties = new Map<string, FreeNumbers>()
  let made = 0
  const freeIn = (countyCode: string): FreeNumbers => {
    const known = counties.get(countyCode)
    if (known !== undefined) return known
    const fresh = createFreeNumbers(numbersPerCounty)
    counties.set(countyCode, fresh)
    return fresh
  }
  return {
    hasRoom: (countyCode) => freeIn(countyCode).left() > 0,
    next: (countyCode, category) => {
      const free = freeIn(countyCode)
      if (free.left() === 0)
        throw new SyntheticError({ code: 'SYNTHETIC_EXHAUSTED', identifier: 'creditCode', where: countyCode })
      const number = 1 + free.takeFrom(made % numbersPerCounty)
      made += 1
      return codeOf(countyCode, category, number)
    },
  }
}

interface FreeNumbers {
  left(): number
  /** Takes the first free number from `start` on, going round at the end; one must be left. */
  takeFrom(start: number): number
}

/** The numbers 0 to count - 1, each to be taken once. Taken runs are skipped in one step (disjoint sets, path halving). */
function createFreeNumbers(count: number): FreeNumbers {
  const next = Uint32Array.from({ length: count + 1 }, (_, i) => i)
  let left = count
  const firstFree = (start: number): number => {
    let at = start
    while (next[at] !== at) {
      next[at] = next[next[at]!]!
      at = next[at]!
    }
    return at
  }
  return {
    left: () => left,
    takeFrom: (start) => {
      const found = firstFree(start)
      const at = found === count ? firstFree(0) : found
      next[at] = at + 1
      left -= 1
      return at
    },
  }
}

function codeOf(countyCode: string, category: string, number: number): string {
  const body = ownUsePrefix + String(number).padStart(5, '0')
  const first17 = `9${category}${countyCode}${body}${organizationCodeCheck(body)}`
  return first17 + creditCodeCheck(first17)
}
