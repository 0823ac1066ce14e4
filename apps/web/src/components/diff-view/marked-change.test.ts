import { describe, expect, test } from 'vitest'
import { markedChange } from './marked-change.ts'

const read = (old: string, next: string): string =>
  markedChange(old, next)
    .map(({ text, kind }) => (kind === 'same' ? text : kind === 'old' ? `[-${text}]` : `[+${text}]`))
    .join('')

describe('a change of a text', () => {
  test('marks only what differs of a long text', () => {
    expect(read('仅限公安机关为户籍管理使用', '仅限公安、民政机关为户籍管理使用')).toBe(
      '仅限公安[+、民政]机关为户籍管理使用',
    )
  })
  test('a repeated character is counted on one side only', () => {
    expect(read('每月更新一次一次', '每月更新一次')).toBe('每月更新一次[-一次]')
  })
  test('replaces a short text as a whole', () => {
    expect(read('每月', '每周')).toBe('[-每月][+每周]')
  })
  test('gives back both texts', () => {
    const parts = markedChange('甲乙丙丁戊己庚', '甲乙丙丁戊己辛壬')
    const without = (kind: string): string => parts.flatMap((p) => (p.kind === kind ? [] : [p.text])).join('')
    expect(without('new')).toBe('甲乙丙丁戊己庚')
    expect(without('old')).toBe('甲乙丙丁戊己辛壬')
  })
})
