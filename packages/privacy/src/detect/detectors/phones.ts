import { firstNonDigit } from '../../identifiers/index.ts'
import { possibleIf, yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

const noPhone = hints.colon | hints.dot | hints.at

/** A mobile number as it stands, with the country prefix, or in groups 3-4-4. */
export const mobileNumberDetector: Detector = {
  category: 'mobileNumber',
  admits: [
    { charset: charsets.digits, lengths: [11, 11] },
    { charset: charsets.digits, lengths: [13, 13] },
    { charset: charsets.digits, lengths: [15, 15] },
    { charset: charsets.ascii, lengths: [13, 19], hint: hints.group, without: noPhone },
  ],
  judge: (text) => yesIf(isMobile(bareMobile(text))),
}

/** A fixed line with its area code, or a service number (400, 800, 95…). */
export const landlineNumberDetector: Detector = {
  category: 'landlineNumber',
  admits: [
    { charset: charsets.digits, lengths: [10, 12] },
    { charset: charsets.ascii, lengths: [11, 24], hint: hints.group, without: hints.colon | hints.at },
  ],
  judge: (text) => yesIf(areaForm.test(text) || serviceForm.test(text)),
}

/** A fixed line without its area code, perhaps with an extension. */
export const localNumberDetector: Detector = {
  category: 'landlineNumber',
  admits: [
    { charset: charsets.digits, lengths: [5, 8] },
    { charset: charsets.ascii, lengths: [9, 14], without: noPhone },
  ],
  judge: (text) => possibleIf(/^[2-9]\d{6,7}(?:[-#]\d{1,6})?$|^9\d{4}$|^1[012]\d{3}$/.test(text)),
}

// Three digits: 10 and 20 to 29; four: 03xx to 09xx. What follows begins with 2 to 9.
const areaForm =
  /^(?:\+?86[- ]?|0086[- ]?)?(?:\(0(?:10|2\d|[3-9]\d\d)\)|0?(?:10|2\d|[3-9]\d\d)-|0(?:10|2\d|[3-9]\d\d))[- ]?[2-9]\d{2,3}[- ]?\d{4}(?:(?:-|#|\*|ext\.?| )\d{1,6})?$/
const serviceForm = /^[48]00-?\d{3,4}-?\d{3,4}$/

// 网号 in use: 13x, 15x, 17x, 18x, 19x whole, of 14x and 16x in part. 154 is taken for made-up numbers.
const segments = segmentTable()

/** Whether eleven digits begin with a segment of mobile numbers. */
export function isMobile(text: string): boolean {
  if (text.length !== 11 || text[0] !== '1' || firstNonDigit(text, 0, 11) !== -1) return false
  return segments[Number(text.slice(1, 3))] === 1
}

function bareMobile(text: string): string {
  if (text.length === 11) return text
  const bare = /^(?:\+?86|0086|\(\+?86\))?[- ]?(1\d{2})[- ]?(\d{4})[- ]?(\d{4})$/.exec(text)
  return bare === null ? '' : `${bare[1]!}${bare[2]!}${bare[3]!}`
}

function segmentTable(): Uint8Array {
  const table = new Uint8Array(100)
  for (const tens of [30, 50, 70, 80, 90]) table.fill(1, tens, tens + 10)
  for (const segment of [40, 41, 44, 45, 46, 47, 48, 49, 62, 64, 65, 66, 67]) table[segment] = 1
  return table
}
