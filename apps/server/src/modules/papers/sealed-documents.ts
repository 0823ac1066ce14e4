import {
  createDataKey,
  createSealer,
  EnvelopeTampered,
  randomDataKey,
  sm3,
  unwrapKey,
  wrapKey,
  wrappedKekVersion,
  type KeyStore,
  type Sealer,
} from '@fadu/smcrypto'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'

/** A part of a document, so that no row is large and no statement long. */
const partBytes = 512 * 1024

export interface SealedDocument {
  readonly wrappedKey: Uint8Array
  readonly parts: readonly Uint8Array[]
}

const binding = (id: string) => ({ keyId: `case-document/${id}`, purpose: 'data-key' })
const sealerOf = (id: string, raw: Uint8Array): Sealer => createSealer(createDataKey(raw, 1), `case-document/${id}`)
const yielded = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Seals a document under a key of its own. Parts are bound to the document and to their place: none can be moved or put in another. */
export async function sealDocument(keyStore: KeyStore, id: string, content: Uint8Array): Promise<SealedDocument> {
  const raw = randomDataKey()
  const sealer = sealerOf(id, raw)
  const wrappedKey = wrapKey(await keyStore.kek(), binding(id), raw)
  raw.fill(0)
  const parts: Uint8Array[] = []
  for (let at = 0; at < content.byteLength; at += partBytes) {
    parts.push(sealer.seal(String(parts.length), content.subarray(at, at + partBytes)))
    // Other requests go on meanwhile.
    await yielded()
  }
  return { wrappedKey, parts }
}

/**
 * The whole content of a document, compared with its digest: what was altered, exchanged or cut is not given to anybody.
 *
 * @throws {Problem} `DATA_TAMPERED`
 */
export async function openDocument(
  tx: Tx,
  keyStore: KeyStore,
  document: { readonly id: string; readonly wrapped_key: Uint8Array; readonly bytes: number; readonly sm3: Uint8Array },
): Promise<Buffer> {
  const { id } = document
  const wrapped = new Uint8Array(document.wrapped_key)
  const raw = unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding(id), wrapped)
  const sealer = sealerOf(id, raw)
  raw.fill(0)
  const rows = await tx
    .selectFrom('case_document_part')
    .select(['position', 'sealed'])
    .where('document_id', '=', id)
    .orderBy('position')
    .execute()
  const parts: Uint8Array[] = []
  for (const [i, { sealed }] of rows.entries()) {
    parts.push(openPart(sealer, id, i, sealed))
    await yielded()
  }
  const content = Buffer.concat(parts)
  if (content.byteLength !== document.bytes || !Buffer.from(sm3(content)).equals(document.sm3))
    throw tampered(id, 'all')
  return content
}

function openPart(sealer: Sealer, id: string, position: number, sealed: Uint8Array): Uint8Array {
  try {
    return sealer.open(String(position), new Uint8Array(sealed))
  } catch (fault) {
    if (fault instanceof EnvelopeTampered) throw tampered(id, String(position))
    throw fault
  }
}

const tampered = (id: string, part: string): Problem => new Problem({ code: 'DATA_TAMPERED', dataset: id, row: part })

/** Wraps the keys of all documents by the newest key-encryption key. @returns How many were wrapped by another. */
export async function rewrapDocumentKeys(tx: Db | Tx, keyStore: KeyStore): Promise<number> {
  const newest = await keyStore.kek()
  const rows = await tx.selectFrom('case_document').select(['id', 'wrapped_key']).orderBy('id').forUpdate().execute()
  let done = 0
  for (const { id, wrapped_key } of rows) {
    const wrapped = new Uint8Array(wrapped_key)
    const version = wrappedKekVersion(wrapped)
    if (version === newest.version) continue
    const raw = unwrapKey(await keyStore.kek(version), binding(id), wrapped)
    const again = wrapKey(newest, binding(id), raw)
    raw.fill(0)
    await tx.updateTable('case_document').set({ wrapped_key: again }).where('id', '=', id).execute()
    done++
  }
  return done
}
