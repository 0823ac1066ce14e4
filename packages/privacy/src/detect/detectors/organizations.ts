import {
  isCreditCode,
  isOrganizationCode,
  isProvincePrefix,
  isRegistrationNumber,
  numberAt,
} from '../../identifiers/index.ts'
import { possibleIf, yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/** 统一社会信用代码 (GB 32100-2015). */
export const creditCodeDetector: Detector = {
  category: 'creditCode',
  admits: [
    { charset: charsets.digits, lengths: [18, 18] },
    { charset: charsets.alphanumeric, lengths: [18, 18] },
  ],
  settles: true,
  judge: (text) => yesIf(isCreditCode(text.toUpperCase())),
}

/** 组织机构代码 (GB 11714-1997), with or without the hyphen before its check character. */
export const organizationCodeDetector: Detector = {
  category: 'organizationCode',
  admits: [
    { charset: charsets.digits, lengths: [9, 9] },
    { charset: charsets.alphanumeric, lengths: [9, 9] },
    { charset: charsets.ascii, lengths: [10, 10], hint: hints.group, without: hints.colon | hints.dot },
  ],
  judge: (text) =>
    yesIf(isOrganizationCode(text.length === 10 && text[8] === '-' ? text.slice(0, 8) + text[9]! : text)),
}

/** 营业执照注册号 of 15 digits (GS 15—2006). */
export const registrationNumberDetector: Detector = {
  category: 'licence',
  admits: [{ charset: charsets.digits, lengths: [15, 15] }],
  judge: (text) => yesIf(isRegistrationNumber(text)),
}

/** 食品生产许可证 (SC) and 食品经营许可证 (JY) numbers: fourteen digits with the province among them. */
export const foodLicenceDetector: Detector = {
  category: 'licence',
  admits: [{ charset: charsets.alphanumeric, lengths: [16, 16] }],
  judge: (text) => yesIf(isFoodLicence(text)),
}

// JY has one digit (主体业态) before the division, SC three (食品类别).
function isFoodLicence(text: string): boolean {
  if (!/^(?:SC|JY)\d{14}$/.test(text)) return false
  const from = text.startsWith('JY') ? 3 : 5
  return isProvincePrefix(numberAt(text, from, from + 2))
}

/** Licences that say what they are: 浙卫公证字〔2020〕第0001号. */
export const wordedLicenceDetector: Detector = {
  category: 'licence',
  admits: [{ charset: charsets.mixed, lengths: [8, 40], hint: hints.document }],
  judge: (text) =>
    yesIf(/^[^\d。，]{1,12}[证许可]字?[\s(（〔[【]*第?[\s(（〔[【]*\d{4}[^。，]{0,24}\d+\s*号?$/.test(text)),
}

/** 驾驶证档案编号: twelve digits that begin with a division. Nothing in it can be checked. */
export const drivingFileDetector: Detector = {
  category: 'licence',
  admits: [
    { charset: charsets.digits, lengths: [12, 12] },
    { charset: charsets.alphanumeric, lengths: [10, 24] },
  ],
  judge: (text) =>
    possibleIf(/^\d{12}$/.test(text) ? isProvincePrefix(numberAt(text, 0, 2)) : /^[A-Z]{1,4}\d{8,20}$/.test(text)),
}
