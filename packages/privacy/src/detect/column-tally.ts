import { isUnder } from './age.ts'
import { detectorCategories, placeOf, type DetectorCategory } from './category.ts'
import { axisOf, birthDayIn, dayIn, isCommonSurname } from './detectors/index.ts'
import { evidenceKept, maskedEvidence } from './evidence.ts'
import { categoriesIn, findInText, isBlank, matchValue, type ValueMatch } from './match-value.ts'
import { lifelike } from './limits.ts'
import type { Shape } from './shape.ts'

/** Counts of a column. Its size does not grow with the number of values. */
export interface ColumnTally {
  /** Values, blank ones included. */
  values: number
  /** Values that are not blank: what the detectors were shown. */
  tested: number
  /** By place of the category. */
  readonly matched: Int32Array
  readonly possible: Int32Array
  readonly embedded: Int32Array
  /** Values in which signs stand for hidden characters. */
  masked: number
  /** Masked examples by category. */
  readonly evidence: Map<DetectorCategory, readonly string[]>
  /** Categories, as bits, of which examples are still kept, and how many values were tried as one. */
  wanting: number
  readonly tries: Uint8Array
  /** Numbers that are a little larger than the one before, among the first `closely`. */
  serial: number
  /** Values with six digits or more among those. */
  numbered: number
  /** Values looked at closely, and different ones among them. */
  closely: number
  readonly different: Set<string>
  /** Different beginnings of three characters among them. */
  readonly heads: Set<string>
  /** Names that begin with one of the most frequent surnames. */
  commonSurnames: number
  /** Dates, how many of them lie before `lifelike.beforeYear`, the first and the last. */
  dates: number
  earlyDates: number
  firstDay: number
  lastDay: number
  longitudes: number
  latitudes: number
  /** Days of birth from resident identity numbers, and from dates. */
  readonly ages: { readonly ids: Ages; readonly dates: Ages }
  /** The number that ended the value before. */
  previousTail: number
}

/** Days of birth of which the age is known, and how many of them belong to minors. */
export interface Ages {
  known: number
  under18: number
  under14: number
}

/** Values from the beginning of a column that are compared with each other. */
const lookedAtClosely = 1_000

/** Values that are tried before a category goes without a further example. */
const triesForEvidence = 30

/** Longer values are told apart by their beginning. */
const longestKept = 40

export function emptyTally(): ColumnTally {
  const counts = (): Int32Array => new Int32Array(detectorCategories.length)
  const ages = (): Ages => ({ known: 0, under18: 0, under14: 0 })
  return {
    values: 0,
    tested: 0,
    matched: counts(),
    possible: counts(),
    embedded: counts(),
    masked: 0,
    evidence: new Map(),
    wanting: -1,
    tries: new Uint8Array(detectorCategories.length),
    serial: 0,
    numbered: 0,
    closely: 0,
    different: new Set(),
    heads: new Set(),
    commonSurnames: 0,
    dates: 0,
    earlyDates: 0,
    firstDay: Infinity,
    lastDay: -Infinity,
    longitudes: 0,
    latitudes: 0,
    ages: { ids: ages(), dates: ages() },
    previousTail: NaN,
  }
}

/**
 * Counts one value.
 *
 * @param today - Day on which ages are counted, as a number like 20260301; undefined when ages are not asked for.
 */
export function count(tally: ColumnTally, raw: string, today: number | undefined): void {
  tally.values += 1
  if (isBlank(raw)) return
  tally.tested += 1
  const match = matchValue(raw)
  const { shape, matched, possible, embedded } = match
  if (shape.isMasked) tally.masked += 1
  if (tally.closely < lookedAtClosely) lookClosely(tally, shape)
  if (matched !== 0) add(tally.matched, matched)
  else if (possible !== 0) add(tally.possible, possible)
  if (embedded !== 0) add(tally.embedded, embedded)
  if ((matched & nameBit) !== 0 && isCommonSurname(shape.text.charCodeAt(0))) tally.commonSurnames += 1
  if ((matched & idBit) !== 0) addAge(tally.ages.ids, birthDayIn(shape.text), today)
  if ((possible & dateBit) !== 0) addDate(tally, dayIn(shape.text)!, today)
  if ((possible & axisBit) !== 0) addAxis(tally, shape.text)
  if (((matched | possible | embedded) & tally.wanting) !== 0) keepEvidence(tally, match)
}

const idBit = 1 << placeOf.residentId
const nameBit = 1 << placeOf.personName
const dateBit = 1 << placeOf.birthDate
const axisBit = 1 << placeOf.coordinates

function add(counts: Int32Array, set: number): void {
  for (let rest = set; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]! += 1
}

function lookClosely(tally: ColumnTally, { text, digits }: Shape): void {
  tally.closely += 1
  tally.different.add(text.slice(0, longestKept))
  tally.heads.add(text.slice(0, 3))
  if (digits < 6) return
  const tail = Number(text.slice(-8).replace(/^\D+/, ''))
  tally.numbered += 1
  const step = tail - tally.previousTail
  if (step > 0 && step < 10) tally.serial += 1
  tally.previousTail = tail
}

function addDate(tally: ColumnTally, day: number, today: number | undefined): void {
  tally.dates += 1
  if (day < lifelike.beforeYear * 10_000) tally.earlyDates += 1
  if (day < tally.firstDay) tally.firstDay = day
  if (day > tally.lastDay) tally.lastDay = day
  addAge(tally.ages.dates, day, today)
}

function addAxis(tally: ColumnTally, text: string): void {
  const axis = axisOf(text)
  if (axis === 'longitude') tally.longitudes += 1
  if (axis === 'latitude') tally.latitudes += 1
}

function addAge(ages: Ages, birthDay: number, today: number | undefined): void {
  if (today === undefined || birthDay > today) return
  ages.known += 1
  if (isUnder(18, birthDay, today)) ages.under18 += 1
  if (isUnder(14, birthDay, today)) ages.under14 += 1
}

function keepEvidence(tally: ColumnTally, { shape, matched, possible, embedded }: ValueMatch): void {
  for (const category of categoriesIn((matched | possible) & tally.wanting)) keep(tally, category, shape.text)
  if ((embedded & tally.wanting) === 0) return
  for (const { category, text } of findInText(shape.text)) keep(tally, category, text)
}

function keep(tally: ColumnTally, category: DetectorCategory, text: string): void {
  const kept = tally.evidence.get(category) ?? []
  const masked = maskedEvidence(category, text)
  if (kept.length < evidenceKept && !kept.includes(masked)) tally.evidence.set(category, [...kept, masked])
  tally.tries[placeOf[category]]! += 1
  // Examples that look alike once masked are not waited for without end.
  if (kept.length + 1 >= evidenceKept || tally.tries[placeOf[category]]! >= triesForEvidence)
    tally.wanting &= ~(1 << placeOf[category])
}
