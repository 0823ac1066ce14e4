import { expect, test } from 'vitest'
import type { LogHash } from './hash.ts'
import { logSelfTest } from './self-test.ts'
import { flipBit, sha256, sm3 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'

test.each([sha256, sm3])('$name from OpenSSL passes', (hash) => {
  expect(logSelfTest(hash)).toBeUndefined()
})

const faulty: readonly (readonly [string, LogHash, string])[] = [
  ['under the name of another', { ...sm3, name: 'sha256' }, 'digest of abc'],
  ['that nobody knows', { ...sm3, name: 'md5' }, 'hash is known by name'],
  ['with the name of an object property', { ...sm3, name: 'constructor' }, 'hash is known by name'],
  ['of another size', { ...sm3, size: 20 as 32 }, 'size of the digest'],
  [
    'that takes the first part only',
    { ...sm3, digest: (first) => sm3.digest(first ?? new Uint8Array(0)) },
    'digest of abc in parts',
  ],
  [
    'wrong for nothing',
    { ...sm3, digest: (...parts) => (parts.length === 0 ? flipBit(sm3.digest(), 0) : sm3.digest(...parts)) },
    'root of 0 leaves',
  ],
  [
    'wrong for long messages',
    {
      ...sm3,
      digest: (...parts) =>
        flipBit(sm3.digest(...parts), 0).map((b, i) => (i === 0 && parts.every((p) => p.length < 32) ? b ^ 1 : b)),
    },
    'root of 2 leaves',
  ],
]

test.each(faulty)('a hash %s fails', (_, hash, name) =>
  expectIssue(() => logSelfTest(hash), { code: 'LOG_SELF_TEST_FAILED', test: name }),
)
