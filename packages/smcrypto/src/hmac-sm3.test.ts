import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HmacSm3Key, MESSAGE_AT, hmacSm3 } from './hmac-sm3.ts'
import { hex, hexOf, utf8 } from './test-support/bytes.ts'
import { opensslOutput, opensslVersion } from './test-support/openssl.ts'
import { slowHmac } from './test-support/slow-envelope.ts'

// GM/T 0042-2015 D.3
const official = [
  {
    key: '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20',
    message: hexOf(utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2))),
    tag: 'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a',
  },
  {
    key: '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425',
    message: 'cd'.repeat(50),
    tag: '220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae',
  },
  {
    key: '0b'.repeat(32),
    message: hexOf(utf8('Hi There')),
    tag: 'c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e',
  },
  {
    key: hexOf(utf8('Jefe')),
    message: hexOf(utf8('what do ya want for nothing?')),
    tag: '2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882',
  },
]

/** The tag by the kept key, whose message is written into its scratch area. */
function keptTag(key: Uint8Array, message: Uint8Array): string {
  const kept = new HmacSm3Key(key, message.length)
  kept.scratch.set(message, MESSAGE_AT)
  return Buffer.from(kept.binaryTag(message.length), 'latin1').toString('hex')
}

test.each(official)(
  'gives the tag $tag of GM/T 0042-2015, by the call and by the kept key',
  ({ key, message, tag }) => {
    expect(hexOf(hmacSm3(hex(key), hex(message)))).toBe(tag)
    expect(keptTag(hex(key), hex(message))).toBe(tag)
  },
)

test('the kept key agrees with the call and with the second library on any key and message', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 150, size: 'max' }),
      fc.uint8Array({ maxLength: 300, size: 'max' }),
      (key, message) => {
        const tag = hexOf(hmacSm3(key, message))
        expect(tag).toBe(hexOf(slowHmac(key, message)))
        expect(keptTag(key, message)).toBe(tag)
        expect(hexOf(new HmacSm3Key(key, 0).mac(message))).toBe(tag)
      },
    ),
  )
})

test('a kept key gives each of many messages its own tag', () => {
  const kept = new HmacSm3Key(utf8('key'), 64)
  for (const text of ['a', 'longer message', 'b', '市民', '']) {
    expect(hexOf(kept.textTag(text, utf8))).toBe(hexOf(hmacSm3(utf8('key'), utf8(text))))
  }
})

describe.skipIf(opensslVersion === undefined)('judged by openssl', () => {
  test.each([0, 1, 64, 1000])('agrees on a message of %i bytes', (length) => {
    const message = new Uint8Array(length).fill(0x5a)
    const key = 'f0e1d2c3b4a5968778695a4b3c2d1e0f'.repeat(2)
    const args = ['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary', '@message']
    expect(hexOf(hmacSm3(hex(key), message))).toBe(opensslOutput(args, { message }).toString('hex'))
  })
})
