// First two digits of GB/T 2260 (province level). 81–83 are also the address codes of residents from Hong Kong, Macao and
// Taiwan who hold a residence permit (港澳台居民居住证, since 2018). Prefecture and county digits are not compared with a
// table: numbers keep the code of the place as it was when they were issued, and hundreds of such codes have since been
// withdrawn, so a table of today's divisions would refuse good numbers.
const provincePrefixes: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
  64, 65, 71, 81, 82, 83,
])

/** Whether two digits, read as a number, are a province-level prefix of GB/T 2260. */
export function isProvincePrefix(prefix: number): boolean {
  return provincePrefixes.has(prefix)
}
