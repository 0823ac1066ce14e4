import { describe, expect, test } from 'vitest'
import { acceptedAttributes, spanName, type SpanAttributes } from './span-attributes.ts'

/** As somebody writes it who gets round the types. */
const forced = (given: Record<string, unknown>) => acceptedAttributes(given)

describe('what a span may say', () => {
  test('a name that is not on the list does not compile, and is left out', () => {
    // @ts-expect-error -- not on the list
    expect(acceptedAttributes({ 'enduser.id': 'wuzhong.civil.steward' })).toEqual({})
    expect(forced({ 'url.full': 'https://a/b', constructor: 'x', __proto__: { 'fadu.rows': 1 } })).toEqual({})
  })

  test('words of the program and of the law pass', () => {
    const said: SpanAttributes = {
      'http.request.method': 'POST',
      'http.route': '/gw/v1/datasets/:code/lookup',
      'http.response.status_code': 200,
      'error.type': '22P02',
      'db.operation.name': 'select',
      'db.collection.name': 'procedure_case',
      'fadu.action': 'share.request.grant.firstDelivery',
      'fadu.clauses': ['WZ-26-2', 'PF-129', 'WZ-40-2-10'],
      'fadu.rules': ['PF-12/read', 'share.request/approve'],
      'fadu.outcome': 'refused',
      'fadu.reason': 'ACT_FORBIDDEN',
      'fadu.rows': 5000,
    }
    expect(acceptedAttributes(said)).toEqual(said)
  })

  test.each([
    ['http.route', '/api/v1/persons/640302199001010010'],
    ['http.route', '/search?q=x'],
    ['http.route', '/案件'],
    ['http.request.method', '640302199001010010'],
    ['http.response.status_code', 13_812_345_678],
    ['error.type', 'invalid input syntax for type uuid: "640302199001010010"'],
    ['db.collection.name', 'zhang_san'],
    ['db.operation.name', "select '张三'"],
    ['fadu.action', '张三'],
    ['fadu.action', 'look.13812345678'],
    ['fadu.regime', ['wuzhong-640302199001010010']],
    ['fadu.outcome', '张三'],
    ['fadu.reason', 'A13812345678'],
    ['fadu.clauses', ['WZ-26-2', '640302199001010010']],
    ['fadu.rules', ['PF-12/13812345678']],
    ['fadu.rows', 13_812_345_678],
    ['fadu.rows', -1],
    ['fadu.rows', '1'],
    ['fadu.job', 'zhangsan'],
    ['fadu.group.size', { valueOf: (): number => 1 }],
    ['fadu.rules', { every: (): boolean => true, length: 1, 0: '张三' }],
  ])('%s takes no %j', (name, value) => {
    expect(forced({ [name]: value })).toEqual({})
  })

  test('names of spans are made of what they may say', () => {
    expect(spanName('request', forced({ 'http.request.method': 'GET', 'http.route': '/a/:id' }))).toBe('GET /a/:id')
    expect(spanName('act', forced({ 'fadu.action': '张三' }))).toBe('act')
    expect(spanName('statement', {})).toBe('statement')
  })
})
