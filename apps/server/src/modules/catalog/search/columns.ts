import { facetNames, type FacetName } from './facets.ts'

export type ColumnName = FacetName | 'territory' | 'systemName' | 'systemCode'
export const columnNames: readonly ColumnName[] = [...facetNames, 'territory', 'systemName', 'systemCode']

/** Number of a value that is left open. */
export const open = 0

/** Values of entries as numbers, row by row. */
export interface Columns {
  /** Width of a row; the value of a column stands at `slot * width + columnAt(name)`. */
  readonly width: number
  /** Another array after a change. */
  readonly values: Int32Array
  /** How many different values there are. */
  readonly distinct: number
  at(name: ColumnName): number
  set(slot: number, name: ColumnName, value: string | null): void
  get(slot: number, name: ColumnName): string | null
  /** Number of a value, -1 of one that no entry has. */
  numberOf(value: string): number
  valueOf(number: number): string
}

export function createColumns(): Columns {
  const width = columnNames.length
  const places = new Map(columnNames.map((name, i) => [name, i]))
  const numbers = new Map<string, number>()
  const names = ['']
  let values = new Int32Array(width * 64)

  const numbered = (value: string): number => {
    const known = numbers.get(value)
    if (known !== undefined) return known
    numbers.set(value, names.length)
    return names.push(value) - 1
  }

  return {
    width,
    get values() {
      return values
    },
    get distinct() {
      return names.length
    },
    at: (name) => places.get(name)!,
    set: (slot, name, value) => {
      if ((slot + 1) * width > values.length) {
        const longer = new Int32Array(2 * (slot + 1) * width)
        longer.set(values)
        values = longer
      }
      values[slot * width + places.get(name)!] = value === null ? open : numbered(value)
    },
    get: (slot, name) => {
      const number = values[slot * width + places.get(name)!]!
      return number === open ? null : names[number]!
    },
    numberOf: (value) => numbers.get(value) ?? -1,
    valueOf: (number) => names[number]!,
  }
}
