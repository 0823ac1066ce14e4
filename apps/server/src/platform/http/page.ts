import { isCivilDate } from '@fadu/domain'
import { Problem } from '../problem/index.ts'
import { isUuid } from '../uuid.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Cursor of the next page; null on the last. */
  readonly next: string | null
}

/** A cursor holds the sort key of the last row, so that a page stays right while rows are added before it. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

const parts = {
  text: (value: unknown): value is string => typeof value === 'string' && !value.includes('\u0000'),
  id: (value: unknown): value is string => typeof value === 'string' && isUuid(value),
  /** As `toISOString` writes it. */
  instant: (value: unknown): value is string =>
    typeof value === 'string' &&
    /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  /** A civil day, or nothing where a row has none. */
  dayOrNone: (value: unknown): value is string => value === '' || isCivilDate(value),
}

/** @throws {Problem} `CURSOR_INVALID` unless it is a cursor of these parts; it reaches the database only when it fits. */
export function decodeCursor(cursor: string, shape: readonly (keyof typeof parts)[]): readonly string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === shape.length && shape.every((kind, i) => parts[kind](key[i])))
      return key as string[]
  } catch {
    // Not JSON: the same answer as any other text that is no cursor.
  }
  throw new Problem({ code: 'CURSOR_INVALID' })
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Where a page from the newest to the oldest begins, ids being in the order of time: behind this one. @throws {Problem} `CURSOR_INVALID` */
export function idBefore(cursor: string | undefined): string {
  return cursor === undefined ? lastId : decodeCursor(cursor, ['id'])[0]!
}

/** Cuts a query that asked for `limit + 1` rows into a page. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  key: (row: R) => readonly string[],
  view: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null }
}
