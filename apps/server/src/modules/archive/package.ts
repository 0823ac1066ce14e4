import { createHash } from 'node:crypto'
import { encodeUtf8, signNote, toHex, type NoteSigner } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import type { ExportedRows } from '../../platform/release/export-rows.ts'
import { tarEnd, tarEntry } from './tar.ts'
import { readme } from './readme.ts'

/** What goes into a package beside its rows; all of it is data of the catalog and of the record, never a secret. */
export interface PackageContent {
  readonly about: {
    readonly dataset: string
    readonly name: string
    readonly provider: string
    readonly territory: string
    readonly case: string
    readonly receipt: string
    readonly madeAt: string
  }
  readonly handover: unknown
  readonly entry: unknown
  readonly schema: unknown
  readonly batches: unknown
}

interface ListedFile {
  readonly name: string
  readonly bytes: number
  readonly sm3: string
  readonly sha256: string
}

/** First line of what is signed; the second is the SM3 of the manifest, the third its SHA-256. */
export const noteHeading = 'fadu/archive/1'

/**
 * A hand-over package as a tar stream: rows as JSON Lines in parts, their structure as JSON Schema, the entry of the catalog,
 * the batches they came in, a page to read in thirty years, and a signed manifest of all. One part stands in memory at a time.
 */
export async function* packageStream(
  content: PackageContent,
  rows: ExportedRows,
  deps: { readonly signers: readonly NoteSigner[]; readonly verifierKeys: readonly string[] },
): AsyncIterable<Uint8Array> {
  const modified = new Date(content.about.madeAt)
  const listed: ListedFile[] = []
  const file = (name: string, bytes: Uint8Array): Uint8Array => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    listed.push({ name, bytes: bytes.byteLength, sm3: toHex(sm3(bytes)), sha256 })
    return tarEntry(name, bytes, modified)
  }
  const json = (value: unknown): Uint8Array => encodeUtf8(`${JSON.stringify(value, null, 2)}\n`)

  yield file('README.txt', encodeUtf8(readme(content.about)))
  yield file('about.json', json({ ...content.about, handover: content.handover }))
  yield file('catalog-entry.json', json(content.entry))
  yield file('schema.json', json(content.schema))
  yield file('batches.json', json(content.batches))
  yield file('verifier-keys.txt', encodeUtf8(`${deps.verifierKeys.join('\n')}\n`))
  let part = 0
  for await (const page of rows.pages()) {
    const lines = page.map((row) => `${JSON.stringify(row)}\n`).join('')
    part++
    yield file(`data/part-${String(part).padStart(7, '0')}.jsonl`, encodeUtf8(lines))
  }
  const manifest = json({
    format: noteHeading,
    case: content.about.case,
    dataset: content.about.dataset,
    files: listed,
  })
  yield tarEntry('manifest.json', manifest, modified)
  const sha256 = createHash('sha256').update(manifest).digest('hex')
  const note = await signNote(`${noteHeading}\n${toHex(sm3(manifest))}\n${sha256}\n`, deps.signers)
  yield tarEntry('manifest.note', encodeUtf8(note), modified)
  yield tarEnd
}
