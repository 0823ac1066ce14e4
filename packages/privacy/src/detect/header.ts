import type { DetectorCategory } from './category.ts'
import { headerTerms, vagueHeadings } from './header-terms.ts'
import { tidy } from './shape.ts'

/** What the heading of a column says about its values. */
export interface HeaderReading {
  /**
   * Categories that the heading names; empty when it names something else (订单号), undefined when it says nothing that is
   * known (字段3).
   */
  readonly names: readonly DetectorCategory[] | undefined
  /** It names something that fits nearly any column: 编号, 内容. */
  readonly isVague: boolean
  /** It speaks of children, pupils or their guardians. */
  readonly isAboutMinors: boolean
}

/**
 * Reads the heading of a column, in Chinese, English or the initials that tables of agencies bear (sfzh, lxdh).
 *
 * Brackets, spaces, numbering and case do not count. The longest known term that ends the heading decides; where what
 * stands outside brackets says nothing, what stands inside is read: 联系人（手机号）.
 */
export function readHeader(header: string): HeaderReading {
  const { outside, inside } = splitBrackets(tidy(header.slice(-longestHeading)))
  const isVague = vague.has(chineseNormal(outside)) || vague.has(latinWords(outside).join(''))
  const names = namesOf(outside) ?? (isVague ? [] : inside === '' ? undefined : namesOf(inside))
  const isOther = names !== undefined && names.length === 0
  return {
    names,
    isVague,
    isAboutMinors: names?.includes('minor') === true || (!isOther && aboutMinors.test(header.slice(-longestHeading))),
  }
}

/** What is longer is no heading; its end is read. */
const longestHeading = 120

const vague: ReadonlySet<string> = new Set(vagueHeadings.split(' '))

const aboutMinors =
  /学生|学籍|儿童|幼儿|婴儿|新生儿|婴幼儿|未成年|少年|孤儿|监护人|小学|初中生|中小学|幼儿园|家长|student|pupil|child|guardian|minor(?!ity)|xsxm|jhr/i

function namesOf(heading: string): readonly DetectorCategory[] | undefined {
  return namesInChinese(heading) ?? namesInLatin(heading)
}

/** Longest first: a suffix that begins further left is longer. */
function namesInChinese(heading: string): readonly DetectorCategory[] | undefined {
  const text = chineseNormal(heading)
  for (let from = 0; from < text.length; from++) {
    const names = chineseTerms.get(text.slice(from))
    if (names !== undefined) return names
  }
  return undefined
}

/** By whole words from the right, several together before one; then by the end of the last word. */
function namesInLatin(heading: string): readonly DetectorCategory[] | undefined {
  const words = latinWords(heading)
  if (words.length === 0) return undefined
  const [joined = ''] = [words.join('')]
  for (let from = 0; from < words.length; from++) {
    const term = words.slice(from).join('')
    const names = latinTerms.get(term)
    if (names !== undefined && (from === 0 || !onlyAlone.has(term))) return names
  }
  for (let from = 1; joined.length - from >= shortestEnding; from++) {
    const term = joined.slice(from)
    const names = latinTerms.get(term)
    if (names !== undefined && !onlyAlone.has(term)) return names
  }
  return undefined
}

/** An ending of three letters is found in too many words. */
const shortestEnding = 4

/** Words that name persons only when nothing stands before them: `name`, not `road_name`. */
const onlyAlone: ReadonlySet<string> = new Set([
  'name',
  'owner',
  'contact',
  'mail',
  'location',
  'point',
  'cell',
  'face',
])

function splitBrackets(text: string): { outside: string; inside: string } {
  const inside = [...text.matchAll(/[([【〔<（](.*?)[)\]】〕>）]/g)].map((m) => m[1]!).join('')
  return { outside: text.replaceAll(/[([【〔<（].*?[)\]】〕>）]/g, ''), inside }
}

/** Without what headings carry besides their words: numbering, stars, punctuation, 的, digits at the end. */
function chineseNormal(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/^\d+[.、)]|[\s*_:：、,.\-/\\|"'“”]|的/g, '')
    .replace(/(?:\d+|[一二三]|信息|数据|明细|情况)$/, (end) => (chineseTerms.has(heading) ? end : ''))
}

function latinWords(heading: string): readonly string[] {
  if (/[\u3400-\u9fff]/.test(heading)) return []
  return heading
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => (/^(?:ipv[46]|sha256|icd10|md5|sj1)$/.test(word) ? word : word.replace(/\d+$/, '')))
    .filter((word) => word !== '')
}

const chineseTerms = termsOf('zh')
const latinTerms = termsOf('latin')

function termsOf(script: 'zh' | 'latin'): ReadonlyMap<string, readonly DetectorCategory[]> {
  const all = headerTerms.flatMap(({ names, [script]: text = '' }) =>
    text.split(/\s+/).map((term) => [term.replaceAll('_', ''), names] as const),
  )
  // Of two entries the first counts: what names a category stands before what is known to be something else.
  return new Map(all.filter(([term]) => term !== '').toReversed())
}
