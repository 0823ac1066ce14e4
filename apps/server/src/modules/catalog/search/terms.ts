import { spell } from './spelling.ts'
import { runsOf, type Run } from './words.ts'

/** Of the way terms are made. Rows written another way are made again at the start of the platform. */
export const termsVersion = 1

/** Where a text stands in an entry, by the letter its terms begin with. */
export type Place = 'n' | 'i' | 'r'
export const places: readonly Place[] = ['n', 'i', 'r']

/**
 * Terms of a text: of Han characters each one and each pair of neighbours, of letters and of spellings the whole and its first
 * one and two letters. A word is then found by few exact terms, and a beginning of three letters or more by a range of terms.
 */
export function termsOf(text: string): readonly string[] {
  return runsOf(text).flatMap((run) =>
    run.han ? [...gramsOf(run.text), ...spellingTerms(run.text)] : beginnings(run.text),
  )
}

/** Terms that must all stand in one place for a word to be found there; `prefix` when the last of them is a beginning. */
export function termsOfWord(word: Run): { readonly terms: readonly string[]; readonly prefix: boolean } {
  if (!word.han) return { terms: [word.text], prefix: [...word.text].length > 2 }
  const characters = [...word.text]
  const pairs = pairsOf(characters)
  return { terms: pairs.length > 0 ? pairs : characters, prefix: false }
}

/** Whether a text holds a word, by the same terms as the index. */
export function holds(text: string, word: Run): boolean {
  const held = new Set(termsOf(text))
  const { terms, prefix } = termsOfWord(word)
  return terms.every((term) => held.has(term) || (prefix && [...held].some((h) => h.startsWith(term))))
}

function gramsOf(run: string): readonly string[] {
  const characters = [...run]
  return [...characters, ...pairsOf(characters)]
}

function pairsOf(characters: readonly string[]): readonly string[] {
  return characters.slice(1).map((character, i) => characters[i]! + character)
}

function spellingTerms(run: string): readonly string[] {
  const { full, initials } = spell(run)
  return [...full, ...initials].flatMap(beginnings)
}

function beginnings(run: string): readonly string[] {
  const [first = '', second = ''] = run
  return [run, first, first + second]
}

/** The tsquery of words: each stands in one of the places, wholly. Undefined without words. */
export function tsqueryOf(words: readonly Run[], among: readonly Place[] = places): string | undefined {
  if (words.length === 0) return undefined
  return words.map((word) => `(${among.map((place) => `(${inPlace(word, place)})`).join(' | ')})`).join(' & ')
}

/** Terms hold letters, digits, marks and Han characters only, so a quoted one is never read as an operator. */
function inPlace(word: Run, place: Place): string {
  const { terms, prefix } = termsOfWord(word)
  return terms.map((term) => `'${place}${term}'${prefix ? ':*' : ''}`).join(' & ')
}
