import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { formatCheckpoint, openCheckpoint } from './checkpoint.ts'
import {
  createCosignatureVerifier,
  createCosigner,
  formatWitnessKey,
  parseWitnessKey,
  witnessKey,
} from './cosignature.ts'
import { cosignNote, signNote } from './note.ts'
import { sha256, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { testKey } from './testing/keys.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
const key = witnessKey(sha256, 'witness.example/w1', publicKey)
const signer = (seconds: number) =>
  createCosigner({ key, seconds, sign: (bytes) => new Uint8Array(sign(null, bytes, pair.privateKey)) })
const verifier = createCosignatureVerifier(key, (bytes, signature) => verify(null, bytes, pair.publicKey, signature))
const text = formatCheckpoint({ origin: 'log.example', size: 7, root: new Uint8Array(32).fill(9) })

test('the signature is over the header with its time and the checkpoint, as the specification writes them', () => {
  const made = signer(1_679_315_147).sign(utf8(text)) as Uint8Array
  expect(made.length).toBe(72)
  const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`)
  expect(verify(null, message, pair.publicKey, made.slice(8))).toBe(true)
})

test('a cosigned checkpoint opens with the keys of log and witness, and with no other time, text or key', async () => {
  const log = testKey('log.example')
  const note = await signNote(text, [log])
  const cosigned = await cosignNote(note, [signer(1_700_000_000)])
  const opened = await openCheckpoint(cosigned, { origin: 'log.example', verifiers: [log, verifier] })
  expect(opened.verified.map((k) => k.name)).toEqual(['log.example', key.name])
  const signature = await signer(5).sign(utf8(text))
  expect(verifier.verify(utf8(text), signature)).toBe(true)
  for (let at = 0; at < signature.length; at++) {
    const flipped = signature.map((byte, i) => (i === at ? byte ^ 1 : byte))
    expect(verifier.verify(utf8(text), flipped), `byte ${at}`).toBe(false)
  }
  expect(verifier.verify(utf8(text.replace('7', '8')), signature)).toBe(false)
  expect(verifier.verify(utf8(text), signature.slice(1))).toBe(false)
})

test('its key is written and read in one form', async () => {
  const line = formatWitnessKey(key)
  expect(parseWitnessKey(sha256, line)).toEqual(key)
  const faults = [
    [line.replace(/\+.{8}\+/, '+00000000+'), 'key-id-mismatch'],
    [line.replace(/.{8}$/, ''), 'algorithm'],
    ['no key', 'form'],
  ] as const
  for (const [faulty, fault] of faults) {
    await expectIssue(() => parseWitnessKey(sha256, faulty), { code: 'LOG_VERIFIER_KEY_MALFORMED', fault })
  }
})
