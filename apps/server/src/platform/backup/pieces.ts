import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { toHex } from '@fadu/audit-log'
import { hmacSm3, sm3, type Sealer } from '@fadu/smcrypto'
import type { Piece } from './manifest.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** A piece has at least so many bytes, unless the table ends; at most so many; between them about a MiB more than the least. */
const least = 256 * 1024
const most = 4 * 1024 * 1024
/** Twenty bits of the rolling hash: one place in a million is a cut. */
const cutMask = 0xfffff000 | 0
/** Pieces that are being packed at once. */
const inFlight = 3

const gear = Int32Array.from({ length: 256 }, (_, byte) => Buffer.from(sm3(Uint8Array.of(byte))).readInt32BE(0))

/**
 * Cuts a stream into pieces where its content says so: what stands before and behind a change is cut as before, so that pieces
 * which did not change are found again.
 */
export class Cutter {
  readonly #take: (piece: Uint8Array) => Promise<void>
  #parts: Uint8Array[] = []
  #length = 0
  #hash = 0

  constructor(take: (piece: Uint8Array) => Promise<void>) {
    this.#take = take
  }

  async add(bytes: Uint8Array): Promise<void> {
    let from = 0
    while (from < bytes.length) {
      const end = this.#cutIn(bytes, from)
      const upTo = end ?? bytes.length
      this.#parts.push(bytes.subarray(from, upTo))
      this.#length += upTo - from
      from = upTo
      if (end !== undefined) await this.#give()
    }
  }

  async end(): Promise<void> {
    if (this.#length > 0) await this.#give()
  }

  /** Where the piece under way ends within these bytes. */
  #cutIn(bytes: Uint8Array, from: number): number | undefined {
    const last = Math.min(bytes.length, from + most - this.#length)
    let hash = this.#hash
    for (let i = from + Math.max(0, least - this.#length); i < last; i++) {
      hash = ((hash << 1) + gear[bytes[i]!]!) | 0
      if ((hash & cutMask) === 0) return i + 1
    }
    this.#hash = hash
    return last - from === most - this.#length ? last : undefined
  }

  #give(): Promise<void> {
    const piece = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts)
    this.#parts = []
    this.#length = 0
    this.#hash = 0
    return this.#take(piece)
  }
}

/** Where pieces are kept that are there already, by their names. */
export type KnownPieces = ReadonlyMap<string, Piece>

/** Writes pieces to a file, packed and sealed, each once; what an earlier backup has is only named. */
export class PieceWriter {
  readonly #file: FileHandle
  readonly #sealer: Sealer
  readonly #nameKey: Uint8Array
  readonly #known: Map<string, Promise<Piece>>
  #written: Promise<unknown> = Promise.resolve()
  #bytes = 0
  #waiting = 0

  constructor(p: {
    readonly file: FileHandle
    readonly sealer: Sealer
    /** Names are digests under this key: without it nobody finds out by its name what a piece holds. */
    readonly nameKey: Uint8Array
    readonly known: KnownPieces
  }) {
    this.#file = p.file
    this.#sealer = p.sealer
    this.#nameKey = p.nameKey
    this.#known = new Map([...p.known].map(([name, piece]) => [name, Promise.resolve(piece)]))
  }

  /** Bytes of the file. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes a piece; waits only where many are under way. The answer is where it is kept, once it is. */
  async add(rows: Uint8Array): Promise<{ readonly kept: Promise<Piece> }> {
    const name = toHex(hmacSm3(this.#nameKey, rows))
    const known = this.#known.get(name)
    if (known !== undefined) return { kept: known }
    // Packing goes on beside; writing is in turn, so that a failure stops what follows.
    const packed = deflate(rows, { level: 1 })
    const kept = this.#written.then(async () => {
      const smaller = await packed
      const sealed = this.#sealer.seal(name, smaller.length < rows.length ? smaller : rows)
      const at = this.#bytes
      await this.#file.writeFile(sealed)
      this.#bytes += sealed.length
      this.#waiting--
      return [0, at, sealed.length, rows.length, name, toHex(sm3(sealed))] satisfies Piece
    })
    this.#known.set(name, kept)
    this.#written = kept
    // Whoever asked for the piece hears of a failure; here it only must not go unheard.
    kept.catch(() => undefined)
    packed.catch(() => undefined)
    if (++this.#waiting >= inFlight) await kept
    return { kept }
  }
}

/** Sealed bytes of pieces as they lie on disk. A file is opened once. */
export class PieceFiles {
  readonly #pathOf: (file: number) => string
  readonly #open = new Map<number, Promise<FileHandle>>()

  constructor(pathOf: (file: number) => string) {
    this.#pathOf = pathOf
  }

  /** Undefined when the bytes are not there, or not those that the manifest names. */
  async read([file, at, length, , , digest]: Piece): Promise<Uint8Array | undefined> {
    try {
      const opened = this.#open.get(file) ?? open(this.#pathOf(file), 'r')
      this.#open.set(file, opened)
      const bytes = Buffer.allocUnsafe(length)
      const { bytesRead } = await (await opened).read(bytes, 0, length, at)
      return bytesRead === length && toHex(sm3(bytes)) === digest ? bytes : undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async close(): Promise<void> {
    for (const opened of this.#open.values()) await opened.then((file) => file.close()).catch(() => undefined)
  }
}

/** The rows of a piece. @throws {EnvelopeTampered} */
export async function openPiece(sealer: Sealer, [, , , size, name]: Piece, sealed: Uint8Array): Promise<Uint8Array> {
  const packed = sealer.open(name, sealed)
  return packed.length === size ? packed : inflate(packed, { maxOutputLength: size })
}
