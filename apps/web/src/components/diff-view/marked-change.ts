export interface ChangedPart {
  readonly text: string
  readonly kind: 'same' | 'old' | 'new'
}

/** Fewer characters in common than these are chance, and the whole is shown as replaced. */
const leastInCommon = 6

/** A change of a text as a reader would mark it: what stays, what is struck out, what is written in its place. */
export function markedChange(old: string, next: string): readonly ChangedPart[] {
  const [before, after] = [[...old], [...next]]
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const common = start + end >= leastInCommon ? { start, end } : { start: 0, end: 0 }
  const middle = (text: readonly string[]): string => text.slice(common.start, text.length - common.end).join('')
  const parts: readonly ChangedPart[] = [
    { text: before.slice(0, common.start).join(''), kind: 'same' },
    { text: middle(before), kind: 'old' },
    { text: middle(after), kind: 'new' },
    { text: before.slice(before.length - common.end).join(''), kind: 'same' },
  ]
  return parts.filter((part) => part.text !== '')
}
