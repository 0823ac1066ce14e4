import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from '../citation/csv.ts'
import { concepts } from './concept-table.ts'
import {
  codeListOf,
  conceptOf,
  identifies,
  itemKeys,
  matchItems,
  normalizeItemName,
  type NamedItem,
  type SubjectKind,
} from './index.ts'

interface LabelledPair {
  readonly one: NamedItem
  readonly other: NamedItem
  readonly same: boolean
}

const words = Object.values(concepts).flat()
const anyName = fc.oneof(
  fc.constantFrom(...words),
  fc
    .tuple(fc.constantFrom('法定代表人', '配偶', '申请人', '的', '（备注）', '1.', ''), fc.constantFrom(...words))
    .map((parts) => parts.join('')),
  fc.string({
    unit: fc.constantFrom(
      '姓',
      '名',
      '号',
      '码',
      '的',
      '代',
      '日',
      '期',
      '信',
      '息',
      '（',
      '）',
      'Ａ',
      'b',
      ' ',
      '1',
      '.',
    ),
    maxLength: 12,
  }),
)
const anySubjects = fc.subarray<SubjectKind>(['naturalPerson', 'organization'])
const anyItem: fc.Arbitrary<NamedItem> = fc.record({
  name: anyName,
  codeList: fc.constantFrom(undefined, 'GB/T 2261.1', 'gb/t 2261.1-2003', 'GB/T 3304', 'GB/T 2260'),
  subjects: anySubjects,
})

describe('names', () => {
  test('normalising is settled after one pass and never loses the name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const once = normalizeItemName(name)
        expect(normalizeItemName(once)).toBe(once)
        if (words.includes(name)) expect(once).not.toBe('')
      }),
    )
  })

  test.each([
    ['注册资本（万元）', '注册资本'],
    ['ＳＦＺＨ', 'sfzh'],
    ['课程的名称', '课程'],
    ['调查的目的', '调查目的'],
    ['（备注）', '(备注)'],
    ['01、姓 名', '姓名'],
    ['身份证号码', '身份证号'],
    ['户籍人口基本信息', '户籍人口'],
    ['信息', '信息'],
    ['出生年月日', '出生日期'],
  ])('%s is %s', (name, normal) => {
    expect(normalizeItemName(name)).toBe(normal)
  })

  test('no word of the table stands under two concepts', () => {
    const seen = new Map<string, string>()
    for (const [concept, list] of Object.entries(concepts)) {
      for (const word of list.map(normalizeItemName)) {
        expect(seen.get(word) ?? concept, word).toBe(concept)
        seen.set(word, concept)
      }
    }
  })

  test('whose an item is goes with what it is', () => {
    expect(conceptOf('法人代表手机号码')).toEqual({ concept: 'mobileNumber', whose: '法定代表人' })
    expect(conceptOf('申请人身份证号')).toEqual({ concept: 'residentId', whose: '' })
    expect(conceptOf('性别代码')).toEqual({ concept: 'sex', whose: '' })
    expect(conceptOf('天气')).toBeUndefined()
  })

  test('a list is one list in whatever year it is cited', () => {
    expect(codeListOf('gb/t 2261.1—2003')).toBe('GB/T2261.1')
    expect(codeListOf('GB/T 2261.1')).toBe('GB/T2261.1')
    expect([codeListOf(' '), codeListOf(null), codeListOf(undefined)]).toEqual([undefined, undefined, undefined])
  })

  test('an item marked as identifier is known by its name', () => {
    expect(identifies('身份证号', 'residentId')).toBe(true)
    expect(identifies('配偶身份证号', 'residentId')).toBe(false)
    expect(identifies('护照号码', 'otherDocument')).toBe(true)
    expect(identifies('社会信用代码', 'creditCode')).toBe(true)
    expect(identifies('住址', 'creditCode')).toBe(false)
    expect(identifies('组织登记号', 'otherCode')).toBe(true)
    expect(identifies('编号', 'otherCode')).toBe(false)
  })
})

describe('two items', () => {
  test('match both ways round, and an item that says something matches itself', () => {
    fc.assert(
      fc.property(anyItem, anyItem, (a, b) => {
        expect(matchItems(a, b)).toEqual(matchItems(b, a))
        const itself = matchItems(a, a)
        expect(itself === undefined).toBe(itemKeys(a).keys.length === 0)
      }),
    )
  })

  /** Key by key, row by row: what the index answers with one look. */
  function slowMatch(a: NamedItem, b: NamedItem): boolean {
    const alike = [...a.subjects].filter((kind) => b.subjects.includes(kind)).length > 0
    if (a.subjects.length > 0 && b.subjects.length > 0 && !alike) return false
    const [listA, listB] = [codeListOf(a.codeList), codeListOf(b.codeList)]
    if (listA !== undefined && listB !== undefined && listA !== listB) return false
    for (const x of itemKeys(a).keys) for (const y of itemKeys(b).keys) if (x === y) return true
    return false
  }

  test('are the same when they share a key, and only then', () => {
    fc.assert(
      fc.property(anyItem, anyItem, (a, b) => {
        expect(matchItems(a, b) !== undefined).toBe(slowMatch(a, b))
      }),
    )
  })

  test('subjects or code lists that exclude each other make two things', () => {
    const name = '名册登记号'
    const [person, office] = [
      { name, subjects: ['naturalPerson'] },
      { name, subjects: ['organization'] },
    ] as const
    expect(matchItems(person, office)).toBeUndefined()
    expect(matchItems(person, { name, subjects: [] })).toEqual({ because: 'sameName', score: 1 })
    expect(matchItems({ ...person, codeList: 'DB64/T 1' }, { ...person, codeList: 'DB64/T 2' })).toBeUndefined()
  })

  test('say why', () => {
    const of = (one: string, other: string, codeList?: string) =>
      matchItems({ name: one, subjects: [], codeList }, { name: other, subjects: [], codeList })?.because
    expect(of('参保日期', '参保时间')).toBe('sameName')
    expect(of('移动电话', '手机号')).toBe('synonym')
    expect(of('男女标志', '性别', 'GB/T 2261.1')).toBe('codeList')
  })
})

describe('labelled pairs', () => {
  const pairs = readPairs()
  const isFound = ({ one, other }: LabelledPair): boolean => matchItems(one, other) !== undefined
  const say = ({ one, other }: LabelledPair): string => `${one.name} / ${other.name}`

  test('there are enough of both kinds', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(150)
    expect(pairs.filter((p) => p.same).length).toBeGreaterThanOrEqual(70)
    expect(pairs.filter((p) => !p.same).length).toBeGreaterThanOrEqual(70)
  })

  test('precision and recall are what is claimed; what is missed is named', () => {
    const found = pairs.filter(isFound)
    const right = found.filter((p) => p.same)
    const wrong = found.filter((p) => !p.same)
    const missed = pairs.filter((p) => p.same && !isFound(p))
    const precision = right.length / found.length
    const recall = right.length / pairs.filter((p) => p.same).length
    expect(wrong.map(say)).toEqual([])
    expect(missed.map(say)).toEqual(['电子邮箱 / E-mail地址', '配偶姓名 / 爱人姓名', '户口所在派出所 / 户籍地派出所'])
    expect(precision).toBeGreaterThanOrEqual(0.98)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })
})

function readPairs(): readonly LabelledPair[] {
  const path = fileURLToPath(new URL('../../cases/item-pairs.csv', import.meta.url))
  const [, ...rows] = parseCsv(readFileSync(path, 'utf8')).rows.map((row) => row.cells)
  const subjects = (cell: string): readonly SubjectKind[] => (cell === '' ? [] : [cell as SubjectKind])
  return rows.map(([one, other, listOfOne, listOfOther, aboutOne, aboutOther, same]) => ({
    one: { name: one!, codeList: listOfOne, subjects: subjects(aboutOne!) },
    other: { name: other!, codeList: listOfOther, subjects: subjects(aboutOther!) },
    same: same === 'yes',
  }))
}
