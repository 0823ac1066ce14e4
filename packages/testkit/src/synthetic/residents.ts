import { dayNumberOf, type DayNumber } from './civil-day.ts'
import type { Column } from './csv.ts'
import { households, type HouseholdMember } from './households.ts'
import { SYNTHETIC_MARK } from './marker.ts'
import { createNameMaker, type NameMaker } from './names.ts'
import { AGE_BANDS, ethnicShares, profileOf } from './population.ts'
import { createRandom, weightedPick, type Random } from './random.ts'
import { createResidentIdMaker } from './resident-ids.ts'
import { SyntheticError } from './synthetic-error.ts'
import type { Village } from './villages.ts'

/** A made-up person. Values are written as an agency's table writes them. */
export interface Resident {
  /** 公民身份号码, valid by GB 11643-1999; its address code is the county of the village. */
  readonly residentId: string
  readonly name: string
  readonly sex: '男' | '女'
  /** YYYY-MM-DD, the same as in the number. */
  readonly birthDate: string
  readonly ethnicity: string
  /** Twelve digits. */
  readonly villageCode: string
  readonly villageName: string
  readonly address: string
  /** Eleven digits beginning with 154, unique; null for children and for some of the old. */
  readonly mobile: string | null
  /** Same for the members of a household: county code and seven digits. */
  readonly householdNo: string
  readonly marker: typeof SYNTHETIC_MARK
}

/** Columns of a table of residents, in order. */
export const RESIDENT_COLUMNS: readonly Column<Resident>[] = [
  { key: 'residentId', header: '公民身份号码' },
  { key: 'name', header: '姓名' },
  { key: 'sex', header: '性别' },
  { key: 'birthDate', header: '出生日期' },
  { key: 'ethnicity', header: '民族' },
  { key: 'villageCode', header: '村社区代码' },
  { key: 'villageName', header: '村社区名称' },
  { key: 'address', header: '住址' },
  { key: 'mobile', header: '手机号码' },
  { key: 'householdNo', header: '户号' },
  { key: 'marker', header: '数据标识' },
]

export interface ResidentOptions {
  readonly seed: number
  /** Rows, an integer >= 0. */
  readonly count: number
  /** Where they live, from `villagesOf`; not empty. */
  readonly villages: readonly Village[]
  /** Civil date YYYY-MM-DD on which ages are counted; nobody is born later. */
  readonly asOf: string
}

/**
 * Made-up residents, household by household, the same for the same options on every machine.
 *
 * Ages and sexes follow the census of the prefecture, households go to villages by weight, names follow surname
 * frequency and the fashion of the birth year. Numbers are unique whatever the count; memory does not grow with it.
 * The last household may be cut short by `count`.
 *
 * Mobile numbers begin with 154, a segment that lists of segments in use (2022) give as not allocated to any operator.
 * Should it be, change `mobilePrefix`.
 *
 * @throws {SyntheticError} `SYNTHETIC_ARGUMENT` for a count that is no integer >= 0, no villages, or a malformed date;
 *   `SYNTHETIC_EXHAUSTED` when a county runs out of numbers, not below some ten million people in it.
 */
export function* syntheticResidents(options: ResidentOptions): Generator<Resident> {
  requireOptions(options)
  const maker = createResidentMaker(options)
  let made = 0
  for (const members of households(maker.random, profileOf(options.villages.map((village) => village.countyCode)))) {
    const home = maker.nextHome()
    for (const member of members) {
      if (made === options.count) return
      yield maker.resident(member, home, made)
      made += 1
    }
  }
}

const mobilePrefix = '154'
const mobilesPerPrefix = 100_000_000

/** Coprime with the count of numbers, so that index × stride modulo it meets each number once. */
const mobileStride = 61_803_399

const daysPerYear = 365.2425
const bandYears = 5

/** In the last, open band ages run to 105; the older the fewer. */
const lastBandYears = 10
const oldestYears = (AGE_BANDS - 1) * bandYears + lastBandYears + 1

interface Home {
  readonly village: Village
  readonly address: string
  readonly householdNo: string
  readonly ethnicity: string
  readonly surname: string
}

interface ResidentMaker {
  readonly random: Random
  nextHome(): Home
  resident(member: HouseholdMember, home: Home, index: number): Resident
}

function createResidentMaker(options: ResidentOptions): ResidentMaker {
  const random = createRandom(options.seed)
  const asOf = dayNumberOf(options.asOf)
  const ids = createResidentIdMaker(asOf - Math.ceil(oldestYears * daysPerYear), asOf)
  const names = createNameMaker(random)
  const mobileOffset = random.below(mobilesPerPrefix)
  return {
    random,
    nextHome: createHomeMaker(random, names, options.villages),
    resident: (member, home, index) => {
      const birthDay = birthDayOf(random, member.band, asOf)
      const { residentId, birthDate } = ids.next(home.village.countyCode, birthDay, member.sex)
      return {
        residentId,
        name: nameOf(names, member, home, birthDate),
        sex: member.sex === 1 ? '男' : '女',
        birthDate,
        ethnicity: home.ethnicity,
        villageCode: home.village.code,
        villageName: home.village.name,
        address: home.address,
        mobile: random.chance(mobileShareOfBand(member.band)) ? mobileOf(index, mobileOffset) : null,
        householdNo: home.householdNo,
        marker: SYNTHETIC_MARK,
      }
    },
  }
}

function createHomeMaker(random: Random, names: NameMaker, villages: readonly Village[]): () => Home {
  const pickVillage = weightedPick(villages.map((village) => [village, village.weight] as const))
  const counties = new Set(villages.map((village) => village.countyCode))
  const pickEthnicity = new Map([...counties].map((county) => [county, weightedPick(ethnicShares(county))]))
  let made = 0
  return () => {
    made += 1
    const village = pickVillage(random)
    const ethnicity = pickEthnicity.get(village.countyCode)!(random)
    return {
      village,
      address: village.addressStem + (village.isUrban ? roomIn(random) : houseIn(random)),
      householdNo: village.countyCode + String(made).padStart(7, '0'),
      ethnicity,
      surname: names.surname(ethnicity),
    }
  }
}

function roomIn(random: Random): string {
  return `${1 + random.below(60)}幢${1 + random.below(4)}单元${1 + random.below(18)}0${1 + random.below(4)}室`
}

function houseIn(random: Random): string {
  return `${1 + random.below(15)}组${1 + random.below(120)}号`
}

function birthDayOf(random: Random, band: number, asOf: DayNumber): DayNumber {
  const isLast = band === AGE_BANDS - 1
  const within = isLast ? random.fraction() * random.fraction() * lastBandYears : random.fraction() * bandYears
  return asOf - Math.floor((band * bandYears + within) * daysPerYear)
}

/** Children and the father of the head bear the household's surname; a wife and a mother keep their own. */
function nameOf(names: NameMaker, member: HouseholdMember, home: Home, birthDate: string): string {
  const isOfFamily = member.role === 'head' || member.role === 'child' || (member.role === 'elder' && member.sex === 1)
  const surname = isOfFamily ? home.surname : names.surname(home.ethnicity)
  const sex = member.sex === 1 ? 'male' : 'female'
  return surname + names.given({ sex, birthYear: Number(birthDate.slice(0, 4)), ethnicity: home.ethnicity })
}

function mobileShareOfBand(band: number): number {
  if (band < 2) return 0
  if (band === 2) return 0.4
  return band < 15 ? 0.97 : 0.6
}

function mobileOf(index: number, offset: number): string {
  const number = (index * mobileStride + offset) % mobilesPerPrefix
  return mobilePrefix + String(number).padStart(8, '0')
}

function requireOptions({ count, villages }: ResidentOptions): void {
  if (!Number.isInteger(count) || count < 0 || count > mobilesPerPrefix)
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'count', expected: 'an integer from 0 to 10^8' })
  if (villages.length === 0)
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'villages', expected: 'at least one' })
}
