/** What a spreadsheet program takes for the beginning of a formula, also in its full-width form. */
const formulaStart = /^'*[=+\-@＝＋－＠\t\r\n]/u

/**
 * A text as it may stand in a CSV: a spreadsheet program that opens the file computes nothing. An apostrophe is put before
 * what would begin a formula, and before apostrophes that stand there already, so that `fromFormulaSafe` gives the text back.
 */
export function formulaSafe(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** The text that `formulaSafe` was given. */
export function fromFormulaSafe(cell: string): string {
  return cell.startsWith("'") && formulaStart.test(cell) ? cell.slice(1) : cell
}
