import { addDecimals, compareDecimals } from './decimal.ts'
import type { Condition, FieldReference, ProcessingPlan, Row, SourceRow } from './plan.ts'

/** Whether a row meets all conditions. A comparison with an empty value is never met; `noneOf` is, since it is none of them. */
export function passes(conditions: readonly Condition[], row: Row): boolean {
  return conditions.every(({ is, values, ...reference }) => {
    const value = valueOf(row, reference)
    if (is === 'empty') return value === null
    if (is === 'present') return value !== null
    if (is === 'noneOf') return value === null || !values.includes(value)
    if (value === null) return false
    if (is === 'oneOf') return values.includes(value)
    const order = compare(value, values[0]!)
    return is === 'atLeast' ? order >= 0 : order <= 0
  })
}

export function valueOf(row: Row, { input, item }: FieldReference): string | null {
  return row[input]?.[item] ?? null
}

/** Days as they are written are in order as texts; numbers are not. */
function compare(a: string, b: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(a) ? (a < b ? -1 : a === b ? 0 : 1) : compareDecimals(a, b)
}

/** Joined rows of a page: for each key those of the input that have it. */
export type Found = ReadonlyMap<string, readonly SourceRow[]>

/** Adds one joined input to every row. */
export function joinRows(rows: readonly Row[], join: ProcessingPlan['joins'][number], found: Found): readonly Row[] {
  return rows.flatMap((row) => {
    const key = valueOf(row, join.equals)
    const matches = key === null ? [] : (found.get(key) ?? [])
    if (matches.length === 0) return join.keep === 'all' ? [{ ...row, [join.input]: null }] : []
    return matches.map((match) => ({ ...row, [join.input]: match }))
  })
}

type Grouped = Extract<ProcessingPlan['result'], { kind: 'group' }>

/** Groups of a result as rows come in; memory grows with the groups, not with the rows. */
export interface Groups {
  /** @returns False when there are more groups than allowed; the result is then of no use. */
  add(row: Row): boolean
  readonly size: number
  /** Rows behind the smallest group; 0 without groups. */
  smallest(): number
  rows(): IterableIterator<SourceRow>
}

export function createGroups({ by, measures }: Grouped, most: number): Groups {
  interface Group {
    readonly key: readonly (string | null)[]
    rows: number
    readonly sums: (string | null)[]
  }
  const groups = new Map<string, Group>()
  const summed = measures.flatMap((m) => (m.measure === 'sum' ? [m] : []))
  return {
    add: (row) => {
      const key = by.map((p) => valueOf(row, p.from))
      const place = JSON.stringify(key)
      let group = groups.get(place)
      if (group === undefined) {
        if (groups.size >= most) return false
        group = { key, rows: 0, sums: summed.map(() => '0') }
        groups.set(place, group)
      }
      group.rows++
      summed.forEach((m, i) => {
        const value = valueOf(row, m.of)
        if (value !== null) group.sums[i] = addDecimals(group.sums[i]!, value)
      })
      return true
    },
    get size() {
      return groups.size
    },
    smallest: () => [...groups.values()].reduce((least, g) => (least === 0 ? g.rows : Math.min(least, g.rows)), 0),
    *rows() {
      for (const group of groups.values()) {
        const keys = by.map((p, i) => [p.to, group.key[i]!] as const)
        const numbers = measures.map((m) => {
          const value = m.measure === 'count' ? String(group.rows) : group.sums[summed.indexOf(m)]!
          return [m.to, value] as const
        })
        yield Object.fromEntries([...keys, ...numbers])
      }
    },
  }
}
