import type { Clause, Ground } from '../citation/index.ts'
import type { ClauseId } from '../shared/index.ts'
import type { Pack } from '../regulation/pack.ts'
import { actionGroups, type ActionDeclaration, type PrincipalType } from './actions.ts'
import type { CedarApi, CedarValue } from './cedar-api.ts'
import { factsAskedBy, type NarrowFacts } from './narrow-facts.ts'
import type { PolicySource } from './policy-source.ts'

/** What would make a refused act lawful. Text comes from the rule that refused it. */
export interface Needed {
  readonly clause: ClauseId
  readonly text: string
  readonly textEn: string
}

export interface RuleFault {
  readonly rule: string
  readonly effect: 'permit' | 'forbid'
  readonly message: string
}

export interface Decision {
  readonly effect: 'allow' | 'deny'
  /** Rules that settled it. On a denial by silence: the permissions that were not met. */
  readonly because: readonly Ground[]
  readonly needed: readonly Needed[]
  /** Rules that could not be evaluated. */
  readonly faults: readonly RuleFault[]
  /** True when no rule spoke: silence means no. */
  readonly bySilence: boolean
}

export interface DecisionQuery {
  readonly action: string
  readonly principal: {
    readonly type: PrincipalType
    readonly id: string
    readonly facts: Readonly<Record<string, CedarValue>>
  }
  readonly resource: {
    readonly type: string
    readonly id: string
    readonly facts: Readonly<Record<string, CedarValue>>
  }
  readonly context: Readonly<Record<string, CedarValue>>
}

/** Decides acts under the rules of one set of packs. Pure: same query, same answer. */
export interface Decider {
  decide(query: DecisionQuery): Decision
}

interface Slice {
  readonly id: string
  readonly groups: readonly string[]
  readonly policies: ReadonlyMap<string, PolicySource>
  readonly narrow: NarrowFacts
}

/**
 * Prepares the rules of `packs` for deciding: sliced by action, each slice parsed once.
 *
 * @param name - Name of the set of packs, with their versions: the engine keeps parsed sets under it for the life of the
 *   process, so two sets with different rules MUST NOT share a name.
 */
export function createDecider(
  cedar: CedarApi,
  name: string,
  packs: readonly Pack[],
  actions: readonly ActionDeclaration[],
): Decider {
  const clauses = new Map<ClauseId, { clause: Clause; pack: Pack }>()
  for (const pack of packs) for (const clause of pack.clauses.values()) clauses.set(clause.id, { clause, pack })
  const declared = new Map(actions.map((action) => [action.id, action]))
  const slices = new Map<string, Slice>()
  // On first use: a law book holds more regimes and actions than a process ever decides.
  const sliceOf = (id: string): Slice | undefined => {
    const action = declared.get(id)
    const slice = slices.get(id) ?? (action === undefined ? undefined : prepareSlice(cedar, name, packs, action))
    if (slice !== undefined) slices.set(id, slice)
    return slice
  }

  const groundOf = (policy: PolicySource): Ground => {
    const { clause, pack } = clauses.get(policy.clause)!
    return {
      clause: clause.id,
      pack: pack.id,
      source: pack.source,
      standing: pack.standing,
      text: clause.text,
      rule: policy.id,
    }
  }
  const neededOf = (policy: PolicySource): Needed => ({
    clause: policy.clause,
    text: policy.needed,
    textEn: policy.neededEn,
  })

  return {
    decide(query) {
      const slice = sliceOf(query.action)
      if (slice === undefined) return { effect: 'deny', because: [], needed: [], faults: [], bySilence: true }
      const answer = cedar.statefulIsAuthorized({
        principal: { type: query.principal.type, id: query.principal.id },
        action: { type: 'Action', id: query.action },
        resource: { type: query.resource.type, id: query.resource.id },
        context: slice.narrow(query.context),
        validateRequest: false,
        preparsedPolicySetId: slice.id,
        entities: [
          {
            uid: { type: query.principal.type, id: query.principal.id },
            attrs: slice.narrow(query.principal.facts),
            parents: [],
          },
          {
            uid: { type: query.resource.type, id: query.resource.id },
            attrs: slice.narrow(query.resource.facts),
            parents: [],
          },
          // Without it `action in Action::"use"` is silently false, in a scope as in a condition, also of a prohibition.
          {
            uid: { type: 'Action', id: query.action },
            attrs: {},
            parents: slice.groups.map((id) => ({ type: 'Action', id })),
          },
        ],
      })
      if (answer.type === 'failure') {
        const faults = answer.errors.map((e): RuleFault => ({
          rule: query.action,
          effect: 'forbid',
          message: e.message,
        }))
        return { effect: 'deny', because: [], needed: [], faults, bySilence: false }
      }
      const { reason, errors } = answer.response.diagnostics
      const met = reason.map((id) => slice.policies.get(id)!)
      const faults = errors.map((e): RuleFault => {
        const policy = slice.policies.get(e.policyId)!
        return { rule: policy.id, effect: policy.effect, message: e.error.message }
      })
      const verdict = settle({
        permits: met.filter((p) => p.effect === 'permit'),
        forbids: met.filter((p) => p.effect === 'forbid'),
        erredForbids: faults.filter((f) => f.effect === 'forbid').map((f) => slice.policies.get(f.rule)!),
      })
      if (verdict.effect === 'allow') {
        return { effect: 'allow', because: verdict.by.map(groundOf), needed: [], faults, bySilence: false }
      }
      if (verdict.by.length > 0) {
        return {
          effect: 'deny',
          because: verdict.by.map(groundOf),
          needed: verdict.by.map(neededOf),
          faults,
          bySilence: false,
        }
      }
      const unmet = [...slice.policies.values()].filter((p) => p.effect === 'permit')
      return { effect: 'deny', because: unmet.map(groundOf), needed: unmet.map(neededOf), faults, bySilence: true }
    },
  }
}

/**
 * A prohibition outranks a permission, silence means no, and a fault never opens a door: unlike Cedar, which skips a
 * rule that errs, we deny when the rule that erred was a prohibition.
 */
export function settle<T>(met: {
  readonly permits: readonly T[]
  readonly forbids: readonly T[]
  readonly erredForbids: readonly T[]
}): { readonly effect: 'allow' | 'deny'; readonly by: readonly T[] } {
  const barring = [...met.forbids, ...met.erredForbids]
  if (barring.length > 0) return { effect: 'deny', by: barring }
  return met.permits.length > 0 ? { effect: 'allow', by: met.permits } : { effect: 'deny', by: [] }
}

function prepareSlice(cedar: CedarApi, name: string, packs: readonly Pack[], action: ActionDeclaration): Slice {
  const groups = Object.entries(actionGroups)
    .filter(([, includes]) => includes(action))
    .map(([group]) => group)
  const names = new Set([action.id, ...groups])
  const applying = packs
    .flatMap((pack) => pack.policies)
    .filter((policy) => policy.actions.length === 0 || policy.actions.some((a) => names.has(a)))
  const id = `${name}#${action.id}`
  const answer = cedar.preparsePolicySet(id, {
    staticPolicies: Object.fromEntries(applying.map((p) => [p.id, p.text])),
  })
  if (answer.type === 'failure') throw new Error(`rules of ${id}: ${answer.errors.map((e) => e.message).join('; ')}`)
  return {
    id,
    groups,
    policies: new Map(applying.map((p) => [p.id, p])),
    narrow: factsAskedBy(applying.map((p) => p.text)),
  }
}
