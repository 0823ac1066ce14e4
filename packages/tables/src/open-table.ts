import { open } from 'node:fs/promises'
import { openCsv } from './csv/read-csv.ts'
import { TableError, type FileKind } from './table-issue.ts'
import { defaultLimits, type Table, type TableLimits } from './table.ts'
import { openXlsx } from './xlsx/read-xlsx.ts'

/**
 * Opens a file as a table, by what is in it and not by its name: an .xlsx workbook, or CSV in UTF-8, UTF-16 with byte order
 * mark, or GB18030. Macros, links to other files and formulas are left alone; nothing in a file is ever executed or fetched.
 *
 * @param path - A regular file; workbooks are read from several places.
 * @returns The sheets, whose rows are read as streams. Close it when done.
 * @throws {TableError} when it is something else, damaged, or beyond the limits. Rows that are read later throw it too.
 */
export async function openTable(path: string, limits: Partial<TableLimits> = {}): Promise<Table> {
  const within = { ...defaultLimits, ...limits }
  const { head, size, encrypted } = await look(path)
  if (size === 0) throw new TableError({ code: 'TABLE_EMPTY' })
  if (size > within.bytes) throw new TableError({ code: 'TABLE_TOO_LARGE', mostBytes: within.bytes })
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return openXlsx(path, within)
  if (startsWith(head, ole)) throw new TableError({ code: 'TABLE_KIND', kind: encrypted ? 'encrypted' : 'xls' })
  const other = signatures.find(([, bytes]) => startsWith(head, bytes))
  if (other !== undefined) throw new TableError({ code: 'TABLE_KIND', kind: other[0] })
  return openCsv(path, head, within)
}

/** The container of old Excel files, and of encrypted new ones. */
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
]
const headBytes = 512 * 1024
/** How the container of an encrypted workbook names what is in it. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

async function look(path: string): Promise<{ head: Uint8Array; size: number; encrypted: boolean }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(size, headBytes))
    await file.read(head, 0, head.length, 0)
    return { head, size, encrypted: head.includes(encryptedPackage) }
  } finally {
    await file.close()
  }
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}
