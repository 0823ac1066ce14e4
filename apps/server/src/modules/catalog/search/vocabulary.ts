import { formsOf, stands, type Forms } from './terms.ts'
import type { Run } from './words.ts'

/** Ids of texts that are kept for terms that were asked for; about 16 MiB. */
const keptIdsAtMost = 4_000_000

interface Held {
  /** Ascending. */
  ids: number[]
  /** Texts that were looked at. */
  upTo: number
}

/**
 * The distinct texts of a catalog. Names of items repeat all over it, so a term is looked for in each text once and not in each
 * entry; what was found is kept, and later only the texts that came since are looked at.
 */
export interface Vocabulary {
  readonly size: number
  textOf(id: number): string
  idOf(text: string): number
  /** Texts in which a term stands. */
  holding(term: Run): readonly number[]
}

export function createVocabulary(): Vocabulary {
  const ids = new Map<string, number>()
  const texts: string[] = []
  const forms: Forms[] = []
  const known = new Map<string, Held>()
  let kept = 0

  const holding = (term: Run): readonly number[] => {
    const key = term.text
    const held = known.get(key) ?? { ids: [], upTo: 0 }
    const before = held.ids.length
    for (; held.upTo < forms.length; held.upTo++) if (stands(term, forms[held.upTo]!)) held.ids.push(held.upTo)
    // What was asked for last is let go last.
    if (known.delete(key)) kept -= before
    known.set(key, held)
    kept += held.ids.length
    for (const [oldest, { ids: old }] of known) {
      if (kept <= keptIdsAtMost || oldest === key) break
      known.delete(oldest)
      kept -= old.length
    }
    return held.ids
  }

  return {
    get size() {
      return texts.length
    },
    textOf: (id) => texts[id]!,
    idOf: (text) => {
      const there = ids.get(text)
      if (there !== undefined) return there
      const id = texts.length
      ids.set(text, id)
      texts.push(text)
      forms.push(formsOf(text))
      return id
    },
    holding,
  }
}
