import { createHash, createPublicKey } from 'node:crypto'
import { LogCheckpoint, verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js'
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js'
import {
  appendLeaves,
  emptyEdge,
  encodeUtf8,
  inclusionProof,
  leafHash,
  rootAt,
  type LogHash,
  type TileReader,
} from '@fadu/audit-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCity, type City } from './support/city.ts'

// What the log exports is judged by code that is not ours: the verifier of Sigstore for notes and proofs, and OpenSSL's hashes
// with the definition of RFC 6962 for the tree that is signed.

let city: City
/** The checkpoint as it is served, and the bodies of all entries as the audit administrator exports them. */
let note: string
let bodies: readonly Buffer[]

beforeAll(async () => {
  city = await openCity('pglite')
  await city.services.log.integrate()
  note = (await city.anonymous.get('/log/checkpoint')).body as string
  const size = Number(note.split('\n')[1])
  const auditor = await city.as('platform.audit')
  const read: string[] = []
  while (read.length < size) {
    const page = await auditor.get(`/api/v1/audit/leaves?from=${read.length}&limit=1000`)
    read.push(...(page.body.result.bodies as string[]))
  }
  bodies = read.slice(0, size).map((body) => Buffer.from(body))
})
afterAll(() => city.close())

type Entry = Parameters<typeof verifyCheckpoint>[0]

/** The public key that `/log/keys` names for Ed25519, as Sigstore holds keys of logs. */
async function authorities(): Promise<Parameters<typeof verifyCheckpoint>[1]> {
  const lines = ((await city.anonymous.get('/log/keys')).body as string).trim().split('\n')
  const keys = lines.map((line) => /^(\S+)\+([0-9a-f]{8})\+(\S+)$/.exec(line)!)
  return keys.flatMap(([, name, id, encoded]) => {
    const key = Buffer.from(encoded!, 'base64')
    if (key[0] !== 0x01) return []
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const validFor = { start: new Date(0), end: new Date('9999-12-31') }
    return [{ logID: Buffer.from(id!, 'hex'), baseURL: name!, publicKey, validFor }]
  })
}

const entryOf = (proof: object): Entry => proof as unknown as Entry
const signed = (envelope: string): Entry => entryOf({ inclusionProof: { checkpoint: { envelope } } })

test('NB-11-2 the verifier of Sigstore accepts the signed checkpoint as it is served, and none with another size', async () => {
  const logs = await authorities()
  expect(logs.length).toBeGreaterThan(0)
  const opened = verifyCheckpoint(signed(note), logs)
  expect(Number(opened.logSize)).toBe(bodies.length)
  const changed = note.replace(`\n${bodies.length}\n`, `\n${bodies.length + 1}\n`)
  expect(() => verifyCheckpoint(signed(changed), logs)).toThrow('invalid checkpoint signature')
})

test('NB-11-2 the entries that are exported hash to the root that was signed, by OpenSSL and the definition alone', () => {
  const sm3 = (...parts: readonly Buffer[]): Buffer => {
    const hash = createHash('sm3')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  /** MTH of RFC 6962 §2.1, as it is written there. */
  const mth = (leaves: readonly Buffer[]): Buffer => {
    if (leaves.length === 1) return sm3(Buffer.of(0), leaves[0]!)
    const k = 2 ** Math.floor(Math.log2(leaves.length - 1))
    return sm3(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)))
  }
  const { logHash } = LogCheckpoint.fromString(note.split('\n\n')[0]!)
  expect(mth(bodies)).toEqual(logHash)
  const altered = bodies.with(2, Buffer.from(bodies[2]!.toString().replace('"outcome"', '"outcomf"')))
  expect(mth(altered)).not.toEqual(logHash)
  expect(mth(bodies.toSpliced(4, 1))).not.toEqual(logHash)
})

test('NB-11-2 the verifier of Sigstore accepts the proof of each exported entry, and none for an entry that was changed', async () => {
  const sha256: LogHash = {
    name: 'sha256',
    size: 32,
    digest: (...parts) => {
      const hash = createHash('sha256')
      for (const part of parts) hash.update(part)
      return new Uint8Array(hash.digest())
    },
  }
  const size = bodies.length
  const leaves = bodies.map((body) => leafHash(sha256, body))
  const tiles = new Map(appendLeaves(sha256, emptyEdge, leaves).tiles.map((t) => [`${t.level}/${t.index}`, t.bytes]))
  const reader: TileReader = {
    readTile: (level, index, width) => Promise.resolve(tiles.get(`${level}/${index}`)!.slice(0, 32 * width)),
  }
  const head = new LogCheckpoint('log', BigInt(size), Buffer.from(await rootAt(sha256, reader, size)), [])
  for (const [index, body] of bodies.entries()) {
    const hashes = (await inclusionProof(sha256, reader, index, size)).map((hash) => Buffer.from(hash))
    const proven = (canonicalizedBody: Buffer, at = index): void =>
      verifyMerkleInclusion(entryOf({ canonicalizedBody, inclusionProof: { logIndex: String(at), hashes } }), head)
    proven(body)
    if (index % 17 !== 0) continue
    expect(() => proven(Buffer.concat([body, encodeUtf8(' ')]))).toThrow('calculated root hash does not match')
    expect(() => proven(body, index ^ 1)).toThrow()
  }
})
