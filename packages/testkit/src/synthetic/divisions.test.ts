import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { divisionsFileOf, readDivisions, type DivisionLevel } from './divisions.ts'

const countsOf = (csvText: string): Partial<Record<DivisionLevel, number>> => {
  const counts: Partial<Record<DivisionLevel, number>> = {}
  for (const { level } of readDivisions(csvText)) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

describe('the files of this package', () => {
  test('Ningbo: a city, ten counties, 162 towns, 3,042 villages', () => {
    expect(countsOf(readFileSync(divisionsFileOf('330200'), 'utf8'))).toEqual({
      prefecture: 1,
      county: 10,
      township: 162,
      village: 3042,
    })
  })

  test('Wuzhong: a city, five counties, 50 towns, 600 villages', () => {
    expect(countsOf(readFileSync(divisionsFileOf('640300'), 'utf8'))).toEqual({
      prefecture: 1,
      county: 5,
      township: 50,
      village: 600,
    })
  })
})

const header = '区划代码,名称,级别,上级代码'
const ningbo = '330200000000,宁波市,地级,330000000000'
const haishu = '330203000000,海曙区,县级,330200000000'

describe('reading', () => {
  test('line ends, a byte order mark and an empty last line do not matter', () => {
    const expected = readDivisions([header, ningbo, haishu].join('\n'))
    expect(readDivisions(`\uFEFF${[header, ningbo, haishu].join('\r\n')}\r\n`)).toEqual(expected)
    expect(expected[1]).toEqual({
      code: '330203000000',
      name: '海曙区',
      level: 'county',
      parentCode: '330200000000',
    })
  })

  test.each([
    ['another header', ['代码,名称', ningbo], 1],
    ['a missing cell', [header, '330200000000,宁波市,地级'], 2],
    ['a cell too many', [header, `${ningbo},x`], 2],
    ['a code of six digits', [header, '330200,宁波市,地级,330000000000'], 2],
    ['an unknown level', [header, ningbo, '330203000000,海曙区,区级,330200000000'], 3],
    ['a code twice', [header, ningbo, haishu, haishu], 4],
    ['a parent that is missing', [header, ningbo, '330203001000,南门街道,乡级,330203000000'], 3],
  ])('%s is reported with its line', (_, lines, line) => {
    expect(() => readDivisions(lines.join('\n'))).toThrow(`"line":${line},`)
  })
})
