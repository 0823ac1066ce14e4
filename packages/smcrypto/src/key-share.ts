// A share of a master key as somebody keeps it: 48 bytes, written as 24 words of five letters that can be said aloud and
// that a QR code holds in its alphanumeric mode.
//
//   1 version | 6 key id | 1 threshold | 1 index | 32 value | 7 check
//
// Each word is 16 bits, consonant-vowel-consonant-vowel-consonant (D. S. Wilkerson, "A Proposal for Proquints", 2009). The
// check is HMAC-SM3 over what comes before it, keyed by the value: it finds slips of the pen, and tells nothing that whoever
// has the share does not have.
import { timingSafeEqual } from 'node:crypto'
import { concatBytes, detached, toHex } from './bytes.ts'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { SmcryptoError } from './errors.ts'
import type { ShareFault } from './errors.ts'
import { hmacSm3 } from './hmac-sm3.ts'
import { LEAST_THRESHOLD } from './shamir.ts'

const SHARE_VERSION = 1
export const KEY_ID_BYTES = 6
const CHECK_BYTES = 7
const VALUE_AT = 1 + KEY_ID_BYTES + 2
const SHARE_BYTES = VALUE_AT + HIERARCHY_KEY_BYTES + CHECK_BYTES
const WORDS = SHARE_BYTES / 2

const CONSONANTS = 'BDFGHJKLMNPRSTVZ'
const VOWELS = 'AIOU'

/** One custodian's part of a master key. */
export interface KeyShare {
  /** Which splitting it belongs to, 12 hexadecimal digits: shares of different ones do not join. */
  readonly keyId: string
  /** How many are needed. */
  readonly threshold: number
  /** Whose it is: the place among the custodians, from 1. */
  readonly index: number
  /** 32 bytes; secret. */
  readonly value: Uint8Array
}

/** Words of the share, four a group: `BABAB-…`. Secret. */
export function shareText(share: KeyShare): string {
  const bytes = bytesOf(share)
  const words = Array.from({ length: WORDS }, (_, i) => wordOf((bytes[2 * i]! << 8) | bytes[2 * i + 1]!))
  bytes.fill(0)
  return words.join('-')
}

/**
 * Reads a share as it was written down: small or capital letters, any spaces, lines or hyphens between the words.
 *
 * @throws {SmcryptoError} `SHARE_MALFORMED`, which never holds what was read: the number of a word at most.
 */
export function parseShare(text: string): KeyShare {
  const words = text
    .toUpperCase()
    .split(/[\s-]+/)
    .filter((word) => word !== '')
  const numbers = words.map(numberOf)
  const wrong = numbers.indexOf(undefined)
  if (wrong >= 0 && wrong < WORDS) throw malformed('word', wrong + 1)
  if (words.length !== WORDS) throw malformed('length')
  const bytes = new Uint8Array(SHARE_BYTES)
  numbers.forEach((number, i) => bytes.set([number! >>> 8, number! & 0xff], 2 * i))
  if (bytes[0] !== SHARE_VERSION) throw malformed('version')
  const share: KeyShare = {
    keyId: toHex(bytes.subarray(1, 1 + KEY_ID_BYTES)),
    threshold: bytes[VALUE_AT - 2]!,
    index: bytes[VALUE_AT - 1]!,
    value: detached(bytes.subarray(VALUE_AT, VALUE_AT + HIERARCHY_KEY_BYTES)),
  }
  if (!timingSafeEqual(checkOf(bytes, share.value), bytes.subarray(SHARE_BYTES - CHECK_BYTES))) throw malformed('check')
  bytes.fill(0)
  if (share.index < 1 || share.threshold < LEAST_THRESHOLD) throw malformed('check')
  return share
}

/**
 * What a share is recognised by where the shares are not: 32 bytes under a key that is the share itself, so that a wrong
 * share is told from a right one before all are together.
 */
export function shareTag({ keyId, threshold, index, value }: KeyShare): Uint8Array {
  return hmacSm3(value, Buffer.from(`fadu share tag\0${keyId}\0${threshold}\0${index}`, 'utf8'))
}

function bytesOf({ keyId, threshold, index, value }: KeyShare): Uint8Array {
  const before = concatBytes(
    Uint8Array.of(SHARE_VERSION),
    Buffer.from(keyId, 'hex'),
    Uint8Array.of(threshold, index),
    value,
  )
  const bytes = new Uint8Array(SHARE_BYTES)
  bytes.set(before)
  bytes.set(checkOf(bytes, value), SHARE_BYTES - CHECK_BYTES)
  before.fill(0)
  return bytes
}

function checkOf(bytes: Uint8Array, value: Uint8Array): Uint8Array {
  const head = bytes.subarray(0, VALUE_AT)
  return hmacSm3(value, concatBytes(Buffer.from('fadu share\0', 'utf8'), head)).subarray(0, CHECK_BYTES)
}

function wordOf(number: number): string {
  return [
    CONSONANTS[number >>> 12],
    VOWELS[(number >>> 10) & 3],
    CONSONANTS[(number >>> 6) & 15],
    VOWELS[(number >>> 4) & 3],
    CONSONANTS[number & 15],
  ].join('')
}

function numberOf(word: string): number | undefined {
  if (!/^[BDFGHJKLMNPRSTVZ][AIOU][BDFGHJKLMNPRSTVZ][AIOU][BDFGHJKLMNPRSTVZ]$/.test(word)) return undefined
  return (
    (CONSONANTS.indexOf(word[0]!) << 12) |
    (VOWELS.indexOf(word[1]!) << 10) |
    (CONSONANTS.indexOf(word[2]!) << 6) |
    (VOWELS.indexOf(word[3]!) << 4) |
    CONSONANTS.indexOf(word[4]!)
  )
}

function malformed(fault: ShareFault, word?: number): SmcryptoError {
  return new SmcryptoError({ code: 'SHARE_MALFORMED', fault, ...(word === undefined ? {} : { word }) })
}
