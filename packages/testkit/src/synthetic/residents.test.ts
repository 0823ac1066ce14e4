import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { civilDateOf, dayNumberOf } from './civil-day.ts'
import { divisionsFileOf, readDivisions, type PrefectureWithData } from './divisions.ts'
import { createResidentIdMaker } from './resident-ids.ts'
import { syntheticResidents, type Resident } from './residents.ts'
import { countyPopulation } from './population.ts'
import { villagesOf } from './villages.ts'

const asOf = '2025-03-01'

const villagesIn = (prefecture: PrefectureWithData) =>
  villagesOf(readDivisions(readFileSync(divisionsFileOf(prefecture), 'utf8')))

const ningboVillages = villagesIn('330200')
const wuzhongVillages = villagesIn('640300')

const ningbo = [...syntheticResidents({ seed: 1, count: 200_000, villages: ningboVillages, asOf })]
const wuzhong = [...syntheticResidents({ seed: 1, count: 40_000, villages: wuzhongVillages, asOf })]

const shareOf = (rows: readonly Resident[], holds: (row: Resident) => boolean): number =>
  rows.filter(holds).length / rows.length

/** Completed years, by subtraction of the digits. */
function ageOf(row: Resident): number {
  return Math.floor((Number(asOf.replaceAll('-', '')) - Number(row.birthDate.replaceAll('-', ''))) / 10_000)
}

/** GB 11643-1999 followed word for word, for the test alone. */
function isValidResidentId(id: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  if (!/^[1-8]\d{16}[\dX]$/.test(id)) return false
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(id)!
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return false
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0)
  return ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum % 11] === id[17]
}

describe('every row', () => {
  const rows = [...ningbo, ...wuzhong]
  const codes = new Set([...ningboVillages, ...wuzhongVillages].map(({ code }) => code))
  const faults = (isWrong: (row: Resident) => boolean): readonly Resident[] => rows.filter(isWrong).slice(0, 3)

  test('has a resident id that is valid by the standard', () => {
    expect(faults((row) => !isValidResidentId(row.residentId))).toEqual([])
  })

  test('has the county, birth date and sex of its id', () => {
    expect(faults((row) => row.residentId.slice(0, 6) !== row.villageCode.slice(0, 6))).toEqual([])
    expect(faults((row) => row.residentId.slice(6, 14) !== row.birthDate.replaceAll('-', ''))).toEqual([])
    expect(faults((row) => (Number(row.residentId[16]) % 2 === 1 ? '男' : '女') !== row.sex)).toEqual([])
  })

  test('is marked as synthetic', () => {
    expect(faults((row) => row.marker !== '合成')).toEqual([])
  })

  test('lives in a real village, is born by the day asked for and is not older than 106', () => {
    expect(faults((row) => !codes.has(row.villageCode))).toEqual([])
    expect(faults((row) => row.birthDate > asOf || ageOf(row) > 105)).toEqual([])
  })

  test('has a mobile number in the unallocated segment or none, and a name of two to six characters', () => {
    expect(faults((row) => row.mobile !== null && !/^154\d{8}$/.test(row.mobile))).toEqual([])
    expect(faults((row) => [...row.name].length < 2 || [...row.name].length > 6)).toEqual([])
  })
})

describe('uniqueness', () => {
  test('200,000 residents have 200,000 ids and no mobile number twice', () => {
    expect(new Set(ningbo.map((row) => row.residentId)).size).toBe(200_000)
    const mobiles = ningbo.flatMap((row) => row.mobile ?? [])
    expect(new Set(mobiles).size).toBe(mobiles.length)
  })

  test('a day that is used up hands over to the day before, and nothing is left after the earliest', () => {
    const [earliest, latest] = [dayNumberOf('2000-01-01'), dayNumberOf('2000-01-02')]
    const maker = createResidentIdMaker(earliest, latest)
    const made = Array.from({ length: 998 }, () => maker.next('330212', latest, 1))
    expect(new Set(made.map(({ residentId }) => residentId)).size).toBe(998)
    expect(made.filter(({ birthDate }) => birthDate === '2000-01-02')).toHaveLength(499)
    expect(made.every(({ residentId }) => isValidResidentId(residentId))).toBe(true)
    expect(() => maker.next('330212', latest, 1)).toThrow('SYNTHETIC_EXHAUSTED')
    expect(maker.next('330212', latest, 0).birthDate).toBe('2000-01-02')
    expect(maker.next('330203', latest, 1).birthDate).toBe('2000-01-02')
  })
})

describe('determinism', () => {
  const first = (seed: number, count: number): readonly Resident[] => [
    ...syntheticResidents({ seed, count, villages: ningboVillages, asOf }),
  ]

  test('the same options give the same people', () => {
    expect(first(1, 3000)).toEqual(ningbo.slice(0, 3000))
  })

  test('another seed gives other people', () => {
    expect(first(2, 50)).not.toEqual(ningbo.slice(0, 50))
  })

  test('nobody when nobody is asked for', () => {
    expect(first(1, 0)).toEqual([])
  })
})

describe('distributions', () => {
  test('ages follow the published groups of each city', () => {
    const groups = (rows: readonly Resident[]) => ({
      children: shareOf(rows, (row) => ageOf(row) < 15),
      old: shareOf(rows, (row) => ageOf(row) >= 65),
    })
    expect(Math.abs(groups(ningbo).children - 0.115)).toBeLessThan(0.005)
    expect(Math.abs(groups(ningbo).old - 0.149)).toBeLessThan(0.005)
    expect(Math.abs(groups(wuzhong).children - 0.2296)).toBeLessThan(0.01)
    expect(Math.abs(groups(wuzhong).old - 0.092)).toBeLessThan(0.01)
  })

  test('so do the sexes', () => {
    expect(Math.abs(shareOf(ningbo, (row) => row.sex === '男') - 0.524)).toBeLessThan(0.005)
    expect(Math.abs(shareOf(wuzhong, (row) => row.sex === '男') - 0.5083)).toBeLessThan(0.01)
  })

  test('more than half of Wuzhong is 回族, and nearly all of Ningbo 汉族', () => {
    expect(Math.abs(shareOf(wuzhong, (row) => row.ethnicity === '回族') - 0.5461)).toBeLessThan(0.02)
    expect(Math.abs(shareOf(ningbo, (row) => row.ethnicity === '汉族') - 0.966)).toBeLessThan(0.01)
  })

  test('counties have their share of the people', () => {
    const total = 977.7
    for (const county of new Set(ningboVillages.map(({ countyCode }) => countyCode))) {
      const share = shareOf(ningbo, (row) => row.villageCode.startsWith(county))
      expect(Math.abs(share - countyPopulation(county)! / total)).toBeLessThan(0.01)
    }
  })

  test('王, 李 and 张 lead the surnames of Ningbo, 马 those of 回族', () => {
    const surnames = (rows: readonly Resident[]): readonly string[] => {
      const counts = new Map<string, number>()
      for (const { name } of rows) counts.set(name[0]!, (counts.get(name[0]!) ?? 0) + 1)
      return [...counts].sort((a, b) => b[1] - a[1]).map(([surname]) => surname)
    }
    expect(new Set(surnames(ningbo).slice(0, 3))).toEqual(new Set('王李张'))
    expect(surnames(wuzhong.filter((row) => row.ethnicity === '回族'))[0]).toBe('马')
  })

  test('a few names have a compound surname or a character outside the basic plane', () => {
    expect(ningbo.some(({ name }) => name.startsWith('欧阳'))).toBe(true)
    expect(ningbo.some(({ name }) => name.length > [...name].length)).toBe(true)
  })
})

describe('households', () => {
  const byHousehold = new Map<string, Resident[]>()
  for (const row of ningbo) byHousehold.set(row.householdNo, [...(byHousehold.get(row.householdNo) ?? []), row])
  const all = [...byHousehold.values()]

  test('share an address and an ethnic group, and are about as large as in the census', () => {
    expect(all.filter((rows) => new Set(rows.map((row) => row.address)).size > 1)).toEqual([])
    expect(all.filter((rows) => new Set(rows.map((row) => row.ethnicity)).size > 1)).toEqual([])
    expect(Math.abs(ningbo.length / all.length - 2.21)).toBeLessThan(0.1)
  })

  test('have no child without a grown-up at least fifteen years older', () => {
    const lonely = all.filter((rows) => {
      const ages = rows.map(ageOf)
      return ages.some((age) => age < 15 && Math.max(...ages) - age < 15)
    })
    expect(lonely).toEqual([])
  })
})

describe('refused options', () => {
  test.each([
    ['a fraction of a person', { count: 1.5 }],
    ['fewer than nobody', { count: -1 }],
    ['nowhere to live', { villages: [] }],
    ['a day that does not exist', { asOf: '2025-02-30' }],
  ])('%s', (_, change) => {
    const options = { seed: 1, count: 10, villages: ningboVillages, asOf, ...change }
    expect(() => [...syntheticResidents(options)]).toThrow('SYNTHETIC_ARGUMENT')
  })
})

test('an age counts to the day: somebody born today may exist, nobody is born tomorrow', () => {
  const latest = ningbo.reduce((last, { birthDate }) => (birthDate > last ? birthDate : last), '')
  expect(latest <= asOf).toBe(true)
  expect(dayNumberOf(asOf) - dayNumberOf(latest)).toBeLessThan(30)
  expect(civilDateOf(dayNumberOf(asOf))).toBe(asOf)
})
