import { uuidv7 } from 'uuidv7'
import type { CivilDate, Regime, TerritoryCode } from '@fadu/domain'
import { checkRuleSet } from '@fadu/privacy'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { violatedConstraint } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { LawAdditions } from '../law/index.ts'
import { territoryResource } from '../org/index.ts'
import { nameOfRules } from './standing-rules.ts'

/** Course of law by which an authority publishes its rules, where its regulation has one. */
export const ruleCourse = 'grading.rule'

/** One version of the rules as an authority enters it. */
export interface RuleSetInput {
  readonly territory: TerritoryCode
  readonly version: string
  readonly title: string
  /** The national or regional provision it rests on. */
  readonly basis: { readonly instrument: string; readonly provision: string }
  readonly inForceFrom: CivilDate
  readonly content: unknown
}

export interface EnteredRules {
  readonly id: string
  readonly name: string
  /** Whether it holds from its day on, or waits for the course by which the regulation has rules published. */
  readonly published: boolean
}

interface EnteringFacts extends ActFacts {
  readonly regime: Regime
}

/** Enters a version of the rules. Earlier ones stay as they are. */
export function enterRuleSet(
  deps: { readonly gate: Gate; readonly additions: LawAdditions; readonly territories: () => TerritoryTree },
  principal: AccountPrincipal,
  input: RuleSetInput,
): Act<EnteringFacts, EnteredRules> {
  const { gate, additions, territories } = deps
  return {
    action: 'gradingRules.enter',
    load: async (tx) => ({
      resource: territoryResource(territories(), input.territory),
      regime: await additions.regimeWith(tx, input.territory, gate.regimeFor(input.territory)),
    }),
    carryOut: async (tx, { regime }) => {
      requireBasis(regime, input, gate.today())
      requireToCome(input.inForceFrom, gate.today())
      requireSound(input.content)
      const id = uuidv7()
      const published = regime.procedure(ruleCourse) === undefined
      const row = {
        id,
        territory_code: input.territory,
        version: input.version,
        title: input.title,
        instrument: input.basis.instrument,
        provision: input.basis.provision,
        content: JSON.stringify(input.content),
        in_force_from: input.inForceFrom,
        entered_by: principal.id,
        entered_at: gate.now(),
        published_at: published ? gate.now() : null,
        case_id: null,
        regraded_at: null,
      }
      try {
        await tx.insertInto('grading_rule_set').values(row).execute()
      } catch (error) {
        if (violatedConstraint(error) === 'grading_rule_set_version_unique') {
          throw new Problem({ code: 'DUPLICATE', field: 'version' })
        }
        throw error
      }
      return { id, name: nameOfRules(input.territory, input.version), published }
    },
    trace: (_, { name, published }) => ({ detail: { rules: name, inForceFrom: input.inForceFrom, published } }),
  }
}

function requireBasis(regime: Regime, { basis }: RuleSetInput, today: CivilDate): void {
  const found = regime.instruments.find((i) => i.id === basis.instrument)
  const field = 'body.basis.instrument'
  if (found === undefined) throw malformed(field, 'an instrument of the registry, see /api/v1/law/instruments')
  const holds = found.inForceFrom <= today && (found.repealedOn === undefined || today < found.repealedOn)
  if (!holds) throw malformed(field, `an instrument in force on ${today}`)
}

/** Grades already given keep the rules they were given under; a version cannot come into force behind them. */
function requireToCome(from: CivilDate, today: CivilDate): void {
  if (from < today) throw malformed('body.inForceFrom', `a day from ${today} on`)
}

function requireSound(content: unknown): void {
  const check = checkRuleSet(content)
  if (check.ok) return
  const faults = check.faults
    .slice(0, 50)
    .map(({ path, message }) => ({ field: ['body', 'content', ...path].join('.'), expected: message }))
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
}
