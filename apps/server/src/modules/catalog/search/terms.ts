import { spell } from './spelling.ts'
import { fold, runsOf, type Run } from './words.ts'

/** Of what an entry is found by. Rows of another version are made again at the start of the platform. */
export const termsVersion = 2

/** A text as words are looked for in it. */
export interface Forms {
  /** Folded: what Han characters are looked for in. */
  readonly folded: string
  /** Each run of letters, and each way to begin to spell a run of Han characters, after a line break. */
  readonly beginnings: string
}

export function formsOf(text: string): Forms {
  const begun = runsOf(text).flatMap((run) => (run.han ? spelled(run.text) : [run.text]))
  return { folded: fold(text), beginnings: begun.map((b) => `\n${b}`).join('') }
}

function spelled(run: string): readonly string[] {
  const { full, initials } = spell(run)
  return [...new Set([...full, ...initials])]
}

/** Terms that must all stand in one place for a word to be found there: pairs of neighbouring characters, or a beginning. */
export function termsOfWord({ text, han }: Run): readonly Run[] {
  const characters = [...text]
  if (!han || characters.length === 1) return [{ text, han }]
  return characters.slice(1).map((character, i) => ({ text: characters[i]! + character, han }))
}

/** Whether a term stands in a text. */
export function stands({ text, han }: Run, { folded, beginnings }: Forms): boolean {
  return han ? folded.includes(text) : beginnings.includes(`\n${text}`)
}
