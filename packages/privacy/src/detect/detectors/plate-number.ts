import { yesIf, type Detector } from '../detector.ts'
import { charsets } from '../shape.ts'

/**
 * A civil vehicle plate (GA 36—2018): province, authority, five characters; six for new energy, where the first or the
 * last of them is a letter (D, F and those that followed). Also 挂, 学, 警, 港, 澳, 使, 领 and 应急 plates.
 */
export const plateNumberDetector: Detector = {
  category: 'plateNumber',
  admits: [{ charset: charsets.mixed, lengths: [7, 10] }],
  judge: (text) => yesIf(plate.test(text)),
}

const plate =
  /^(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•‧\- ]?(?:[A-HJ-NP-Z\d]{4}[A-HJ-NP-Z\d挂学警港澳领试超]|[A-HJK][A-HJ-NP-Z\d]\d{4}|\d{5}[A-HJK]|[A-HJ-NP-Z\d]{3}应急)|[使领]\d{6}|\d{6}[使领]|WJ[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?\d{4}[A-Z\d])$/
