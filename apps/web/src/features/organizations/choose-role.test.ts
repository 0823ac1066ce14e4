import { describe, expect, test } from 'vitest'
import { offeredRoles, withRole } from './choose-role.ts'

describe('roles of an account', () => {
  test('one of the three administrators stands alone, whichever way it is chosen', () => {
    expect(withRole(['steward', 'approver'], 'auditAdmin', true)).toEqual(['auditAdmin'])
    expect(withRole(['auditAdmin'], 'systemAdmin', true)).toEqual(['systemAdmin'])
    expect(withRole(['auditAdmin'], 'steward', true)).toEqual(['steward'])
    expect(withRole(['steward'], 'approver', true)).toEqual(['steward', 'approver'])
    expect(withRole(['steward', 'approver'], 'steward', false)).toEqual(['approver'])
  })

  test('are those of the kind of organisation, with those that are held already', () => {
    expect(offeredRoles(['platformOperator'], [])).toEqual(['systemAdmin', 'securityAdmin', 'auditAdmin'])
    expect(offeredRoles(['agency'], ['person'])).toEqual([
      'steward',
      'approver',
      'securityOfficer',
      'inspector',
      'person',
    ])
    expect(offeredRoles(['person'], [])).toEqual(['person'])
  })
})
