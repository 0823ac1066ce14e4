import { actionGroups, cedarSchema, type ActionDeclaration, type CedarApi } from '../policy/index.ts'
import { describeFault, lineOfFault } from '../policy/parse-policies.ts'
import type { ProcedureDefinition } from '../procedure/definition.ts'
import { fieldNamed } from '../procedure/form.ts'
import { referencesOf, type FieldReference, type ProcedureReference } from '../procedure/references.ts'
import { wrongValue } from '../procedure/vocabulary.ts'
import { firstSupportedDay, type CivilDate } from '../shared/index.ts'
import type { PackIssue } from './issues.ts'
import { joinConflicts } from './join-forms.ts'
import type { FormDefinition, FormField, Location, Pack, PeriodValue } from './pack.ts'
import type { Regime } from './regime.ts'

/** Ids and prefixes are unique, every base is there, and no pack builds on itself. The other checks rely on these. */
export function checkPacks(packs: readonly Pack[]): readonly PackIssue[] {
  const issueAt = (code: PackIssue['code'], pack: Pack, key: string, message: string): PackIssue => ({
    code,
    ...pack.locate('pack', [key]),
    message,
  })
  return packs.flatMap((pack, i) => {
    const others = packs.slice(0, i)
    const twin = others.find((p) => p.id === pack.id)
    const sharing = others.find((p) => p.prefix === pack.prefix)
    return [
      ...(twin === undefined
        ? []
        : [issueAt('PACK_NAME_DUPLICATE', pack, 'id', `another pack is called ${pack.id} too`)]),
      ...(sharing === undefined
        ? []
        : [
            issueAt(
              'PACK_NAME_DUPLICATE',
              pack,
              'prefix',
              `${pack.prefix} is the prefix of ${sharing.id} already; clause ids must name one text`,
            ),
          ]),
      ...pack.buildsOn
        .filter((base) => !packs.some((p) => p.id === base))
        .map((base) => issueAt('PACK_BASE_MISSING', pack, 'buildsOn', `builds on ${base}, which is not loaded`)),
      ...checkReplaced(pack, packs),
      ...(buildsOnItself(pack, packs)
        ? [issueAt('PACK_BASE_MISSING', pack, 'buildsOn', `${pack.id} builds on itself in the end`)]
        : []),
    ]
  })
}

/** A later text takes the place of the earlier one on one day: no day without law, none under both. */
function checkReplaced(pack: Pack, packs: readonly Pack[]): readonly PackIssue[] {
  const { replaces } = pack
  if (replaces === undefined) return []
  const at = pack.locate('pack', ['replaces'])
  const earlier = packs.find((p) => p.id === replaces)
  if (earlier === undefined) {
    return [
      {
        code: 'PACK_BASE_MISSING',
        ...at,
        message: `replaces ${replaces}, which is not loaded; cases still run under it`,
      },
    ]
  }
  const unsettled = (message: string): readonly PackIssue[] => [{ code: 'PACK_COMPOSITION_UNSETTLED', ...at, message }]
  if (earlier.territory !== pack.territory)
    return unsettled(`replaces ${replaces}, which holds in ${earlier.territory}`)
  if (pack.inForceFrom === undefined) return unsettled(`replaces ${replaces}, but does not say from which day`)
  if (earlier.repealedOn === pack.inForceFrom) return []
  const found = earlier.repealedOn === undefined ? 'is not repealed' : `is repealed on ${earlier.repealedOn}`
  return unsettled(`is in force from ${pack.inForceFrom}, but ${replaces} ${found}; expected the same day`)
}

function buildsOnItself(pack: Pack, packs: readonly Pack[]): boolean {
  const seen = new Set<string>()
  const queue: string[] = [...pack.buildsOn]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === pack.id) return true
    if (seen.has(id)) continue
    seen.add(id)
    queue.push(...(packs.find((p) => p.id === id)?.buildsOn ?? []))
  }
  return false
}

/** A procedure called `case` would declare `case.open`, which is an act of the platform's own. */
export function checkActions(packs: readonly Pack[], base: readonly ActionDeclaration[]): readonly PackIssue[] {
  const taken = new Set(base.map((a) => a.id))
  return packs.flatMap((pack) =>
    [...pack.procedures.values()].flatMap(({ name, states }) => {
      const acts = ['open', ...[...states.values()].flatMap((s) => [...s.actions.keys()])]
      const clash = acts.find((act) => taken.has(`${name}.${act}`))
      if (clash === undefined) return []
      const message = `the act ${name}.${clash} is one of the platform's own; give the procedure another name`
      return [{ code: 'PACK_PROCEDURE_UNSOUND' as const, ...pack.locate(`procedure ${name}`, ['procedure']), message }]
    }),
  )
}

/**
 * Every rule must fit the one schema. What the engine only warns of is a fault too: a prohibition that can never apply
 * forbids nothing.
 */
export function checkPolicies(
  cedar: CedarApi,
  packs: readonly Pack[],
  actions: readonly ActionDeclaration[],
): readonly PackIssue[] {
  const ruling = packs.filter((pack) => pack.policies.length > 0)
  return ruling.flatMap((pack): readonly PackIssue[] => {
    const validate = (declared: readonly ActionDeclaration[]): ReturnType<CedarApi['validate']> =>
      cedar.validate({
        schema: cedarSchema(declared),
        policies: { staticPolicies: Object.fromEntries(pack.policies.map((p) => [p.id, p.text])) },
        validationSettings: { mode: 'strict' },
      })
    const short = validate(telling(pack, actions))
    // What is wrong is said with all actions in view: the engine suggests names that are near to a wrong one.
    const answer = isClean(short) ? short : validate(actions)
    if (answer.type === 'failure') {
      return answer.errors.map((e) => ({
        code: 'PACK_POLICY_MALFORMED',
        ...pack.locate('pack'),
        message: describeFault(e),
      }))
    }
    const faulty = new Set(answer.validationErrors.map((e) => e.policyId))
    const warnings = answer.validationWarnings.filter((w) => !faulty.has(w.policyId))
    return [...answer.validationErrors, ...warnings].map(({ policyId, error }) => {
      const policy = pack.policies.find((p) => p.id === policyId)!
      const line = policy.line + lineOfFault(policy.text, error) - 1
      return {
        code: 'PACK_POLICY_MALFORMED',
        file: policy.file,
        line,
        message: `policy ${policyId}: ${describeFault(error)}`,
      }
    })
  })
}

/**
 * The engine tries every rule on every act, and there are hundreds of acts. Those that no rule of the pack names differ to it
 * in their shape alone, so one of each shape tells what all of them would.
 */
function telling(pack: Pack, actions: readonly ActionDeclaration[]): readonly ActionDeclaration[] {
  const texts = pack.policies.map((p) => p.text).join('\n')
  const isNamed = (action: ActionDeclaration): boolean => texts.includes(`"${action.id}"`)
  const shapeOf = (action: ActionDeclaration): string => {
    const groups = Object.values(actionGroups).map((includes) => includes(action))
    return JSON.stringify([action.principals, action.resource, action.context, groups])
  }
  const unnamed = actions.filter((action) => !isNamed(action))
  return [...actions.filter(isNamed), ...new Map(unnamed.map((a) => [shapeOf(a), a])).values()]
}

function isClean(answer: ReturnType<CedarApi['validate']>): boolean {
  return answer.type === 'success' && answer.validationErrors.length + answer.validationWarnings.length === 0
}

/** What a pack names must exist in its regime, and what it adds must be compatible with what it builds on. */
export function checkInRegime(pack: Pack, regime: Regime): readonly PackIssue[] {
  return [
    ...pack.foreignCites
      .filter(({ cite }) => !regime.cites(cite))
      .map(({ cite, place, file, line }): PackIssue => ({
        code: 'PACK_CLAUSE_UNKNOWN',
        file,
        line,
        message: `${place} cites ${cite}, which no pack of this regime has`,
      })),
    ...[...pack.procedures.values()].flatMap((definition) =>
      referencesOf(definition).flatMap((reference) =>
        checkReference(pack, regime, reference, pack.locate(`procedure ${definition.name}`, reference.path)),
      ),
    ),
    ...[...pack.forms.values()].flatMap((form) => checkForm(pack, regime, form)),
    ...checkPeriods(pack, regime),
    ...checkTerms(pack, regime),
    ...checkClocks(pack, regime),
    ...checkInstruments(pack, regime),
    ...checkRivals(pack, regime),
  ]
}

function checkReference(pack: Pack, regime: Regime, reference: ProcedureReference, at: Location): readonly PackIssue[] {
  const { kind, name, place } = reference
  switch (kind) {
    case 'clause':
      return [] // own clauses were looked up when the pack was read, others stand among its foreign cites
    case 'form':
      return regime.form(name) !== undefined
        ? []
        : [{ code: 'PACK_FORM_UNKNOWN', ...at, message: `${place}: form «${name}» does not exist in this regime` }]
    case 'basisForm': {
      const field = regime.form(name)?.fields.find((f) => f.name === 'basis')
      if (field?.type === 'basis' && field.required) return []
      const message = `${place}: an act that needs a basis needs a form with a required field «basis» of type basis`
      return [{ code: 'PACK_FORM_UNKNOWN', ...at, message }]
    }
    case 'clock':
      return checkClock(pack, regime, reference, at)
    case 'field':
      return checkField(regime, reference, at)
    case 'term':
      return regime.term(name) !== undefined
        ? []
        : [
            {
              code: 'PACK_TERM_MISSING',
              ...at,
              message: `${place}: no word for «${name}» in terms.yaml of this regime`,
            },
          ]
  }
}

function checkClock(
  pack: Pack,
  regime: Regime,
  { name, place }: ProcedureReference,
  at: Location,
): readonly PackIssue[] {
  const values = regime.packs.flatMap((p) => p.periods.get(name) ?? [])
  if (values.length === 0) {
    return [{ code: 'PACK_PERIOD_UNKNOWN', ...at, message: `${place}: no value for the period «${name}»` }]
  }
  if (pack.inForceFrom !== undefined && regime.period(name, pack.inForceFrom) === undefined) {
    const message = `${place}: the period «${name}» has no value on ${pack.inForceFrom}, when the pack enters into force`
    return [{ code: 'PACK_PERIOD_UNKNOWN', ...at, message }]
  }
  return []
}

/**
 * A course must fit the lengths that prevail under this pack, be it the pack's own or one it inherits whose periods it sets:
 * where a notice sets its own time the act must say it, where the text sets one no act may, and hours cannot rest.
 */
function checkClocks(pack: Pack, regime: Regime): readonly PackIssue[] {
  const inherited = regime.procedures.map((name) => regime.procedure(name)!).filter((course) => course.pack !== pack)
  const own = [...pack.procedures.values()].flatMap((definition) =>
    clockFaultsOf(pack, regime, definition).map(({ state, key, message }) => ({
      ...pack.locate(`procedure ${definition.name}`, ['states', state, key]),
      message,
    })),
  )
  const changed = inherited.flatMap(({ definition }) =>
    clockFaultsOf(pack, regime, definition)
      .filter(({ period }) => pack.periods.has(period))
      .map(({ period, message }) => ({
        ...pack.locate(`period ${period}`),
        message: `${definition.name}, ${message}`,
      })),
  )
  return [...own, ...changed].map((fault) => ({ code: 'PACK_PROCEDURE_UNSOUND', ...fault }))
}

interface ClockFault {
  readonly state: string
  readonly key: 'clock' | 'suspends'
  readonly period: string
  readonly message: string
}

function clockFaultsOf(pack: Pack, regime: Regime, { states }: ProcedureDefinition): readonly ClockFault[] {
  const valuesOf = (period: string): readonly PeriodValue[] =>
    changesOf(pack, regime, period).flatMap((day) => regime.period(period, day) ?? [])
  return [...states.values()].flatMap(({ name: state, clock, suspends }) => {
    const faults: ClockFault[] = []
    const period = clock?.period ?? ''
    const unfit = valuesOf(period).find((v) => (v.entered === true) !== (clock?.length !== undefined))
    if (clock !== undefined && unfit !== undefined) {
      const wanted = unfit.entered
        ? 'is set in each notice; name the field: length: { field: days }'
        : 'has a number, so no field may set it'
      faults.push({ state, key: 'clock', period, message: `state «${state}»: «${period}» ${wanted}` })
    }
    if (suspends !== undefined && valuesOf(suspends).some((v) => v.unit === 'hour')) {
      const message = `state «${state}»: a clock in hours runs through; «${suspends}» cannot be suspended`
      faults.push({ state, key: 'suspends', period: suspends, message })
    }
    return faults
  })
}

/** The days from which a period may have another value: the pack's first day and those that values begin on after it. */
function changesOf({ inForceFrom = firstSupportedDay }: Pack, regime: Regime, period: string): readonly CivilDate[] {
  const values = regime.packs.flatMap((p) => p.periods.get(period) ?? [])
  return [inForceFrom, ...values.flatMap(({ from }) => (from !== undefined && from > inForceFrom ? [from] : []))]
}

function checkField(regime: Regime, reference: FieldReference, at: Location): readonly PackIssue[] {
  const { name, field, types, required, values, place } = reference
  const form = regime.form(name)
  const found = form === undefined ? undefined : fieldNamed(form, field)
  const issue = (message: string): readonly PackIssue[] => [
    { code: 'PACK_FORM_UNKNOWN', ...at, message: `${place}: ${message}` },
  ]
  const which = name === '' ? 'an act without a form' : `the form «${name}»`
  if (found === undefined) return issue(`needs the field «${field}», which ${which} has not`)
  if (!types.includes(found.type)) return issue(`needs «${field}» of type ${types.join(' or ')}; it is ${found.type}`)
  if (required && !found.required) return issue(`needs «${field}» of ${which}, which must then be required`)
  const possible = found.options ?? 'boolean'
  const wrong = values === undefined ? undefined : wrongValue(possible, values)
  return wrong === undefined ? [] : issue(`asks whether «${field}» is ${wrong}`)
}

function checkForm(pack: Pack, regime: Regime, form: FormDefinition): readonly PackIssue[] {
  const part = `form ${form.name}` as const
  const joined = regime.form(form.name)!
  const farther = regime.packs.slice(regime.packs.indexOf(pack) + 1)
  const forms = [pack, ...farther].flatMap((p) => {
    const own = p.forms.get(form.name)
    return own === undefined ? [] : [{ form: own, free: p.territory === '*' }]
  })
  return [
    ...joinConflicts(forms).map(({ field, message }): PackIssue => ({
      code: 'PACK_COMPOSITION_UNSETTLED',
      ...pack.locate(part, pathTo(field)),
      message: `${field} ${message}`,
    })),
    ...checkFields(pack, regime, part, { own: form.fields, joined: joined.fields, path: ['fields'] }),
  ]
}

/** Where a field stands in its file; a column is named `items.identifier`. */
function pathTo(field: string): readonly string[] {
  return ['fields', ...field.split('.').flatMap((name, i) => (i === 0 ? [name] : ['columns', name]))]
}

/** The fields of a form, or the columns of rows, with what all packs of the regime make of them together. */
interface FieldList {
  readonly own: readonly FormField[]
  readonly joined: readonly FormField[]
  readonly path: readonly string[]
}

function checkFields(
  pack: Pack,
  regime: Regime,
  part: `form ${string}`,
  { own, joined, path }: FieldList,
): readonly PackIssue[] {
  return own.flatMap((field) => {
    const at = [...path, field.name]
    const columns = joined.find((f) => f.name === field.name)?.columns ?? []
    return [
      ...checkOptionWords(pack, regime, part, field, at),
      ...checkRequiredWhen(pack, joined, part, field, at),
      ...checkDefault(pack, joined, part, field, at),
      ...checkFields(pack, regime, part, { own: field.columns ?? [], joined: columns, path: [...at, 'columns'] }),
    ]
  })
}

function checkOptionWords(
  pack: Pack,
  regime: Regime,
  part: `form ${string}`,
  field: FormField,
  path: readonly string[],
): readonly PackIssue[] {
  return (field.options ?? []).flatMap((option, i): readonly PackIssue[] => {
    const name = `${field.name}.${option}`
    if (regime.term(name) !== undefined) return []
    const message = `${field.name}: no word for «${name}» in terms.yaml of this regime`
    return [{ code: 'PACK_TERM_MISSING', ...pack.locate(part, [...path, 'options', i]), message }]
  })
}

/** A default that waits for an answer nobody can give would stand whatever is said. */
function checkDefault(
  pack: Pack,
  joined: readonly FormField[],
  part: `form ${string}`,
  field: FormField,
  path: readonly string[],
): readonly PackIssue[] {
  // The default of a farther pack must be an option of the nearer one as well.
  const own = joined.find((f) => f.name === field.name)
  if (own?.default === undefined) return []
  const { value, unless } = own.default
  const fault = (message: string): PackIssue => ({
    code: 'PACK_FIELD_INVALID',
    ...pack.locate(part, field.default === undefined ? path : [...path, 'default']),
    message: `${field.name}: ${message}`,
  })
  const possible = own.options ?? 'boolean'
  const none = wrongValue(possible, value)
  return [
    ...(none === undefined ? [] : [fault(`the default is ${none}`)]),
    ...Object.entries(unless).flatMap(([name, values]) => {
      const asked = joined.find((f) => f.name === name && (f.type === 'choice' || f.type === 'boolean'))
      if (asked === undefined) return [fault(`the default asks «${name}», which is no choice and no yes-or-no here`)]
      const wrong = wrongValue(asked.options ?? 'boolean', values)
      return wrong === undefined ? [] : [fault(`the default asks whether «${name}» is ${wrong}`)]
    }),
  ]
}

function checkRequiredWhen(
  pack: Pack,
  joined: readonly FormField[],
  part: `form ${string}`,
  field: FormField,
  path: readonly string[],
): readonly PackIssue[] {
  const when = field.requiredWhen
  if (when === undefined) return []
  const at = pack.locate(part, [...path, 'requiredWhen'])
  const asked = joined.find((f) => f.name === when.field)
  if (asked === undefined) {
    return [
      {
        code: 'PACK_FIELD_INVALID',
        ...at,
        message: `${field.name}: asks the field «${when.field}», which this form has not`,
      },
    ]
  }
  const wrong = when.is.find((value) => asked.options !== undefined && !asked.options.includes(value))
  if (wrong === undefined) return []
  const message = `${field.name}: «${wrong}» is not an option of ${asked.name}; expected ${asked.options!.join(', ')}`
  return [{ code: 'PACK_FIELD_INVALID', ...at, message }]
}

/**
 * Of two lengths in different units none is plainly the shorter. Between texts of different rank the higher one settles it
 * (`Regime.settled` reports that); two of the same rank must agree on the unit.
 */
function checkPeriods(pack: Pack, regime: Regime): readonly PackIssue[] {
  return [...pack.periods].flatMap(([name, own]): readonly PackIssue[] => {
    const units = (p: Pack): readonly string[] =>
      (p.periods.get(name) ?? []).filter((v) => v.basis !== 'policy').map((v) => v.unit)
    const binding = own.filter((v) => v.basis !== 'policy')
    const rival = regime.packs.find(
      (p) => p !== pack && p.rank === pack.rank && binding.some((v) => units(p).some((unit) => unit !== v.unit)),
    )
    if (rival === undefined) return []
    const message = `${name}: ${rival.id} counts this period in another unit (${units(rival).join(', ')}); which is stricter cannot be said`
    return [{ code: 'PACK_COMPOSITION_UNSETTLED', ...pack.locate(`period ${name}`, ['unit']), message }]
  })
}

/** What is kept for a term is kept at least as long as the text of the regime that names a least: a pack may set more days, not fewer. */
function checkTerms(pack: Pack, regime: Regime): readonly PackIssue[] {
  return [...pack.limits].flatMap(([name, own]): readonly PackIssue[] => {
    const floors = regime.packs.flatMap((p) =>
      p === pack ? [] : (p.limits.get(name) ?? []).flatMap((v) => v.least ?? []),
    )
    const least = Math.max(0, ...floors)
    return own
      .filter((value) => value.most < least)
      .map(({ most, from }) => ({
        code: 'PACK_FIELD_INVALID' as const,
        ...pack.locate('limits', [name, 'values', from ?? 'draft']),
        message: `${name}: ${most} is fewer than ${least}, the least that may be set`,
      }))
  })
}

function checkInstruments(pack: Pack, regime: Regime): readonly PackIssue[] {
  return pack.instruments.flatMap((own, i): readonly PackIssue[] => {
    const same = (other: typeof own): boolean =>
      other.rank === own.rank && other.inForceFrom === own.inForceFrom && other.repealedOn === own.repealedOn
    const rival = regime.packs.find((p) => p !== pack && p.instruments.some((o) => o.id === own.id && !same(o)))
    if (rival === undefined) return []
    const message = `instrument ${own.id}: ${rival.id} gives it another rank or other days`
    return [{ code: 'PACK_COMPOSITION_UNSETTLED', ...pack.locate('instruments', [i]), message }]
  })
}

/** Two packs of one territory in force together, neither building on the other, both with a course for the same matter. */
function checkRivals(pack: Pack, regime: Regime): readonly PackIssue[] {
  const rivals = regime.packs.filter(
    (p) =>
      p !== pack &&
      p.territory === pack.territory &&
      !p.buildsOn.includes(pack.id) &&
      !pack.buildsOn.includes(p.id) &&
      inForceTogether(p, pack),
  )
  return [...pack.procedures.keys()].flatMap((name): readonly PackIssue[] => {
    const rival = rivals.find((p) => p.procedures.has(name))
    if (rival === undefined) return []
    const message = `${rival.id} has a course for ${name} in the same territory; let one build on the other`
    return [{ code: 'PACK_COMPOSITION_UNSETTLED', ...pack.locate(`procedure ${name}`, ['procedure']), message }]
  })
}

/** Whether there is a day on which both hold. */
export function inForceTogether(a: Pack, b: Pack): boolean {
  const startsBeforeEnd = (x: Pack, y: Pack): boolean =>
    y.repealedOn === undefined || x.inForceFrom === undefined || x.inForceFrom < y.repealedOn
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}
