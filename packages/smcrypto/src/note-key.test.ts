import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  createEd25519NoteSigner,
  createEd25519Signer,
  createNoteVerifier,
  createSm2NoteSigner,
  generateEd25519KeyPair,
  generateSm2KeyPair,
  renameSigner,
  sm2Verify,
} from './index.ts'
import { flipped, hex, hexOf, utf8 } from './test-support/bytes.ts'

const text = utf8('fadu.example/log\n42\nroot\n')
const signers = [
  createSm2NoteSigner('log/sm2', generateSm2KeyPair().privateKey),
  createEd25519NoteSigner('log/ed25519', generateEd25519KeyPair().privateKey),
]

test('Ed25519 gives key and signature of RFC 8032 §7.1, test 2', () => {
  const signer = createEd25519Signer(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'))
  expect(hexOf(signer.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  expect(hexOf(signer.sign(hex('72')))).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
})

test.each(signers)('$algorithm: a note verifies under the public key alone, and under no other', (signer) => {
  const verifier = createNoteVerifier(signer.name, signer.algorithm, signer.publicKey)
  const signature = signer.sign(text)
  expect(verifier).toMatchObject({ name: signer.name, algorithm: signer.algorithm })
  expect(verifier.verify(text, signature)).toBe(true)
  expect(signer.verify(text, signature)).toBe(true)
  expect(verifier.verify(flipped(text, 3), signature)).toBe(false)
  expect(verifier.verify(text, flipped(signature, 100))).toBe(false)
  expect(verifier.verify(text, new Uint8Array(0))).toBe(false)
  expect('sign' in verifier).toBe(false)
})

test('the signatures are plain SM2 and plain Ed25519', () => {
  const [sm2, ed25519] = signers
  expect(sm2Verify(sm2!.publicKey, text, sm2!.sign(text))).toBe(true)
  const x = Buffer.from(ed25519!.publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  expect(verify(null, text, key, ed25519!.sign(text))).toBe(true)
})

test('a renamed signer keeps its key', () => {
  const renamed = renameSigner(signers[0]!, 'fadu.example/log')
  expect(renamed.name).toBe('fadu.example/log')
  expect(signers[0]!.verify(text, renamed.sign(text))).toBe(true)
})

test('a key of another length and an empty name are refused', () => {
  expect(() => createNoteVerifier('log', 'ed25519', new Uint8Array(31))).toThrow('KEY_LENGTH')
  expect(() => createNoteVerifier('log', 'sm2', new Uint8Array(64))).toThrow('SM2_PUBLIC_KEY_INVALID')
  expect(() => renameSigner(signers[0]!, '')).toThrow('TEXT_INVALID')
})
