// C2SP signed-note: text with the signatures of those who vouch for it. https://c2sp.org/signed-note
import { concatBytes, encodeUtf8, equalBytes, fromBase64, fromHex, hasLoneSurrogate, toBase64, toHex } from './bytes.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'
import type { KeyRef, NoteFault, VerifierKeyFault } from './issues.ts'

/** Longest note read, in UTF-16 code units; room for 100 post-quantum signatures of 5 kB. */
export const MAX_NOTE_LENGTH = 1_000_000
/** Most signatures read in a note; the specification asks for at least 16. */
export const MAX_NOTE_SIGNATURES = 100

const KEY_ID_SIZE = 4
const EM_DASH_SPACE = '\u2014 '

export type NoteAlgorithm = 'ed25519' | 'sm2-sm3'

/**
 * Signature types, as the bytes that stand before the public key in a key id and in a verifier key. 0x01 is assigned to Ed25519; SM2
 * has no assigned byte, so it is 0xff and an identifier of ours, as the specification recommends: 'fadu/sm2-sm3/v1'.
 */
export const signatureTypes: Readonly<Record<NoteAlgorithm, readonly number[]>> = {
  ed25519: [0x01],
  'sm2-sm3': [0xff, ...encodeUtf8('fadu/sm2-sm3/v1')],
}

/**
 * Signs notes with one key.
 *
 * `sign` MUST sign exactly the bytes given, which are the note text in UTF-8 with its final newline, and return the bare signature without
 * the key id. It may be called more than once for the same text.
 */
export interface NoteSigner {
  /** Key name: not empty, no white space, no plus sign. A log's own key is named as its origin. */
  readonly name: string
  /** Four bytes, see `noteKeyId`. */
  readonly keyId: Uint8Array
  readonly algorithm: string
  sign(message: Uint8Array): Promise<Uint8Array> | Uint8Array
}

/**
 * Verifies notes with one public key.
 *
 * `verify` MUST return true only when `signature` was made over exactly `message` with this key. A rejection counts as false.
 */
export interface NoteVerifier {
  readonly name: string
  /** Four bytes, see `noteKeyId`. */
  readonly keyId: Uint8Array
  readonly algorithm: string
  verify(message: Uint8Array, signature: Uint8Array): Promise<boolean> | boolean
}

export interface NoteSignature {
  readonly name: string
  /** Four bytes. */
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

/** A note as read, nothing verified: the text is not to be relied on. */
export interface ParsedNote {
  /** With its final newline, without the blank line that follows. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A note with at least one valid signature of a known key, and none of a known key that is invalid. */
export interface OpenedNote {
  readonly text: string
  /** Known keys whose signatures are valid, each key once however often it signed, so that they can be counted. */
  readonly verified: readonly KeyRef[]
  /** Signatures of keys that no verifier was given for. */
  readonly unverified: readonly KeyRef[]
}

/**
 * The key id of signed notes: the first four bytes of H(name ‖ 0x0A ‖ signature type ‖ public key). An identifier, not a
 * fingerprint: others can make keys with the same one, and gain nothing by it.
 *
 * @param digest - SHA-256 for Ed25519, as specified; SM3 for SM2 in the profile of this package.
 * @param signatureType - One of `signatureTypes`, or the bytes of another type.
 * @param publicKey - Ed25519: 32 bytes, RFC 8032. SM2: 65 bytes, 0x04 ‖ X ‖ Y.
 * @throws {LogError} `LOG_NOTE_MALFORMED` when the name cannot be a key name
 * @see https://c2sp.org/signed-note, "Signatures"
 */
export function noteKeyId(
  digest: LogHash,
  name: string,
  signatureType: readonly number[],
  publicKey: Uint8Array,
): Uint8Array {
  assertKeyName(name)
  return digest.digest(encodeUtf8(`${name}\n`), Uint8Array.from(signatureType), publicKey).slice(0, KEY_ID_SIZE)
}

/**
 * Signs a text. Signatures stand in the order of the signers.
 *
 * @param text - Must end in a newline; no control characters but newlines.
 * @returns The note: text, blank line, a signature line for each signer.
 * @throws {LogError} `LOG_NOTE_MALFORMED` with the fault. What a signer throws, passes.
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  if (!text.endsWith('\n')) throw malformed('text-without-newline', text)
  if (signers.length === 0) throw malformed('no-signatures', text)
  const note = `${text}\n${(await signatureLines(text, signers)).join('')}`
  parseNote(note) // what is signed here must be what is read there
  return note
}

/**
 * Adds signatures to a note, as a witness does. Verifies none of those present: whoever countersigns opens the note first.
 * @throws {LogError} `LOG_NOTE_MALFORMED`
 */
export async function cosignNote(note: string, signers: readonly NoteSigner[]): Promise<string> {
  const { text } = parseNote(note)
  const cosigned = note + (await signatureLines(text, signers)).join('')
  parseNote(cosigned)
  return cosigned
}

async function signatureLines(text: string, signers: readonly NoteSigner[]): Promise<string[]> {
  const message = encodeText(text)
  return Promise.all(
    signers.map(async (signer) => {
      assertKeyName(signer.name)
      assertKeyId(signer.name, signer.keyId)
      const signature = await signer.sign(message.slice())
      return `${EM_DASH_SPACE}${signer.name} ${toBase64(concatBytes([signer.keyId, signature]))}\n`
    }),
  )
}

/**
 * Reads a note without verifying it. Accepts the one form that the specification gives and no other: line feeds only, em dash and space
 * before each signature, canonical base64, a newline at the end, nothing after it.
 *
 * @throws {LogError} `LOG_NOTE_MALFORMED` with the fault
 */
export function parseNote(note: string): ParsedNote {
  if (note.length > MAX_NOTE_LENGTH) throw malformed('too-large', note)
  assertNoteCharacters(note)
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0) throw malformed('no-blank-line', note)
  const block = note.slice(blank + 2)
  if (block === '') throw malformed('no-signatures', note)
  if (!block.endsWith('\n')) throw malformed('no-final-newline', note)
  const lines = block.slice(0, -1).split('\n')
  if (lines.length > MAX_NOTE_SIGNATURES) throw malformed('too-many-signatures', note)
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignatureLine) }
}

function parseSignatureLine(line: string): NoteSignature {
  const [name, base64, ...more] = line.slice(EM_DASH_SPACE.length).split(' ')
  const wellFormed = line.startsWith(EM_DASH_SPACE) && more.length === 0
  if (!wellFormed || name === undefined || base64 === undefined) throw malformed('signature-line', line)
  assertKeyName(name)
  const bytes = decodeBase64(base64, () => malformed('signature-base64', line))
  if (bytes.length <= KEY_ID_SIZE) throw malformed('signature-too-short', line)
  return { name, keyId: bytes.slice(0, KEY_ID_SIZE), signature: bytes.slice(KEY_ID_SIZE) }
}

/**
 * Opens a note: the text, once at least one known key vouches for it.
 *
 * @param verifiers - The known keys. Signatures of other keys are listed, never trusted.
 * @throws {LogError} `LOG_NOTE_MALFORMED`; `LOG_SIGNATURE_INVALID` when a known key's signature does not fit, even beside
 *   valid ones; `LOG_NOTE_NOT_VERIFIED` when no known key signed; `LOG_VERIFIER_AMBIGUOUS` when two verifiers have the same
 *   name and key id
 */
export async function openNote(note: string, verifiers: readonly NoteVerifier[]): Promise<OpenedNote> {
  const known = indexVerifiers(verifiers)
  const { text, signatures } = parseNote(note)
  const message = encodeText(text)
  const verified = new Map<string, KeyRef>()
  const unverified: KeyRef[] = []
  for (const signature of signatures) {
    const ref = keyRef(signature)
    const verifier = known.get(keyOf(ref))
    if (verifier === undefined) unverified.push(ref)
    else {
      await assertSignature(verifier, message, signature)
      verified.set(keyOf(ref), ref)
    }
  }
  if (verified.size === 0) throw new LogError({ code: 'LOG_NOTE_NOT_VERIFIED', unverified })
  return { text, verified: [...verified.values()], unverified }
}

function indexVerifiers(verifiers: readonly NoteVerifier[]): ReadonlyMap<string, NoteVerifier> {
  const known = new Map<string, NoteVerifier>()
  for (const verifier of verifiers) {
    assertKeyName(verifier.name)
    assertKeyId(verifier.name, verifier.keyId)
    const ref = keyRef(verifier)
    if (known.has(keyOf(ref))) throw new LogError({ code: 'LOG_VERIFIER_AMBIGUOUS', ...ref })
    known.set(keyOf(ref), verifier)
  }
  return known
}

async function assertSignature(verifier: NoteVerifier, message: Uint8Array, made: NoteSignature): Promise<void> {
  const issue = { code: 'LOG_SIGNATURE_INVALID', ...keyRef(made) } as const
  let valid: boolean
  try {
    valid = await verifier.verify(message.slice(), made.signature.slice())
  } catch (cause) {
    throw new LogError(issue, { cause })
  }
  // Not `if (!valid)`: from plain JavaScript anything could come back, and only true opens the door.
  if (valid !== true) throw new LogError(issue)
}

/** A public key as it is handed to verifiers. */
export interface VerifierKey {
  readonly name: string
  /** Four bytes. */
  readonly keyId: Uint8Array
  readonly algorithm: NoteAlgorithm
  readonly publicKey: Uint8Array
}

/**
 * A verifier key ("vkey") as text: name+hex(key id)+base64(signature type ‖ public key).
 * @throws {LogError} `LOG_NOTE_MALFORMED` when the name cannot be a key name
 * @see https://c2sp.org/signed-note, "Verifier keys"
 */
export function formatVerifierKey({ name, keyId, algorithm, publicKey }: VerifierKey): string {
  assertKeyName(name)
  assertKeyId(name, keyId)
  return `${name}+${toHex(keyId)}+${toBase64(concatBytes([Uint8Array.from(signatureTypes[algorithm]), publicKey]))}`
}

/**
 * Reads a verifier key and checks that its key id is the one that name, type and public key give.
 *
 * @param digestOf - The digest of key ids for an algorithm, see `noteKeyId`.
 * @throws {LogError} `LOG_VERIFIER_KEY_MALFORMED` with the fault
 */
export function parseVerifierKey(text: string, digestOf: (algorithm: NoteAlgorithm) => LogHash): VerifierKey {
  const fail = (fault: VerifierKeyFault): LogError =>
    new LogError({ code: 'LOG_VERIFIER_KEY_MALFORMED', fault, input: quote(text) })
  const match = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text)
  if (match === null) throw fail('form')
  const [, name = '', id = '', base64 = ''] = match
  if (!isKeyName(name)) throw fail('key-name')
  if (!/^[0-9a-f]{8}$/.test(id)) throw fail('key-id')
  const bytes = decodeBase64(base64, () => fail('base64'))
  const algorithm = algorithmOf(bytes)
  if (algorithm === undefined) throw fail('algorithm')
  const publicKey = bytes.slice(signatureTypes[algorithm].length)
  const keyId = fromHex(id)
  if (!equalBytes(keyId, noteKeyId(digestOf(algorithm), name, signatureTypes[algorithm], publicKey))) {
    throw fail('key-id-mismatch')
  }
  return { name, keyId, algorithm, publicKey }
}

const publicKeySize: Readonly<Record<NoteAlgorithm, number>> = { ed25519: 32, 'sm2-sm3': 65 }

function algorithmOf(bytes: Uint8Array): NoteAlgorithm | undefined {
  return (['ed25519', 'sm2-sm3'] as const).find((algorithm) => {
    const type = signatureTypes[algorithm]
    return bytes.length === type.length + publicKeySize[algorithm] && type.every((byte, i) => bytes[i] === byte)
  })
}

function keyRef(key: { readonly name: string; readonly keyId: Uint8Array }): KeyRef {
  return { name: key.name, keyId: toHex(key.keyId) }
}

function keyOf(ref: KeyRef): string {
  return `${ref.name}+${ref.keyId}`
}

/** White space as Unicode defines it (White_Space), which is not what \s means in ECMAScript. */
function isKeyName(name: string): boolean {
  return name !== '' && !/[+\p{White_Space}]/u.test(name) && !hasLoneSurrogate(name) && !hasControlCharacter(name)
}

function assertKeyName(name: string): void {
  if (!isKeyName(name)) throw malformed('key-name', name)
}

function assertKeyId(name: string, keyId: Uint8Array): void {
  if (keyId.length !== KEY_ID_SIZE) throw malformed('key-id', `${name}+${toHex(keyId)}`)
}

function assertNoteCharacters(text: string): void {
  if (hasLoneSurrogate(text)) throw malformed('not-unicode', text)
  if (hasControlCharacter(text.replaceAll('\n', ''))) throw malformed('control-character', text)
}

/** ASCII control characters below U+0020, the newline among them. */
export function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true
  return false
}

function encodeText(text: string): Uint8Array {
  assertNoteCharacters(text)
  return encodeUtf8(text)
}

function decodeBase64(text: string, fail: () => LogError): Uint8Array {
  try {
    return fromBase64(text)
  } catch (cause) {
    if (cause instanceof LogError) throw fail()
    throw cause
  }
}

function malformed(fault: NoteFault, input: string): LogError {
  return new LogError({ code: 'LOG_NOTE_MALFORMED', fault, input: quote(input) })
}

function quote(input: string): string {
  return input.length <= 200 ? input : `${input.slice(0, 200)}…`
}
