const number = /^[+-]?\d+(?:\.\d+)?$/
const band = /^(-?\d+)–-?\d+$/

/**
 * Puts a number into its band: 1234 in bands of 1000 is `1000–1999`. Bands begin at multiples of the width, below zero too.
 *
 * @param width - Numbers in one band, an integer >= 2.
 * @returns `from–to`, both within; null for a text that is no number: what is not understood is not shown. A band of this
 *   width is its own.
 */
export function maskNumber(text: string, width: number): string | null {
  const trimmed = text.trim()
  const first = band.exec(trimmed)?.[1]
  if (first !== undefined) return maskNumber(first, width) === trimmed ? trimmed : null
  if (!number.test(trimmed)) return null
  // Whole parts of any length, so that no long number is rounded into a neighbour's band.
  const whole = BigInt(trimmed.replace(/\..*$/, ''))
  const fraction = /\.\d*[1-9]/.test(trimmed)
  const floor = trimmed.startsWith('-') && fraction ? whole - 1n : whole
  const size = BigInt(width)
  const from = floor - (((floor % size) + size) % size)
  return `${from}–${from + size - 1n}`
}
