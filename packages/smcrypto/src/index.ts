export { SM3_BYTES, Sm3Stream, sm3, sm3Hash } from './sm3.ts'
export { hmacSm3 } from './hmac-sm3.ts'
export { HKDF_SM3_MOST, hkdfSm3 } from './hkdf.ts'
export { SM4_BLOCK_BYTES, SM4_KEY_BYTES, sm4CbcDecrypt, sm4CbcEncrypt, sm4Ctr } from './sm4.ts'
export {
  SM2_DEFAULT_USER_ID,
  createSm2Signer,
  createSm2Verifier,
  generateSm2KeyPair,
  requireSm2PublicKey,
  sm2PublicKey,
  sm2PublicKeyFromSpki,
  sm2PublicKeyToDer,
  sm2PublicKeyToPem,
  sm2Sign,
  sm2Verify,
} from './sm2.ts'
export type { Sm2KeyPair, Sm2Options, Sm2Signer, Sm2Verifier } from './sm2.ts'
export {
  createRawSm2Signer,
  createRawSm2Verifier,
  generateSm2Jwk,
  sm2PrivateKeyFromJwk,
  sm2PublicKeyFromJwk,
  sm2PublicKeyToJwk,
} from './sm2-jwk.ts'
export type { SomeJwk, Sm2PrivateJwk, Sm2PublicJwk } from './sm2-jwk.ts'
export { createEd25519Signer, createEd25519Verifier, generateEd25519KeyPair } from './ed25519.ts'
export type { Ed25519KeyPair, Ed25519Signer, Ed25519Verifier } from './ed25519.ts'
export { carriedBuffers, carryDataKey, createDataKey, randomDataKey, receiveDataKey } from './data-key.ts'
export type { CarriedDataKey, DataKey } from './data-key.ts'
export { createRowDigester } from './row-digest.ts'
export type { RowDigester } from './row-digest.ts'
export { ENVELOPE_OVERHEAD } from './etm.ts'
export { createSealer, envelopeKeyVersion, openRow, sealRow } from './sealing.ts'
export type { RowBinding, Sealer } from './sealing.ts'
export { createBulkOpener } from './bulk-opener.ts'
export type { BulkOpener, SealedRow } from './bulk-opener.ts'
export { createBulkSealer } from './bulk-sealer.ts'
export type { BulkSealer } from './bulk-sealer.ts'
export { blindIndex, createBlindIndexer } from './blind-index.ts'
export type { BlindIndexer } from './blind-index.ts'
export { createKek, unwrapKey, wrapKey, wrappedKekVersion } from './kek.ts'
export type { Kek, KeyBinding } from './kek.ts'
export { SIGNING_KEY_NAMES, createMemoryKeyStore } from './key-store.ts'
export type { KeyStore } from './key-store.ts'
export { addFileKek, addFileSigningKeys, openFileKeyStore } from './file-key-store.ts'
export { LEAST_THRESHOLD, MOST_SHARES, joinShares, splitSecret } from './shamir.ts'
export type { SharePoint, Sharing } from './shamir.ts'
export { parseShare, shareText } from './key-share.ts'
export type { KeyShare } from './key-share.ts'
export {
  addToSplit,
  checkSplitBackup,
  confirmSplit,
  copySplit,
  masterKeyOf,
  openSplitKeyStore,
  readKeyCustody,
  recogniseShare,
  restoreSplitBackup,
  sealKeysForCustodians,
  splitFileKeys,
} from './split-key-store.ts'
export { areSignedByTheirKeys, parseKeySignatures, signByLogKeys } from './key-signature.ts'
export type { KeySignature } from './key-signature.ts'
export type { KeyCustody, SplitBackup, SplitKeys } from './split-key-store.ts'
export type { Custodian, SplitHead } from './split-file.ts'
export type { FileKeyStoreOptions } from './file-key-store.ts'
export { createEd25519NoteSigner, createNoteVerifier, createSm2NoteSigner, renameSigner } from './note-key.ts'
export type { NoteAlgorithm, NoteSigner, NoteVerifier } from './note-key.ts'
export { smcryptoSelfTest } from './self-test.ts'
export {
  EnvelopeTampered,
  KeyStoreError,
  MAX_TEXT_BYTES,
  SelfTestFailed,
  SmcryptoError,
  WrappedKeyTampered,
} from './errors.ts'
export type {
  EnvelopeFault,
  EnvelopeIssue,
  KeyFileFault,
  KeyStoreIssue,
  SelfTestIssue,
  ShareFault,
  ShareIssue,
  SharingFault,
  Sm2Issue,
  SmcryptoIssue,
  TextRole,
  UsageIssue,
} from './errors.ts'
export { smcryptoZhCN } from './zh-cn.ts'
export type { IssueText } from './zh-cn.ts'
