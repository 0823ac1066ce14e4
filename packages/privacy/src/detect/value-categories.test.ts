import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  creditCodeCheckCharacter,
  organizationCodeCheckCharacter,
  residentIdCheckCharacter,
} from '../identifiers/index.ts'
import type { DetectorCategory } from './category.ts'
import { detectorCategories } from './category.ts'
import { matchValue } from './match-value.ts'
import { tidy } from './shape.ts'
import { categoriesOf } from './value-categories.ts'

const id = (first17: string): string => first17 + residentIdCheckCharacter(first17)
const female = id('33021219900517002')
const code = (first8: string): string => first8 + organizationCodeCheckCharacter(first8)
/** A card number of these digits and the last one that a sum by hand asks for. */
function card(open: string): string {
  const products = [...open].toReversed().map((char, i) => Number(char) * (i % 2 === 0 ? 2 : 1))
  const sum = products.flatMap((product) => [...String(product)]).reduce((total, char) => total + Number(char), 0)
  return open + String((10 - (sum % 10)) % 10)
}
const creditCode = '91330212' + code('MA2ABCD1')

const proven: readonly [DetectorCategory, readonly string[]][] = [
  [
    'residentId',
    [female, '11010519491231002x', '110105491231002', '１１０１０５１９４９１２３１００２Ｘ', `'${female}`],
  ],
  ['residentId', ['110105-19491231-002X', '110105 19491231 002X', ` ${female}\t`]],
  ['creditCode', ['91350100M000100Y43', '91350100m000100y43']],
  ['organizationCode', [code('M000100Y'), `${code('D2143569').slice(0, 8)}-X`]],
  [
    'licence',
    ['JY13302120012345', 'SC10664030200011', '浙卫公证字〔2021〕第0012号', '吴交运管许可证字(2020)第640302号'],
  ],
  ['passport', ['E12345678', 'EA1234567', 'G12345678', 'PE1234567']],
  ['travelPermit', ['H12345678', 'M1234567890', 'C12345678', 'CA1234567', 'L12345678']],
  ['otherDocument', ['南字第01234567号', '军字第1234567号', 'CHN330212345678']],
  [
    'mobileNumber',
    [
      '15412345678',
      '154-1234-5678',
      '154 1234 5678',
      '+8615412345678',
      '+86 154 1234 5678',
      '８６１５４１２３４５６７８',
    ],
  ],
  ['mobileNumber', ['15412345678.0']],
  [
    'landlineNumber',
    [
      '0574-87654321',
      '(0574)87654321',
      '010-62345678-801',
      '0953 2034567',
      '400-123-4567',
      '+86-574-87654321',
      '057487654321',
    ],
  ],
  [
    'bankCard',
    [
      card('622202000000123456'),
      card('436742123456789'),
      '4111111111111111',
      '4111 1111 1111 1111',
      '4111-1111-1111-1111',
    ],
  ],
  ['plateNumber', ['浙B12345', '浙B·A2345', '宁CD12345', '浙B12345D', '浙B1234学', '粤Z1234港', '使123456']],
  ['personName', ['张伟', '欧阳修远', '司马光', '买买提·艾力', '马晓明', '王李思远']],
  [
    'address',
    ['宁波市鄞州区首南街道南裕社区12幢3单元401室', '中山东路18号', '金积镇黄河村三组', '人民路与解放路交叉口'],
  ],
  ['email', ['zhang.san@example.gov.cn', 'a_b+c@163.com']],
  ['ipAddress', ['10.0.12.200', '192.168.1.1:8080', '2001:db8::1', 'fe80:0:0:0:1:2:3:4', '::ffff:192.168.1.1']],
  ['macAddress', ['00:1a:2B:3c:4d:5e', '00-1A-2B-3C-4D-5E', '001a.2b3c.4d5e']],
  ['coordinates', ['121.550000,29.870000', '29.87000, 121.55000', 'POINT(121.5500 29.8700)']],
  ['medical', ['2型糖尿病', '原发性高血压', '股骨颈骨折', '肢体残疾二级', '阿莫西林胶囊']],
  ['biometric', ['右手食指指纹', '人脸特征值']],
  ['religion', ['佛教', '伊斯兰教', '无宗教信仰', '天主教徒']],
]

describe('values that say what they are', () => {
  test.each(proven.flatMap(([category, values]) => values.map((value) => [category, value] as const)))(
    '%s: %s',
    (category, value) => {
      expect(categoriesOf(value)).toContain(category)
    },
  )

  test('a bank card of the examples agrees with its check digit', () => {
    expect(categoriesOf('4111111111111112')).not.toContain('bankCard')
  })

  test('a credit code made with both check characters', () => {
    expect(categoriesOf(creditCode + creditCodeCheckCharacter(creditCode))).toEqual(['creditCode'])
  })
})

describe('values that only look like it', () => {
  test.each<[string, DetectorCategory, readonly string[]]>([
    ['an identity number with a day that is none', 'residentId', ['330212199002300028', '330212209901010028']],
    ['a wrong check character', 'residentId', [female.slice(0, 17) + (female.endsWith('1') ? '2' : '1')]],
    ['no province', 'residentId', [id('99021219900517002')]],
    ['fifteen digits without a day', 'residentId', ['330212991332001', '860123456789012']],
    ['a day or a time', 'mobileNumber', ['20240101123', '1700000000', '1700000000000', '17000000000000']],
    ['a segment that is none', 'mobileNumber', ['12012345678', '16012345678', '10086']],
    ['a number with a letter of another beginning', 'passport', ['Q12345678', 'E1234567', 'EI1234567']],
    ['no authority', 'plateNumber', ['浙I12345', '浙B1234', '浙B123O5']],
    [
      'words that begin as names do',
      'personName',
      ['高中', '江北区', '黄金', '安全出口', '金额', '马铃薯', '石油', '方案', '李家村'],
    ],
    [
      'the name of a division, of an enterprise, a sentence',
      'address',
      [
        '浙江省宁波市鄞州区',
        '宁波市海曙区中山路恒瑞贸易有限公司',
        '中山东路路面破损，请相关部门到18号处理，并将结果告知来电人和所在社区居委会的工作人员。',
      ],
    ],
    ['versions and paragraphs', 'ipAddress', ['1.2.3.4', '1.2.3', '300.1.1.1', '10.0.0.01', '12:30:00', '::']],
    ['not in China, or not precise', 'coordinates', ['10.55,20.11', '-121.55000,29.87000', '200.12345,29.12345']],
    ['an institution, a matter of animals or goods', 'medical', ['宁波市肿瘤医院', '猪瘟病', '指纹锁', '骨伤科医院']],
    ['a device or a notice', 'biometric', ['指纹锁', '人脸识别系统']],
    ['a place or a lesson', 'religion', ['清真寺', '宗教事务局', '佛教协会']],
    ['no host', 'email', ['zhang@', '@example.cn', 'a@b', 'a b@c.cn']],
  ])('%s', (_, category, values) => {
    for (const value of values) expect(categoriesOf(value), value).not.toContain(category)
  })

  test('forms that mean something only under their heading', () => {
    const cases: readonly [string, DetectorCategory][] = [
      ['87654321', 'landlineNumber'],
      ['1990-05-17', 'birthDate'],
      ['19900517', 'birthDate'],
      ['1990年5月17日', 'birthDate'],
      ['1990/5/17', 'birthDate'],
      ['1990-05-17 00:00:00', 'birthDate'],
      ['12345678', 'travelPermit'],
      ['001A2B3C4D5E', 'macAddress'],
      ['I10.x00', 'medical'],
      ['121.550000', 'coordinates'],
      ['121°33′00″E', 'coordinates'],
      ['P330212345', 'otherDocument'],
      ['330212345678', 'licence'],
    ]
    for (const [value, category] of cases) {
      expect(categoriesOf(value), value).not.toContain(category)
      expect(categoriesOf(value, [category]), value).toContain(category)
    }
  })

  test.each(['1990-02-30', '1990-05-17 08:30:00', '2026', '20261301', '1890-01-01', '17/05/1990'])(
    '%s is no day of birth under any heading',
    (value) => {
      expect(categoriesOf(value, ['birthDate'])).not.toContain('birthDate')
    },
  )
})

describe('numbers inside longer texts', () => {
  test('are found by their structure', () => {
    expect(categoriesOf('来电人反映路灯损坏，电话15412345678，请回复')).toContain('mobileNumber')
    expect(categoriesOf(`申请人身份证号${female}，材料齐全`)).toContain('residentId')
    expect(categoriesOf('材料发至 zhang@example.cn 即可，谢谢')).toContain('email')
  })

  test('not as a part of a longer number', () => {
    expect(categoriesOf('订单20240115412345678901已发货，请查收')).toEqual([])
    expect(categoriesOf(`流水${female}00已入账，请核对一下`)).toEqual([])
  })
})

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'0123456789-+. :/@(),XxE号路张佛病'), maxLength: 40 }),
  )

  test('is judged without a fault, and twice alike', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = categoriesOf(text, detectorCategories)
        expect(categoriesOf(text, detectorCategories)).toEqual(first)
        expect(matchValue(text).possible & matchValue(text).matched).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  test('is tidied once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text))
      }),
      { numRuns: 500 },
    )
  })

  test.each(['1', '1-', '路1', 'a@', '(', '张·', '12.', ' ', '0', ':'])(
    'a value of a million times 「%s」 costs no more than its length',
    (piece) => {
      const long = piece.repeat(1_000_000 / piece.length)
      const began = performance.now()
      categoriesOf(long)
      categoriesOf(long.slice(0, 190))
      expect(performance.now() - began).toBeLessThan(5_000)
    },
  )
})
