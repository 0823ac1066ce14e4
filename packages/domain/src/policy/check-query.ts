import type { ActionDeclaration } from './actions.ts'
import type { CedarApi, CedarFault, CedarUid } from './cedar-api.ts'
import type { DecisionQuery } from './decide.ts'
import { describeFault } from './parse-policies.ts'
import { cedarSchema } from './schema.ts'

/** What of a question cannot be asked, and what was expected there. */
export interface QueryFault {
  readonly field: 'action' | 'principal.type' | 'principal.facts' | 'resource.type' | 'resource.facts' | 'context'
  readonly expected: string
}

/**
 * Whether a question put by hand fits the schema: the act is declared, principal and resource are of its kinds, and the facts
 * are those the rules may ask. The platform's own questions are typed where they are made and need no such check.
 *
 * @returns Every fault found; when act, principal or resource are of the wrong kind, their facts are not looked at.
 */
export function queryFaults(
  cedar: CedarApi,
  actions: readonly ActionDeclaration[],
  query: DecisionQuery,
): readonly QueryFault[] {
  const action = actions.find((a) => a.id === query.action)
  if (action === undefined) return [{ field: 'action', expected: nearActs(query.action, actions) }]
  const kinds = kindFaults(action, query)
  if (kinds.length > 0) return kinds
  const schema = cedarSchema([action])
  const entity = ({ type, id, facts }: DecisionQuery['principal'] | DecisionQuery['resource']) =>
    said(cedar.checkParseEntities({ schema, entities: [{ uid: { type, id }, attrs: facts, parents: [] }] }))
  const uid: CedarUid = { type: 'Action', id: query.action }
  const context = said(cedar.checkParseContext({ schema, action: uid, context: query.context }))
  return [
    ...entity(query.principal).map((expected): QueryFault => ({ field: 'principal.facts', expected })),
    ...entity(query.resource).map((expected): QueryFault => ({ field: 'resource.facts', expected })),
    ...context.map((expected): QueryFault => ({ field: 'context', expected })),
  ]
}

function kindFaults(action: ActionDeclaration, { principal, resource }: DecisionQuery): readonly QueryFault[] {
  const whose = `for ${action.id}`
  return [
    ...(action.principals.includes(principal.type)
      ? []
      : [{ field: 'principal.type', expected: `${action.principals.join(', ')} ${whose}` } as const]),
    ...(action.resource === resource.type
      ? []
      : [{ field: 'resource.type', expected: `${action.resource} ${whose}` } as const]),
  ]
}

function said(answer: { type: 'success' } | { type: 'failure'; errors: readonly CedarFault[] }): readonly string[] {
  return answer.type === 'success' ? [] : answer.errors.map(describeFault)
}

const mostNamed = 8

/** Acts of the same subject, or the first ones of all. */
function nearActs(asked: string, actions: readonly ActionDeclaration[]): string {
  const names = actions.map((a) => a.id).toSorted()
  const stem = asked.slice(0, asked.lastIndexOf('.') + 1)
  const near = stem === '' ? [] : names.filter((name) => name.startsWith(stem))
  return `an act such as ${(near.length > 0 ? near : names).slice(0, mostNamed).join(', ')}`
}
