const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** The binary format begins with its signature, no flags, no extension, and ends with a row of minus one fields. */
export const copyHeader: Uint8Array = Buffer.concat([signature, Buffer.alloc(8)])
export const copyTrailer: Uint8Array = new Uint8Array([0xff, 0xff])

/** Rows for COPY, with what their first piece says of their format. The text format cannot begin with the signature: it is no text. */
export async function sniffCopy(rows: AsyncIterable<Uint8Array>): Promise<{
  readonly isBinary: boolean
  /** Behind `copy … from …`. */
  readonly options: string
  /** The first piece, undefined when there are none; of the binary format its header. */
  readonly first: Uint8Array | undefined
  /** What follows the first piece. */
  readonly rest: AsyncIterable<Uint8Array>
}> {
  const pieces = rows[Symbol.asyncIterator]()
  const begun = await pieces.next()
  const first = begun.done === true ? undefined : begun.value
  const isBinary = first !== undefined && signature.equals(first.subarray(0, signature.length))
  return { isBinary, options: isBinary ? ' with (format binary)' : '', first, rest: following(pieces) }
}

async function* following(pieces: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    for (;;) {
      const next = (await pieces.next()) as IteratorResult<Uint8Array, undefined>
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await pieces.return?.()
  }
}

/**
 * Rows of the binary format that are cut anywhere, as `copyIn` takes them: header, pieces of whole rows, trailer.
 *
 * @throws {Error} when the bytes end within a row.
 */
export async function* wholeRowsOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield copyHeader
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk])
    const end = endOfRows(bytes)
    if (end > 0) yield bytes.subarray(0, end)
    rest = bytes.subarray(end)
  }
  if (rest.length > 0) throw new Error('the rows of a table end within a row')
  yield copyTrailer
}

/** Where the last whole row ends. A row is the number of its fields, then each with its length, minus one for null. */
function endOfRows(bytes: Buffer): number {
  const { length } = bytes
  let end = 0
  for (;;) {
    let at = end + 2
    if (at > length) return end
    for (let left = bytes.readInt16BE(end); left > 0; left--) {
      if (at + 4 > length) return end
      const size = bytes.readInt32BE(at)
      at += size > 0 ? 4 + size : 4
    }
    if (at > length) return end
    end = at
  }
}
