// C2SP tlog-cosignature, "Ed25519 cosignatures" (cosignature/v1): what a witness says of a checkpoint. https://c2sp.org/tlog-cosignature
import { concatBytes, encodeUtf8, equalBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'
import type { VerifierKeyFault } from './issues.ts'
import { noteKeyId } from './note.ts'
import type { NoteSigner, NoteVerifier } from './note.ts'

/** Signature type of a timestamped Ed25519 cosignature. */
const SIGNATURE_TYPE = [0x04]
const TIME_BYTES = 8
const PUBLIC_KEY_BYTES = 32
const SIGNATURE_BYTES = 64

/** The public key of a witness. */
export interface WitnessKey {
  readonly name: string
  /** Four bytes. */
  readonly keyId: Uint8Array
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
}

/**
 * @param sha256 - SHA-256, as signed notes ask.
 * @throws {LogError} `LOG_NOTE_MALFORMED` when the name cannot be a key name
 */
export function witnessKey(sha256: LogHash, name: string, publicKey: Uint8Array): WitnessKey {
  return { name, keyId: noteKeyId(sha256, name, SIGNATURE_TYPE, publicKey), publicKey }
}

/** As text: name+hex(key id)+base64(0x04 ‖ public key). */
export function formatWitnessKey({ name, keyId, publicKey }: WitnessKey): string {
  return `${name}+${toHex(keyId)}+${toBase64(concatBytes([Uint8Array.from(SIGNATURE_TYPE), publicKey]))}`
}

/** @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` with the fault */
export function parseWitnessKey(sha256: LogHash, text: string): WitnessKey {
  const fail = (fault: VerifierKeyFault): LogError =>
    new LogError({ code: 'LOG_VERIFIER_KEY_MALFORMED', fault, input: text.slice(0, 200) })
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text)
  if (match === null) throw fail('form')
  const [, name = '', id = '', base64 = ''] = match
  const bytes = readBase64(base64, () => fail('base64'))
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== SIGNATURE_TYPE[0]) throw fail('algorithm')
  const key = witnessKey(sha256, name, bytes.slice(1))
  if (!equalBytes(key.keyId, fromHex(id))) throw fail('key-id-mismatch')
  return key
}

/** What is signed: that the checkpoint was seen, consistent with all seen before, at this time. */
function cosigned(checkpoint: Uint8Array, seconds: number): Uint8Array {
  return concatBytes([encodeUtf8(`cosignature/v1\ntime ${seconds}\n`), checkpoint])
}

/**
 * Signs checkpoints as a witness, for `cosignNote`. Whoever signs must have verified the checkpoint and that it continues
 * every one signed before.
 *
 * @param p.sign - Ed25519 over exactly the bytes given.
 * @param p.seconds - Time of the cosignature, seconds since 1970, an integer.
 */
export function createCosigner(p: {
  readonly key: WitnessKey
  readonly sign: (bytes: Uint8Array) => Uint8Array
  readonly seconds: number
}): NoteSigner {
  return {
    name: p.key.name,
    keyId: p.key.keyId,
    algorithm: 'cosignature/v1',
    sign: (checkpoint) => {
      const time = new Uint8Array(TIME_BYTES)
      new DataView(time.buffer).setBigUint64(0, BigInt(p.seconds))
      return concatBytes([time, p.sign(cosigned(checkpoint, p.seconds))])
    },
  }
}

/**
 * Verifies the cosignatures of one witness.
 * @param verify - Whether an Ed25519 signature is of exactly the bytes given.
 */
export function createCosignatureVerifier(
  key: WitnessKey,
  verify: (bytes: Uint8Array, signature: Uint8Array) => boolean,
): NoteVerifier {
  return {
    name: key.name,
    keyId: key.keyId,
    algorithm: 'cosignature/v1',
    verify: (checkpoint, signature) => {
      if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return false
      const seconds = cosignatureSeconds(signature)
      if (!Number.isSafeInteger(seconds)) return false
      return verify(cosigned(checkpoint, seconds), signature.slice(TIME_BYTES))
    },
  }
}

/** Time of a cosignature, seconds since 1970; of its bytes without the key id. */
export function cosignatureSeconds(signature: Uint8Array): number {
  return Number(new DataView(signature.buffer, signature.byteOffset, signature.byteLength).getBigUint64(0))
}

function readBase64(text: string, fail: () => LogError): Uint8Array {
  try {
    return fromBase64(text)
  } catch (cause) {
    if (cause instanceof LogError) throw fail()
    throw cause
  }
}
