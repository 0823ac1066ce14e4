import { expect, test } from 'vitest'
import { en } from '../text/en.ts'
import { zhCN } from '../text/zh-CN.ts'
import { regimeWords } from './regime-words.ts'

const regime = {
  terms: { 'share.request.approve': '准予共享', 'period.share.reply': '共享申请的答复期限' },
  procedures: [{ name: 'share.request', title: '共享申请', pack: 'a-city', cites: [] }],
}

test('in Chinese the words of the regime come before those of the interface', () => {
  const words = regimeWords(zhCN, 'zh-CN', regime)
  expect(words.act('share.request', 'approve')).toBe('准予共享')
  expect(words.act('share.request', 'withdraw')).toBe(zhCN.acts['share.request.withdraw'])
  expect(words.period('share.reply')).toBe('共享申请的答复期限')
  expect(words.procedure('share.request')).toBe('共享申请')
})

test('in English those of the interface do, since a regulation speaks Chinese', () => {
  const words = regimeWords(en, 'en', regime)
  expect(words.act('share.request', 'approve')).toBe(en.acts['share.request.approve'])
  expect(words.period('share.reply')).toBe(en.periods['share.reply'])
})

test('what nobody has a word for is shown by its name, and nothing fails while the regime is on its way', () => {
  const words = regimeWords(zhCN, 'zh-CN', undefined)
  expect(words.procedure('some.thing')).toBe('some.thing')
  expect(words.act('some.thing', 'unheardOf')).toBe('unheardOf')
  expect(words.period('some.period')).toBe('some.period')
})
