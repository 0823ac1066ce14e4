import { civilDateOf, dayNumberOf, type DayNumber } from './civil-day.ts'
import { createCreditCodeMaker, type CreditCodeMaker } from './credit-codes.ts'
import type { Column } from './csv.ts'
import type { Division } from './divisions.ts'
import {
  capitals,
  cooperativeForm,
  industries,
  legalForms,
  statuses,
  tradeNameFirst,
  tradeNameSecond,
  type EnterpriseStatus,
} from './enterprise-data.ts'
import { SYNTHETIC_MARK } from './marker.ts'
import { createNameMaker, type NameMaker } from './names.ts'
import { createRandom, weightedPick, type Random } from './random.ts'
import { SyntheticError } from './synthetic-error.ts'
import { villagesOf, type Village } from './villages.ts'

/** A made-up enterprise. Values are written as an agency's table writes them. */
export interface Enterprise {
  /** 统一社会信用代码, valid by GB 32100-2015 and GB 11714-1997, from the zone that no organisation is given a code of. */
  readonly creditCode: string
  readonly name: string
  readonly legalRepresentative: string
  /** 门类 of GB/T 4754-2017. */
  readonly industry: string
  /** Integer, in 万元. */
  readonly registeredCapital: number
  /** YYYY-MM-DD. */
  readonly establishedOn: string
  readonly status: EnterpriseStatus
  readonly address: string
  /** Twelve digits, of the lowest level that the divisions have. */
  readonly divisionCode: string
  readonly marker: typeof SYNTHETIC_MARK
}

/** Columns of a table of enterprises, in order. */
export const ENTERPRISE_COLUMNS: readonly Column<Enterprise>[] = [
  { key: 'creditCode', header: '统一社会信用代码' },
  { key: 'name', header: '企业名称' },
  { key: 'legalRepresentative', header: '法定代表人' },
  { key: 'industry', header: '行业门类' },
  { key: 'registeredCapital', header: '注册资本（万元）' },
  { key: 'establishedOn', header: '成立日期' },
  { key: 'status', header: '登记状态' },
  { key: 'address', header: '住所' },
  { key: 'divisionCode', header: '区划代码' },
  { key: 'marker', header: '数据标识' },
]

export interface EnterpriseOptions {
  readonly seed: number
  /** Rows, an integer >= 0; at most 99,999 for each county. */
  readonly count: number
  /** From `readDivisions`; not empty. */
  readonly divisions: readonly Division[]
  /** Civil date YYYY-MM-DD; none is established later. */
  readonly asOf: string
}

/**
 * Made-up enterprises, the same for the same options on every machine. Credit codes are unique whatever the count; memory
 * does not grow with it.
 *
 * @throws {SyntheticError} `SYNTHETIC_ARGUMENT` for a count that is no integer >= 0, no divisions, or a malformed date;
 *   `SYNTHETIC_EXHAUSTED` when every county has its 99,999.
 */
export function* syntheticEnterprises(options: EnterpriseOptions): Generator<Enterprise> {
  requireOptions(options)
  const make = createEnterpriseMaker(options)
  for (let made = 0; made < options.count; made++) yield make()
}

const firstDay = '1993-01-01'

function createEnterpriseMaker(options: EnterpriseOptions): () => Enterprise {
  const random = createRandom(options.seed)
  const codes = createCreditCodeMaker()
  const names = createNameMaker(random)
  const seatOf = createSeatMaker(random, codes, options.divisions)
  const regionNameOf = createRegionNames(options.divisions)
  const asOf = dayNumberOf(options.asOf)
  const [pickIndustry, pickForm] = [weightedPick(industries), weightedPick(legalForms)]
  const [pickCapital, pickStatus] = [weightedPick(capitals), weightedPick(statuses)]
  return () => {
    const seat = seatOf()
    const industry = pickIndustry(random)
    const form = industry.name === '农、林、牧、渔业' && random.chance(0.6) ? cooperativeForm : pickForm(random)
    return {
      creditCode: codes.next(seat.countyCode, form.category),
      name: regionNameOf(seat.countyCode) + tradeName(random) + random.pick(industry.trades) + form.suffix,
      legalRepresentative: representative(random, names, Number(options.asOf.slice(0, 4))),
      industry: industry.name,
      registeredCapital: pickCapital(random),
      establishedOn: civilDateOf(establishedDay(random, asOf)),
      status: pickStatus(random),
      address: seat.addressStem + (seat.isUrban ? `${1 + random.below(60)}幢` : '') + `${1 + random.below(300)}号`,
      divisionCode: seat.code,
      marker: SYNTHETIC_MARK,
    }
  }
}

/** A place by weight, or where its county has no code left, the first place whose county has. */
function createSeatMaker(random: Random, codes: CreditCodeMaker, divisions: readonly Division[]): () => Village {
  const villages = villagesOf(divisions)
  const pick = weightedPick(villages.map((village) => [village, village.weight] as const))
  return () => {
    const drawn = pick(random)
    if (codes.hasRoom(drawn.countyCode)) return drawn
    return villages.find((village) => codes.hasRoom(village.countyCode)) ?? drawn
  }
}

/** 宁波市 and 鄞州区 → 宁波鄞州; 余姚市, a city itself → 余姚. */
function createRegionNames(divisions: readonly Division[]): (countyCode: string) => string {
  const names = new Map(divisions.map((division) => [division.code, division.name]))
  const short = (code: string): string => (names.get(code) ?? '').replace(/[市区县]$/, '')
  return (countyCode) => {
    const isCity = names.get(`${countyCode}000000`)?.endsWith('市') ?? false
    const prefecture = isCity ? '' : short(`${countyCode.slice(0, 4)}00000000`)
    return prefecture + short(`${countyCode}000000`)
  }
}

function tradeName(random: Random): string {
  const two = random.pick(tradeNameFirst) + random.pick(tradeNameSecond)
  return random.chance(0.2) ? two + random.pick(tradeNameSecond) : two
}

function representative(random: Random, names: NameMaker, year: number): string {
  const sex = random.chance(0.7) ? 'male' : 'female'
  const birthYear = year - 25 - random.below(45)
  return names.surname('汉族') + names.given({ sex, birthYear, ethnicity: '汉族' })
}

/** Since 1993, when the company law was passed; the later the more. */
function establishedDay(random: Random, asOf: DayNumber): DayNumber {
  const days = asOf - dayNumberOf(firstDay)
  return asOf - Math.floor(Math.min(random.fraction(), random.fraction()) * (days + 1))
}

function requireOptions({ count, divisions, asOf }: EnterpriseOptions): void {
  if (!Number.isInteger(count) || count < 0)
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'count', expected: 'an integer >= 0' })
  if (divisions.length === 0)
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'divisions', expected: 'at least one' })
  if (dayNumberOf(asOf) < dayNumberOf(firstDay))
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'asOf', expected: `${firstDay} or later` })
}
