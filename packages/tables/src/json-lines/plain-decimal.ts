/** Digits that an exponent may add; a number beyond is left as it was written. */
const mostShift = 400

/** A number of JSON without exponent, every digit kept: `1.20e3` is `1200`, `5e-2` is `0.05`. */
export function plainDecimal(written: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(written)
  if (match === null) return written
  const [, sign, whole, rest = '', exponent] = match
  const shift = Number(exponent)
  if (Math.abs(shift) > mostShift) return written
  const digits = whole! + rest
  const point = whole!.length + shift
  if (point <= 0) return `${sign!}0.${'0'.repeat(-point)}${digits}`
  const integer = digits
    .slice(0, point)
    .padEnd(point, '0')
    .replace(/^0+(?=\d)/, '')
  const fraction = digits.slice(point)
  return `${sign!}${integer}${fraction === '' ? '' : `.${fraction}`}`
}
