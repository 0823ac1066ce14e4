import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes } from './canonical-json.ts'
import { commitment, verifyCommitment } from './commitment.ts'
import { leafHash, nodeHash } from './hash.ts'
import { flipBit, hex, sha256, sm3, unhex, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'

const salt = unhex('000102030405060708090a0b0c0d0e0f')
const content = canonicalBytes({ name: '张三' })

test.each([sha256, sm3])('$name: the commitment is the hash of 0x02, length of salt, salt and content', (hash) => {
  const message = unhex(`0210${hex(salt)}${hex(utf8('{"name":"张三"}'))}`)
  expect(hex(commitment(hash, salt, content))).toBe(hex(hash.digest(message)))
})

test('the right opening is accepted and every flipped bit is refused', async () => {
  const expected = commitment(sm3, salt, content)
  expect(verifyCommitment(sm3, expected, { salt, content })).toBeUndefined()
  const refused = (...args: Parameters<typeof verifyCommitment>) =>
    expectIssue(() => verifyCommitment(...args), { code: 'LOG_COMMITMENT_MISMATCH' })
  for (let bit = 0; bit < 256; bit++) await refused(sm3, flipBit(expected, bit), { salt, content })
  for (let bit = 0; bit < 128; bit++) await refused(sm3, expected, { salt: flipBit(salt, bit), content })
  for (let bit = 0; bit < 8 * content.length; bit++) {
    await refused(sm3, expected, { salt, content: flipBit(content, bit) })
  }
  await refused(sm3, expected.slice(0, 31), { salt, content })
})

test('bytes cannot be moved between salt and content', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 34, maxLength: 60 }), fc.integer({ min: 17, max: 33 }), (bytes, cut) => {
      const at = (n: number) => hex(commitment(sha256, bytes.slice(0, n), bytes.slice(n)))
      expect(at(cut)).not.toBe(at(16))
    }),
  )
})

test('a commitment is neither a leaf nor a node', () => {
  const [left, right] = [unhex('11'.repeat(32)), unhex('22'.repeat(32))]
  const all = [
    commitment(sha256, left, right),
    nodeHash(sha256, left, right),
    leafHash(sha256, unhex('11'.repeat(32) + '22'.repeat(32))),
  ]
  expect(new Set(all.map(hex)).size).toBe(3)
})

test.each([0, 15, 256])('a salt of %i bytes is refused', (bytes) =>
  expectIssue(() => commitment(sha256, new Uint8Array(bytes), content), { code: 'LOG_SALT_SIZE', bytes }),
)

test.each([16, 32, 255])('a salt of %i bytes is accepted', (bytes) => {
  expect(commitment(sha256, new Uint8Array(bytes), content)).toHaveLength(32)
})
