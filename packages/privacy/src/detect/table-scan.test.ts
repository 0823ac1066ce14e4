import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { residentIdCheckCharacter } from '../identifiers/index.ts'
import { detectorCategories } from './category.ts'
import { categoriesOf } from './value-categories.ts'
import { createTableScan, detectColumn, detectedIn, scanTable, type ColumnFinding } from './table-scan.ts'

const id = (birth: string, sequence: number): string => {
  const first17 = `330212${birth}${String(sequence).padStart(3, '0')}`
  return first17 + residentIdCheckCharacter(first17)
}
const days = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${1940 + ((i * 7) % 60)}0${1 + (i % 9)}1${i % 9}`)
const adults = (count: number): readonly string[] => days(count).map((day, i) => id(day, i % 900))
const mobiles = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, i) => `1${3 + (i % 7)}${String(((i + 1) * 987654321) % 1_000_000_000).padStart(9, '5')}`,
  )

const best = (column: ColumnFinding) => column.candidates[0]
const found = (header: string, values: readonly (string | null)[]) => detectedIn(detectColumn({ header, values }))

describe('a column', () => {
  test('of numbers is known by its values, by its heading, and best by both', () => {
    const alone = best(detectColumn({ header: '字段1', values: adults(50) }))
    const both = best(detectColumn({ header: '身份证号', values: adults(50) }))
    const empty = best(detectColumn({ header: '身份证号', values: [] }))
    expect(alone).toMatchObject({ category: 'residentId', by: 'content', matched: 50, tested: 50, confidence: 0.99 })
    expect(both).toMatchObject({ category: 'residentId', by: 'both', confidence: 0.99 })
    expect(empty).toMatchObject({ category: 'residentId', by: 'header', matched: 0, tested: 0, confidence: 0.6 })
  })

  test('of numbers of which one in ten passes a check digit by chance is no column of cards', () => {
    const orders = Array.from({ length: 400 }, (_, i) => `62${String((i + 1) * 7919 * 104729).padStart(17, '1')}`)
    const passing = orders.filter((order) => categoriesOf(order).includes('bankCard'))
    expect(passing.length).toBeGreaterThan(20)
    expect(found('字段1', orders)).toEqual([])
    expect(found('订单号', passing)).toEqual([])
    expect(found('字段1', passing)).toEqual(['bankCard'])
  })

  test('of running numbers holds no phones, and three values prove no permit', () => {
    const running = Array.from({ length: 60 }, (_, i) => String(13_300_000_000 + i))
    expect(found('编号', running)).toEqual([])
    expect(found('字段1', mobiles(60))).toEqual(['mobileNumber'])
    expect(found('联系电话', mobiles(60))).toEqual(['mobileNumber'])
  })

  test('whose values are not what the heading says is doubted', () => {
    const column = detectColumn({ header: '身份证号', values: Array.from({ length: 30 }, (_, i) => `A${i}`) })
    expect(detectedIn(column)).toEqual([])
    expect(best(column)).toMatchObject({ category: 'residentId', by: 'header', confidence: 0.3 })
  })

  test('that was masked before keeps what its heading says', () => {
    expect(
      found(
        '手机号',
        Array.from({ length: 30 }, (_, i) => `154****${1000 + i}`),
      ),
    ).toEqual(['mobileNumber'])
  })

  test('with blanks and dirt', () => {
    const values = mobiles(100).map((number, i) => (i % 3 === 0 ? '' : i % 7 === 0 ? '待核实' : number))
    const column = detectColumn({ header: 'lxdh', values: [...values, ' ', '-', 'NULL', null] })
    expect(detectedIn(column)).toEqual(['mobileNumber'])
    expect(column).toMatchObject({ values: 104, blank: 38 })
  })

  test('of documents of several kinds names them all', () => {
    const mixed = [...adults(90), ...Array.from({ length: 10 }, (_, i) => `E1234567${i}`)]
    expect(found('证件号码', mixed)).toEqual(['residentId', 'passport'])
  })

  test('of texts that hold numbers', () => {
    const texts = mobiles(40).map((number, i) => (i % 2 === 0 ? `群众来电${number}反映问题` : '已办结，材料归档完毕'))
    expect(found('备注', texts)).toEqual(['mobileNumber'])
  })

  test('of dates is one of birth dates by its heading, or when it reaches over a life', () => {
    const birth = days(60).map((d) => `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)}`)
    const office = birth.map((day) => `20${day.slice(2)}`.replace(/^20\d\d/, '2021'))
    expect(found('csrq', office)).toEqual(['birthDate'])
    expect(found('字段1', birth)).toEqual(['birthDate'])
    expect(found('字段1', office)).toEqual([])
    expect(found('成立日期', birth)).toEqual([])
  })

  test('of words to choose from holds no names', () => {
    const few = Array.from({ length: 60 }, (_, i) => ['李宁', '张裕', '王老吉'][i % 3]!)
    expect(found('字段1', few)).toEqual([])
  })
})

describe('a table', () => {
  const table = {
    columns: [
      { header: '身份证号', values: [id('20150301', 1), id('20080228', 2), id('19800101', 3), id('20080302', 4)] },
      { header: '出生日期', values: ['2015-03-01', '2008-02-28', '1980-01-01', '2008-03-02'] },
      { header: '性别', values: ['男', '女', '男', '女'] },
      { header: '邮编', values: ['315000', '315000', '751100', '751100'] },
    ],
  }

  test('singles people out by sets of columns', () => {
    const { quasiIdentifiers } = scanTable(table)
    expect(quasiIdentifiers).toEqual([
      { id: 'birth-sex-place', traits: ['birth', 'sex', 'place'], columns: [[1], [2], [3]] },
    ])
    expect(scanTable({ columns: table.columns.slice(0, 3) }).quasiIdentifiers).toEqual([])
  })

  test('counts minors on a day: who becomes eighteen on it is none', () => {
    const { minors } = scanTable({ ...table, asOf: '2026-03-01' })
    expect(minors).toMatchObject({ concerned: true, ages: { known: 4, under18: 2, under14: 1 } })
    expect(scanTable({ ...table, asOf: '2026-03-02' }).minors.ages).toMatchObject({ under18: 1 })
    expect(scanTable(table).minors).toMatchObject({ concerned: false, ages: { known: 0 } })
  })

  test('of pupils concerns minors by its heading alone', () => {
    const { minors } = scanTable({ columns: [{ header: '学生姓名', values: ['张伟', '李娜', '王芳'] }] })
    expect(minors).toMatchObject({ concerned: true, columns: [0] })
  })

  test('with a longitude beside a latitude has places on the map', () => {
    const numbers = (from: number) => Array.from({ length: 30 }, (_, i) => (from + i * 0.012345).toFixed(6))
    const { columns } = scanTable({
      columns: [
        { header: 'f1', values: numbers(106.1) },
        { header: 'f2', values: numbers(37.9) },
        { header: 'f3', values: numbers(1037.9) },
      ],
    })
    expect(columns.map(detectedIn)).toEqual([['coordinates'], ['coordinates'], []])
    expect(found('f1', numbers(106.1))).toEqual([])
  })

  test('reads the code where the heading says nothing', () => {
    const { columns } = scanTable({ columns: [{ header: '字段1', code: 'sfzh', values: [] }] })
    expect(columns.map(detectedIn)).toEqual([['residentId']])
  })

  test.each(['2026', '2026-3-1', 'today', ''])('is not counted on the day 「%s」', (asOf) => {
    expect(() => createTableScan([], { asOf })).toThrow('PRIVACY_ARGUMENT_MALFORMED')
  })
})

const anyCell = fc.oneof(
  fc.constantFrom(
    ...adults(3),
    '15412345678',
    '张伟',
    '宁波市鄞州区学府路18号401室',
    'a.b@example.cn',
    '121.5,29.8',
    '',
    '无',
  ),
  fc.constantFrom(
    '佛教',
    '2型糖尿病',
    '右手食指指纹',
    '浙B12345',
    '4111111111111111',
    '来电15412345678反映',
    '1990-05-17',
    '0574-87654321',
  ),
  fc.string({ unit: fc.constantFrom(...'0123456789-张路号病@.x'), maxLength: 24 }),
)
const anyHeader = fc.constantFrom(
  '',
  '身份证号',
  '姓名',
  '证件号码',
  '联系方式',
  '地址',
  '诊断',
  '指纹',
  '宗教信仰',
  '出生日期',
  '坐标',
  '备注',
  '学生姓名',
)
const anyTable = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.tuple(
      fc.array(anyHeader, { minLength: width, maxLength: width }),
      fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { maxLength: 25 }),
    ),
  )

/** A value of some category, under whatever heading: what must not be shown. A piece such as 「15」 may stand in a mask. */
const isTelling = (value: string): boolean => categoriesOf(value, detectorCategories).length > 0

describe('any table', () => {
  test('shows no value in its evidence', () => {
    fc.assert(
      fc.property(anyTable, ([headers, rows]) => {
        const scan = createTableScan(
          headers.map((header) => ({ header })),
          { asOf: '2026-03-01' },
        )
        for (const row of rows) scan.add(row)
        for (const [i, { candidates }] of scan.finish().columns.entries()) {
          const values = rows.map((row) => row[i]!.trim()).filter(isTelling)
          for (const { evidence } of candidates) {
            expect(evidence.length).toBeLessThanOrEqual(3)
            for (const shown of evidence) for (const value of values) expect(shown.includes(value), shown).toBe(false)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is judged alike row by row and column by column, with confidences from 0 to 1', () => {
    fc.assert(
      fc.property(anyTable, ([headers, rows]) => {
        const scan = createTableScan(headers.map((header) => ({ header })))
        for (const row of rows) scan.add(row)
        const whole = scanTable({
          columns: headers.map((header, i) => ({ header, values: rows.map((row) => row[i]!) })),
        })
        expect(scan.finish()).toEqual(whole)
        for (const { confidence, category } of whole.columns.flatMap((c) => c.candidates)) {
          expect(confidence).toBeGreaterThan(0)
          expect(confidence).toBeLessThanOrEqual(1)
          expect(detectorCategories).toContain(category)
        }
      }),
    )
  })
})

test('memory does not grow with the rows', () => {
  const scan = createTableScan(Array.from({ length: 5 }, (_, i) => ({ header: `f${i}` })))
  const feed = (from: number, to: number): void => {
    for (let i = from; i < to; i++)
      scan.add([`${i}-${'x'.repeat(2_000)}`, mobiles(1)[0]!, `张伟${i}`, String(i * 7919), ''])
  }
  feed(0, 2_000)
  const held = JSON.stringify(scan.finish()).length
  const before = process.memoryUsage().heapUsed
  feed(2_000, 40_000)
  const grown = process.memoryUsage().heapUsed - before
  expect(JSON.stringify(scan.finish()).length).toBeLessThan(held * 1.2)
  // What was fed is 80 MB and more.
  expect(grown).toBeLessThan(40_000_000)
})
