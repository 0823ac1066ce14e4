import { describe, expect, test } from 'vitest'
import { cedar } from '../../cases/read-packs.ts'
import { baseActions, queryFaults, type ActionDeclaration, type DecisionQuery } from './index.ts'

const approve: ActionDeclaration = {
  id: 'share.request.approve',
  principals: ['Account'],
  resource: 'Case',
  context: 'Procedure',
}
const actions = [...baseActions, approve]
const account = { organization: 'o', territory: '640300000000', kinds: ['agency'], roles: ['steward'] }
const reading: DecisionQuery = {
  action: 'organization.read',
  principal: { type: 'Account', id: 'a', facts: account },
  resource: { type: 'Territory', id: '640300000000', facts: { level: 'city' } },
  context: { today: '2026-03-02', reach: 'own' },
}
const faults = (change: Partial<DecisionQuery>) => queryFaults(cedar, actions, { ...reading, ...change })
const fields = (change: Partial<DecisionQuery>) => faults(change).map((f) => f.field)

describe('a question put by hand', () => {
  test('that fits the schema has no fault', () => {
    expect(faults({})).toEqual([])
  })

  test('about an act that nobody declares names some that exist, those of the subject first', () => {
    expect(faults({ action: 'share.request.aprove' })).toEqual([
      { field: 'action', expected: 'an act such as share.request.approve' },
    ])
    expect(faults({ action: 'nonsense' })[0]!.expected).toContain('account.assignRoles')
  })

  test('by or about the wrong kind names the kinds of the act', () => {
    const wrong = faults({
      principal: { type: 'Visitor', id: 'v', facts: {} },
      resource: { type: 'Dataset', id: 'd', facts: { territory: '640300000000' } },
    })
    expect(wrong).toEqual([
      { field: 'principal.type', expected: 'Account for organization.read' },
      { field: 'resource.type', expected: 'Territory for organization.read' },
    ])
  })

  test.each([
    ['a fact is missing', { organization: 'o', territory: 't', kinds: [] }, 'roles'],
    ['a fact is of another type', { ...account, roles: 'steward' }, 'roles'],
    ['a fact is one that no rule may ask', { ...account, salary: 3 }, 'salary'],
  ])('is faulty where %s, and says which', (_, facts, named) => {
    const [fault, ...more] = faults({ principal: { type: 'Account', id: 'a', facts } })
    expect(more).toEqual([])
    expect(fault).toMatchObject({ field: 'principal.facts' })
    expect(fault!.expected).toContain(named)
  })

  test('is faulty in resource and context too, and all is told together', () => {
    expect(
      fields({ resource: { type: 'Territory', id: 't', facts: { level: 1 } }, context: { reach: 'own' } }),
    ).toEqual(['resource.facts', 'context'])
    expect(fields({ context: { today: '2026-03-02', reach: 'own', weekday: 'Monday' } })).toEqual(['context'])
    expect(fields({ context: { today: '2026-03-02', reach: 0.5 } })).toEqual(['context'])
  })
})
