import { z } from 'zod'
import { Problem } from '../../platform/problem/index.ts'
import type { Layout } from '../../platform/release/layout.ts'

/** Rows that come in a request rather than in a file: values by the codes of items. */
export const givenRow = z.record(
  z.string().max(60),
  z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]),
)
export type GivenRow = z.infer<typeof givenRow>

/**
 * The rows as a file, so that they go the one way that files go: checked, watched, sealed.
 *
 * @returns The bytes, and the line on which each row begins to be counted: line breaks in values move it.
 * @throws {Problem} `REQUEST_MALFORMED` when a row names what is no item.
 */
export function rowsAsCsv(
  layout: Layout,
  rows: readonly GivenRow[],
): { readonly bytes: Uint8Array; readonly lines: readonly number[] } {
  const codes = layout.map((c) => c.code)
  const known = new Set(codes)
  const faults = rows.flatMap((row, i) =>
    Object.keys(row)
      .filter((code) => !known.has(code))
      .map((code) => ({ field: `body.rows.${i}.${code}`, expected: `an item of the dataset: ${codes.join(', ')}` })),
  )
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults: faults.slice(0, 20) })
  const parts = [codes.join(',')]
  const lines: number[] = []
  let line = 1
  for (const row of rows) {
    const text = codes.map((code) => cell(row[code] ?? null)).join(',')
    lines.push(line + 1)
    line += 1 + (text.match(/\n/g)?.length ?? 0)
    parts.push(text)
  }
  return { bytes: Buffer.from(`${parts.join('\n')}\n`, 'utf8'), lines }
}

function cell(value: GivenRow[string]): string {
  if (value === null) return '""'
  return `"${String(value).replaceAll('"', '""')}"`
}
