import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

/** A stretch of text that is compared as one: Han characters, or letters and digits of another script. */
export interface Run {
  readonly text: string
  readonly han: boolean
}

/** Longest run of letters that is compared; what is longer counts by its beginning. */
export const longestRun = 32

const han = /\p{Script=Han}/u
// A half of a broken character is no letter: it separates.
const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu

/** Full-width and half-width, capital and small are one. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Everything between letters, digits and Han characters separates. */
export function runsOf(text: string): readonly Run[] {
  return (fold(text).match(runs) ?? []).map((run) =>
    han.test(run) ? { text: run, han: true } : { text: [...run].slice(0, longestRun).join(''), han: false },
  )
}

/** What a whole query is compared with a whole name by: folded, without what separates. */
export function keyOf(text: string): string {
  return (fold(text).match(runs) ?? []).join('')
}

let segmenter: Jieba | undefined

/** Words that only join others; alone they are looked for like any word. */
const particles = new Set(['的', '与', '和', '及', '或', '等'])

/**
 * The words of a query; each must be found. A run of Han characters is segmented, so that what is typed without blanks is found
 * where its words stand apart. What is indexed does not depend on the segmentation: nothing is missed because it was cut otherwise.
 */
export function wordsOf(query: string): readonly Run[] {
  const words = runsOf(query).flatMap((run) => (run.han ? segment(run.text) : [run]))
  const telling = words.filter((word) => !particles.has(word.text))
  return distinct(telling.length > 0 ? telling : words)
}

function segment(text: string): readonly Run[] {
  segmenter ??= Jieba.withDict(dict)
  return segmenter.cut(text, true).map((word) => ({ text: word, han: true }))
}

function distinct(words: readonly Run[]): readonly Run[] {
  return [...new Map(words.map((word) => [word.text, word])).values()]
}
