import { describe, expect, test } from 'vitest'
import { isClauseId, parseClauseId, parseOrganizationId, parsePackId, parseTerritoryCode } from './index.ts'

describe('a clause id', () => {
  test.each([
    'NB-15-2',
    'NB-12',
    'NB-05-0',
    'WZ-45-1-10',
    'WZ-40-2-6',
    'WZ-46b',
    'WZ-46-0',
    'PF-03',
    'PF-105',
    'ABCD-01',
  ])('%s is accepted', (id) => {
    expect(parseClauseId(id)).toBe(id)
  })

  test.each([
    'nb-15-2',
    'N-15',
    'NB-5',
    'NB-15-',
    'NB-15-2-1-1',
    'NB-015',
    'PF-1000',
    'NB15',
    'NB-15-100',
    'NB-15-2 ',
    '',
    'WZ-46B',
  ])('%j is refused', (id) => {
    expect(isClauseId(id)).toBe(false)
    expect(() => parseClauseId(id)).toThrow(expect.objectContaining({ code: 'ID_CLAUSE_MALFORMED' }))
  })
})

describe('a territory', () => {
  test('has one code however it was written', () => {
    expect(parseTerritoryCode('330200')).toBe('330200000000')
    expect(parseTerritoryCode('330212001')).toBe('330212001000')
    expect(parseTerritoryCode('640300000000')).toBe('640300000000')
  })

  test.each(['33020', '3302000', '030200', '33020a', '3302000000000', ''])('%j is no code', (code) => {
    expect(() => parseTerritoryCode(code)).toThrow(expect.objectContaining({ code: 'ID_TERRITORY_MALFORMED' }))
  })
})

test('a pack id is the name of its folder', () => {
  expect(parsePackId('wuzhong-draft-2024')).toBe('wuzhong-draft-2024')
  for (const id of ['Ningbo-2020', 'ningbo_2020', '-ningbo', 'ningbo-', '../ningbo', '2020', '']) {
    expect(() => parsePackId(id)).toThrow(expect.objectContaining({ code: 'ID_PACK_MALFORMED' }))
  }
})

test('an organisation id is opaque but can stand in an address', () => {
  expect(parseOrganizationId('91330200MA2AFT3X4B')).toBe('91330200MA2AFT3X4B')
  expect(parseOrganizationId('org_01.nb-stats')).toBe('org_01.nb-stats')
  for (const id of ['', ' a', 'a/b', '统计局', '-a', 'a'.repeat(65)]) {
    expect(() => parseOrganizationId(id)).toThrow(expect.objectContaining({ code: 'ID_ORGANIZATION_MALFORMED' }))
  }
})
