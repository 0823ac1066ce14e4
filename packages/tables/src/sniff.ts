import { TableError, type FileKind } from './table-issue.ts'

/** A format whose rows are read. */
export type TableFormat = 'csv' | 'jsonl' | 'xlsx' | 'parquet'

/** Bytes of a beginning that tell the format. */
export const sniffedBytes = 4096

/**
 * The format of a file by its beginning, and not by its name. A text that begins with `{` is taken for JSON Lines, any other
 * for CSV: what it really is shows when it is read.
 *
 * @throws {TableError} `TABLE_EMPTY`, or `TABLE_KIND` for a format that is known and not read.
 */
export function sniffFormat(head: Uint8Array): TableFormat {
  if (head.length === 0) throw new TableError({ code: 'TABLE_EMPTY' })
  if (startsWith(head, zipped)) return 'xlsx'
  if (startsWith(head, parquet)) return 'parquet'
  if (startsWith(head, ole)) {
    throw new TableError({
      code: 'TABLE_KIND',
      kind: Buffer.from(head).includes(encryptedPackage) ? 'encrypted' : 'xls',
    })
  }
  const other = signatures.find(([, bytes]) => startsWith(head, bytes))
  if (other !== undefined) throw new TableError({ code: 'TABLE_KIND', kind: other[0] })
  const at = startsWith(head, byteOrderMark) ? byteOrderMark.length : 0
  const first = head.subarray(at).find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
  return first === 0x7b ? 'jsonl' : 'csv'
}

const zipped = [0x50, 0x4b, 0x03, 0x04]
const parquet = [0x50, 0x41, 0x52, 0x31]
const byteOrderMark = [0xef, 0xbb, 0xbf]
/** The container of old Excel files, and of encrypted new ones. */
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** How the container of an encrypted workbook names what is in it. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')
const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
]

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}
