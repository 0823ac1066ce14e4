/** Whether the UTF-16 unit at `index` is an ASCII digit. */
export function isDigitAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0x30 && unit <= 0x39
}

/** Index of the first character in `[from, to)` that is not an ASCII digit, or -1. */
export function firstNonDigit(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!isDigitAt(text, i)) return i
  return -1
}

/** Value of the digits in `[from, to)`; the caller has checked that they are digits. */
export function numberAt(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + (text.charCodeAt(i) - 0x30)
  return value
}

/** What a spreadsheet leaves of a long number, for example `3.30212E+17`: the last digits are lost for good. */
export function isSpreadsheetNumber(normalized: string): boolean {
  return /^\d(\.\d+)?E\+?\d{1,2}$/.test(normalized)
}
