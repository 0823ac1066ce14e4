import { pinyin } from 'pinyin-pro'
import { longestRun } from './words.ts'

/** Longest spelling that is kept from one character on, in syllables. */
const longestSyllables = 12

/** A run of Han characters in Latin letters, as it can be typed from each of its characters on. */
export interface Spelling {
  /** `gongmin`, `min` of 公民. */
  readonly full: readonly string[]
  /** `gm`, `m` of 公民. */
  readonly initials: readonly string[]
}

const kept = new Map<string, Spelling>()
const keptAtMost = 50_000

/** Names of items repeat all over a catalog: what was spelt a moment ago is not spelt again. */
export function spell(run: string): Spelling {
  const known = kept.get(run)
  if (known !== undefined) return known
  const syllables = syllablesOf(run)
  const from = syllables.map((_, at) => syllables.slice(at, at + longestSyllables))
  const spelling = {
    full: from.map((rest) => rest.join('').slice(0, longestRun)).filter((text) => text !== ''),
    initials: from.map((rest) => rest.map((s) => s.slice(0, 1)).join('')).filter((text) => text !== ''),
  }
  if (kept.size >= keptAtMost) kept.clear()
  kept.set(run, spelling)
  return spelling
}

/** One syllable a character, the reading by its context; a character nobody reads has none. */
export function syllablesOf(run: string): readonly string[] {
  const read = pinyin(run, { toneType: 'none', type: 'array', v: true })
  return read.map((syllable) => (/^[a-z]+$/.test(syllable) ? syllable : ''))
}
