const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

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
