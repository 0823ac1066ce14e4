// Documents of identity besides the resident identity card. Most have no public check character: structure alone makes a
// weak case, which the limits of a column know.
import { isForeignResidentId } from '../../identifiers/index.ts'
import { possibleIf, verdicts, yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

const nineAlphanumeric = { charset: charsets.alphanumeric, lengths: [9, 9] } as const

/** Ordinary (E, since 2012 with a second letter; G before), diplomatic (D), service (S) and public affairs (P) passports. */
export const passportDetector: Detector = {
  category: 'passport',
  admits: [nineAlphanumeric],
  judge: (text) => yesIf(/^(?:E[A-HJ-NP-Z]\d{7}|E\d{8}|G\d{8}|[DSP]E\d{7}|[DSP]\d{8})$/.test(text)),
}

/** The form before 1997 (14 or 15 and seven digits) and those of other countries. */
export const otherPassportDetector: Detector = {
  category: 'passport',
  admits: [
    { charset: charsets.digits, lengths: [9, 9] },
    { charset: charsets.alphanumeric, lengths: [7, 10] },
  ],
  judge: (text) => possibleIf(/^(?:1[45]\d{7}|[A-Z]{1,2}\d{6,8}|\d{2}[A-Z]{2}\d{5})$/.test(text)),
}

/**
 * 港澳居民来往内地通行证 (H, M with eight or ten digits), 往来港澳通行证 (C, W), 大陆居民往来台湾通行证 (L, T).
 */
export const travelPermitDetector: Detector = {
  category: 'travelPermit',
  admits: [{ charset: charsets.alphanumeric, lengths: [9, 11] }],
  judge: (text) => yesIf(/^(?:[HM]\d{8}(?:\d{2})?|[CW][A-HJ-NP-Z\d]\d{7}|[LT]\d{8})$/.test(text)),
}

/** 台湾居民来往大陆通行证: eight digits, in the older form ten. */
export const taiwanPermitDetector: Detector = {
  category: 'travelPermit',
  admits: [
    { charset: charsets.digits, lengths: [8, 8] },
    { charset: charsets.digits, lengths: [10, 10] },
  ],
  judge: () => verdicts.possible,
}

/** 军官证, 文职干部证, 士兵证 and the like: 南字第01234567号. */
export const officerCardDetector: Detector = {
  category: 'otherDocument',
  admits: [{ charset: charsets.mixed, lengths: [7, 20], hint: hints.document }],
  judge: (text) =>
    yesIf(
      /^[军海空士文离退武警边消政后装参沈北兰济南广成东西中联火战战支预]{1,4}字第?\s?[（(]?\d{4,9}[)）]?号?$/.test(
        text,
      ),
    ),
}

/** 外国人永久居留身份证 in both forms. */
export const foreignResidentDetector: Detector = {
  category: 'otherDocument',
  admits: [
    { charset: charsets.alphanumeric, lengths: [15, 15] },
    { charset: charsets.digits, lengths: [18, 18] },
    { charset: charsets.alphanumeric, lengths: [18, 18] },
  ],
  judge: (text) => yesIf(text.length === 15 ? /^[A-Z]{3}\d{12}$/.test(text) : isForeignResidentId(text.toUpperCase())),
}

/** 出生医学证明 (a letter and nine digits), 户口簿 (nine digits), and 军官证 by its digits alone. */
export const bareDocumentDetector: Detector = {
  category: 'otherDocument',
  admits: [
    { charset: charsets.digits, lengths: [7, 9] },
    { charset: charsets.alphanumeric, lengths: [10, 10] },
  ],
  judge: (text) => possibleIf(/^(?:\d{7,9}|[A-Z]\d{9})$/.test(text)),
}
