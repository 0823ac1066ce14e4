import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { TableError } from '../table-issue.ts'
import type { TextEncodingName } from '../table.ts'

/** A text on its way in: its bytes in UTF-8 without byte order mark, and how it was written, known once it was read. */
export interface Utf8Text {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly encoding: () => TextEncodingName
}

/**
 * Brings a text to UTF-8 as it streams by. A byte order mark says how it is written; without one the first bytes beyond ASCII
 * do, which must be UTF-8 or else GB18030, and everything after them the same: a file in two encodings is a fault and never
 * a guess.
 *
 * Bytes that are UTF-8 already pass unchanged and are checked here as they pass.
 *
 * @throws {TableError} `TEXT_ENCODING`, and `TEXT_BINARY` for a NUL byte.
 */
export function toUtf8(source: AsyncIterable<Uint8Array>): Utf8Text {
  let encoding: TextEncodingName | undefined
  return { bytes: passed(), encoding: () => encoding ?? 'utf-8' }

  async function* passed(): AsyncIterable<Uint8Array> {
    let decoder: TextDecoder | undefined
    const checked = utf8Check()
    let isFirst = true
    let undecided: Uint8Array = new Uint8Array(0)
    for await (const given of atLeast(source, 3)) {
      let chunk = given
      if (isFirst) {
        isFirst = false
        const mark = markOf(chunk)
        encoding = mark?.encoding
        chunk = chunk.subarray(mark?.bytes ?? 0)
      }
      if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && chunk.includes(0)) {
        throw new TableError({ code: 'TEXT_BINARY' })
      }
      if (encoding === undefined) {
        if (undecided.length === 0 && isAscii(chunk)) {
          yield chunk
          continue
        }
        undecided = Buffer.concat([undecided, chunk])
        if (undecided.length < decidingBytes) continue
        chunk = undecided
        encoding = encodingOf(chunk)
      }
      if (encoding === 'utf-8') {
        checked.take(chunk)
        yield chunk
        continue
      }
      decoder ??= new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
      yield Buffer.from(
        strictly(() => decoder!.decode(chunk, { stream: true })),
        'utf8',
      )
    }
    if (encoding === undefined && undecided.length > 0) {
      encoding = encodingOf(undecided)
      decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
      yield Buffer.from(
        strictly(() => decoder!.decode(undecided, { stream: true })),
        'utf8',
      )
    }
    checked.end()
    const rest = decoder === undefined ? '' : strictly(() => decoder.decode())
    if (rest !== '') yield Buffer.from(rest, 'utf8')
  }
}

/** Whether bytes that come in pieces are UTF-8; a piece may end within a character. @throws {TableError} `TEXT_ENCODING` */
function utf8Check(): { take(chunk: Uint8Array): void; end(): void } {
  let open: Uint8Array = new Uint8Array(0)
  const require = (bytes: Uint8Array): void => {
    if (!isUtf8(bytes)) throw new TableError({ code: 'TEXT_ENCODING' })
  }
  return {
    take: (chunk) => {
      // The character that the last piece left open is looked at with the bytes that continue it.
      let from = 0
      if (open.length > 0) {
        while (from < chunk.length && from < longestCharacter && isContinuation(chunk[from]!)) from++
        open = Buffer.concat([open, chunk.subarray(0, from)])
        if (from === chunk.length && open.length < longestCharacter) return
        require(open)
      }
      const to = wholeCharacters(chunk, from)
      require(chunk.subarray(from, to))
      open = chunk.slice(to)
    },
    end: () => require(open),
  }
}

const longestCharacter = 4

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

/** Where a character begins that may not be whole, or the end. */
function wholeCharacters(chunk: Uint8Array, from: number): number {
  for (let at = chunk.length - 1; at >= from && at > chunk.length - longestCharacter; at--) {
    const byte = chunk[at]!
    if (isContinuation(byte)) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return at + length > chunk.length ? at : chunk.length
  }
  return chunk.length
}

/** Bytes from the first beyond ASCII on that decide: two bytes may be either encoding, a line of them hardly. */
const decidingBytes = 1024

/** A first chunk of that many bytes, where there are so many, and then what comes. */
async function* atLeast(source: AsyncIterable<Uint8Array>, bytes: number): AsyncIterable<Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array(0)
  for await (const chunk of source) {
    if (first === undefined) {
      yield chunk
      continue
    }
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk])
    if (first.length < bytes) continue
    yield first
    first = undefined
  }
  if (first !== undefined && first.length > 0) yield first
}

function markOf(chunk: Uint8Array): { readonly encoding: TextEncodingName; readonly bytes: number } | undefined {
  const [a, b, c] = chunk
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bytes: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bytes: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bytes: 2 }
  return undefined
}

function encodingOf(chunk: Uint8Array): TextEncodingName {
  for (const name of ['utf-8', 'gb18030'] as const) {
    try {
      new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(chunk, { stream: true })
      return name
    } catch {
      // not this one: the other may fit, and none fits is said below
    }
  }
  throw new TableError({ code: 'TEXT_ENCODING' })
}

function strictly(decode: () => string): string {
  try {
    return decode()
  } catch (error) {
    if (error instanceof TypeError) throw new TableError({ code: 'TEXT_ENCODING' })
    throw error
  }
}

function isAscii(chunk: Uint8Array): boolean {
  for (let i = 0; i < chunk.length; i++) if (chunk[i]! > 0x7f) return false
  return true
}
