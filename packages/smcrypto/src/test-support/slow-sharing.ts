// Sharing as the textbook has it: polynomials over GF(2^8) whose product is long multiplication and long division of
// polynomials over GF(2), written as lists of coefficients, and a secret that is found by trying every value.

/** x^8 + x^4 + x^3 + x + 1 */
const MODULUS = [1, 1, 0, 1, 1, 0, 0, 0, 1]

/** Product of two bytes. */
export function slowTimes(a: number, b: number): number {
  const product = Array<number>(15).fill(0)
  for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) product[i + j]! ^= (a >> i) & 1 & ((b >> j) & 1)
  for (let degree = 14; degree >= 8; degree--) {
    if (product[degree] === 1) MODULUS.forEach((bit, i) => (product[degree - 8 + i]! ^= bit))
  }
  return product.slice(0, 8).reduce((byte, bit, i) => byte | (bit << i), 0)
}

/** Value at x of the polynomial with these coefficients, lowest first. */
export function slowValue(coefficients: readonly number[], x: number): number {
  let power = 1
  let sum = 0
  for (const coefficient of coefficients) {
    sum ^= slowTimes(coefficient, power)
    power = slowTimes(power, x)
  }
  return sum
}

/** Coefficients, lowest first, of the one polynomial of degree below their number through these points. */
export function slowPolynomial(points: readonly { readonly x: number; readonly y: number }[]): readonly number[] {
  // Gauss: one row for each point, [1 x x² … | y].
  const rows = points.map(({ x, y }) => [...points.map((_, power) => slowPower(x, power)), y])
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows.findIndex((row, i) => i >= column && row[column] !== 0)
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const scale = slowInverse(rows[column]![column]!)
    rows[column] = rows[column]!.map((value) => slowTimes(value, scale))
    for (let i = 0; i < rows.length; i++) {
      if (i === column) continue
      const by = rows[i]![column]!
      rows[i] = rows[i]!.map((value, k) => value ^ slowTimes(by, rows[column]![k]!))
    }
  }
  return rows.map((row) => row.at(-1)!)
}

/** The byte whose product with a is 1, by trying all. */
export function slowInverse(a: number): number {
  return Array.from({ length: 256 }, (_, b) => b).find((b) => slowTimes(a, b) === 1) ?? 0
}

function slowPower(x: number, power: number): number {
  let product = 1
  for (let i = 0; i < power; i++) product = slowTimes(product, x)
  return product
}

/** All subsets of this size, in order. */
export function subsets<T>(of: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]]
  return of.flatMap((first, i) => subsets(of.slice(i + 1), size - 1).map((rest) => [first, ...rest]))
}
