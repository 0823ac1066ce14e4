import { isResidentId } from '../identifiers/index.ts'
import { detectorCategories, placeOf, type DetectorCategory } from './category.ts'
import { longestAdmitted, verdicts, type Detector } from './detector.ts'
import { detectors, isMobile } from './detectors/index.ts'
import { charsets, hints, shapeOf, type Shape } from './shape.ts'

/** What the detectors say of one value; sets of categories are bit sets by `placeOf`. */
export interface ValueMatch {
  readonly shape: Shape
  readonly matched: number
  /** Would match under a heading that names the category. */
  readonly possible: number
  /** Found inside a longer text. */
  readonly embedded: number
}

interface Candidate {
  readonly bit: number
  readonly hint: number
  readonly without: number
  readonly settles: boolean
  readonly judge: Detector['judge']
}

/** Detectors by charset and length, so that a value is shown only to those that could say yes. */
const candidates: readonly (readonly (readonly Candidate[])[])[] = candidatesByShape()

/** Values that stand for no value in tables of agencies. */
const blanks: ReadonlySet<string> = new Set(
  '- -- / \\ — —— 无 暂无 不详 未知 未填 未填写 空 null NULL Null N/A n/a NA none None nan NaN undefined \\N # #N/A . 0'.split(
    ' ',
  ),
)

/** Whether a value says nothing: empty, white space, or one of the signs for that. */
export function isBlank(raw: string): boolean {
  if (raw.length > 9) return raw.length < 100 && raw.trim() === ''
  if (raw.length === 0 || blanks.has(raw)) return true
  const text = raw.trim()
  return text === '' || (text.length < raw.length && blanks.has(text))
}

/** Shows one value, not blank, to the detectors that it could concern. */
export function matchValue(raw: string): ValueMatch {
  const shape = shapeOf(raw)
  const { text } = shape
  let matched = 0
  let possible = 0
  for (const candidate of candidates[shape.charset]![Math.min(text.length, longestAdmitted)]!) {
    const { bit, hint } = candidate
    if ((matched & bit) !== 0 || (hint & shape.hints) !== hint || (candidate.without & shape.hints) !== 0) continue
    const verdict = candidate.judge(text)
    if (verdict === verdicts.yes) {
      matched |= bit
      if (candidate.settles) break
    } else if (verdict === verdicts.possible) possible |= bit
  }
  const embedded = mayHoldOthers(shape, matched) ? bitsOf(findInText(text)) : 0
  return { shape, matched, possible: possible & ~matched, embedded: embedded & ~matched }
}

/** A part of a longer text that is a value of a category. */
export interface Found {
  readonly category: DetectorCategory
  readonly text: string
}

/** Resident identity numbers, mobile numbers and e-mail addresses inside a text. */
export function findInText(text: string): readonly Found[] {
  const found: Found[] = []
  for (const [run] of text.matchAll(/(?<![\dA-Za-z.])(?:\d{11}|\d{17}[\dXx])(?![\dA-Za-z])/g)) {
    if (run.length === 11 && isMobile(run)) found.push({ category: 'mobileNumber', text: run })
    if (run.length === 18 && isResidentId(run.toUpperCase())) found.push({ category: 'residentId', text: run })
  }
  if (!text.includes('@')) return found
  for (const [address] of text.matchAll(
    /(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18}(?![\w-])/g,
  ))
    found.push({ category: 'email', text: address })
  return found
}

function mayHoldOthers({ charset, text, run, hints: shown }: Shape, matched: number): boolean {
  if (charset !== charsets.mixed && charset !== charsets.ascii) return false
  return text.length > 12 && (run >= 11 || (shown & hints.at) !== 0) && (matched & numberBits) === 0
}

// A value that is itself one of these holds no other.
const numberBits = bits('residentId', 'mobileNumber', 'email', 'bankCard', 'landlineNumber', 'coordinates')

function bits(...categories: readonly DetectorCategory[]): number {
  return categories.reduce((set, category) => set | (1 << placeOf[category]), 0)
}

const bitsOf = (found: readonly Found[]): number => bits(...found.map(({ category }) => category))

/** The categories of a bit set. */
export function categoriesIn(set: number): readonly DetectorCategory[] {
  return detectorCategories.filter((category) => (set & (1 << placeOf[category])) !== 0)
}

function candidatesByShape(): readonly (readonly (readonly Candidate[])[])[] {
  const lists = Object.values(charsets).map(() => Array.from({ length: longestAdmitted + 1 }, (): Candidate[] => []))
  for (const { category, admits, judge, settles = false } of detectors)
    for (const { charset, lengths, hint = 0, without = 0 } of admits)
      for (let length = lengths[0]; length <= Math.min(lengths[1], longestAdmitted); length++)
        lists[charset]![length]!.push({ bit: 1 << placeOf[category], hint, without, settles, judge })
  return lists
}
