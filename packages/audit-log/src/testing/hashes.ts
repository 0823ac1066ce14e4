import { createHash } from 'node:crypto'
import type { LogHash } from '../hash.ts'

const nodeHashOf = (name: string): LogHash => ({
  name,
  size: 32,
  digest: (...parts) => {
    const hasher = createHash(name)
    for (const part of parts) hasher.update(part)
    return new Uint8Array(hasher.digest())
  },
})

export const sha256 = nodeHashOf('sha256')
export const sm3 = nodeHashOf('sm3')

/** The same hash, counting how often it is used. */
export function counting(hash: LogHash): LogHash & { readonly used: () => number } {
  let used = 0
  return {
    ...hash,
    digest: (...parts) => {
      used++
      return hash.digest(...parts)
    },
    used: () => used,
  }
}

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'))
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** A copy with one bit turned over; bits are counted through the bytes. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
