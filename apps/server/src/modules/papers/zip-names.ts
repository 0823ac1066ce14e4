// APPNOTE.TXT 6.3.10 (PKWARE): 4.3.12 central directory header, 4.3.16 end of central directory record.
const directoryEnd = 0x06054b50
const directoryEntry = 0x02014b50
const endBytes = 22
const entryBytes = 46
const mostComment = 0xffff
const mostNames = 10_000

/**
 * Names of the parts of an archive, read from its directory; nothing is unpacked.
 *
 * @returns Undefined when it is no whole archive, when its directory is not where it says, or has too many parts.
 */
export function namesInZip(content: Uint8Array): ReadonlySet<string> | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const end = findEnd(bytes)
  if (end === undefined) return undefined
  const count = bytes.readUInt16LE(end + 10)
  const size = bytes.readUInt32LE(end + 12)
  let at = bytes.readUInt32LE(end + 16)
  if (count > mostNames || at + size !== end) return undefined
  const names = new Set<string>()
  for (let i = 0; i < count; i++) {
    if (at + entryBytes > end || bytes.readUInt32LE(at) !== directoryEntry) return undefined
    const nameLength = bytes.readUInt16LE(at + 28)
    const next = at + entryBytes + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > end) return undefined
    names.add(bytes.toString('utf8', at + entryBytes, at + entryBytes + nameLength))
    at = next
  }
  return at === end ? names : undefined
}

/** The record at the end, whose comment reaches to the last byte. */
function findEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - endBytes - mostComment)
  for (let at = bytes.length - endBytes; at >= first; at--) {
    if (bytes.readUInt32LE(at) === directoryEnd && at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length)
      return at
  }
  return undefined
}
