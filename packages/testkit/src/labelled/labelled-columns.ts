import { createRandom, type Random } from '../synthetic/random.ts'
import { distractorsOf } from './distractors.ts'
import { garbage, sentences, words } from './stock.ts'
import * as make from './values.ts'
import type { MakeValue } from './values.ts'

/** A column of which it is known what it holds. Categories are named as in catalogs (`category` of an item). */
export interface LabelledColumn {
  /** What it was made as, for those who read the errors. */
  readonly kind: string
  readonly header: string
  /** None for a column that only looks like something. */
  readonly categories: readonly string[]
  readonly values: readonly string[]
  /** Whether the value at this place is of the column's categories: not blank and not dirt. */
  readonly isReal: readonly boolean[]
}

interface Family {
  readonly kind: string
  readonly categories: string
  readonly make: MakeValue
  /** Headings that say what it is. */
  readonly headers: string
  /** Left out where nothing but the heading could tell. */
  readonly bland?: boolean
}

const families: readonly Family[] = [
  {
    kind: 'resident ids',
    categories: 'residentId',
    make: make.residentId,
    headers: '身份证号 公民身份号码 户主身份证号码 法定代表人身份证件号码 sfzh gmsfhm id_card jbrsfzh 申请人证件号码',
    bland: true,
  },
  {
    kind: 'resident ids of all ages',
    categories: 'residentId',
    make: (r) => make.residentId(r, 0.1, 92),
    headers: '身份证号码 居民身份证号 成员身份证',
    bland: true,
  },
  {
    kind: 'old resident ids',
    categories: 'residentId',
    make: make.oldResidentId,
    headers: '身份证号码 居民身份证号 sfzhm',
    bland: true,
  },
  {
    kind: 'resident ids of pupils',
    categories: 'residentId minor',
    make: (r) => make.residentId(r, 6.5, 16),
    headers: '学生身份证号 身份证件号 sfzjh',
    bland: true,
  },
  {
    kind: 'passports',
    categories: 'passport',
    make: make.passport,
    headers: '护照号 护照号码 因私护照号码 passport_no hzhm',
    bland: true,
  },
  {
    kind: 'travel permits',
    categories: 'travelPermit',
    make: make.travelPermit,
    headers: '通行证号码 港澳台通行证号 回乡证号 txzh 台胞证或通行证号码',
    bland: true,
  },
  {
    kind: 'officer cards',
    categories: 'otherDocument',
    make: make.officerCard,
    headers: '军官证号 军人证件号码 jgzh',
    bland: true,
  },
  {
    kind: 'birth certificates',
    categories: 'otherDocument',
    make: (r) => `${r.pick([...'NOPQRSTUV'])}${make.digits(r, 9)}`,
    headers: '出生医学证明编号 出生证号',
  },
  {
    kind: 'credit codes',
    categories: 'creditCode',
    make: make.creditCode,
    headers: '统一社会信用代码 社会信用代码(注册号) 企业统一社会信用代码 tyshxydm credit_code 纳税人识别号',
    bland: true,
  },
  {
    kind: 'organisation codes',
    categories: 'organizationCode',
    make: make.organizationCode,
    headers: '组织机构代码 机构代码 zzjgdm org_code',
    bland: true,
  },
  {
    kind: 'organisation codes with hyphen',
    categories: 'organizationCode',
    make: (r) => make.organizationCode(r).replace(/(.)$/, '-$1'),
    headers: '组织机构代码证号 单位组织机构代码',
    bland: true,
  },
  {
    kind: 'registration numbers',
    categories: 'licence',
    make: make.registrationNumber,
    headers: '注册号 营业执照注册号 工商注册号 zch',
    bland: true,
  },
  {
    kind: 'food licences',
    categories: 'licence',
    make: make.foodLicence,
    headers: '食品经营许可证编号 许可证编号 xkzbh',
    bland: true,
  },
  {
    kind: 'worded licences',
    categories: 'licence',
    make: make.wordedLicence,
    headers: '许可证号 卫生许可证号 证书编号',
    bland: true,
  },
  {
    kind: 'driving files',
    categories: 'licence',
    make: (r) => `3302${make.digits(r, 8)}`,
    headers: '驾驶证档案编号 档案编号',
  },
  {
    kind: 'mobiles',
    categories: 'mobileNumber',
    make: make.mobile,
    headers: '手机号 手机号码 联系电话 联系人手机号 法人联系方式 sjhm lxdh mobile contact_phone 移动电话',
    bland: true,
  },
  {
    kind: 'grouped mobiles',
    categories: 'mobileNumber',
    make: (r) => make.mobile(r).replace(/^(...)(....)/, r.chance(0.5) ? '$1-$2-' : '+86 $1$2'),
    headers: '手机 电话号码 phone',
    bland: true,
  },
  {
    kind: 'landlines',
    categories: 'landlineNumber',
    make: make.landline,
    headers: '固定电话 办公电话 单位联系电话 传真 gddh tel 咨询电话',
    bland: true,
  },
  {
    kind: 'local landlines',
    categories: 'landlineNumber',
    make: make.localLandline,
    headers: '固定电话 办公电话 家庭电话',
  },
  {
    kind: 'bank cards',
    categories: 'bankCard',
    make: make.bankCard,
    headers: '银行卡号 银行账号 收款账号 yhkh bank_card 发放银行卡号 开户行账号',
    bland: true,
  },
  {
    kind: 'plates',
    categories: 'plateNumber',
    make: make.plate,
    headers: '车牌号 车牌号码 号牌号码 cphm plate_no 机动车号牌号码',
    bland: true,
  },
  {
    kind: 'names',
    categories: 'personName',
    make: make.personName,
    headers: '姓名 法定代表人 联系人 经办人姓名 户主姓名 负责人 xm frxm lxr contact_name 驾驶人姓名 权利人',
    bland: true,
  },
  {
    kind: 'names of pupils',
    categories: 'personName minor',
    make: make.personName,
    headers: '学生姓名 儿童姓名 幼儿姓名 xsxm 监护人姓名',
  },
  {
    kind: 'addresses',
    categories: 'address',
    make: make.address,
    headers: '地址 家庭住址 户籍地址 注册地址 经营场所 企业住所 dz jtzz address 房屋坐落 详细地址',
    bland: true,
  },
  {
    kind: 'e-mail',
    categories: 'email',
    make: make.email,
    headers: '邮箱 电子邮箱 联系人邮箱 email dzyx',
    bland: true,
  },
  {
    kind: 'IPv4',
    categories: 'ipAddress',
    make: make.ipV4,
    headers: 'IP地址 登录IP ip_addr 服务器IP地址',
    bland: true,
  },
  { kind: 'IPv6', categories: 'ipAddress', make: make.ipV6, headers: 'IPv6地址 客户端IP', bland: true },
  { kind: 'MAC', categories: 'macAddress', make: make.mac, headers: 'MAC地址 设备MAC mac_addr', bland: true },
  {
    kind: 'bare MAC',
    categories: 'macAddress',
    make: (r) => make.mac(r).replaceAll(':', '').toUpperCase(),
    headers: 'MAC地址 网卡MAC地址',
  },
  {
    kind: 'birth dates',
    categories: 'birthDate',
    make: (r) => make.birthDay(r, 18.1, 90),
    headers: '出生日期 出生年月 csrq birthday 配偶出生日期',
    bland: true,
  },
  {
    kind: 'compact birth dates',
    categories: 'birthDate',
    make: (r) => make.birthDay(r, 18.1, 90).replaceAll('-', ''),
    headers: '出生日期 生日 csny',
    bland: true,
  },
  {
    kind: 'birth dates of pupils',
    categories: 'birthDate minor',
    make: (r) => make.birthDay(r, 4, 16),
    headers: '出生日期 学生出生日期 出生年月日',
  },
  {
    kind: 'pairs of coordinates',
    categories: 'coordinates',
    make: make.coordinatePair,
    headers: '经纬度 坐标 gps坐标 lnglat',
    bland: true,
  },
  { kind: 'longitudes', categories: 'coordinates', make: make.longitude, headers: '经度 lng 中心点经度 jd' },
  { kind: 'latitudes', categories: 'coordinates', make: make.latitude, headers: '纬度 lat wd' },
  {
    kind: 'diagnoses',
    categories: 'medical',
    make: make.diagnosis,
    headers: '诊断 出院诊断 疾病名称 主要诊断 diagnosis',
    bland: true,
  },
  { kind: 'medicines', categories: 'medical', make: make.medicine, headers: '药品名称 用药 ypmc', bland: true },
  {
    kind: 'disabilities',
    categories: 'medical',
    make: make.disability,
    headers: '残疾类别等级 残疾等级 cjdj',
    bland: true,
  },
  { kind: 'disease codes', categories: 'medical', make: make.diseaseCode, headers: '疾病编码 ICD编码 诊断编码' },
  {
    kind: 'feature vectors',
    categories: 'biometric',
    make: make.featureVector,
    headers: '人脸特征值 指纹特征 face_feature 虹膜特征数据',
  },
  {
    kind: 'biometric words',
    categories: 'biometric',
    make: make.biometricWord,
    headers: '采集项 生物特征类型 指纹信息',
    bland: true,
  },
  { kind: 'beliefs', categories: 'religion', make: make.belief, headers: '宗教信仰 信仰 zjxy 信教情况', bland: true },
  { kind: 'pupil numbers', categories: 'minor', make: make.pupilNumber, headers: '学籍号 全国学籍号' },
  {
    kind: 'texts with mobiles',
    categories: 'mobileNumber',
    make: (r) => `${r.pick(sentences)}${r.pick(['联系电话', '来电', '电话：', '回访'])}${make.mobile(r)}`,
    headers: '备注 诉求内容 处理意见',
    bland: true,
  },
]

const blandHeaders = words('字段3 col_5 F12 列7 field9 A1 数据项4 unnamed')
/** Headings of something else, as careless tables have them. */
const misleadingHeaders = words('编号 备注 内容 数据 代码 名称 类型 说明')

const blankShares = [0, 0, 0.1, 0.3, 0.6]
const blankSigns = ['', '', '', '-', 'NULL', '无']

/** How many columns are made of each kind, for one seed. */
const rounds = { families: 12, distractors: 8 } as const

/**
 * Columns with their truth, the same for the same seed: every category in several forms, and many things that are none.
 *
 * Of each kind most columns bear a heading that says what they are (in words, initials or English), some a heading that
 * says nothing, and a few one of something else. Values are blank in up to 60 % of the rows and dirt in up to 20 %.
 * @param placeNames - Names of villages and communities: real words of which many begin as names of persons do.
 *
 * Nothing here knows how detectors work; numbers are made from the definitions of the standards.
 */
export function* labelledColumns(seed: number, placeNames: readonly string[]): Generator<LabelledColumn> {
  const random = createRandom(seed)
  const distractors = distractorsOf(placeNames)
  for (let round = 0; round < rounds.families; round++)
    for (const family of families) yield columnOfFamily(random, family)
  for (let round = 0; round < rounds.distractors; round++) {
    for (const { kind, headers, make: maker } of distractors) {
      const header = random.chance(0.35) ? random.pick(blandHeaders) : random.pick(headers)
      yield column(random, { kind, header, categories: [] }, maker(random))
    }
  }
}

function columnOfFamily(random: Random, { kind, categories, make: value, headers, bland }: Family): LabelledColumn {
  const header = random.pick(headersFor(random, words(headers), bland === true))
  return column(random, { kind, header, categories: words(categories) }, value)
}

/** Where the values can tell what they are, three headings in ten say nothing and one in ten something else. */
function headersFor(random: Random, clear: readonly string[], canTell: boolean): readonly string[] {
  const lot = random.fraction()
  if (!canTell || lot < 0.6) return clear
  return lot < 0.9 ? blandHeaders : misleadingHeaders
}

function column(
  random: Random,
  label: Pick<LabelledColumn, 'kind' | 'header' | 'categories'>,
  value: MakeValue,
): LabelledColumn {
  const rows = random.chance(0.2) ? 8 + random.below(20) : 30 + random.below(120)
  const blankShare = random.pick(blankShares)
  const dirtShare = random.chance(0.4) ? 0 : 0.01 + random.fraction() * 0.19
  const cells = Array.from({ length: rows }, () => {
    if (random.chance(blankShare)) return { text: random.pick(blankSigns), isReal: false }
    if (random.chance(dirtShare)) return { text: dirt(random, value(random)), isReal: false }
    return { text: spoilt(random, value(random)), isReal: true }
  })
  return { ...label, values: cells.map(({ text }) => text), isReal: cells.map(({ isReal }) => isReal) }
}

/** A word in place of the value, or a number of which the end was lost. */
function dirt(random: Random, text: string): string {
  const isNumber = /^[\dA-Z]{15,}$/.test(text)
  return isNumber && random.chance(0.5) ? text.slice(0, -2) : random.pick(garbage)
}

/** Here and there a value bears the marks of the way it came: white space, full-width digits, an apostrophe. */
function spoilt(random: Random, text: string): string {
  if (!random.chance(0.03)) return text
  return random.pick([
    (t: string) => ` ${t}`,
    (t: string) => `${t}\t`,
    (t: string) => t.replaceAll(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    (t: string) => (/^\d+$/.test(t) ? `'${t}` : t),
  ])(text)
}
