import { pinyin } from 'pinyin-pro'
import type { HeadedSheet } from './header.ts'

/** What a column of a data file looks like, as a proposal to whoever describes it. */
export interface OutlinedColumn {
  readonly header: string
  /** Lower-case letters, digits and `_`, beginning with a letter, at most 41; distinct in the table. */
  readonly code: string
  readonly type: 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
  /** Characters, with room for more than was seen; null where it does not apply. */
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly filled: number
  /** Null where there are more than are counted. */
  readonly distinct: number | null
  /** Few values that repeat, as the codes of a list do. */
  readonly codeLike: boolean
}

export interface Outline {
  readonly sheet: string
  /** Rows that were looked at. */
  readonly rows: number
  readonly columns: readonly OutlinedColumn[]
}

const mostDistinct = 1000
const longestCode = 41

/** Looks at the first rows of a table. No value is kept beyond the counting. */
export async function outlineTable(table: HeadedSheet, mostRows: number): Promise<Outline> {
  const observers = table.columns.map(createObserver)
  let rows = 0
  for await (const row of table.rows()) {
    if (rows >= mostRows) break
    rows++
    observers.forEach((observer, i) => observer.see((row.cells[i] ?? '').trim()))
  }
  const named = observers.filter((_, i) => table.columns[i] !== '')
  const codes = distinctCodes(table.columns.filter((c) => c !== ''))
  return { sheet: table.sheet, rows, columns: named.map((observer, i) => observer.result(codes[i]!, rows)) }
}

/** Codes for names, each once: letters as they are, Chinese by its sound. */
export function distinctCodes(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const base = codeFor(name)
    let code = base
    for (let n = 2; taken.has(code); n++) code = `${base.slice(0, longestCode - String(n).length - 1)}_${n}`
    taken.add(code)
    return code
  })
}

function codeFor(name: string): string {
  const plain = name.normalize('NFKC').replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
  const sounds = pinyin(plain, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  let code = ''
  for (const sound of sounds) {
    const part = sound.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
    if (code.length + part.length > longestCode) break
    code += part
  }
  const trimmed = code.replaceAll(/_+/g, '_').replaceAll(/^_+|_+$/g, '')
  if (trimmed === '') return 'item'
  return /^[a-z]/.test(trimmed) ? trimmed : `c_${trimmed}`.slice(0, longestCode)
}

const patterns = {
  boolean: /^(true|false|是|否)$/i,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  // A leading zero is part of a code and no number.
  integer: /^[+-]?(0|[1-9]\d{0,14})$/,
  decimal: /^[+-]?(0|[1-9]\d{0,14})(\.\d{1,20})?$/,
} as const
/** Digits of one length are codes and numbers of documents rather than amounts. */
const codeDigits = 6

function createObserver(header: string): {
  see(value: string): void
  result(code: string, rows: number): OutlinedColumn
} {
  const open = new Set(Object.keys(patterns) as (keyof typeof patterns)[])
  const distinct = new Set<string>()
  let counting = true
  let filled = 0
  let shortest = Infinity
  let longest = 0
  const typeOf = (): OutlinedColumn['type'] => {
    if (filled === 0) return 'text'
    if (open.has('boolean')) return 'boolean'
    if (open.has('date')) return 'date'
    if (open.has('integer')) return shortest === longest && longest >= codeDigits ? 'text' : 'integer'
    return open.has('decimal') ? 'decimal' : 'text'
  }
  return {
    see: (value) => {
      if (value === '') return
      filled++
      const length = [...value].length
      shortest = Math.min(shortest, length)
      longest = Math.max(longest, length)
      for (const name of open) if (!patterns[name].test(value)) open.delete(name)
      if (!counting) return
      distinct.add(value)
      counting = distinct.size <= mostDistinct
      if (!counting) distinct.clear()
    },
    result: (code, rows) => {
      const type = typeOf()
      return {
        header,
        code,
        type,
        maxLength: type === 'text' ? roomFor(longest) : null,
        nullable: filled < rows,
        filled,
        distinct: counting ? distinct.size : null,
        codeLike:
          counting &&
          type !== 'date' &&
          type !== 'decimal' &&
          distinct.size > 1 &&
          distinct.size <= 100 &&
          filled >= distinct.size * 10,
      }
    },
  }
}

function roomFor(longest: number): number {
  return [10, 20, 50, 100, 200, 500, 1000, 4000, 20_000, 100_000].find((n) => n >= longest) ?? 100_000
}
