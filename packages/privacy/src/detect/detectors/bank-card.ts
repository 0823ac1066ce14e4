import { agreesWithLuhn } from '../../identifiers/index.ts'
import { yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/**
 * A bank card: sixteen to nineteen digits with an issuer's beginning (62 and the ranges of 60, 68, 9 and of the
 * international schemes) and the Luhn check. One random number of this beginning in ten passes the check.
 */
export const bankCardDetector: Detector = {
  category: 'bankCard',
  admits: [
    { charset: charsets.digits, lengths: [16, 19] },
    { charset: charsets.ascii, lengths: [19, 23], hint: hints.group, without: hints.colon | hints.dot },
  ],
  judge: (text) => yesIf(isBankCard(text.length > 19 || text.includes('-') ? ungrouped(text) : text)),
}

const issuers = /^(?:6[28]\d{14,17}|60\d{14,17}|9[0-9]{18}|(?:4|5[1-5]|35)\d+)$/

function isBankCard(digits: string): boolean {
  const isScheme = digits.charCodeAt(0) <= 0x35
  return (!isScheme || digits.length === 16) && issuers.test(digits) && agreesWithLuhn(digits)
}

const ungrouped = (text: string): string =>
  /^\d{4}([- ])\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?$/.test(text) ? text.replaceAll(/[- ]/g, '') : ''
