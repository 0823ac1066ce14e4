import { createCipheriv, createDecipheriv } from 'node:crypto'
import { encodeUtf8 } from '@fadu/audit-log'
import type { BlockFunction, MarkKeys } from '@fadu/privacy'
import { hmacSm3, SM4_KEY_BYTES } from '@fadu/smcrypto'

/** Names how the marks of a file were made; another way would be another name. */
export const markScheme = 'fadu-marks/1'

/** Keys of the marks of one export, for whichever thread uses them. Secrets. */
export interface MarkKeyBytes {
  readonly choices: Uint8Array
  readonly references: Uint8Array
}

/** The marks of one export. */
export interface ExportMarks extends MarkKeys {
  readonly openReferences: BlockFunction
  readonly bytes: MarkKeyBytes
}

/**
 * @param secret - 32 bytes of their own use. From it and the id of an export its keys follow at any time: nothing is kept
 *   with the export, and a file can be traced after it and its dataset are gone.
 */
export function createMarkKeys(secret: Uint8Array): (exportId: string) => ExportMarks {
  const keyOf = (use: string, id: string): Uint8Array =>
    hmacSm3(secret, encodeUtf8(`${markScheme}/${use}/${id}`)).slice(0, SM4_KEY_BYTES)
  return (id) => {
    const bytes = { choices: keyOf('choices', id), references: keyOf('references', id) }
    return { ...openMarkKeys(bytes), openReferences: decrypt(bytes.references), bytes }
  }
}

export function openMarkKeys({ choices, references }: MarkKeyBytes): MarkKeys {
  return { choices: encrypt(choices), references: encrypt(references) }
}

// Single blocks under a key of their own (GB/T 32907-2016), each of them different: a pseudorandom choice each, no message.
function encrypt(key: Uint8Array): BlockFunction {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return (blocks) => (blocks.length === 0 ? blocks : new Uint8Array(cipher.update(blocks)))
}

function decrypt(key: Uint8Array): BlockFunction {
  const cipher = createDecipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return (blocks) => (blocks.length === 0 ? blocks : new Uint8Array(cipher.update(blocks)))
}
