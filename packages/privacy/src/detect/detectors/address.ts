import { yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/**
 * A place where somebody lives or works: a road or a village with a number behind it, or a building with a room. The name
 * of a division alone (浙江省宁波市鄞州区) is none, and neither is that of an enterprise.
 */
export const addressDetector: Detector = {
  category: 'address',
  admits: [
    { charset: charsets.mixed, lengths: [5, 120], hint: hints.address },
    { charset: charsets.ideographs, lengths: [6, 120], hint: hints.address },
  ],
  judge: (text) => yesIf(isAddress(text)),
}

const hasNumber = /[\d一二三四五六七八九十]/
const number = '[\\d一二三四五六七八九十百零甲乙丙A-Za-z]'

/** A road with a number, a village with a group or number, or a building or estate with one of its parts. */
const road = new RegExp(
  `[^\\d\\s，。](?:路|街|巷|弄|大道|道|胡同|里|坊)[^，。；]{0,6}?${number}{1,6}(?:-\\d+)?[号弄幢栋#]`,
)
const village = new RegExp(
  `[^\\d\\s，。](?:村|社区|屯|庄|嘎查|居委会|小区|花园|公寓|新村|家园|苑|队|里)[^，。；]{0,10}?${number}{1,6}(?:-\\d+)?(?:号|组|幢|栋|室|队|社|户|单元|楼)`,
)
const building = new RegExp(
  `${number}{1,4}(?:幢|栋|号楼|座)[^，。；]{0,4}?${number}{1,5}(?:-\\d+)?(?:室|号|单元|层|楼)`,
)
const crossing = /[^\d\s，。](?:路|街|大道)(?:与|和|、)[^\d\s，。]{2,8}(?:路|街|大道)(?:交叉口|交汇处|路口)/
const near =
  /[省市县区镇乡街道][^\d，。；]{1,16}(?:大厦|广场|大楼|中心|工业园区?|产业园|科技园|开发区|工业区)(?:内|旁|对面|\S{0,3}楼|\S{0,4}层|\S{0,6}[号室座幢栋])/

/** Says something happens, belongs or is asked: a sentence that mentions a place. */
const sentence =
  /[。！？；]|请|已经|因为|应当|不得|关于|办理|反映|投诉|建议|情况|进行|联系|咨询|处理|通知|决定|检查|发生/

function isAddress(text: string): boolean {
  if (text.length > 30 && sentence.test(text)) return false
  if (/(?:公司|合作社|经营部|事务所|商店|超市|厂|店)$/.test(text)) return false
  const isNumbered = hasNumber.test(text) && (road.test(text) || village.test(text) || building.test(text))
  return isNumbered || crossing.test(text) || near.test(text)
}
