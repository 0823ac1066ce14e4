import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { loadWords, TextProvider, type Language } from '../text/text.tsx'
import { examples as actTimeline } from './act-timeline/examples.tsx'
import { examples as calendarStrip } from './calendar-strip/examples.tsx'
import { examples as clauseChip } from './clause-chip/examples.tsx'
import { examples as clockTag } from './clock-tag/examples.tsx'
import { examples as diffView } from './diff-view/examples.tsx'
import type { Example } from './example.ts'
import { examples as gradeTag } from './grade-tag/examples.tsx'
import { examples as refusalPanel } from './refusal-panel/examples.tsx'
import { examples as sealedValue } from './sealed-value/examples.tsx'
import { examples as stateDiagram } from './state-diagram/examples.tsx'

const components: Readonly<Record<string, readonly Example[]>> = {
  actTimeline,
  calendarStrip,
  clauseChip,
  clockTag,
  diffView,
  gradeTag,
  refusalPanel,
  sealedValue,
  stateDiagram,
}
const languages: readonly Language[] = ['zh-CN', 'en']

const words = { 'zh-CN': await loadWords('zh-CN'), en: await loadWords('en') }
const html = (example: Example, language: Language): string =>
  renderToStaticMarkup(createElement(TextProvider, { words: words[language], children: example.node }))
const exampleOf = (examples: readonly Example[], name: string): Example => examples.find((e) => e.name === name)!

describe.each(Object.entries(components))('%s', (_, examples) => {
  test.each(languages)('every example renders in %s, with words and without a gap in them', (language) => {
    for (const example of examples) {
      const text = html(example, language).replaceAll(/<[^>]*>/g, '')
      expect(text, example.name).not.toBe('')
      expect(text, example.name).not.toMatch(/undefined|\[object|NaN/)
    }
  })
})

describe('what is told without colour', () => {
  test('a worked weekend, a holiday and what is due are said in words, and a day with nothing due is no button', () => {
    const text = html(
      exampleOf(calendarStrip, 'over a holiday, with a worked Saturday on which two cases are due'),
      'zh-CN',
    )
    expect(text).toContain('2月14日（周六）、调休上班（春节）、2 件届满')
    expect(text).toContain('2月17日（周二）、放假（春节）<')
    expect(text).toContain('2月11日（周三）、今天、工作日<')
    expect(text.match(/<button/g)).toHaveLength(1)
  })
  test('a day of a year without a notice says that it is not settled', () => {
    expect(html(exampleOf(calendarStrip, 'into a year without a notice'), 'zh-CN')).toContain(
      '2027年1月4日（周一）、工作日、放假安排尚未公布，暂定',
    )
  })
  test('a clause that is not read yet has a name and keeps its place, and shows no bare number', () => {
    const text = html(exampleOf(clauseChip, 'a clause of a regulation that is not read yet'), 'zh-CN')
    expect(text.replaceAll(/<[^>]*>/g, '')).not.toContain('PF-13')
    expect(text).toContain('条款，正在读取')
    expect(text).toContain('href="/law/clauses/PF-13"')
    expect(text).toContain('chip-blank')
  })
  test('an overdue clock says so in words, with the day as people say it', () => {
    const text = html(exampleOf(clockTag, 'overdue'), 'zh-CN')
    expect(text).toContain('已逾期 5 个工作日')
    expect(text).toContain('2月3日（周二）届满')
  })
  test('a clock under a draft says that it is a draft', () => {
    expect(html(exampleOf(clockTag, 'near, under a draft'), 'zh-CN')).toContain('草案')
  })
  test('a clock in hours tells hours and the instant, not working days', () => {
    const text = html(exampleOf(clockTag, 'in hours'), 'zh-CN')
    expect(text).toContain('剩 5 小时')
    expect(text).toContain('18:30')
    expect(text).not.toContain('工作日')
  })
  test('a course that is not begun has no state in which it stands, and its ends come last', () => {
    const text = html(exampleOf(stateDiagram, 'read before it is begun'), 'zh-CN')
    expect(text).not.toContain('aria-current')
    expect(text.indexOf('提供中')).toBeLessThan(text.indexOf('已提供'))
    expect(text).toContain('由数据提供单位办理')
  })
  test('what was struck out and what was written instead are said, in words people know', () => {
    const text = html(exampleOf(diffView, 'fields and items'), 'zh-CN')
    expect(text).toMatch(/<ins>.*新：<\/span>、民政<\/ins>/)
    expect(text).toContain('每周')
    expect(text).toContain('3 级')
    expect(text).not.toContain('weekly')
  })
  test('a masked value is announced as masked', () => {
    expect(html(exampleOf(sealedValue, 'a name'), 'zh-CN')).toContain('已脱敏')
  })
  test('the state a case is in is marked for those who do not see it', () => {
    expect(html(exampleOf(stateDiagram, 'there and back'), 'zh-CN')).toContain('aria-current="step"')
  })
  test('a refusal is announced, names its clause and what would be lawful', () => {
    const text = html(exampleOf(refusalPanel, 'a basis that is not enough'), 'zh-CN')
    expect(text).toContain('role="alert"')
    expect(text).toContain('/law/clauses/WZ-26-2')
    expect(text).toContain('改用层级足够的依据')
  })
})
