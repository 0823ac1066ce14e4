import type { EntryTable, TableEntry } from './entry-table.ts'
import { termsOfWord } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'
import { keyOf, type Run } from './words.ts'

/** How near an entry is to a query, 0 the nearest: named exactly so, named with it, by name, by name and items, by the rest. */
export const furthestTier = 4

export interface Match {
  /** Undefined where a word is not found. */
  tierOf(entry: TableEntry): number | undefined
  /** Names of the items of which name or code holds a word, the first of them. */
  itemsOf(entry: TableEntry, atMost: number): readonly string[]
}

/** Terms that one number tells of. */
const width = 32

/** Up to 32 terms: which of them stand in each text, and which of them each word is made of. */
interface Marks {
  readonly ofText: Int32Array
  readonly ofWord: Int32Array
}

/** A query without words, such as an emoji, is found nowhere. */
export function matchOf(q: string, words: readonly Run[], { vocabulary, texts }: EntryTable): Match {
  const key = keyOf(q)
  const marks = marksOf(words, vocabulary)
  const standsIn = (word: number, from: number, to: number): boolean => {
    for (const { ofText, ofWord } of marks) {
      const wanted = ofWord[word]!
      let found = 0
      for (let i = from; i < to && (found & wanted) !== wanted; i++) found |= ofText[texts[i]!]!
      if ((found & wanted) !== wanted) return false
    }
    return true
  }
  const holdsOne = (at: number): boolean => words.some((_, word) => standsIn(word, at, at + 1))

  return {
    tierOf: ({ codeKey, nameKey, nameAt, restAt, end }) => {
      if (words.length === 0) return undefined
      let byName = true
      let byItems = true
      for (let word = 0; word < words.length; word++) {
        if (standsIn(word, nameAt, nameAt + 1)) continue
        byName = false
        if (standsIn(word, nameAt + 1, restAt)) continue
        byItems = false
        if (!standsIn(word, restAt, end)) return undefined
      }
      if (codeKey === key || nameKey === key) return 0
      if (nameKey.includes(key)) return 1
      return byName ? 2 : byItems ? 3 : furthestTier
    },
    itemsOf: ({ nameAt, restAt }, atMost) => {
      const found: string[] = []
      for (let at = nameAt + 1; at < restAt && found.length < atMost; at += 2) {
        if (holdsOne(at) || holdsOne(at + 1)) found.push(vocabulary.textOf(texts[at]!))
      }
      return found
    },
  }
}

/** Everything is found, and nothing in particular. */
export const matchAll: Match = { tierOf: () => 0, itemsOf: () => [] }

function marksOf(words: readonly Run[], vocabulary: Vocabulary): readonly Marks[] {
  const termsOf = words.map(termsOfWord)
  const terms = [...new Map(termsOf.flat().map((term) => [term.text, term])).values()]
  const parts = Array.from({ length: Math.ceil(terms.length / width) }, (_, i) =>
    terms.slice(i * width, (i + 1) * width),
  )
  return parts.map((part) => {
    const bitOf = new Map(part.map((term, i) => [term.text, 1 << i]))
    const ofText = new Int32Array(vocabulary.size)
    for (const term of part) {
      const bit = bitOf.get(term.text)!
      for (const id of vocabulary.holding(term)) ofText[id]! |= bit
    }
    const ofWord = Int32Array.from(termsOf, (own) => own.reduce((bits, { text }) => bits | (bitOf.get(text) ?? 0), 0))
    return { ofText, ofWord }
  })
}
