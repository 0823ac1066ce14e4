// Rows sealed, opened and indexed per second on one core.
// npx tsc -b packages/smcrypto && node packages/smcrypto/bench/sealing.mjs 1000000
import { createBlindIndexer, createDataKey, createSealer, randomDataKey, sm3, sm3Hash } from '../dist/index.js'
import { createSm2Signer, createSm2Verifier, generateSm2KeyPair } from '../dist/index.js'

const ROWS = Number(process.argv[2] ?? 200_000)
const plaintext = new Uint8Array(100).fill(0x61)
const sealer = createSealer(createDataKey(randomDataKey(), 1), 'ningbo/population/resident')
const indexer = createBlindIndexer(createDataKey(randomDataKey(), 1), 'citizenId')
const envelope = sealer.seal('1', plaintext)
const node = new Uint8Array(32)
const { privateKey, publicKey } = generateSm2KeyPair()
const signer = createSm2Signer(privateKey)
const verifier = createSm2Verifier(publicKey)
const signature = signer.sign(plaintext)

/** @param {string} name @param {(row: number) => void} act @param {number} times */
function measure(name, act, times = ROWS) {
  for (let row = 0; row < times / 10; row++) act(row)
  const start = performance.now()
  for (let row = 0; row < times; row++) act(row)
  const perSecond = Math.round((times / (performance.now() - start)) * 1000)
  console.log(`${name.padEnd(34)} ${perSecond.toLocaleString('en').padStart(10)} /s`)
}

measure('seal, 100 bytes', (row) => sealer.seal(String(row), plaintext))
measure('open, 100 bytes', () => sealer.open('1', envelope))
measure('blind index, 18 characters', (row) => indexer.index(String(330200190001010000 + row)))
measure('sm3, 100 bytes', () => sm3(plaintext))
measure('sm3 of a Merkle node, 65 bytes', () => sm3Hash.digest(Uint8Array.of(1), node, node))
measure('sm2 sign', () => signer.sign(plaintext), 1_000)
measure('sm2 verify, kept key', () => verifier.verify(plaintext, signature), 1_000)
