/** What a number of a sheet says. */
export interface NumberText {
  readonly text: string
  /** Written with more digits than a spreadsheet keeps: the end of an identifier is lost. */
  readonly imprecise: boolean
}

const msPerDay = 86_400_000

/** A number without exponent; the value is the one that was saved, not the one that was displayed. */
export function plainNumber(value: string): NumberText | undefined {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return undefined
  const imprecise = Number.isInteger(number) && Math.abs(number) >= 1e15
  return { text: withoutExponent(number), imprecise }
}

function withoutExponent(number: number): string {
  const shortest = String(number)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)
  if (match === null) return shortest
  const [, sign, first, rest = '', exponent] = match
  const digits = `${first!}${rest}`
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign!}0.${'0'.repeat(-point)}${digits}`
  return `${sign!}${digits.padEnd(point, '0')}`
}

/**
 * Day and time of a serial number: days since 1899-12-30, or since 1904-01-01 in workbooks that say so. Serial numbers
 * below 61 count a 29 February 1900 that never was, as the programs do.
 *
 * @returns `undefined` when it is no day that exists.
 */
export function dateText(value: string, from1904: boolean): string | undefined {
  const serial = Number(value)
  if (value.trim() === '' || !(serial >= 0 && serial < 2_958_466)) return undefined
  const ms = Math.round(serial * msPerDay)
  const days = Math.floor(ms / msPerDay)
  const time = timeText(ms % msPerDay)
  if (days === 0 && !from1904) return time ?? '00:00:00'
  if (!from1904 && days === 60) return undefined
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const day = new Date(epoch + days * msPerDay).toISOString().slice(0, 10)
  return time === undefined ? day : `${day}T${time}`
}

function timeText(ms: number): string | undefined {
  return ms < 500 ? undefined : new Date(Math.round(ms / 1000) * 1000).toISOString().slice(11, 19)
}

/** Formats built in that show a day or a time, by their number (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 in Chinese programs). */
export function isBuiltInDateFormat(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** Whether a format that a workbook defines shows a day or a time: it names year, month, day, hour or second outside quotes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}
