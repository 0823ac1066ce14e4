import { describe, expect, test } from 'vitest'
import type { FormColumn } from '../api/types.ts'
import { cellsOf, pastedRows, type PasteContext } from './pasted-rows.ts'

const column = (name: string, label: string, type: string, more: Partial<FormColumn> = {}): FormColumn => ({
  name,
  label,
  type,
  required: true,
  cites: [],
  ...more,
})
const context: PasteContext = {
  columns: [
    column('name', '名称', 'text'),
    column('personal', '个人信息', 'boolean'),
    column('legalBasis', '依据', 'basis'),
    column('identifier', '标识', 'choice', { options: [{ value: 'residentId', label: '公民身份号码' }] }),
    column('until', '到期日', 'date'),
  ],
  instruments: [
    { id: 'child-law', title: '中华人民共和国未成年人保护法' },
    { id: 'child-law-rules', title: '中华人民共和国未成年人保护法实施办法' },
  ],
  yes: '是',
  no: '否',
}

describe('cells of what was copied', () => {
  test('tabs separate cells, lines separate rows, empty lines say nothing', () => {
    expect(cellsOf('a\tb\r\n\r\nc\td\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })
  test('a quoted cell keeps its line break and its quotation marks; a mark inside a word is a mark', () => {
    expect(cellsOf('"one\ntwo"\t"say ""yes"""\t5" pipe')).toEqual([['one\ntwo', 'say "yes"', '5" pipe']])
  })
})

describe('rows from a spreadsheet', () => {
  test('cells go by their place from the column on in which they were pasted', () => {
    expect(pastedRows('是\t\t公民身份号码', 1, context).rows).toEqual([{ personal: true, identifier: 'residentId' }])
  })
  test('a head of labels in another order says which is which, and a column nobody knows is left out', () => {
    expect(pastedRows('备注\t个人信息\t名称\n随便\t否\t入学日期', 3, context)).toEqual({
      rows: [{ personal: false, name: '入学日期' }],
      unread: [],
    })
  })
  test('a basis is found by the longest title, with or without title marks', () => {
    const bases = [
      '《中华人民共和国未成年人保护法实施办法》第三条',
      '中华人民共和国未成年人保护法 第十条',
      '《某市内部规定》第一条',
    ]
    expect(bases.map((basis) => pastedRows(basis, 2, context).rows[0]!['legalBasis'])).toEqual([
      { instrument: 'child-law-rules', provision: '第三条' },
      { instrument: 'child-law', provision: '第十条' },
      { instrument: '某市内部规定', provision: '第一条' },
    ])
  })
  test('days are read as people write them', () => {
    expect(pastedRows('2027年3月1日\n2027/12/31', 4, context).rows).toEqual([
      { until: '2027-03-01' },
      { until: '2027-12-31' },
    ])
  })
  test('what a column does not understand is told with its line, and is not guessed', () => {
    expect(pastedRows('学籍号\t大概是', 0, context)).toEqual({
      rows: [{ name: '学籍号' }],
      unread: [{ line: 1, column: '个人信息', text: '大概是' }],
    })
  })
  test('a word that is no choice stays, so that its fault is shown beside it', () => {
    expect(pastedRows('护照号', 3, context).rows).toEqual([{ identifier: '护照号' }])
  })
})
