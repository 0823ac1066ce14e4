/** Largest UTF-8 length, in bytes, of a name that is bound into an envelope or a derivation. */
export const MAX_TEXT_BYTES = 1024

/** What a text given by the caller stands for; says in an issue which one was refused. */
export type TextRole = 'dataset' | 'rowId' | 'field' | 'value' | 'keyId' | 'purpose' | 'secretName' | 'signerName'

/** Which check an envelope did not pass. All of them are made on public bytes or on the tag. */
export type EnvelopeFault = 'length' | 'format' | 'key-version' | 'tag'

/** A caller's own mistake: nothing in the data is at fault. */
export type UsageIssue =
  | { readonly code: 'KEY_LENGTH'; readonly what: string; readonly expectedBytes: number; readonly actualBytes: number }
  | { readonly code: 'KEY_VERSION_INVALID'; readonly version: number }
  | { readonly code: 'KEY_VERSION_MISMATCH'; readonly keyVersion: number; readonly bindingVersion: number }
  | { readonly code: 'IV_LENGTH'; readonly expectedBytes: number; readonly actualBytes: number }
  | { readonly code: 'HKDF_LENGTH'; readonly length: number; readonly most: number }
  | { readonly code: 'SM4_PADDING' }
  | { readonly code: 'TEXT_INVALID'; readonly what: TextRole; readonly reason: 'empty' | 'too-long' | 'malformed' }

/** A key that is not one. The key itself is never in the issue. */
export type Sm2Issue =
  | { readonly code: 'SM2_PRIVATE_KEY_INVALID'; readonly reason: 'length' | 'range' | 'jwk' }
  | { readonly code: 'SM2_PUBLIC_KEY_INVALID'; readonly reason: 'length' | 'form' | 'not-on-curve' | 'spki' | 'jwk' }
  | { readonly code: 'SM2_USER_ID_INVALID'; readonly reason: 'too-long' | 'malformed'; readonly mostBytes: number }

export type EnvelopeIssue =
  | {
      readonly code: 'ENVELOPE_TAMPERED'
      readonly dataset: string
      readonly rowId: string
      readonly fault: EnvelopeFault
    }
  | {
      readonly code: 'WRAPPED_KEY_TAMPERED'
      readonly keyId: string
      readonly purpose: string
      readonly fault: EnvelopeFault
    }

/** Why a key file was not accepted; never what is in it. */
export type KeyFileFault = 'not-json' | 'too-large' | 'format' | 'shape' | 'mac' | 'versions'

/** What is wrong with how a secret is to be shared, or with the points that are to be joined. */
export type SharingFault = 'secret' | 'shares' | 'threshold' | 'index' | 'length' | 'custodians'

/** What is wrong with a share as it was read; never what was read. */
export type ShareFault = 'length' | 'word' | 'version' | 'check'

export type ShareIssue =
  | { readonly code: 'SHARING_INVALID'; readonly reason: SharingFault }
  | { readonly code: 'SHARE_MALFORMED'; readonly fault: ShareFault; readonly word?: number }
  | { readonly code: 'SHARE_FOREIGN'; readonly keyId: string; readonly expected: string }
  | { readonly code: 'SHARE_WRONG'; readonly index: number }
  | { readonly code: 'SHARES_TOO_FEW'; readonly given: number; readonly needed: number }

export type KeyStoreIssue =
  | { readonly code: 'KEYSTORE_MISSING'; readonly path: string }
  | { readonly code: 'KEYSTORE_UNREADABLE'; readonly path: string; readonly errno: string }
  | { readonly code: 'KEYSTORE_UNWRITABLE'; readonly path: string; readonly errno: string }
  | { readonly code: 'KEYSTORE_PERMISSIONS'; readonly path: string; readonly mode: string; readonly expected: string }
  | { readonly code: 'KEYSTORE_CORRUPT'; readonly path: string; readonly fault: KeyFileFault }
  | { readonly code: 'KEYSTORE_EXISTS'; readonly path: string }
  | { readonly code: 'KEYSTORE_LOCKED'; readonly path: string }
  | { readonly code: 'KEYSTORE_SPLIT_STALE'; readonly path: string }
  | { readonly code: 'KEYSTORE_KEY_UNKNOWN'; readonly kind: 'kek' | 'signing-key'; readonly name: string }

export type SelfTestIssue = { readonly code: 'SELF_TEST_FAILED'; readonly failed: readonly string[] }

export type SmcryptoIssue = UsageIssue | Sm2Issue | EnvelopeIssue | KeyStoreIssue | ShareIssue | SelfTestIssue

/** Thrown by every function of this package. `message` is the code; the evidence is in `issue`, never key or data. */
export class SmcryptoError<Issue extends SmcryptoIssue = SmcryptoIssue> extends Error {
  override readonly name: string = 'SmcryptoError'
  readonly issue: Issue

  constructor(issue: Issue) {
    super(issue.code)
    this.issue = issue
  }

  get code(): Issue['code'] {
    return this.issue.code
  }
}

type RowIssue = Extract<EnvelopeIssue, { code: 'ENVELOPE_TAMPERED' }>
type WrapIssue = Extract<EnvelopeIssue, { code: 'WRAPPED_KEY_TAMPERED' }>

/** A sealed row is not what was sealed for this dataset, row and key version. Carries where, never the data. */
export class EnvelopeTampered extends SmcryptoError<RowIssue> {
  override readonly name = 'EnvelopeTampered'
  readonly dataset: string
  readonly rowId: string
  readonly fault: EnvelopeFault

  constructor(at: { readonly dataset: string; readonly rowId: string; readonly fault: EnvelopeFault }) {
    super({ code: 'ENVELOPE_TAMPERED', ...at })
    this.dataset = at.dataset
    this.rowId = at.rowId
    this.fault = at.fault
  }
}

/** A wrapped key is not what was wrapped for this key id and purpose under this key-encryption key. */
export class WrappedKeyTampered extends SmcryptoError<WrapIssue> {
  override readonly name = 'WrappedKeyTampered'
  readonly keyId: string
  readonly purpose: string
  readonly fault: EnvelopeFault

  constructor(at: { readonly keyId: string; readonly purpose: string; readonly fault: EnvelopeFault }) {
    super({ code: 'WRAPPED_KEY_TAMPERED', ...at })
    this.keyId = at.keyId
    this.purpose = at.purpose
    this.fault = at.fault
  }
}

/** A key store that is missing, unreadable, open to others, damaged, or already there. */
export class KeyStoreError extends SmcryptoError<KeyStoreIssue> {
  override readonly name = 'KeyStoreError'
}

/** A known answer came out differently: nothing this package computes on this machine may be relied on. */
export class SelfTestFailed extends SmcryptoError<SelfTestIssue> {
  override readonly name = 'SelfTestFailed'
}
