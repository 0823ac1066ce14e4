import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  consistencyProof,
  cosignNote,
  createCosigner,
  formatWitnessKey,
  fromHex,
  LogError,
  openCheckpoint,
  tilePath,
  toHex,
  verifyConsistency,
  witnessKey,
  type LogIssue,
  type TileReader,
  type TreeHead,
} from '@fadu/audit-log'
import { createEd25519Signer, generateEd25519KeyPair } from '@fadu/smcrypto'
import { keyIdDigest, treeHash, trustKeys } from './verifier-keys.ts'

/** What a witness keeps in its folder: its key, the keys of the log it trusts, and the last checkpoint that it signed. */
interface WitnessFolder {
  readonly name: string
  /** Hexadecimal. */
  readonly privateKey: string
  readonly logKeys: readonly string[]
}

export interface WitnessState {
  readonly size: number
  /** Hexadecimal. */
  readonly root: string
  readonly note: string
}

export type Witnessed =
  | { readonly kind: 'signed'; readonly size: number; readonly from: number }
  /** The log does not continue what was signed before. Both notes are in the file. */
  | {
      readonly kind: 'refused'
      readonly fault: 'rolledBack' | 'forked'
      readonly size: number
      readonly from: number
      readonly proof: string
    }

/** The log could not be asked, or its answer could not be read; nothing is said of it and nothing was signed. */
export class WitnessFault extends Error {
  readonly code = 'WITNESS_FAULT'
}

const keyFile = (folder: string): string => join(folder, 'witness.json')
const stateFile = (folder: string): string => join(folder, 'signed.json')

/**
 * Makes the key of a witness in a new folder.
 *
 * @param logKeys - Verifier keys of the log, brought from elsewhere than the log itself.
 * @returns Its verifier key, to be registered with the log.
 */
export async function foundWitness(
  folder: string,
  p: { readonly name: string; readonly logKeys: readonly string[] },
): Promise<string> {
  trustKeys(p.logKeys, 'pinned')
  const { privateKey, publicKey } = generateEd25519KeyPair()
  const key = formatWitnessKey(witnessKey(keyIdDigest('ed25519'), p.name, publicKey))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept: WitnessFolder = { name: p.name, privateKey: toHex(privateKey), logKeys: p.logKeys }
  // Never over a key that has signed.
  await writeFile(keyFile(folder), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

/** The last checkpoint that was signed; undefined before the first. */
export async function readSigned(folder: string): Promise<WitnessState | undefined> {
  try {
    return JSON.parse(await readFile(stateFile(folder), 'utf8')) as WitnessState
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Looks at the log once: fetches its newest checkpoint, proves from its tiles that it continues the last one signed, signs it and
 * hands the signature in. A log that shrank or forked is refused, and both notes are kept as proof.
 *
 * INVARIANT (signed once): what was signed is on the disk before the signature leaves, so that no second tree of its size can be
 * signed, whatever breaks off.
 *
 * @throws {WitnessFault} when the log cannot be asked; {LogError} when its checkpoint is not signed by the keys pinned.
 */
export async function witnessOnce(
  folder: string,
  p: { readonly url: string; readonly now: () => Date; readonly fetch?: typeof fetch },
): Promise<Witnessed> {
  const kept = JSON.parse(await readFile(keyFile(folder), 'utf8')) as WitnessFolder
  const keys = trustKeys(kept.logKeys, 'pinned')
  const ask = asker(p.url, p.fetch ?? fetch)
  const note = await (await ask('/log/checkpoint')).text()
  const { checkpoint } = await openCheckpoint(note, keys)
  const signed = await readSigned(folder)
  if (signed !== undefined) {
    const fault = await faultOf(signed, checkpoint, tilesOver(ask))
    if (fault !== undefined) {
      const proof = await keepProof(folder, { signed, offered: note, ...fault }, p.now())
      return { kind: 'refused', fault: fault.fault, size: checkpoint.size, from: signed.size, proof }
    }
  }
  const signer = createEd25519Signer(fromHex(kept.privateKey))
  const key = witnessKey(keyIdDigest('ed25519'), kept.name, signer.publicKey)
  const cosigner = createCosigner({ key, sign: signer.sign, seconds: Math.floor(p.now().getTime() / 1000) })
  await keep(stateFile(folder), { size: checkpoint.size, root: toHex(checkpoint.root), note })
  await ask('/log/cosignatures', { note: await cosignNote(note, [cosigner]) })
  return { kind: 'signed', size: checkpoint.size, from: signed?.size ?? 0 }
}

interface Fault {
  readonly fault: 'rolledBack' | 'forked'
  /** Where a proof from the tiles did not lead from the one root to the other. */
  readonly issue?: LogIssue
}

/** Why a checkpoint may not be signed after the one that was. */
async function faultOf(signed: WitnessState, offered: TreeHead, tiles: TileReader): Promise<Fault | undefined> {
  if (offered.size < signed.size) return { fault: 'rolledBack' }
  if (offered.size === signed.size) return toHex(offered.root) === signed.root ? undefined : { fault: 'forked' }
  const proof = await consistencyProof(treeHash, tiles, signed.size, offered.size)
  try {
    verifyConsistency(treeHash, { size: signed.size, root: fromHex(signed.root) }, offered, proof)
    return undefined
  } catch (error) {
    if (error instanceof LogError) return { fault: 'forked', issue: error.issue }
    throw error
  }
}

type Ask = (path: string, body?: unknown) => Promise<Response>

function asker(url: string, send: typeof fetch): Ask {
  return async (path, body) => {
    const content =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await send(new URL(path, url), content).catch((cause: unknown) => {
      throw new WitnessFault(`${path}: no answer`, { cause })
    })
    if (response.ok) return response
    const said = (await response.text()).slice(0, 500)
    throw new WitnessFault(`${path}: ${response.status} ${said}`)
  }
}

function tilesOver(ask: Ask): TileReader {
  return {
    readTile: async (level, index, width) =>
      new Uint8Array(await (await ask(`/log/${tilePath({ level, index, width })}`)).arrayBuffer()),
  }
}

/** On the disk, whole, before it returns. */
async function keep(path: string, content: unknown): Promise<void> {
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

async function keepProof(folder: string, proof: unknown, at: Date): Promise<string> {
  const path = join(folder, `refused-${at.toISOString().replaceAll(/[:.]/g, '-')}.json`)
  await keep(path, proof)
  return path
}
