// RFC 8785, JSON Canonicalization Scheme (JCS): one byte string for one value.
import { decodeUtf8, encodeUtf8, equalBytes, hasLoneSurrogate } from './bytes.ts'
import { LogError } from './issues.ts'
import type { UnsupportedJson } from './issues.ts'

// Deep enough for any record; shallow enough to refuse a cycle long before the stack ends.
const MAX_DEPTH = 128

/**
 * The canonical JSON text of a value, RFC 8785: no white space, members sorted by the UTF-16 code units of their names,
 * numbers as ECMAScript writes them (-0 as 0), strings with the shortest escapes.
 *
 * Stricter than JSON.stringify, which drops or alters what it cannot say: nothing here is dropped, and no `toJSON` is called.
 *
 * @param value - null, booleans, finite numbers, well-formed strings, dense arrays, plain objects; at most 128 deep.
 * @throws {LogError} `LOG_JSON_UNSUPPORTED` with the JSON Pointer (RFC 6901) of what has no canonical form: undefined (also
 *   as a member or a hole in an array), functions, symbols, bigints, NaN and infinities, lone surrogates, instances of classes.
 * @see RFC 8785 §3.2
 * @example canonicalize({ b: 1e2, a: 'é' }) // '{"a":"é","b":100}'
 */
export function canonicalize(value: unknown): string {
  return serialize(value, [])
}

/** `canonicalize` in UTF-8: what is hashed as a leaf, and what commitments are made of. @see RFC 8785 §3.2.4 */
export function canonicalBytes(value: unknown): Uint8Array {
  return encodeUtf8(canonicalize(value))
}

/**
 * Reads canonical JSON and refuses every other form: white space, unsorted or repeated members, 1.0 for 1, needless escapes,
 * numbers that a double cannot hold.
 *
 * @returns The value, as JSON.parse gives it.
 * @throws {LogError} `LOG_ENCODING_MALFORMED` when it is not UTF-8; `LOG_JSON_NOT_CANONICAL` with the text it should have been,
 *   or null when it is not JSON.
 */
export function parseCanonical(bytes: Uint8Array): unknown {
  const value = parseJson(decodeUtf8(bytes))
  const canonical = canonicalize(value)
  if (!equalBytes(encodeUtf8(canonical), bytes)) throw new LogError({ code: 'LOG_JSON_NOT_CANONICAL', canonical })
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new LogError({ code: 'LOG_JSON_NOT_CANONICAL', canonical: null }, { cause })
  }
}

/** Where the value being written stands: names and places from the outermost in. Spelled out only when it is refused. */
type Path = (string | number)[]

function serialize(value: unknown, path: Path): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      return serializeNumber(value, path)
    case 'string':
      return serializeString(value, path)
    case 'object':
      if (path.length >= MAX_DEPTH) throw unsupported(path, 'too-deep')
      return Array.isArray(value) ? serializeArray(value, path) : serializeObject(value, path)
    default:
      throw unsupported(path, typeof value as UnsupportedJson)
  }
}

// RFC 8785 §3.2.2.3 takes its number format from ECMAScript, Number::toString; String(-0) is '0'.
function serializeNumber(value: number, path: Path): string {
  if (!Number.isFinite(value)) throw unsupported(path, 'number-not-finite')
  return String(value)
}

/** Printable ASCII without quotation mark and backslash: written as it is. */
const PLAIN = /^[ !#-[\]-~]*$/

// RFC 8785 §3.2.2.2 takes its escapes from ECMAScript, QuoteJSONString, and refuses lone surrogates, which that would escape.
function serializeString(value: string, path: Path): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (hasLoneSurrogate(value)) throw unsupported(path, 'lone-surrogate')
  return JSON.stringify(value)
}

function serializeArray(values: readonly unknown[], path: Path): string {
  let items = ''
  for (let i = 0; i < values.length; i++) {
    path.push(i)
    items += `${i === 0 ? '' : ','}${serialize(values[i], path)}`
    path.pop()
  }
  return `[${items}]`
}

function serializeObject(value: object, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw unsupported(path, 'not-plain-object')
  if (Object.getOwnPropertySymbols(value).length > 0) throw unsupported(path, 'symbol')
  // Without a comparison of its own, sort() goes by UTF-16 code units, as RFC 8785 §3.2.3 asks; localeCompare would not.
  const names = Object.keys(value).sort()
  let members = ''
  for (const name of names) {
    path.push(name)
    const member = serialize((value as Record<string, unknown>)[name], path)
    members += `${members === '' ? '' : ','}${serializeString(name, path)}:${member}`
    path.pop()
  }
  return `{${members}}`
}

function unsupported(path: Path, found: UnsupportedJson): LogError {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return new LogError({ code: 'LOG_JSON_UNSUPPORTED', pointer, found })
}
