// Values of each category, made by the rules of the standards as this package computes them.
import {
  creditAlphabet,
  creditCodeCheck,
  organizationCodeCheck,
  residentIdCheck,
} from '../synthetic/check-characters.ts'
import { civilDateOf, dayNumberOf } from '../synthetic/civil-day.ts'
import { createNameMaker } from '../synthetic/names.ts'
import type { Random } from '../synthetic/random.ts'
import {
  beliefs,
  cities,
  countyCodes,
  diagnoses,
  disabilities,
  estates,
  medicines,
  roads,
  towns,
  tradeNames,
  villagesStock,
  words,
} from './stock.ts'

export type MakeValue = (random: Random) => string

/** Day on which the ages of labelled people are counted. */
export const labelledAsOf = '2026-03-01'

const asOf = dayNumberOf(labelledAsOf)
const year = 365.2425

export const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.below(10))).join('')

const from = (random: Random, alphabet: string, count: number): string =>
  Array.from({ length: count }, () => random.pick([...alphabet])).join('')

export const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const hex = '0123456789abcdef'

/** A day of birth of somebody of so many years, YYYY-MM-DD. */
export function birthDay(random: Random, youngest: number, oldest: number): string {
  const days = Math.floor((youngest + random.fraction() * (oldest - youngest)) * year)
  return civilDateOf(asOf - days - 1)
}

export function residentId(random: Random, youngest = 18.1, oldest = 92): string {
  const first17 = random.pick(countyCodes) + birthDay(random, youngest, oldest).replaceAll('-', '') + digits(random, 3)
  const id = first17 + residentIdCheck(first17)
  return random.chance(0.15) ? id.toLowerCase() : id
}

export function oldResidentId(random: Random): string {
  return random.pick(countyCodes) + birthDay(random, 30, 90).slice(2).replaceAll('-', '') + digits(random, 3)
}

export const passport: MakeValue = (random) =>
  random.chance(0.5)
    ? `E${random.pick([...letters.replace(/[IO]/g, '')])}${digits(random, 7)}`
    : random.pick(['E', 'G', 'E']) + digits(random, 8)

export const travelPermit: MakeValue = (random) =>
  random.pick([
    () => random.pick(['H', 'M']) + digits(random, random.chance(0.5) ? 8 : 10),
    () => `C${random.pick([...'ABCDEFGH'])}${digits(random, 7)}`,
    () => `L${digits(random, 8)}`,
  ])()

export const officerCard: MakeValue = (random) =>
  `${random.pick(words('军 南 北 沈 济 空 海 政 参 广'))}字第${digits(random, 7 + random.below(2))}号`

export const creditCode: MakeValue = (random) => {
  const body = from(random, creditAlphabet, 8)
  const first17 =
    random.pick(words('91 92 93 11 12 51 52')) + random.pick(countyCodes) + body + organizationCodeCheck(body)
  return first17 + creditCodeCheck(first17)
}

export const organizationCode: MakeValue = (random) => {
  const body = random.chance(0.3) ? from(random, creditAlphabet, 8) : digits(random, 8)
  return body + organizationCodeCheck(body)
}

/** 注册号: the check digit found by trying all ten in the recursion of ISO 7064 MOD 11,10 from its definition. */
export const registrationNumber: MakeValue = (random) => {
  const first14 = random.pick(countyCodes) + digits(random, 8)
  for (let check = 0; check < 10; check++)
    if (remainderOf(first14 + String(check)) === 1) return first14 + String(check)
  return first14
}

function remainderOf(text: string): number {
  let carried = 10
  const last = text.length - 1
  for (const [i, char] of [...text].entries()) {
    const sum = (carried + Number(char)) % 10
    if (i === last) return sum
    carried = ((sum || 10) * 2) % 11
  }
  return 0
}

export const foodLicence: MakeValue = (random) =>
  `JY${1 + random.below(3)}${random.pick(countyCodes)}${digits(random, 7)}`

export const wordedLicence: MakeValue = (random) =>
  `${random.pick(words('浙 宁 甬 吴'))}${random.pick(words('卫公证字 环评许可证字 交运管许可证字 农药经许可证字'))}${random.pick(['〔2021〕第', '(2020)第', '[2019]'])}${digits(random, 4 + random.below(3))}号`

const mobileHeads = words(
  '130 131 132 133 134 135 136 137 138 139 145 147 150 151 152 153 155 156 157 158 159 166 170 173 175 176 177 178 180 181 182 183 185 186 187 188 189 191 193 198 199',
)
export const mobile: MakeValue = (random) => random.pick(mobileHeads) + digits(random, 8)

const areaCodes = words('0574 0953 010 021 0571 0951 028 0512')
export const landline: MakeValue = (random) => {
  const local = String(2 + random.below(7)) + digits(random, 7)
  return `${random.pick(areaCodes)}${random.pick(['-', '-', ''])}${random.chance(0.2) ? local.slice(1).replace(/^[01]/, '6') : local}`
}
export const localLandline: MakeValue = (random) => String(2 + random.below(7)) + digits(random, 7)

const issuers = words('622848 621700 622202 621661 622588 620522 623058 436742 601382 955880')
export const bankCard: MakeValue = (random) => {
  const head = random.pick(issuers)
  const length = head.startsWith('4') ? 16 : head.startsWith('6') && random.chance(0.3) ? 16 + random.below(3) : 19
  const open = head + digits(random, length - head.length - 1)
  return open + luhnEnd(open)
}

/** The digit that makes the sum of a doubled walk from the right a multiple of ten. */
export function luhnEnd(open: string): string {
  const sum = [...open]
    .toReversed()
    .map((char, i) => (i % 2 === 0 ? [...String(Number(char) * 2)].reduce((s, c) => s + Number(c), 0) : Number(char)))
    .reduce((a, b) => a + b, 0)
  return String((100 - (sum % 10)) % 10 === 10 ? 0 : (10 - (sum % 10)) % 10)
}

export const plate: MakeValue = (random) => {
  const head = random.pick([...'浙宁京沪苏粤川']) + random.pick([...'ABCDE'])
  const plain = letters.replace(/[IO]/g, '')
  const newEnergy = (): string => random.pick([...'DFAB']) + from(random, plain, 1) + digits(random, 4)
  const usual = (): string => (from(random, plain, random.below(3)) + digits(random, 5)).slice(0, 5)
  return `${head}${random.pick(['', '', '·'])}${random.chance(0.25) ? newEnergy() : usual()}`
}

export const personName: MakeValue = (random) => {
  const maker = createNameMaker(random)
  const ethnicity = random.chance(0.15) ? '回族' : '汉族'
  const sex = random.chance(0.5) ? 'male' : 'female'
  if (random.chance(0.01)) return random.pick(words('买买提·艾力 阿依古丽·吐尔逊 古丽娜尔·买买提'))
  return maker.surname(ethnicity) + maker.given({ sex, birthYear: 1940 + random.below(80), ethnicity })
}

export const address: MakeValue = (random) => {
  const city = random.pick(cities)
  const head = city.slice(random.below(3)).join('')
  return random.pick([
    () => `${head}${random.pick(roads)}${1 + random.below(900)}号`,
    () => `${head}${random.pick(towns)}${random.pick(villagesStock)}${1 + random.below(12)}组${1 + random.below(90)}号`,
    () =>
      `${head}${random.pick(towns)}${random.pick(estates)}${1 + random.below(30)}幢${1 + random.below(4)}单元${101 + random.below(1800)}室`,
    () => `${head}${random.pick(roads)}${1 + random.below(900)}弄${1 + random.below(60)}号${101 + random.below(600)}室`,
    () =>
      `${head}${random.pick(roads)}${1 + random.below(500)}号${random.pick(tradeNames)}大厦${1 + random.below(20)}层`,
    () =>
      `${random.pick(towns)}${random.pick(villagesStock)}${random.pick(words('东 西 南 北'))}${1 + random.below(9)}队`,
  ])()
}

export const email: MakeValue = (random) =>
  `${random.pick([() => digits(random, 9), () => from(random, 'abcdefghijklmnop', 7), () => `${from(random, 'abcdefgh', 4)}.${from(random, 'rstuv', 3)}`])()}@${random.pick(words('qq.com 163.com nbgov.cn wz.gov.cn sina.com.cn outlook.com'))}`

export const ipV4: MakeValue = (random) =>
  `${random.pick([() => `10.${random.below(256)}`, () => '192.168', () => `172.${16 + random.below(16)}`, () => `${60 + random.below(160)}.${random.below(256)}`])()}.${random.below(256)}.${1 + random.below(254)}`
export const ipV6: MakeValue = (random) =>
  random.chance(0.4)
    ? `fe80::${from(random, hex, 4)}:${from(random, hex, 4)}`
    : Array.from({ length: 8 }, () => from(random, hex, 4)).join(':')

export const mac: MakeValue = (random) => Array.from({ length: 6 }, () => from(random, hex, 2)).join(':')

export const longitude = (random: Random): string => (106 + random.fraction() * 16).toFixed(6)
export const latitude = (random: Random): string => (28 + random.fraction() * 11).toFixed(6)
export const coordinatePair: MakeValue = (random) => `${longitude(random)},${latitude(random)}`

export const diagnosis: MakeValue = (random) => random.pick(diagnoses)
export const medicine: MakeValue = (random) => random.pick(medicines)
export const disability: MakeValue = (random) => random.pick(disabilities)
export const diseaseCode: MakeValue = (random) =>
  `${random.pick([...'IJKEMNSFC'])}${String(random.below(100)).padStart(2, '0')}.${random.below(10)}`
export const belief: MakeValue = (random) => random.pick(beliefs)
export const featureVector: MakeValue = (random) =>
  from(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 80)
export const biometricWord: MakeValue = (random) =>
  random.pick(words('右手拇指指纹 左手食指指纹 虹膜图像 人脸照片 掌纹扫描 声纹样本'))
export const pupilNumber: MakeValue = (random) => `G${residentId(random, 7, 17)}`
