import type { RuleSetFault } from './check-rule-set.ts'

/** Faults found so far, in the order in which they were met. */
export type Faults = RuleSetFault[]
type Path = readonly (string | number)[]

/** Room for a sentence of a rule. */
const longestText = 500

/** Each takes a value and its place, and gives something harmless in place of what it cannot read. */
export interface Reader {
  fault(path: Path, message: string): void
  record(value: unknown, path: Path): Readonly<Record<string, unknown>>
  /** Text that is not blank, of one line. */
  text(value: unknown, path: Path): string
  onlyKeys(value: unknown, known: readonly string[], path: Path): void
  /** A name that other parts refer to. */
  code(value: unknown, path: Path): string
  numberIn(value: unknown, path: Path, range: { readonly from: number; readonly to: number }): number
  oneOf<T extends string | number | boolean>(value: unknown, options: readonly T[], path: Path): T
  list<T>(
    value: unknown,
    path: Path,
    size: { readonly least: number; readonly most: number },
    member: (value: unknown, path: Path, reader: Reader) => T,
  ): readonly T[]
}

/**
 * Reads plain data piece by piece and notes what is not as expected. After a fault reading goes on with something harmless, so
 * that all faults are told at once; what was read is used only when there was none.
 */
export function read(faults: Faults): Reader {
  const fault = (path: Path, message: string): void => void faults.push({ path, message })
  const record = (value: unknown, path: Path): Readonly<Record<string, unknown>> => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    fault(path, value === undefined ? 'is missing' : 'expected an object')
    return {}
  }
  const text = (value: unknown, path: Path): string => {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longestText && !hasControls(value))
      return value
    fault(path, value === undefined ? 'is missing' : `expected text of 1 to ${longestText} characters`)
    return ''
  }
  const reader: Reader = {
    fault,
    record,
    text,
    onlyKeys: (value: unknown, known: readonly string[], path: Path): void => {
      for (const key of Object.keys(value as object)) {
        if (!known.includes(key)) fault([...path, key], `is not known here; known: ${known.join(', ')}`)
      }
    },
    code: (value: unknown, path: Path): string => {
      if (typeof value === 'string' && /^[A-Za-z][A-Za-z0-9.-]{0,59}$/.test(value)) return value
      fault(
        path,
        value === undefined ? 'is missing' : 'expected letters, digits, dots and hyphens, beginning with a letter',
      )
      return ''
    },
    numberIn: (value: unknown, path: Path, range: { readonly from: number; readonly to: number }): number => {
      if (typeof value === 'number' && value >= range.from && value <= range.to) return value
      fault(path, value === undefined ? 'is missing' : `expected a number from ${range.from} to ${range.to}`)
      return range.from
    },
    oneOf: <T extends string | number | boolean>(value: unknown, options: readonly T[], path: Path): T => {
      const found = options.find((option) => option === value)
      if (found !== undefined) return found
      fault(path, value === undefined ? 'is missing' : `expected one of ${options.join(', ')}`)
      return options[0]!
    },
    list: <T>(
      value: unknown,
      path: Path,
      size: { readonly least: number; readonly most: number },
      member: (value: unknown, path: Path, reader: Reader) => T,
    ): readonly T[] => {
      if (Array.isArray(value) && value.length >= size.least && value.length <= size.most) {
        return value.map((one: unknown, i) => member(one, [...path, i], reader))
      }
      fault(path, value === undefined ? 'is missing' : `expected a list of ${size.least} to ${size.most} members`)
      return []
    },
  }
  return reader
}

function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is kept out
  return /[\u0000-\u001f\u007f]/.test(text)
}
