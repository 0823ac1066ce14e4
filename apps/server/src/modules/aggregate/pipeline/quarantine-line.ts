import { encodeUtf8 } from '@fadu/audit-log'
import type { Sealer } from '@fadu/smcrypto'
import type { RowFault } from './parse-rows.ts'

/** One line for COPY in its text format: line of the file, faults, and the whole row as it was received, sealed. */
export function quarantineLine(
  sealer: Sealer,
  row: {
    readonly number: number
    readonly line: number
    readonly faults: readonly RowFault[]
    readonly record: readonly (string | null)[]
  },
): string {
  const sealed = sealer.seal(`quarantine/${row.number}:${row.line}`, encodeUtf8(JSON.stringify(row.record)))
  const hex = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('hex')
  return `${row.line}\t${escaped(JSON.stringify(row.faults))}\t\\\\x${hex}\n`
}

/** The characters that COPY escapes, so that a value never ends its line. */
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(text: string): string {
  return text.replaceAll(/[\\\n\r\t]/g, (c) => escapes[c]!)
}
