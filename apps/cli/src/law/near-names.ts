const mostShown = 5

/** Names that somebody may have meant: those that contain what was written, then those few letters away from it. */
export function nearNames(meant: string, known: readonly string[]): readonly string[] {
  const lower = meant.toLowerCase()
  const scored = known.map((name) => ({ name, away: distance(lower, name.toLowerCase()) }))
  const near = scored.filter(({ name, away }) => {
    const part = lower.length >= 3 && name.toLowerCase().includes(lower)
    return part || away <= Math.max(2, Math.floor(lower.length / 3))
  })
  return near
    .toSorted((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, mostShown)
    .map(({ name }) => name)
}

/** Letters to insert, drop or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced))
    }
    row = next
  }
  return row[b.length]!
}
