import { timingSafeEqual } from 'node:crypto'

export function isSameDigest(kept: Uint8Array, stated: Uint8Array): boolean {
  return kept.length === stated.length && timingSafeEqual(kept, stated)
}
