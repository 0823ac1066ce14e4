import type { ClauseRef } from '../../components/clause-chip/clause-chip.tsx'

/** Characters of a clause that are shown around what was sought. */
const shownAround = 24
const shownInAll = 90

/** A clause that holds every word, in its number, the name of its regulation or its text; one that is named outright comes first. */
export function clausesFor(q: string, all: readonly ClauseRef[], most: number): readonly ClauseRef[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = all.filter((clause) => {
    const said = `${clause.id} ${labelOf(clause)} ${clause.text ?? ''}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  const named = found.filter((clause) => isNamedBy(q, clause))
  return [...named, ...found.filter((clause) => !named.includes(clause))].slice(0, most)
}

/** Whether a clause is named outright: `WZ-26-2`, `吴忠 26-2`. */
export function isNamedBy(q: string, clause: ClauseRef): boolean {
  const said = q.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  return [clause.id, labelOf(clause)].some((name) => name.toLowerCase() === said)
}

/** `吴忠 26-2` */
export function labelOf({ id, source }: ClauseRef): string {
  return source === undefined ? id : `${source} ${id.slice(id.indexOf('-') + 1)}`
}

/** The part of a text in which the first word stands. */
export function partAround(text: string, q: string): string {
  const [word = ''] = q.toLowerCase().split(/\s+/).filter(Boolean)
  const at = text.toLowerCase().indexOf(word)
  const from = at <= shownAround ? 0 : at - shownAround
  const part = text.slice(from, from + shownInAll)
  return `${from > 0 ? '…' : ''}${part}${from + shownInAll < text.length ? '…' : ''}`
}
