import { formulaSafe } from '../formula-text.ts'

/** A cell of a data file. Null is written as nothing, an empty text as a pair of quotation marks. */
export type DataCell = string | null

const quotedWhen = /[",;|\t\r\n']/

/** Whether a text has to stand in quotation marks. */
export function needsQuotation(text: string): boolean {
  return text === '' || quotedWhen.test(text)
}

/**
 * One record of a CSV of data, RFC 4180, ended with CR LF.
 *
 * @param texts - By column: whether it holds free text, in which what would begin a formula is written as `formulaSafe` does.
 *   Other values are numbers, days, yes and no: they begin no formula, and a minus sign stays what it is.
 * @param quoted - A column whose cell stands in quotation marks whether it needs them or not.
 */
export function csvRecord(cells: readonly DataCell[], texts: readonly boolean[], quoted: number): string {
  const written = new Array<string | null>(cells.length)
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!
    if (cell === null) {
      written[i] = null
      continue
    }
    const isText = texts[i] === true
    const safe = isText && mayBeFormula(cell) ? formulaSafe(cell) : cell
    // What is no text has nothing in it that would have to stand in quotation marks.
    if (i !== quoted && !(isText && needsQuotation(safe))) written[i] = safe
    else written[i] = safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : `"${safe}"`
  }
  // Joined at once: a text put together cell by cell is gone through once more before it is written.
  return `${written.join(',')}\r\n`
}

/** Said by the first character for nearly every text, so that the pattern is seldom asked. */
function mayBeFormula(text: string): boolean {
  const first = text.charCodeAt(0)
  return !((first > 0x40 && first < 0xff00) || (first >= 0x30 && first <= 0x39))
}
