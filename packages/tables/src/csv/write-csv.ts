import { formulaSafe } from '../formula-text.ts'

const flushAt = 64 * 1024

/**
 * Rows as CSV in UTF-8, lines ended with CR LF (RFC 4180). What would begin a formula is written as text, see `formulaSafe`.
 *
 * @param options.bom - A byte order mark, by which spreadsheet programs know UTF-8.
 */
export async function* writeCsv(
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  options: { readonly bom: boolean },
): AsyncIterable<Uint8Array> {
  let text = options.bom ? '\ufeff' : ''
  for await (const row of rows) {
    text += `${row.map(cellText).join(',')}\r\n`
    if (text.length < flushAt) continue
    yield Buffer.from(text, 'utf8')
    text = ''
  }
  if (text !== '') yield Buffer.from(text, 'utf8')
}

function cellText(value: string): string {
  const safe = formulaSafe(value)
  return /[",;|\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
