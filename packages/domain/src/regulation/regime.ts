import type { Clause, Ground } from '../citation/index.ts'
import type { CivilDate, ClauseId, PackId, TerritoryCode } from '../shared/index.ts'
import { baseActions, cedarSchema, createDecider, type ActionDeclaration, type CedarApi, type Decider } from '../policy/index.ts'
import type { ProcedureDefinition } from '../procedure/definition.ts'
import { PackError, type PackIssue } from './issues.ts'
import { ranks, type FormDefinition, type FormField, type Instrument, type Pack, type PeriodValue, type Term } from './pack.ts'

/** The law of one territory: its packs, nearest first, and what follows from reading them together. */
export interface Regime {
  readonly name: string
  readonly packs: readonly Pack[]
  readonly decider: Decider
  /** Label of the weakest standing among the territorial packs: a draft makes every result a draft result. */
  readonly draft: boolean
  clause(id: ClauseId): Clause | undefined
  /** Clauses as grounds. An id that names a whole article or paragraph stands for its lead sentence and items. */
  grounds(cites: readonly ClauseId[], rule: string): readonly Ground[]
  /** The regime's word for a generic concept; the nearest pack speaks first. */
  term(concept: string): Term | undefined
  /** Forms of the same name are joined: a profile may add fields, never drop them. */
  form(name: string): FormDefinition | undefined
  /** The course of law: from the nearest pack that defines one. */
  procedure(name: string): { readonly definition: ProcedureDefinition; readonly pack: Pack } | undefined
  readonly procedures: readonly string[]
  /** Of two values for one period the stricter holds. */
  period(name: string, on: CivilDate): PeriodValue | undefined
  readonly instruments: readonly Instrument[]
}

export interface LawBook {
  readonly packs: readonly Pack[]
  readonly actions: readonly ActionDeclaration[]
  /**
   * The regime of a territory.
   *
   * @param path - The territory and everything above it, nearest first.
   */
  regimeOf(path: readonly TerritoryCode[]): Regime
  /** Rules that hold everywhere, for acts that belong to no territory. */
  readonly platform: Regime
}

/**
 * Binds packs into one law book: declares the acts of their procedures, validates every rule against the one schema and
 * checks what only shows when packs stand side by side.
 *
 * @throws {PackError} when a pack it builds on is missing, a rule does not fit the schema, or a form or period a
 *   procedure names does not exist in the regime.
 */
export function composeLawBook(cedar: CedarApi, packs: readonly Pack[]): LawBook {
  const actions = [...baseActions, ...declareProcedureActions(packs)]
  const issues = [...checkBases(packs), ...checkPolicies(cedar, packs, actions)]
  if (issues.length > 0) throw new PackError(issues)

  const composed = new Map<string, Regime>()
  const compose = (applying: readonly Pack[]): Regime => {
    const name = applying.map((p) => `${p.id}@${p.version}`).join('+')
    const known = composed.get(name)
    if (known !== undefined) return known
    const regime = createRegime(cedar, name, applying, actions)
    composed.set(name, regime)
    return regime
  }
  const regimeOf = (path: readonly TerritoryCode[]): Regime => {
    const applying = path.flatMap((code) => packs.filter((p) => p.territory === code))
    return compose([...applying, ...packs.filter((p) => p.territory === '*')])
  }
  const platform = compose(packs.filter((p) => p.territory === '*'))
  const dangling = packs.flatMap((pack) => checkReferences(pack, compose([...withBases(pack, packs), ...platform.packs])))
  if (dangling.length > 0) throw new PackError(dangling)
  return { packs, actions, regimeOf, platform }
}

function createRegime(cedar: CedarApi, name: string, packs: readonly Pack[], actions: readonly ActionDeclaration[]): Regime {
  const clauses = new Map(packs.flatMap((p) => [...p.clauses]))
  const packOf = new Map(packs.map((p) => [p.id, p]))
  const forms = new Map<string, FormDefinition | undefined>()
  const nearest = <T>(pick: (pack: Pack) => T | undefined): T | undefined => {
    for (const pack of packs) {
      const found = pick(pack)
      if (found !== undefined) return found
    }
    return undefined
  }
  const groundOf = (clause: Clause, rule: string): Ground => {
    const pack = packOf.get(clause.pack as PackId)!
    return { clause: clause.id, pack: pack.id, source: pack.source, standing: pack.standing, text: clause.text, rule }
  }
  return {
    name,
    packs,
    draft: packs.some((p) => p.standing === 'draft'),
    decider: createDecider(cedar, name, packs, actions),
    clause: (id) => clauses.get(id),
    grounds: (cites, rule) =>
      cites.flatMap((cite) => {
        const exact = clauses.get(cite)
        if (exact !== undefined) return [groundOf(exact, rule)]
        return [...clauses.values()].filter((c) => c.id.startsWith(`${cite}-`)).map((c) => groundOf(c, rule))
      }),
    term: (concept) => nearest((p) => p.terms.get(concept)),
    form: (formName) => {
      if (!forms.has(formName)) forms.set(formName, joinForms(packs.map((p) => p.forms.get(formName)).filter((f) => f !== undefined)))
      return forms.get(formName)
    },
    procedure: (procedureName) =>
      nearest((pack) => {
        const definition = pack.procedures.get(procedureName)
        return definition === undefined ? undefined : { definition, pack }
      }),
    procedures: [...new Set(packs.flatMap((p) => [...p.procedures.keys()]))],
    period: (periodName, on) => strictest(packs.map((p) => valueOn(p.periods.get(periodName), on)).filter((v) => v !== undefined)),
    instruments: [...new Map(packs.flatMap((p) => p.instruments).map((i) => [i.id, i])).values()],
  }
}

/** The value that holds on a day: the latest that has begun; a draft's single value holds while the draft is applied. */
function valueOn(values: readonly PeriodValue[] | undefined, on: CivilDate): PeriodValue | undefined {
  return values
    ?.filter((v) => v.from === undefined || v.from <= on)
    .toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
    .at(-1)
}

/**
 * Law outranks policy; among equals the shorter period is the stricter. Different units cannot be compared by length,
 * so the nearer pack's value stands: values come nearest first.
 */
function strictest(values: readonly PeriodValue[]): PeriodValue | undefined {
  const binding = values.filter((v) => v.basis !== 'policy')
  const pool = binding.length > 0 ? binding : values
  return pool.reduce<PeriodValue | undefined>(
    (best, v) => (best === undefined || (v.unit === best.unit && v.length < best.length) ? v : best),
    undefined,
  )
}

function joinForms(forms: readonly FormDefinition[]): FormDefinition | undefined {
  const [nearest] = forms
  if (nearest === undefined) return undefined
  const fields = new Map<string, FormField>()
  for (const form of forms) {
    for (const field of form.fields) {
      const known = fields.get(field.name)
      fields.set(
        field.name,
        known === undefined
          ? field
          : { ...known, required: known.required || field.required, cites: [...new Set([...known.cites, ...field.cites])] },
      )
    }
  }
  return { name: nearest.name, title: nearest.title, fields: [...fields.values()] }
}

/** `share.request.approve` exists because a procedure says so; its facts are those of every procedural act. */
function declareProcedureActions(packs: readonly Pack[]): readonly ActionDeclaration[] {
  const ids = new Set(
    packs.flatMap((pack) =>
      [...pack.procedures.values()].flatMap((definition) => [
        `${definition.name}.open`,
        ...[...definition.states.values()].flatMap((state) => [...state.actions.keys()].map((a) => `${definition.name}.${a}`)),
      ]),
    ),
  )
  return [...ids].map((id) => ({ id, principals: ['Account'], resource: 'Case', context: 'Procedure' }))
}

function checkBases(packs: readonly Pack[]): readonly PackIssue[] {
  const ids = new Set(packs.map((p) => p.id))
  return packs.flatMap((pack) =>
    pack.buildsOn
      .filter((base) => !ids.has(base))
      .map((base): PackIssue => ({
        code: 'PACK_BASE_MISSING',
        file: `${pack.id}/pack.yaml`,
        line: 0,
        message: `builds on ${base}, which is not loaded`,
      })),
  )
}

function checkPolicies(cedar: CedarApi, packs: readonly Pack[], actions: readonly ActionDeclaration[]): readonly PackIssue[] {
  const schema = cedarSchema(actions)
  return packs.flatMap((pack): readonly PackIssue[] => {
    const ids = pack.policies.map((p) => p.id)
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
    const duplicates = twice.map((id): PackIssue => ({
      code: 'PACK_POLICY_ID',
      file: `${pack.id}/rules`,
      line: 0,
      message: `policy id ${id} is used twice; add a suffix, e.g. ${id}/second`,
    }))
    const answer = cedar.validate({
      schema,
      policies: { staticPolicies: Object.fromEntries(pack.policies.map((p) => [p.id, p.text])) },
      validationSettings: { mode: 'strict' },
    })
    const faults =
      answer.type === 'failure'
        ? answer.errors.map((e) => ({ id: 'rules', message: e.message }))
        : answer.validationErrors.map((e) => ({ id: e.policyId, message: e.error.message }))
    return [
      ...duplicates,
      ...faults.map((f): PackIssue => ({
        code: 'PACK_POLICY_MALFORMED',
        file: `${pack.id}/rules`,
        line: 0,
        message: `policy ${f.id}: ${f.message}`,
      })),
    ]
  })
}

/** A pack and what it builds on, nearest first. */
function withBases(pack: Pack, packs: readonly Pack[]): readonly Pack[] {
  const bases = pack.buildsOn.map((id) => packs.find((p) => p.id === id)!)
  const chain = [pack, ...bases.flatMap((b) => withBases(b, packs))].filter((p) => p.territory !== '*')
  return [...new Set(chain)].toSorted((a, b) => (a === pack ? -1 : b === pack ? 1 : ranks.indexOf(b.rank) - ranks.indexOf(a.rank)))
}

function checkReferences(pack: Pack, regime: Regime): readonly PackIssue[] {
  const issues: PackIssue[] = []
  const report = (code: PackIssue['code'], procedure: string, message: string): void => {
    issues.push({ code, file: `${pack.id}/procedures (${procedure})`, line: 0, message })
  }
  for (const definition of pack.procedures.values()) {
    const formNames = [
      definition.opens.form,
      ...[...definition.states.values()].flatMap((s) => [...s.actions.values()].map((a) => a.form)),
    ].filter((f) => f !== undefined)
    for (const form of formNames) {
      if (regime.form(form) === undefined) report('PACK_FORM_UNKNOWN', definition.name, `form «${form}» does not exist in this regime`)
    }
    for (const state of definition.states.values()) {
      const periods = [state.clock?.period, state.suspends].filter((p) => p !== undefined)
      for (const period of periods) {
        if (!regime.packs.some((p) => p.periods.has(period))) {
          report('PACK_PERIOD_UNKNOWN', definition.name, `state «${state.name}»: no value for the period «${period}»`)
        }
      }
    }
  }
  return issues
}
