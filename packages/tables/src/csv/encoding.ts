import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import { TableError } from '../table-issue.ts'
import type { TextEncodingName } from '../table.ts'

/**
 * How a text file is written. A byte order mark says it; without one the whole file must decode, without a single
 * replacement, as UTF-8 or else as GB18030. The first bytes alone would not do: a header may be ASCII and the rows not.
 *
 * @throws {TableError} `TEXT_ENCODING`, `TEXT_BINARY`.
 */
export async function detectEncoding(path: string, head: Uint8Array): Promise<TextEncodingName> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const open = new Set<TextEncodingName>(['utf-8', 'gb18030'])
  const decoders = new Map([...open].map((name) => [name, strict(name)]))
  const tryDecode = (bytes: Uint8Array | undefined): void => {
    for (const name of open) {
      try {
        const decoder = decoders.get(name)!
        if (bytes === undefined) decoder.decode()
        else decoder.decode(bytes, { stream: true })
      } catch {
        open.delete(name) // not this one: the other may fit, and none fits is said below
      }
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (chunk.includes(0)) throw new TableError({ code: 'TEXT_BINARY' })
    tryDecode(chunk)
    if (open.size === 0) throw new TableError({ code: 'TEXT_ENCODING' })
  }
  tryDecode(undefined)
  const [found] = open
  if (found === undefined) throw new TableError({ code: 'TEXT_ENCODING' })
  return found
}

/** The text of a file, without its byte order mark. A byte that does not fit is a fault, never a replacement character. */
export async function* decodedText(path: string, encoding: TextEncodingName): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, { stream: true })
      if (text.includes('\u0000')) throw new TableError({ code: 'TEXT_BINARY' })
      yield text
    }
    yield decoder.decode()
  } catch (error) {
    if (isEncodingFault(error)) throw new TableError({ code: 'TEXT_ENCODING' })
    throw error
  }
}

function strict(name: TextEncodingName): TextDecoder {
  return new TextDecoder(name, { fatal: true, ignoreBOM: true })
}

function isEncodingFault(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
}
