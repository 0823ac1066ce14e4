import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { divisionsFileOf, readDivisions } from './divisions.ts'
import { countyPopulation } from './population.ts'
import { villagesOf } from './villages.ts'

const divisions = readDivisions(readFileSync(divisionsFileOf('330200'), 'utf8'))
const villages = villagesOf(divisions)

const stemOf = (code: string): string | undefined => villages.find((village) => village.code === code)?.addressStem

test('people live in the divisions that have none below them', () => {
  expect(villages).toHaveLength(3042)
  expect(villagesOf(divisions.filter(({ level }) => level !== 'village'))).toHaveLength(162)
})

test.each([
  ['330225102285', '浙江省宁波市象山县西周镇静港村'],
  ['330212110252', '浙江省宁波市鄞州区姜山镇董家跳村'],
  ['330212001012', '浙江省宁波市鄞州区下应街道天宫社区'],
  ['330213004001', '浙江省宁波市奉化区西坞街道西坞社区'],
])('an address in %s begins with %s', (code, expected) => {
  expect(stemOf(code)).toBe(expected)
})

test('a county weighs what its population is', () => {
  const cixi = villages.filter(({ countyCode }) => countyCode === '330282')
  expect(cixi.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(countyPopulation('330282')!, 6)
})

test('a community weighs more than a village, a virtual community next to nothing', () => {
  const weightOf = (name: string): number =>
    villages.find((v) => v.countyCode === '330282' && v.name.includes(name))!.weight
  expect(weightOf('虚拟')).toBeLessThan(weightOf('村委会') / 10)
  expect(weightOf('社区')).toBeGreaterThan(weightOf('村委会'))
})
