export interface CsvDialect {
  readonly delimiter: string
  readonly quote: '"' | "'"
  /** The first line is a spreadsheet's `sep=;` and no row. */
  readonly separatorLine: boolean
}

const delimiters = [',', '\t', ';', '|'] as const

/** How a CSV is written, from its beginning: the delimiter that its header has most of outside quotes. */
export function detectDialect(text: string): CsvDialect {
  const named = /^sep=(.)\r?\n/.exec(text)
  if (named !== null) return { delimiter: named[1]!, quote: '"', separatorLine: true }
  const quote = text.includes('"') || !/^'[^'\n]*'[,;|\t\r\n]/.test(text) ? '"' : "'"
  const header = headerOf(text, quote)
  const counts = delimiters.map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }))
  // At equal counts the earlier of the list: a comma is what most mean.
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a))
  return { delimiter: best.delimiter, quote, separatorLine: false }
}

/** The first record that holds anything, without what stands in quotes. */
function headerOf(text: string, quote: string): string {
  let header = ''
  let quoted = false
  for (const character of text) {
    if (character === quote) quoted = !quoted
    else if (quoted) continue
    else if (character !== '\n' && character !== '\r') header += character
    else if (header.trim() !== '') break
  }
  return header
}
