import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  appendLeaves,
  canonicalize,
  emptyEdge,
  encodeUtf8,
  formatCheckpoint,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  noteKeyId,
  signatureTypes,
  signNote,
  toHex,
  type NoteSigner,
  type TileReader,
} from '@fadu/audit-log'
import { createEd25519Signer, createSm2Signer, generateEd25519KeyPair, generateSm2KeyPair } from '@fadu/smcrypto'
import { keyIdDigest, treeHash } from '../verify/verifier-keys.ts'

export const origin = 'fadu/test'

/** A log with its keys, served over loopback as the platform serves it. What it serves can be changed, as a forger would. */
export interface SmallLog {
  readonly url: string
  readonly vkeys: readonly string[]
  readonly bodies: string[]
  readonly ids: readonly string[]
  checkpoint: string
  stop(): Promise<void>
}

export async function startSmallLog(
  count: number,
  more: {
    readonly keys?: ReturnType<typeof makeKeys>
    /** What an entry says besides its number. */
    readonly says?: (number: number) => Readonly<Record<string, unknown>>
  } = {},
): Promise<SmallLog> {
  const ids = Array.from({ length: count }, (_, i) => `01a20095-2794-7970-9034-${String(i).padStart(12, '0')}`)
  const bodies = ids.map((id, i) => canonicalize({ v: 1, id, action: 'test', number: i, ...more.says?.(i) }))
  const appended = appendLeaves(
    treeHash,
    emptyEdge,
    bodies.map((b) => leafHash(treeHash, encodeUtf8(b))),
  )
  const tiles: TileReader = {
    readTile: (level, index, width) =>
      Promise.resolve(
        appended.tiles.find((t) => t.level === level && t.index === index)!.bytes.subarray(0, width * 32),
      ),
  }
  const { keys = makeKeys() } = more
  const checkpoint = await signNote(
    formatCheckpoint({ origin, size: count, root: appended.root }),
    keys.map((k) => k.signer),
  )
  const log = { vkeys: keys.map((k) => k.vkey), bodies, ids, checkpoint }

  const answer = async (path: string, query: URLSearchParams): Promise<unknown> => {
    if (path === '/log/keys') return log.vkeys.join('\n')
    if (path === '/log/checkpoint') return log.checkpoint
    if (path === '/api/v1/audit/leaves') {
      const from = Number(query.get('from'))
      return { result: { bodies: log.bodies.slice(from, from + Number(query.get('limit'))) }, act: {} }
    }
    const id = /[0-9a-f-]{36}/.exec(path)?.[0] ?? ''
    const index = ids.indexOf(id)
    if (path.startsWith('/api/v1/evidence/')) return { entry: id, body: log.bodies[index], organization: null }
    const proof = await inclusionProof(treeHash, tiles, index, count)
    const hash = toHex(leafHash(treeHash, encodeUtf8(log.bodies[index]!)))
    return {
      entry: id,
      leafIndex: index,
      leafHash: hash,
      treeSize: count,
      path: proof.map(toHex),
      checkpoint: log.checkpoint,
    }
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x')
    void answer(pathname, searchParams).then((body) =>
      response.end(typeof body === 'string' ? body : JSON.stringify(body)),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async (): Promise<void> => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return Object.assign(log, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop })
}

/** The two keys of a log, SM2 and Ed25519, new each time. */
export function makeKeys(): readonly { readonly signer: NoteSigner; readonly vkey: string }[] {
  const pairs = [
    { algorithm: 'sm2-sm3' as const, key: createSm2Signer(generateSm2KeyPair().privateKey) },
    { algorithm: 'ed25519' as const, key: createEd25519Signer(generateEd25519KeyPair().privateKey) },
  ]
  return pairs.map(({ algorithm, key }) => {
    const keyId = noteKeyId(keyIdDigest(algorithm), origin, signatureTypes[algorithm], key.publicKey)
    return {
      signer: { name: origin, keyId, algorithm, sign: (message) => key.sign(message) },
      vkey: formatVerifierKey({ name: origin, keyId, algorithm, publicKey: key.publicKey }),
    }
  })
}
