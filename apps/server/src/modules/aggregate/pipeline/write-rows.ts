import { createBulkSealer, ENVELOPE_OVERHEAD, SM3_BYTES, type DataKey } from '@fadu/smcrypto'
import type { Column, Layout } from '../../../platform/release/layout.ts'
import {
  copyBytes,
  writeBigint,
  writeBooleanText,
  writeBytes,
  writeDateText,
  writeDecimalText,
  writeInt16,
  writeInt32,
  writeIntegerText,
  writeNull,
} from './write-binary.ts'

/** Where the values of a row stand in bytes, in the order of the layout; a start of -1 is no value. */
export interface CellPlaces {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

export interface RowWriter {
  /** Adds a row whose values were accepted. */
  write(line: number, bytes: Buffer, places: CellPlaces): void
  /** What was written since the last call, in memory that is handed over. */
  take(): Uint8Array<ArrayBuffer>
  /** Memory to write into next. @param memory - Nobody else looks at it any more. */
  reuse(memory: ArrayBuffer): void
}

/**
 * Rows for COPY in its binary format, in the order of `writtenColumns`: plain values, blind indexes, then everything sealed
 * in one envelope bound to this row, then the digest.
 */
export function createRowWriter(p: {
  readonly layout: Layout
  readonly dataKey: DataKey
  readonly datasetId: string
  readonly number: number
  readonly withDigest: boolean
}): RowWriter {
  const { layout, number } = p
  const plain = placesOf(layout, (c) => !c.sealed).map((i) => ({ i, write: writers[layout[i]!.type] }))
  const indexed = placesOf(layout, (c) => c.sealed && c.identifier !== null)
  const bulk = createBulkSealer(
    p.dataKey,
    p.datasetId,
    indexed.map((i) => layout[i]!.code),
  )
  const sealed = placesOf(layout, (c) => c.sealed).map((i, n) => ({
    i,
    isBoolean: layout[i]!.type === 'boolean',
    key: Buffer.from(`${n === 0 ? '{' : ','}${JSON.stringify(layout[i]!.code)}:`),
  }))
  const fields = 2 + plain.length + indexed.length + (sealed.length > 0 ? 1 : 0) + (p.withDigest ? 1 : 0)
  const codes = layout
    .map((c, i) => ({ i, name: c.code, code: Buffer.from(c.code) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  let out = new Uint8Array(0)
  let at = 0
  let scratch = Buffer.alloc(4096)

  const sealedContent = (bytes: Buffer, { starts, ends }: CellPlaces): Uint8Array => {
    let to = 0
    for (const { i, key, isBoolean } of sealed) {
      copyBytes(scratch, to, key, 0, key.length)
      to += key.length
      const start = starts[i]!
      const end = ends[i]!
      if (start < 0) to += scratch.write('null', to, 'latin1')
      else if (isBoolean) to += scratch.write(isTrue(bytes[start]!) ? 'true' : 'false', to, 'latin1')
      else if (needsEscape(bytes, start, end))
        to += scratch.write(JSON.stringify(bytes.toString('utf8', start, end)), to, 'utf8')
      else {
        scratch[to++] = quote
        copyBytes(scratch, to, bytes, start, end)
        to += end - start
        scratch[to++] = quote
      }
    }
    scratch[to++] = closingBrace
    return scratch.subarray(0, to)
  }
  // An absent value counts as none at all, so that an item that came to the entry later changes no row that leaves it empty.
  const digested = (bytes: Buffer, { starts, ends }: CellPlaces): Uint8Array => {
    let to = 0
    for (const { i, code } of codes) {
      if (starts[i]! < 0) continue
      to = writeBytes(scratch, to, code, 0, code.length)
      to = writeBytes(scratch, to, bytes, starts[i]!, ends[i]!)
    }
    return scratch.subarray(0, to)
  }
  /** Room for a row whatever it holds: a control character of one byte is written as six. */
  const makeRoom = ({ starts, ends }: CellPlaces): void => {
    let bytes = 256 + layout.length * 128
    for (let i = 0; i < layout.length; i++) if (starts[i]! >= 0) bytes += (ends[i]! - starts[i]!) * 6
    if (scratch.length < bytes) scratch = Buffer.alloc(bytes * 2)
    if (out.length - at < bytes * 2) {
      const larger = new Uint8Array(Math.max(usualBytes, out.length * 2, at + bytes * 2))
      larger.set(out.subarray(0, at))
      out = larger
    }
  }

  return {
    write: (line, bytes, places) => {
      makeRoom(places)
      const { starts, ends } = places
      at = writeInt16(out, at, fields)
      at = writeInt32(out, writeInt32(out, at, 4), number)
      at = writeBigint(out, at, line)
      for (const { i, write } of plain) {
        at = starts[i]! < 0 ? writeNull(out, at) : write(out, at, bytes, starts[i]!, ends[i]!)
      }
      for (let field = 0; field < indexed.length; field++) {
        const i = indexed[field]!
        if (starts[i]! < 0) at = writeNull(out, at)
        else {
          at = writeInt32(out, at, SM3_BYTES)
          bulk.index(field, bytes, starts[i]!, ends[i]!, out, at)
          at += SM3_BYTES
        }
      }
      if (sealed.length > 0) {
        const content = sealedContent(bytes, places)
        at = writeInt32(out, at, content.length + ENVELOPE_OVERHEAD)
        bulk.seal(`${number}:${line}`, content, out, at)
        at += content.length + ENVELOPE_OVERHEAD
      }
      if (p.withDigest) {
        at = writeInt32(out, at, SM3_BYTES)
        bulk.digest(digested(bytes, places), out, at)
        at += SM3_BYTES
      }
    },
    take: () => {
      bulk.settle(out)
      const taken = out.subarray(0, at)
      out = new Uint8Array(0)
      at = 0
      return taken
    },
    reuse: (memory) => {
      if (at === 0) out = new Uint8Array(memory)
    },
  }
}

/** What the rows of a block take, and more. */
const usualBytes = 512 * 1024

const writers = {
  text: writeBytes,
  integer: writeIntegerText,
  decimal: writeDecimalText,
  date: writeDateText,
  boolean: writeBooleanText,
} as const satisfies Record<Column['type'], unknown>

const quote = 0x22
const backslash = 0x5c
const closingBrace = 0x7d

function placesOf(layout: Layout, want: (column: Column) => boolean): number[] {
  return layout.flatMap((column, i) => (want(column) ? [i] : []))
}

function isTrue(first: number): boolean {
  return first === 0x74 || first === 0x31 || first === 0xe6
}

/** What JSON does not take as it stands. */
function needsEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte < 0x20 || byte === quote || byte === backslash) return true
  }
  return false
}
