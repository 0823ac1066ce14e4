import {
  encodeUtf8,
  equalBytes,
  fromHex,
  leafHash,
  LogError,
  noteKeyId,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signatureTypes,
  toHex,
  verifyInclusion,
  type LogHash,
  type NoteVerifier,
} from '@fadu/audit-log'
import { sm2, sm3 } from 'sm-crypto-v2'
import type { Proof } from '../../api/types.ts'

/** SM3 of the kept library, in the shape in which the log takes its hash. */
export const sm3Hash: LogHash = {
  name: 'sm3',
  size: 32,
  digest: (...parts) => {
    const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      joined.set(part, at)
      at += part.length
    }
    return fromHex(sm3(joined))
  },
}

export type StepName = 'content' | 'inclusion' | 'size' | 'signature'

export interface ProofStep {
  readonly name: StepName
  /** `unchecked` when what it needs was not to be had; that is never a success. */
  readonly outcome: 'holds' | 'fails' | 'unchecked'
  /** Hashes as they were computed here. */
  readonly evidence?: string
}

export interface Verification {
  readonly steps: readonly ProofStep[]
  /** The record's place in the tree of the checkpoint holds, root included. */
  readonly isIncluded: boolean
  readonly origin: string
  readonly root: string
}

/**
 * Checks in this browser that a record stands in the log under the root that the checkpoint names.
 *
 * @param body - Canonical JSON of the record; without it the leaf is taken from the server's word and the content stays unchecked.
 * @param keys - Verifier keys of the log, one a line, as the server publishes them.
 */
export async function verifyProof(proof: Proof, body: string | undefined, keys: string): Promise<Verification> {
  const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text)
  const leaf = body === undefined ? fromHex(proof.leafHash) : leafHash(sm3Hash, encodeUtf8(body))
  const content: ProofStep =
    body === undefined
      ? { name: 'content', outcome: 'unchecked' }
      : {
          name: 'content',
          outcome: equalBytes(leaf, fromHex(proof.leafHash)) ? 'holds' : 'fails',
          evidence: toHex(leaf),
        }
  const size: ProofStep = {
    name: 'size',
    outcome: proof.treeSize === checkpoint.size ? 'holds' : 'fails',
    evidence: String(checkpoint.size),
  }
  // The size comes from the checkpoint that names the root: a proof alone does not bind it.
  const inclusion: ProofStep = {
    name: 'inclusion',
    outcome: holds(() =>
      verifyInclusion(
        sm3Hash,
        { leafHash: leaf, index: proof.leafIndex, size: checkpoint.size },
        proof.path.map(fromHex),
        checkpoint.root,
      ),
    )
      ? 'holds'
      : 'fails',
    evidence: toHex(checkpoint.root),
  }
  const steps = [content, inclusion, size, await checkSignature(proof.checkpoint, checkpoint.origin, keys)]
  return {
    steps,
    isIncluded: steps.every((step) => step.outcome === 'holds'),
    origin: checkpoint.origin,
    root: toHex(checkpoint.root),
  }
}

function holds(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof LogError) return false
    throw error
  }
}

export interface CheckpointView {
  readonly size: number
  /** Hex. */
  readonly root: string
  readonly origin: string
  /** Names of those that signed, the log first as the note has them. */
  readonly signedBy: readonly string[]
  /** The SM2 signature of the log, checked in this browser. */
  readonly signature: ProofStep['outcome']
}

/**
 * Reads a checkpoint and checks the signature of its log.
 *
 * @param keys - Verifier keys of the log, one a line.
 * @throws {LogError} when it is no checkpoint.
 */
export async function readCheckpoint(note: string, keys: string): Promise<CheckpointView> {
  const { text, signatures } = parseNote(note)
  const { size, root, origin } = parseCheckpoint(text)
  const { outcome } = await checkSignature(note, origin, keys)
  const signedBy = signatures.map(({ name, keyId }) => `${name}+${toHex(keyId)}`)
  return { size, root: toHex(root), origin, signedBy, signature: outcome }
}

/** The SM2 signature of the log itself. Other keys of the note, such as witnesses, are for whoever has their keys. */
async function checkSignature(note: string, origin: string, keys: string): Promise<ProofStep> {
  const verifiers = keys
    .split('\n')
    .map(sm2VerifierOf)
    .filter((verifier) => verifier?.name === origin)
    .filter((verifier) => verifier !== undefined)
  if (verifiers.length === 0) return { name: 'signature', outcome: 'unchecked' }
  try {
    const { verified } = await openNote(note, verifiers)
    const [first] = verified
    return first === undefined
      ? { name: 'signature', outcome: 'fails' }
      : { name: 'signature', outcome: 'holds', evidence: `${first.name}+${first.keyId}` }
  } catch (error) {
    if (error instanceof LogError) return { name: 'signature', outcome: 'fails' }
    throw error
  }
}

function sm2VerifierOf(line: string): NoteVerifier | undefined {
  if (line.trim() === '') return undefined
  try {
    const { name, keyId, algorithm, publicKey } = parseVerifierKey(line.trim(), () => sm3Hash)
    if (algorithm !== 'sm2-sm3') return undefined
    if (!equalBytes(keyId, noteKeyId(sm3Hash, name, signatureTypes[algorithm], publicKey))) return undefined
    const key = toHex(publicKey)
    return {
      name,
      keyId,
      algorithm,
      verify: (message, signature) => sm2.doVerifySignature(message, toHex(signature), key, { hash: true, der: true }),
    }
  } catch (error) {
    // A key of another kind, whose id this hash does not give.
    if (error instanceof LogError) return undefined
    throw error
  }
}
