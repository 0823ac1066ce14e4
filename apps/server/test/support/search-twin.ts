import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { pinyin } from 'pinyin-pro'

/** What a twin knows of an entry: its texts by where they stand, and what it is counted by. */
export interface TwinEntry {
  readonly code: string
  readonly name: string
  readonly items: readonly string[]
  readonly rest: readonly string[]
  readonly facets: Readonly<Record<string, string | undefined>>
}

const jieba = Jieba.withDict(dict)
const fold = (text: string): string => text.normalize('NFKC').toLowerCase()
const stretches = (text: string): readonly string[] =>
  fold(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu) ?? []
const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text)

/** Words of a query, slowly and plainly. */
function twinWords(query: string): readonly string[] {
  const words = stretches(query).flatMap((s) => (isHan(s) ? jieba.cut(s, true) : [s]))
  const telling = words.filter((word) => !['的', '与', '和', '及', '或', '等'].includes(word))
  return telling.length > 0 ? telling : words
}

/** A Han word stands in texts when each pair of its neighbours does; letters begin a stretch of letters or spell some Han. */
function stands(word: string, texts: readonly string[]): boolean {
  if (!isHan(word)) {
    return texts.some((text) => stretches(text).some((s) => (isHan(s) ? spells(s, word) : s.startsWith(word))))
  }
  const characters = [...word]
  const pairs = characters.length === 1 ? characters : characters.slice(1).map((c, i) => characters[i]! + c)
  return pairs.every((pair) => texts.some((text) => fold(text).includes(pair)))
}

function spells(han: string, letters: string): boolean {
  const syllables = pinyin(han, { toneType: 'none', type: 'array', v: true })
  return syllables.some((_, at) => {
    const rest = syllables.slice(at)
    return (
      rest.join('').startsWith(letters) ||
      rest
        .map((s) => s[0])
        .join('')
        .startsWith(letters)
    )
  })
}

/** Whether each word stands in one of the places. */
export function twinFinds(entry: TwinEntry, query: string): boolean {
  if (query.trim() === '') return true
  const words = twinWords(query)
  const places = [[entry.name], entry.items, entry.rest]
  return words.length > 0 && words.every((word) => places.some((texts) => stands(word, texts)))
}

/** How near: 0 named or coded exactly so, 1 named with it, 2 by name, 3 by name and items, 4 by the rest. */
export function twinTier(entry: TwinEntry, query: string): number {
  const words = twinWords(query)
  if (words.length === 0) return 0
  const key = (text: string): string => stretches(text).join('')
  if (key(entry.code) === key(query) || key(entry.name) === key(query)) return 0
  if (key(entry.name).includes(key(query))) return 1
  if (words.every((word) => stands(word, [entry.name]))) return 2
  return words.every((word) => stands(word, [entry.name]) || stands(word, entry.items)) ? 3 : 4
}

/** Of what is found, each facet counted without its own filter. */
export function twinCounts(
  found: readonly TwinEntry[],
  filter: Readonly<Record<string, string>>,
  facets: readonly string[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const passes = (entry: TwinEntry, but?: string): boolean =>
    Object.entries(filter).every(([name, value]) => name === but || entry.facets[name] === value)
  return Object.fromEntries(
    facets.map((facet) => {
      const counts: Record<string, number> = {}
      for (const entry of found.filter((e) => passes(e, facet))) {
        const value = entry.facets[facet]
        if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1
      }
      return [facet, counts]
    }),
  )
}
