import { AGE_BANDS, agePyramid, type AgeSexCell, type PopulationProfile } from './population.ts'
import { weightedPick, type Random } from './random.ts'

/** What a member is to the head: whose surname follows from it. */
export type HouseholdRole = 'head' | 'partner' | 'child' | 'elder'

export interface HouseholdMember extends AgeSexCell {
  readonly role: HouseholdRole
}

/** Adults kept waiting. More would match couples and ages better and bias a short run more. */
const waitingAdults = 400
const firstAdultBand = 4
const mostMinors = 3
const minorsFactor = 2

// Share of adults who live with a partner, by band: an estimate, tuned with a profile's coupleShare to the published mean
// size of households (2.21 in Ningbo and 2.79 in Wuzhong, census of 2020).
const coupleShareOfBand = (band: number): number => {
  if (band < 5) return 0.12
  if (band === 5) return 0.5
  return band < 15 ? 0.85 : 0.5
}

/**
 * Endless households, head first.
 *
 * People are drawn one by one from the age pyramid into a waiting room, and households are put together from those who
 * wait: a couple of like age, children 20 to 40 years younger than their mother, now and then a parent. Everybody drawn
 * is housed sooner or later, so that over many households ages and sexes are those of the pyramid.
 */
export function* households(random: Random, profile: PopulationProfile): Generator<readonly HouseholdMember[]> {
  const draw = weightedPick(agePyramid(profile))
  const room = createWaitingRoom()
  for (;;) {
    while (room.adults() < waitingAdults) room.admit(draw(random))
    yield formHousehold(random, room, profile)
  }
}

function formHousehold(random: Random, room: WaitingRoom, profile: PopulationProfile): readonly HouseholdMember[] {
  const first = room.takeAdult(random)
  const isCouple = random.chance(coupleShareOfBand(first.band) * profile.coupleShare)
  const other = isCouple ? takePartner(room, first) : undefined
  // Of a couple the man is the head: his surname goes to the children, as it does in twelve families out of thirteen.
  const [head, partner] = other !== undefined && first.sex === 0 ? [other, first] : [first, other]
  const members: HouseholdMember[] = []
  addMember(members, 'head', head)
  addMember(members, 'partner', partner)
  if (partner !== undefined && random.chance(0.22))
    addMember(members, 'child', room.takeOneOf(grownChildBands(partner)))
  if (partner !== undefined || random.chance(0.1)) addMinors(random, room, members, (partner ?? head).band)
  if (random.chance(0.15)) addMember(members, 'elder', room.takeOneOf([head.band + 5, head.band + 6, head.band + 7]))
  return members
}

function addMember(members: HouseholdMember[], role: HouseholdRole, person: AgeSexCell | undefined): void {
  if (person !== undefined) members.push({ role, band: person.band, sex: person.sex })
}

/** Twenty to thirty years old, and twenty to forty years younger than the mother. */
function grownChildBands(mother: AgeSexCell): readonly number[] {
  return [4, 5].filter((band) => mother.band - band >= 5 && mother.band - band <= 7)
}

function takePartner(room: WaitingRoom, head: AgeSexCell): AgeSexCell | undefined {
  const older = head.sex === 0 ? 1 : -1
  const sex = head.sex === 0 ? 1 : 0
  return room.takeOneOf([head.band, head.band + older, head.band - older], sex)
}

/**
 * The more minors wait for each adult, the more children a household has, which keeps their number in the waiting room
 * level. The factor is such that it is level at about the ratio in which they are drawn.
 */
function addMinors(random: Random, room: WaitingRoom, members: HouseholdMember[], motherBand: number): void {
  for (let n = 0; n < mostMinors && random.chance(Math.min(0.9, minorsFactor * room.minorsPerAdult())); n++)
    addMember(members, 'child', room.takeMinor(motherBand - 7, motherBand - 5))
}

interface WaitingRoom {
  adults(): number
  minorsPerAdult(): number
  admit(person: AgeSexCell): void
  /** Somebody of twenty or over, each as likely as the other; there must be one. */
  takeAdult(random: Random): AgeSexCell
  /** Somebody under twenty out of those bands, from where most wait; without that, some ages would pile up. */
  takeMinor(youngest: number, oldest: number): AgeSexCell | undefined
  /** Somebody from the first of the bands that has one, of the sex asked for, or of that of which more wait. */
  takeOneOf(bands: readonly number[], sex?: 0 | 1): AgeSexCell | undefined
}

function createWaitingRoom(): WaitingRoom {
  const waiting = new Uint32Array(AGE_BANDS * 2)
  let adults = 0
  let minors = 0
  const move = (cell: AgeSexCell, by: 1 | -1): AgeSexCell => {
    waiting[cell.band * 2 + cell.sex]! += by
    if (cell.band < firstAdultBand) minors += by
    else adults += by
    return cell
  }
  const countOf = (band: number, sex: 0 | 1): number => waiting[band * 2 + sex] ?? 0
  return {
    adults: () => adults,
    minorsPerAdult: () => minors / adults,
    admit: (cell) => void move(cell, 1),
    takeAdult: (random) => {
      let nth = random.below(adults)
      let at = firstAdultBand * 2
      while (nth >= waiting[at]!) nth -= waiting[at++]!
      return move({ band: at >> 1, sex: (at & 1) as 0 | 1 }, -1)
    },
    takeMinor: (youngest, oldest) => {
      let most = -1
      for (let at = Math.max(0, youngest) * 2; at < Math.min(firstAdultBand, oldest + 1) * 2; at++)
        if (waiting[at]! > (waiting[most] ?? 0)) most = at
      return most === -1 ? undefined : move({ band: most >> 1, sex: (most & 1) as 0 | 1 }, -1)
    },
    takeOneOf: (bands, sex) => {
      for (const band of bands) {
        const wanted = sex ?? (countOf(band, 0) >= countOf(band, 1) ? 0 : 1)
        if (countOf(band, wanted) > 0) return move({ band, sex: wanted }, -1)
      }
      return undefined
    },
  }
}
