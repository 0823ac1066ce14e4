import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultMaskFor, defaultMasks } from './default-masks.ts'
import { mask } from './mask.ts'
import type { MaskCategory, MaskRule } from './mask-rule.ts'

const partial = (keepStart: number, keepEnd: number): MaskRule => ({ kind: 'partial', keepStart, keepEnd, with: '*' })

const name: MaskRule = { kind: 'nameSurname' }
const address: MaskRule = { kind: 'addressToDistrict' }
const month: MaskRule = { kind: 'dateToMonth' }
const year: MaskRule = { kind: 'dateToYear' }

const anyCharacter = fc.constantFrom(...'0123456789张王欧阳宁波', '𠮷', '𬭎', '葛\u{E0100}', '🀄')
const anyValue = fc.array(anyCharacter, { maxLength: 24 }).map((characters) => characters.join(''))

describe('partial', () => {
  test.each([
    ['3302121990010100', partial(1, 1), '3**************0'],
    ['15412345678', partial(3, 4), '154****5678'],
    ['王𠮷明', partial(1, 1), '王*明'],
    ['𠮷𠮷𠮷', partial(1, 0), '𠮷**'],
    ['葛\u{E0100}小伦', partial(1, 0), '葛\u{E0100}**'],
    ['1234567', partial(3, 4), '*******'],
    ['12', partial(3, 4), '**'],
    ['', partial(1, 1), ''],
    ['abc', partial(0, 0), '***'],
  ])('%s', (value, rule, expected) => {
    expect(mask(rule, value)).toBe(expected)
  })

  test('values that differ only in what is hidden become the same', () => {
    const parts = fc.record({
      start: fc.array(anyCharacter, { maxLength: 5 }),
      end: fc.array(anyCharacter, { maxLength: 5 }),
      hidden: fc.array(fc.tuple(anyCharacter, anyCharacter), { minLength: 1, maxLength: 12 }),
    })
    fc.assert(
      fc.property(parts, ({ start, end, hidden }) => {
        const rule = partial(start.length, end.length)
        const value = (side: 0 | 1): string => [...start, ...hidden.map((pair) => pair[side]), ...end].join('')
        expect(mask(rule, value(0))).toBe(mask(rule, value(1)))
        expect(mask(rule, value(0))).toBe(start.join('') + '*'.repeat(hidden.length) + end.join(''))
      }),
    )
  })

  test('no hidden character is in the result unless it is also among those kept', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyCharacter), fc.nat(4), fc.nat(4), (characters, keepStart, keepEnd) => {
        const masked = mask(partial(keepStart, keepEnd), characters.join(''))!
        const all = characters.length <= keepStart + keepEnd
        const hidden = all ? characters : characters.slice(keepStart, characters.length - keepEnd)
        for (const char of hidden) expect(masked).not.toContain(char)
      }),
    )
  })

  test.each([partial(-1, 0), partial(0, -4), partial(1.5, 0), partial(Number.NaN, 0)])(
    'a broken count is an error, not a leak',
    (rule) => {
      expect(() => mask(rule, '330212199001010011')).toThrow('PRIVACY_ARGUMENT_MALFORMED')
    },
  )
})

describe('full', () => {
  test('every value looks alike, whatever its length', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(mask({ kind: 'full', with: '*' }, value)).toBe('***')
      }),
    )
  })
})

describe('nameSurname', () => {
  test.each([
    ['张三', '张*'],
    ['张三丰', '张*'],
    ['欧阳娜娜', '欧阳*'],
    ['欧阳修', '欧阳*'],
    ['欧阳', '欧*'],
    ['诸葛亮', '诸葛*'],
    ['贺兰英', '贺*'],
    ['买买提·艾力', '买*'],
    ['𠮷田', '𠮷*'],
    ['John Smith', 'J*'],
    [' 张三 ', '张*'],
    ['张', '*'],
    ['', ''],
  ])('%s → %s', (value, expected) => {
    expect(mask(name, value)).toBe(expected)
  })

  test('neither the given name nor its length shows', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'伟芳娜敏静𠮷'), { minLength: 1, maxLength: 3 }), (given) => {
        expect(mask(name, `王${given.join('')}`)).toBe('王*')
      }),
    )
  })
})

describe('dateToMonth and dateToYear', () => {
  test.each([
    ['1990-05-17', '1990-05', '1990'],
    ['1990/5/7', '1990-05', '1990'],
    ['1990.05.07', '1990-05', '1990'],
    ['1990年5月7日', '1990-05', '1990'],
    ['1990年5月', '1990-05', '1990'],
    ['19900517', '1990-05', '1990'],
    ['1990-05-17T08:30:00+08:00', '1990-05', '1990'],
    ['1990-05-17 08:30', '1990-05', '1990'],
    ['1990', null, '1990'],
    ['1990-13-01', null, '1990'],
    ['last May', null, null],
    ['', null, null],
  ])('%s', (value, toMonth, toYear) => {
    expect(mask(month, value)).toBe(toMonth)
    expect(mask(year, value)).toBe(toYear)
  })
})

describe('addressToDistrict', () => {
  test.each([
    ['浙江省宁波市鄞州区首南街道泰康中路1号', '浙江省宁波市鄞州区'],
    ['浙江省宁波市镇海区招宝山街道', '浙江省宁波市镇海区'],
    ['浙江省台州市路桥区路桥街道', '浙江省台州市路桥区'],
    ['河南省新乡市新乡县七里营镇', '河南省新乡市新乡县'],
    ['宁夏回族自治区吴忠市同心县豫海镇', '宁夏回族自治区吴忠市同心县'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁市', '新疆维吾尔自治区伊犁哈萨克自治州伊宁市'],
    ['内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇', '内蒙古自治区呼伦贝尔市鄂伦春自治旗'],
    ['重庆市秀山土家族苗族自治县中和街道', '重庆市秀山土家族苗族自治县'],
    ['宁波市余姚市梨洲街道', '宁波市余姚市'],
    ['余姚市梨洲街道城区社区', '余姚市'],
    ['宁波市阳光小区3幢', '宁波市'],
    ['宁波市中山路123号市区', '宁波市'],
    ['宁波市开明街城市广场', '宁波市'],
    ['宁波市南塘老街市场', '宁波市'],
    ['慈溪市新城大道北区', '慈溪市'],
    ['鄞州区首南街道', '鄞州区'],
    ['首南街道泰康中路123号', null],
    ['某某小区3幢', null],
    ['', null],
  ])('%s', (value, expected) => {
    expect(mask(address, value)).toBe(expected)
  })
})

describe('any rule', () => {
  const anyRule: fc.Arbitrary<MaskRule> = fc.oneof(
    fc.record({
      kind: fc.constant('partial' as const),
      keepStart: fc.nat(6),
      keepEnd: fc.nat(6),
      with: fc.constant('*'),
    }),
    fc.constantFrom<MaskRule>({ kind: 'none' }, { kind: 'full', with: '*' }, name, address, month, year),
  )
  const anyRealisticValue = fc.oneof(
    anyValue,
    fc.constantFrom('欧阳修', '1990-05-17', '19900517', '浙江省宁波市鄞州区首南街道', '宁波市余姚市', '张三'),
  )

  test('masking twice is masking once', () => {
    fc.assert(
      fc.property(anyRule, anyRealisticValue, (rule, value) => {
        const once = mask(rule, value)
        expect(mask(rule, once)).toBe(once)
      }),
    )
  })

  test('no value stays no value', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(mask(rule, null)).toBeNull()
      }),
    )
  })
})

describe('default masks', () => {
  const examples: { readonly [Category in MaskCategory]: readonly [string, string] } = {
    'resident-id': ['11010519491231002X', '1****************X'],
    'credit-code': ['91350100M000100Y43', '91************0Y43'],
    phone: ['15412345678', '154****5678'],
    name: ['欧阳修', '欧阳*'],
    address: ['浙江省宁波市鄞州区首南街道', '浙江省宁波市鄞州区'],
    date: ['1990-05-17', '1990-05'],
  }

  test.each(Object.keys(defaultMasks) as MaskCategory[])('%s', (category) => {
    const [value, expected] = examples[category]
    expect(mask(defaultMaskFor(category), value)).toBe(expected)
  })
})
