import { detectorCategories, placeOf, type DetectorCategory } from './category.ts'
import type { Ages, ColumnTally } from './column-tally.ts'
import type { HeaderReading } from './header.ts'
import {
  commonSurnames,
  detectedFrom,
  embeddedWorth,
  fewValues,
  headerWorth,
  lifelike,
  likeSerials,
  limits,
  manyAreas,
  reportedFrom,
  serialRuns,
  toldByWords,
  vagueHeading,
} from './limits.ts'

/** A category that a column may be of, with what speaks for it. */
export interface Candidate {
  readonly category: DetectorCategory
  /** 0 to 1; from `detectedFrom` on the column counts as of the category. */
  readonly confidence: number
  /** Values that are of the category, or hold one of it. */
  readonly matched: number
  /** Values that were looked at: those that are not blank. */
  readonly tested: number
  readonly by: 'content' | 'header' | 'both'
  /** Up to three masked examples; never a value as it stands. */
  readonly evidence: readonly string[]
}

/** Decides from the counts of a column and its heading what it may hold; the most likely first. Pure. */
export function judgeColumn(tally: ColumnTally, header: HeaderReading): readonly Candidate[] {
  const found = detectorCategories.filter((c) => c !== 'minor').map((c) => judgeCategory(c, tally, header))
  const all = [...found, judgeMinors(tally, header, found)]
  return all
    .filter(({ confidence }) => confidence >= reportedFrom)
    .toSorted((a, b) => b.confidence - a.confidence || placeOf[a.category] - placeOf[b.category])
}

function judgeCategory(category: DetectorCategory, tally: ColumnTally, header: HeaderReading): Candidate {
  const isNamed = header.names?.includes(category) === true
  const matched = isNamed ? matchedUnderHeader(category, tally, header) : matchedAlone(category, tally)
  const { confidence, by } = isNamed
    ? underItsHeader(category, tally, header, matched)
    : { confidence: byContent(category, tally, weightUnder(category, header)), by: 'content' as const }
  const evidence = matched > 0 ? (tally.evidence.get(category) ?? []) : []
  return { category, confidence: rounded(confidence), matched, tested: tally.tested, by, evidence }
}

const matchedAlone = (category: DetectorCategory, tally: ColumnTally): number =>
  tally.matched[placeOf[category]]! +
  tally.embedded[placeOf[category]]! +
  (category === 'birthDate' && isLifelike(tally) ? tally.dates : 0)

/** Under a heading of one or two categories the forms count that mean nothing elsewhere; a family of documents is too wide. */
function matchedUnderHeader(category: DetectorCategory, tally: ColumnTally, { names = [] }: HeaderReading): number {
  const place = placeOf[category]
  const possible = names.length <= 2 ? tally.possible[place]! : 0
  return tally.matched[place]! + tally.embedded[place]! + possible
}

function underItsHeader(
  category: DetectorCategory,
  tally: ColumnTally,
  { names = [] }: HeaderReading,
  matched: number,
): { readonly confidence: number; readonly by: Candidate['by'] } {
  const { tested } = tally
  const alone = toldByWords.has(category) ? headerWorth.aloneForWords : headerWorth.alone
  const share = tested === 0 ? 0 : matched / tested
  const least = names.length > 2 ? headerWorth.leastShareOfFamily : headerWorth.leastShare
  if (matched > 0 && share >= least) {
    const full = names.length > 1 ? least * 2 : headerWorth.fullShare
    const together = 1 - (1 - alone) * (1 - headerWorth.withContent * ramp(share, full))
    return { confidence: Math.max(together, byContent(category, tally, 1)), by: 'both' }
  }
  // Of a family nothing is known without values; the first, the most frequent, stands for it.
  if (names.length > 1 && names[0] !== category) return { confidence: 0, by: 'header' }
  const isSilent = tested === 0 || tally.masked / tested >= 0.5 || toldByWords.has(category)
  const othersMatch = names.some((name) => tally.matched[placeOf[name]]! > 0)
  if (isSilent && !othersMatch) return { confidence: alone, by: 'header' }
  return { confidence: headerWorth.contradicted, by: 'header' }
}

/** A heading that names something else, a category or none, speaks against. */
function weightUnder(category: DetectorCategory, { names, isVague }: HeaderReading): number {
  if (names === undefined) return 1
  const { resists } = limits[category]
  return isVague ? 1 - (1 - resists) * vagueHeading : resists
}

/** @param weight - What the heading leaves of it. Of numbers inside texts a heading such as 备注 says nothing. */
function byContent(category: DetectorCategory, tally: ColumnTally, weight: number): number {
  const { tested } = tally
  if (tested === 0) return 0
  if (category === 'birthDate') return isLifelike(tally) ? limits.birthDate.alone * weight : 0
  const { chance, full, alone } = limits[category]
  const matched = tally.matched[placeOf[category]]!
  const excess = Math.max(0, (matched / tested - chance) / (1 - chance))
  // So few matches may all be by chance.
  const isNoChance = 1 - (chance === 0 ? 0 : chance ** matched)
  const whole = weight * alone * ramp(excess, full) * isNoChance * weightOfPattern(category, tally)
  const inside = tally.embedded[placeOf[category]]! / tested
  return Math.max(whole, alone * embeddedWorth.weight * ramp(inside, embeddedWorth.full))
}

function weightOfPattern(category: DetectorCategory, tally: ColumnTally): number {
  const { closely, numbered, serial, different, heads } = tally
  if (likeSerials.has(category) && serial / numbered >= serialRuns.from) return serialRuns.weight
  if (category === 'landlineNumber') return heads.size >= randomBeginnings(closely) ? manyAreas.weight : 1
  if (category !== 'personName') return 1
  const isFew = closely >= fewValues.from && different.size / closely < fewValues.share
  const common = tally.commonSurnames / Math.max(1, tally.matched[placeOf.personName]!)
  return (isFew ? fewValues.weight : 1) * ramp(common, commonSurnames.usual)
}

/** How many different beginnings among so many values are too many. */
function randomBeginnings(values: number): number {
  const { beginnings, share } = manyAreas
  return share * beginnings * (1 - (1 - 1 / beginnings) ** values)
}

/** Dates that reach over a life as dates of birth do, and not only over the years of an office. */
function isLifelike({ dates, tested, earlyDates, firstDay, lastDay, closely, different }: ColumnTally): boolean {
  if (dates < 10 || dates / tested < limits.birthDate.full || different.size / closely < fewValues.share) return false
  return earlyDates / dates >= lifelike.share && lastDay - firstDay >= lifelike.spanYears * 10_000
}

/** Minors: by the days of birth in numbers of residents and in birth dates, or by what the heading says. */
function judgeMinors(tally: ColumnTally, header: HeaderReading, found: readonly Candidate[]): Candidate {
  const { tested } = tally
  const isDetected = (category: DetectorCategory): boolean =>
    found.some((c) => c.category === category && c.confidence >= detectedFrom)
  const ages = agesIn(tally, isDetected('residentId'), isDetected('birthDate'))
  const { chance, full, alone } = limits.minor
  const content = ages.known === 0 ? 0 : alone * ramp(Math.max(0, ages.under18 / ages.known - chance), full)
  const isSpokenOf = header.names?.includes('minor') === true || (header.isAboutMinors && found.some(isSure))
  const by = isSpokenOf ? (ages.under18 > 0 ? 'both' : 'header') : 'content'
  const confidence = isSpokenOf ? 1 - (1 - headerWorth.aloneForWords) * (1 - content) : content
  const matched = isSpokenOf && ages.under18 === 0 ? tested : ages.under18
  return { category: 'minor', confidence: rounded(confidence), matched, tested, by, evidence: [] }
}

const isSure = ({ confidence }: Candidate): boolean => confidence >= detectedFrom

/** The days of birth that may be counted: those of numbers, and dates where the column is one of birth dates. */
export function agesIn({ ages }: ColumnTally, hasIds: boolean, hasBirthDates: boolean): Ages {
  const counted = [...(hasIds ? [ages.ids] : []), ...(hasBirthDates ? [ages.dates] : [])]
  const sum = (key: keyof Ages): number => counted.reduce((total, a) => total + a[key], 0)
  return { known: sum('known'), under18: sum('under18'), under14: sum('under14') }
}

const ramp = (share: number, full: number): number => Math.min(1, Math.max(0, share) / full)

const rounded = (confidence: number): number => Math.round(confidence * 1000) / 1000
