import { plainDecimal } from './plain-decimal.ts'

/** Why a line is no flat object. No variant holds a value. */
export type FlatObjectFault = 'jsonMalformed' | 'jsonNotAnObject' | 'jsonNested' | 'jsonDuplicateKey'

export type FlatObject =
  | { readonly ok: true; readonly cells: ReadonlyMap<string, string | null> }
  | { readonly ok: false; readonly fault: FlatObjectFault; readonly key?: string }

const space = /[ \t\r\n]*/y
// A control character must be written as an escape, RFC 8259 §7.
// eslint-disable-next-line no-control-regex
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y

/**
 * Reads one line of JSON Lines, an object of plain values, RFC 8259. Numbers keep every digit that was written, since a
 * number that passed through floating point is no longer what was received; they are given without exponent. Yes and no
 * become `true` and `false`.
 *
 * A key that stands twice is a fault: which of the two values was meant, nobody can tell.
 */
export function readFlatObject(line: string): FlatObject {
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(line)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const skip = (): string | undefined => {
    take(space)
    return line[at]
  }
  const fault = (name: FlatObjectFault, key?: string): FlatObject =>
    key === undefined ? { ok: false, fault: name } : { ok: false, fault: name, key }

  if (skip() !== '{') return fault(isJson(line) ? 'jsonNotAnObject' : 'jsonMalformed')
  at++
  const cells = new Map<string, string | null>()
  if (skip() === '}') at++
  else {
    for (;;) {
      if (skip() !== '"') return fault('jsonMalformed')
      const written = take(string)
      if (written === undefined) return fault('jsonMalformed')
      const key = textOf(written)
      if (skip() !== ':') return fault('jsonMalformed')
      at++
      const first = skip()
      if (first === '{' || first === '[') return fault(isJson(line) ? 'jsonNested' : 'jsonMalformed', key)
      const value = readValue(first)
      if (value === undefined) return fault('jsonMalformed')
      if (cells.has(key)) return fault('jsonDuplicateKey', key)
      cells.set(key, value)
      const after = skip()
      at++
      if (after === '}') break
      if (after !== ',') return fault('jsonMalformed')
    }
  }
  skip()
  return at === line.length ? { ok: true, cells } : fault('jsonMalformed')

  function readValue(first: string | undefined): string | null | undefined {
    if (first === '"') {
      const written = take(string)
      return written === undefined ? undefined : textOf(written)
    }
    const named = take(word)
    if (named !== undefined) return named === 'null' ? null : named
    const digits = take(number)
    return digits === undefined ? undefined : plainDecimal(digits)
  }
}

function textOf(written: string): string {
  return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
