import { beforeAll, describe, expect, test } from 'vitest'
import {
  appendLeaves,
  emptyEdge,
  encodeUtf8,
  formatCheckpoint,
  formatVerifierKey,
  fromHex,
  inclusionProof,
  leafHash,
  noteKeyId,
  signatureTypes,
  signNote,
  toHex,
  type TileReader,
} from '@fadu/audit-log'
import { sm2 } from 'sm-crypto-v2'
import type { Proof } from '../../api/types.ts'
import { sm3Hash, verifyProof } from './verify-proof.ts'

const origin = 'fadu/test'
const bodies = Array.from({ length: 7 }, (_, i) => `{"entry":${i}}`)
let proof: Proof
let keys: string

beforeAll(async () => {
  const hashes = bodies.map((body) => leafHash(sm3Hash, encodeUtf8(body)))
  const appended = appendLeaves(sm3Hash, emptyEdge, hashes)
  const reader: TileReader = {
    readTile: async (level, index, width) =>
      appended.tiles.find((tile) => tile.level === level && tile.index === index)!.bytes.subarray(0, width * 32),
  }
  const pair = sm2.generateKeyPairHex()
  const publicKey = fromHex(pair.publicKey)
  const keyId = noteKeyId(sm3Hash, origin, signatureTypes['sm2-sm3'], publicKey)
  const sign = (message: Uint8Array): Uint8Array =>
    fromHex(sm2.doSignature(message, pair.privateKey, { der: true, hash: true, publicKey: pair.publicKey }))
  const checkpoint = await signNote(formatCheckpoint({ origin, size: 7, root: appended.root }), [
    { name: origin, keyId, algorithm: 'sm2-sm3', sign },
  ])
  const path = await inclusionProof(sm3Hash, reader, 3, 7)
  proof = { entry: '', leafIndex: 3, leafHash: toHex(hashes[3]!), treeSize: 7, path: path.map(toHex), checkpoint }
  keys = `${formatVerifierKey({ name: origin, keyId, algorithm: 'sm2-sm3', publicKey })}\n`
})

const failing = async (changed: Partial<Proof>, body: string | undefined = bodies[3]): Promise<readonly string[]> => {
  const { steps, isIncluded } = await verifyProof({ ...proof, ...changed }, body, keys)
  expect(isIncluded).toBe(false)
  return steps.filter((step) => step.outcome !== 'holds').map((step) => `${step.name} ${step.outcome}`)
}
const flipped = (hex: string): string => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`)

describe('a proof in the browser', () => {
  test('holds for a record of the log', async () => {
    const { isIncluded, steps } = await verifyProof(proof, bodies[3], keys)
    expect(steps.map((step) => step.outcome)).toEqual(['holds', 'holds', 'holds', 'holds'])
    expect(isIncluded).toBe(true)
  })
  test('fails for a record with one other character', async () => {
    expect(await failing({}, '{"entry":4}')).toEqual(['content fails', 'inclusion fails'])
  })
  test('fails for another path, place or number of hashes', async () => {
    expect(await failing({ path: proof.path.with(0, flipped(proof.path[0]!)) })).toEqual(['inclusion fails'])
    expect(await failing({ leafIndex: 2 })).toEqual(['inclusion fails'])
    expect(await failing({ path: proof.path.slice(1) })).toEqual(['inclusion fails'])
  })
  test('fails when the server names another size than the checkpoint', async () => {
    expect(await failing({ treeSize: 8 })).toEqual(['size fails'])
  })
  test('fails for a checkpoint with another root, and its signature with it', async () => {
    const other = formatCheckpoint({ origin, size: 7, root: fromHex('00'.repeat(32)) })
    const forged = other + proof.checkpoint.slice(proof.checkpoint.indexOf('\n\n') + 1)
    expect(await failing({ checkpoint: forged })).toEqual(['inclusion fails', 'signature fails'])
  })
  test('without the record it is never called verified', async () => {
    const { isIncluded, steps } = await verifyProof(proof, undefined, keys)
    expect(isIncluded).toBe(false)
    expect(steps[0]!.outcome).toBe('unchecked')
  })
  test('without a key of the log its signature stays unchecked', async () => {
    const { isIncluded, steps } = await verifyProof(proof, bodies[3], '')
    expect(isIncluded).toBe(false)
    expect(steps.at(-1)!.outcome).toBe('unchecked')
  })
})
