import { describe, expect, test } from 'vitest'
import type { RegimeForm, Session } from '../../api/types.ts'
import { en } from '../../text/en.ts'
import { zhCN } from '../../text/zh-CN.ts'
import { mayOpen } from './may-open.ts'
import { sayConditions } from './say-conditions.ts'

const session = (kinds: readonly string[], roles: readonly string[]): Session => ({
  account: { id: 'a', name: '某人', roles },
  organization: { id: 'o', name: '某单位', territory: '640300000000', kinds },
  secondFactor: 'offered',
  unreadNotices: 0,
})
const procedure = (is: string, role: string) => ({ is, role })

describe('who is shown the form that begins a procedure', () => {
  test('the kind of organisation and the role that begin it, and nobody else', () => {
    expect(mayOpen(procedure('agency', 'steward'), session(['agency'], ['steward']))).toBe(true)
    expect(mayOpen(procedure('agency', 'approver'), session(['agency'], ['steward']))).toBe(false)
    expect(mayOpen(procedure('supervisor', 'inspector'), session(['agency'], ['inspector']))).toBe(false)
  })
  test('an office of the territory is held by an organisation of its kind', () => {
    expect(mayOpen(procedure('territory.authority', 'approver'), session(['authority'], ['approver']))).toBe(true)
    expect(mayOpen(procedure('territory.government', 'approver'), session(['authority'], ['approver']))).toBe(false)
  })
  test('whom only the single case tells is not turned away', () => {
    expect(mayOpen(procedure('entry.provider', 'steward'), session(['agency'], ['steward']))).toBe(true)
  })
})

describe('conditions in words', () => {
  const regime = { terms: { 'shareAttribute.conditional': '受条件限制的共享' } }
  const form: RegimeForm = {
    name: 'finding',
    title: '认定',
    fields: [
      {
        name: 'result',
        label: '认定结果',
        type: 'choice',
        required: true,
        cites: [],
        options: [{ value: 'ok', label: '合格' }],
      },
      { name: 'urgent', label: '紧急', type: 'boolean', required: true, cites: [] },
    ],
  }
  test('the regime has the word for a value, the form for its own fields', () => {
    expect(sayConditions(zhCN, regime, undefined, { 'entry.shareAttribute': ['conditional', 'none'] })).toBe(
      '共享属性为受条件限制的共享或者不予共享',
    )
    expect(sayConditions(zhCN, regime, form, { 'form.result': ['ok'], 'form.urgent': [true] })).toBe(
      '认定结果为合格、紧急为是',
    )
  })
  test('what a subject is, or is not, is said of it as a whole', () => {
    expect(sayConditions(zhCN, regime, undefined, { 'organization.agency': [false] })).toBe('不是公共管理和服务机构')
    expect(sayConditions(en, regime, undefined, { 'organization.contractor': [true] })).toBe('it is a contractor')
  })
  test('a level has a word in each language, and what has none is named', () => {
    expect(sayConditions(en, regime, form, { 'territory.level': ['county'] })).toBe('level of the territory is county')
    expect(sayConditions(zhCN, regime, form, { 'entry.grade': [4] })).toBe('数据分级为4')
  })
})
