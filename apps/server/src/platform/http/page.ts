import { Problem } from '../problem/index.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Cursor of the next page; null on the last. */
  readonly next: string | null
}

/** A cursor holds the sort key of the last row, so that a page stays right while rows are added before it. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** @throws {Problem} `CURSOR_INVALID` unless it is a cursor of this many parts. */
export function decodeCursor(cursor: string, parts: number): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const fits = Array.isArray(key) && key.length === parts && key.every((k) => typeof k === 'string' || typeof k === 'number')
    if (fits) return key as (string | number)[]
  } catch {
    // Not JSON: the same answer as any other text that is no cursor.
  }
  throw new Problem({ code: 'CURSOR_INVALID' })
}

/** Cuts a query that asked for `limit + 1` rows into a page. */
export function toPage<R, T>(rows: readonly R[], limit: number, key: (row: R) => readonly (string | number)[], view: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null }
}
