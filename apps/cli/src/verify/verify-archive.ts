import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { decodeUtf8, encodeUtf8, openNote, toHex } from '@fadu/audit-log'
import { Sm3Stream, sm3 } from '@fadu/smcrypto'
import { trustKeys } from './verifier-keys.ts'

export interface ArchiveVerified {
  readonly ok: boolean
  readonly files: number
  readonly bytes: number
  /** Algorithms whose signature of a trusted key fits. */
  readonly signatures: readonly string[]
  /** What does not fit, by file; empty when all is as it was made. */
  readonly problems: readonly string[]
}

interface Found {
  readonly bytes: number
  readonly sm3: string
  readonly sha256: string
  /** Kept of the manifest and its note alone. */
  readonly content?: Uint8Array
}

const noteHeading = 'fadu/archive/1'
const kept = new Set(['manifest.json', 'manifest.note'])
/** A manifest is a line of text for each part; more is none. */
const longestKept = 256 * 1024 * 1024

/**
 * Checks an archive package without any server: every file against the manifest, the manifest against its signed digests, the
 * signatures against keys that the reader trusts. The package is read once as a stream.
 *
 * @throws {LogError} when no trusted key signed the manifest or a signature does not fit.
 */
export async function verifyArchive(file: string, keys: readonly string[]): Promise<ArchiveVerified> {
  const found = new Map<string, Found>()
  const problems: string[] = []
  for await (const [name, entry] of filesOf(file, problems)) {
    if (found.has(name)) problems.push(`${name}: 重复 twice in the archive`)
    found.set(name, entry)
  }
  const manifest = found.get('manifest.json')?.content
  const note = found.get('manifest.note')?.content
  const counted = { files: found.size, bytes: [...found.values()].reduce((sum, f) => sum + f.bytes, 0) }
  if (manifest === undefined || note === undefined) {
    const missing = manifest === undefined ? 'manifest.json' : 'manifest.note'
    return { ok: false, ...counted, signatures: [], problems: [...problems, `${missing}: 缺失 missing`] }
  }
  const trusted = trustKeys(keys, 'pinned')
  const opened = await openNote(decodeUtf8(note), trusted.verifiers)
  const expected = `${noteHeading}\n${toHex(sm3(manifest))}\n${createHash('sha256').update(manifest).digest('hex')}\n`
  if (opened.text !== expected) problems.push('manifest.json: 与签名的摘要不符 not the one that was signed')
  problems.push(...compare(listedIn(manifest, problems), found))
  const signatures = opened.verified.map(
    (ref) => trusted.verifiers.find((v) => v.name === ref.name && toHex(v.keyId) === ref.keyId)?.algorithm ?? 'unknown',
  )
  return { ok: problems.length === 0, ...counted, signatures, problems }
}

type Listed = Readonly<Record<'name' | 'sm3' | 'sha256', string>> & { readonly bytes: number }

function listedIn(manifest: Uint8Array, problems: string[]): readonly Listed[] {
  try {
    const { files } = JSON.parse(decodeUtf8(manifest)) as { files?: unknown }
    if (Array.isArray(files)) return files as Listed[]
  } catch {
    // Said below: whatever it is, it lists nothing.
  }
  problems.push('manifest.json: 不是清单 is no manifest')
  return []
}

function compare(listed: readonly Listed[], found: ReadonlyMap<string, Found>): readonly string[] {
  const names = new Set(listed.map((f) => f.name))
  return [
    ...listed.flatMap(({ name, bytes, sm3: digest, sha256 }) => {
      const is = found.get(name)
      if (is === undefined) return [`${name}: 缺失 missing`]
      const same = is.bytes === bytes && is.sm3 === digest && is.sha256 === sha256
      return same ? [] : [`${name}: 与清单不符 differs from the manifest`]
    }),
    ...[...found.keys()]
      .filter((name) => !kept.has(name) && !names.has(name))
      .map((name) => `${name}: 清单中没有 not in the manifest`),
  ]
}

const block = 512

/** Files of a POSIX tar as they come, hashed and let go. */
async function* filesOf(file: string, problems: string[]): AsyncIterable<readonly [string, Found]> {
  const reader = byteReader(createReadStream(file))
  for (;;) {
    const header = await reader.take(block)
    if (header === undefined) {
      problems.push('包不完整，没有结尾 the archive breaks off before its end')
      return
    }
    if (header.every((byte) => byte === 0)) return
    const name = fieldOf(header, 0, 100)
    const size = Number.parseInt(fieldOf(header, 124, 12), 8)
    if (fieldOf(header, 257, 5) !== 'ustar' || name === '' || !Number.isSafeInteger(size) || size < 0) {
      problems.push('不是归档移交包 not an archive package')
      return
    }
    const hashes = { sm3: new Sm3Stream(), sha256: createHash('sha256') }
    const pieces: Uint8Array[] = []
    let left = size
    while (left > 0) {
      const piece = await reader.take(Math.min(left, 1024 * 1024))
      if (piece === undefined) {
        problems.push(`${name}: 不完整 breaks off`)
        return
      }
      hashes.sm3.update(piece)
      hashes.sha256.update(piece)
      if (kept.has(name) && size <= longestKept) pieces.push(piece)
      left -= piece.byteLength
    }
    await reader.take((block - (size % block)) % block)
    const content = kept.has(name) && size <= longestKept ? { content: new Uint8Array(Buffer.concat(pieces)) } : {}
    yield [name, { bytes: size, sm3: toHex(hashes.sm3.digest()), sha256: hashes.sha256.digest('hex'), ...content }]
  }
}

function fieldOf(header: Uint8Array, at: number, length: number): string {
  const field = Buffer.from(header.subarray(at, at + length)).toString('utf8')
  const end = field.indexOf('\0')
  return (end < 0 ? field : field.slice(0, end)).trim()
}

/** Exactly as many bytes as asked for; undefined when the stream ends before. */
function byteReader(stream: AsyncIterable<Uint8Array>): { take(length: number): Promise<Uint8Array | undefined> } {
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)
  return {
    take: async (length) => {
      if (length === 0) return encodeUtf8('')
      const parts: Uint8Array[] = []
      let have = 0
      while (have < length) {
        if (rest.byteLength === 0) {
          const next = await chunks.next()
          if (next.done === true) return undefined
          rest = next.value
          continue
        }
        const part = rest.subarray(0, length - have)
        rest = rest.subarray(part.byteLength)
        parts.push(part)
        have += part.byteLength
      }
      return parts.length === 1 ? parts[0] : new Uint8Array(Buffer.concat(parts))
    },
  }
}
