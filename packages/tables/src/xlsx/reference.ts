/** `A` is 0, `Z` 25, `AA` 26. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name
  }
  return name
}

/** Column of a reference such as `AB12`, from 0; `undefined` when it has none. */
export function columnOf(reference: string): number | undefined {
  let column = 0
  let at = 0
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
    if (column > 1_000_000) return undefined
  }
  return at === 0 ? undefined : column - 1
}

/** Rows of a range such as `A1:C2`, from 1. */
export function rowsOf(range: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^\$?[A-Z]{1,4}\$?(\d{1,8})(?::\$?[A-Z]{1,4}\$?(\d{1,8}))?$/.exec(range)
  if (match === null) return undefined
  const first = Number(match[1])
  return { first, last: Number(match[2] ?? first) }
}
