// Content-Digest and Repr-Digest: RFC 9530 §2, §3. The hash is computed by whoever has one.
import { isInnerList, parseDictionary, serializeDictionary, type Dictionary } from 'structured-headers'
import { malformed } from './faults.ts'

/** `sha-256=:…:` */
export function formatDigest(algorithm: 'sha-256' | 'sha-512', digest: Uint8Array): string {
  return serializeDictionary(new Map([[algorithm, [Uint8Array.from(digest).buffer, new Map()]]]) as Dictionary)
}

/** @returns Digests by algorithm. @throws {SignatureError} `FIELD_MALFORMED` */
export function parseDigests(field: string, name: 'content-digest' | 'repr-digest'): ReadonlyMap<string, Uint8Array> {
  const parsed = (() => {
    try {
      return parseDictionary(field)
    } catch (error) {
      throw malformed(name, error instanceof Error ? error.message : 'no structured field')
    }
  })()
  return new Map(
    [...parsed].map(([algorithm, member]) => {
      if (!isInnerList(member) && member[0] instanceof ArrayBuffer) return [algorithm, new Uint8Array(member[0])]
      throw malformed(name, `«${algorithm}» is no byte sequence`)
    }),
  )
}
