import type { HolidayCalendar } from '../calendar/index.ts'
import type { DeadlineStanding } from '../clock/index.ts'
import type { Decision } from '../policy/index.ts'
import {
  chosenIn,
  givenIn,
  happen,
  isOpener,
  openCase,
  step,
  type CaseState,
  type Facts,
  type Move,
  type ProcedureDefinition,
  type Refusal,
  type StepInput,
  type StepResult,
} from '../procedure/index.ts'
import { subjectFacts } from '../procedure/vocabulary.ts'
import type { Regime } from '../regulation/index.ts'
import {
  addDays,
  civil,
  civilDateOf,
  endOfCivilDay,
  isCivilDate,
  shanghaiTimeOf,
  type CivilDate,
  type OrganizationId,
} from '../shared/index.ts'
import { clocksAt, runClocks, type CaseClocks } from './case-clocks.ts'
import type { CaseFile, CaseTurn } from './case-file.ts'
import { enteredForm, instrumentsFor } from './sample-form.ts'

export type CaseResult = { readonly ok: true } | { readonly ok: false; readonly difference: string }

/** A Monday without anything special, for cases in which the day does not matter. */
const anyDay = '2026-01-05'

/** The case cannot be told as written: no such act, no such party, or what came before is itself refused. */
class CaseUntold extends Error {}

/** How far the case has come: where it stands, who is party, which clocks run. */
interface Told {
  readonly state: CaseState | undefined
  readonly clocks: CaseClocks
  /** Instant of the last happening, epoch milliseconds; of a day without a time its beginning. */
  readonly now: number
  readonly last: Move | undefined
}

/** What stays the same while one case is told. */
interface Telling {
  readonly regime: Regime
  readonly definition: ProcedureDefinition
  readonly facts: Facts
}

/**
 * Tells one case file and compares what the law makes of it with what its writer expects: the same decision and the same
 * procedure that the platform runs, without a platform.
 *
 * @param calendar - Must cover the days of the case, or its due days are provisional.
 * @returns What differs, one line for each difference.
 */
export function runCase(regime: Regime, calendar: HolidayCalendar, file: CaseFile): CaseResult {
  try {
    const differences = compare(regime, calendar, file)
    return differences.length === 0 ? { ok: true } : { ok: false, difference: differences.join('\n') }
  } catch (error) {
    if (error instanceof CaseUntold) return { ok: false, difference: error.message }
    throw error
  }
}

function compare(regime: Regime, calendar: HolidayCalendar, file: CaseFile): readonly string[] {
  const telling = prepare(regime, file)
  const before = file.given.before.reduce(
    (told, turn, i) => {
      const result = tell(telling, told, turn)
      if (result.kind === 'told') return result.told
      throw new CaseUntold(
        `given.before ${i + 1} (${turn.act ?? turn.happens}) is refused: ${describe(result.refusal)}`,
      )
    },
    start(telling, file),
  )
  const result = tell(telling, before, file.given)
  return result.kind === 'told'
    ? compareMove(telling, result.told, clocksAt(result.told.clocks, result.told.now, calendar), file.expect)
    : compareRefusal(result.refusal, file.expect)
}

function prepare(regime: Regime, { given }: CaseFile): Telling {
  const name = [...given.before, given].map((turn) => turn.act).find((act) => act !== undefined)
  const procedure = name?.slice(0, name.lastIndexOf('.'))
  const definition = procedure === undefined ? undefined : regime.procedure(procedure)?.definition
  if (definition === undefined) throw new CaseUntold(`given: the regime has no procedure «${procedure ?? ''}»`)
  const named = (group: string, values: Readonly<Record<string, string | number | boolean>>): Facts =>
    Object.fromEntries(Object.entries(values).map(([fact, value]) => [`${group}.${fact}`, value]))
  const stated = {
    ...named('entry', given.entry),
    ...named('organization', given.organization),
    ...named('grant', given.grant),
    ...named('territory', given.territory),
  }
  const known = subjectFacts[definition.subject] ?? {}
  const unknown = Object.keys(stated).find((fact) => !Object.hasOwn(known, fact))
  if (unknown !== undefined) {
    throw new CaseUntold(`given: there is no fact «${unknown}»; known: ${Object.keys(known).join(', ')}`)
  }
  const usual = Object.entries(usualFacts(regime)).filter(([fact]) => Object.hasOwn(known, fact))
  return { regime, definition, facts: { ...Object.fromEntries(usual), ...stated } }
}

function usualFacts(regime: Regime): Facts {
  return {
    'entry.shareAttribute': 'conditional',
    'entry.openAttribute': 'none',
    'entry.state': 'published',
    'entry.grade': 1,
    'entry.revision': 'none',
    'entry.aggregated': true,
    'entry.secrecy': 'cleared',
    'entry.prepared': true,
    'entry.custody': 'active',
    'entry.derivedRisk': 'none',
    'entry.personal': false,
    'grant.status': 'active',
    'organization.agency': true,
    'organization.contractor': false,
    'organization.developer': false,
    'territory.level': levelOf(regime),
  }
}

function levelOf(regime: Regime): string {
  const territory = regime.packs[0]?.territory ?? '*'
  if (territory.endsWith('0000000000')) return 'region'
  return territory === '*' || territory.endsWith('00000000') ? 'city' : 'county'
}

/** An opening starts from nothing; another act from the state named, or from the only one that offers it. */
function start({ definition }: Telling, { given }: CaseFile): Told {
  const nothing = { state: undefined, clocks: new Map(), now: instantOf(given.before[0] ?? given), last: undefined }
  if (given.before.length > 0 || nameOf(given) === 'open') return nothing
  const offering = [...definition.states.values()].filter((s) => s.actions.has(nameOf(given))).map((s) => s.name)
  const state = given.state ?? (offering.length === 1 ? offering[0] : undefined)
  if (state === undefined) {
    throw new CaseUntold(
      `given.state: say where the case stands; ${given.act} is offered in ${offering.join(', ') || 'no state'}`,
    )
  }
  if (!definition.states.has(state)) throw new CaseUntold(`given.state: there is no state «${state}»`)
  return { ...nothing, state: { state, parties: partiesOf(definition, undefined), used: [] } }
}

type Telt = { readonly kind: 'told'; readonly told: Told } | { readonly kind: 'refused'; readonly refusal: Refusal }

/** One happening: the rules decide first, then the procedure, as on the platform. */
function tell(telling: Telling, told: Told, turn: CaseTurn): Telt {
  const on = turn.at === undefined ? civilDateOf(told.now) : dayOf(turn)
  const last = civilDateOf(told.now)
  if (on < last) throw new CaseUntold(`at: ${on} lies before ${last}; a case is told in the order of its days`)
  const now = turn.at === undefined ? told.now : Math.max(told.now, instantOf(turn))
  const result = turn.happens === undefined ? act(telling, told, turn, on) : pass(telling, told, turn.happens, on)
  if (result.kind === 'refused') return result
  const clocks = runClocks(told.clocks, result.move.clocks, { regime: telling.regime, now })
  const state = { state: result.move.next, parties: result.parties, used: result.move.used }
  return { kind: 'told', told: { state, clocks, now, last: result.move } }
}

type Outcome =
  | { readonly kind: 'moved'; readonly move: Move; readonly parties: CaseState['parties'] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

function pass({ regime, definition, facts }: Telling, { state }: Told, event: string, on: CivilDate): Outcome {
  if (state === undefined) throw new CaseUntold(`«${event}» happens to a case that is not open`)
  const effects = effectsOf(definition)
  const result = happen({ regime, definition, facts, effects, today: on, instruments: [], case: state, event })
  if (result === undefined) throw new CaseUntold(`state «${state.state}» does not wait for «${event}»`)
  return outcome(result, state.parties)
}

function act(telling: Telling, told: Told, turn: CaseTurn, on: CivilDate): Outcome {
  const { regime, definition, facts } = telling
  const name = nameOf(turn)
  if (name === 'open' && told.state !== undefined) throw new CaseUntold('the case is open already; it is opened once')
  const rule = name === 'open' ? definition.opens : definition.states.get(told.state?.state ?? '')?.actions.get(name)
  const by = turn.by ?? rule?.by ?? definition.opens.by
  const person = personIn(telling, by, turn.role ?? rule?.role ?? 'steward')
  const parties = told.state?.parties ?? partiesOf(definition, person.office)
  const instruments = instrumentsFor(regime, turn)
  const input: StepInput = {
    regime,
    definition,
    actor: { organization: organizationOf(person.office), roles: person.roles },
    form: enteredForm(rule?.form === undefined ? undefined : regime.form(rule.form), turn, { instruments, today: on }),
    facts,
    today: on,
    effects: effectsOf(definition),
    instruments,
  }
  const decision = decide(telling, { name, form: rule?.form, person, parties, input })
  if (decision.effect === 'deny') return { kind: 'refused', refusal: refusalFrom(decision) }
  if (name === 'open') return outcome(openCase({ ...input, parties }), parties)
  if (told.state === undefined) throw new CaseUntold(`«${name}» is done in a case that is not open`)
  return outcome(step({ ...input, case: told.state, action: name }), parties)
}

function outcome(result: StepResult, parties: CaseState['parties']): Outcome {
  return result.kind === 'moved' ? { kind: 'moved', move: result, parties } : result
}

/** Somebody in an office: the party rule stands for the organisation, so that two parties of one rule are one. */
interface Person {
  readonly office: string
  readonly roles: readonly string[]
}

function personIn({ definition }: Telling, by: string, role: string): Person {
  const office = by === 'outsider' ? by : definition.parties.get(by)
  if (office === undefined) {
    throw new CaseUntold(`by: there is no party «${by}»; known: ${[...definition.parties.keys()].join(', ')}, outsider`)
  }
  return { office, roles: [role] }
}

/** Whoever opens the case fills the party of the opener, as on the platform. */
function partiesOf(definition: ProcedureDefinition, opener: string | undefined): ReadonlyMap<string, OrganizationId> {
  return new Map(
    [...definition.parties].map(([party, rule]) => [party, organizationOf(isOpener(rule) ? (opener ?? rule) : rule)]),
  )
}

/** What kind of organisation an office is; an outsider is some other agency. */
function kindsOf(office: string): readonly string[] {
  if (office.endsWith('uthority')) return ['agency', 'authority']
  if (office === 'territory.government') return ['government']
  return isOpener(office) ? [office] : ['agency']
}

function organizationOf(office: string): OrganizationId {
  return office as OrganizationId
}

function decide(
  { regime, definition, facts }: Telling,
  act: {
    name: string
    form: string | undefined
    person: Person
    parties: CaseState['parties']
    input: StepInput
  },
): Decision {
  const { person, input } = act
  const territory = regime.packs[0]?.territory ?? '*'
  const known = [...definition.states.values()].some((s) => s.actions.has(act.name)) || act.name === 'open'
  return regime.decider.decide({
    action: known ? `${definition.name}.${act.name}` : 'case.act',
    principal: {
      type: 'Account',
      id: 'person',
      facts: { organization: person.office, territory, kinds: kindsOf(person.office), roles: person.roles },
    },
    resource: { type: 'Case', id: 'case', facts: { territory, procedure: definition.name, state: '' } },
    context: {
      today: input.today,
      reach: 'own',
      level: facts['territory.level']!,
      subject: definition.subject,
      ...(['catalogEntry', 'dataGrant'].includes(definition.subject) ? { entry: entryFacts(facts) } : {}),
      parties: [...act.parties.values()],
      form: { given: givenIn(input.form), chosen: chosenIn(regime, act.form, input.form), roles: person.roles },
    },
  })
}

function entryFacts(facts: Facts): Readonly<Record<string, string | number | boolean>> {
  return {
    id: 'entry',
    provider: 'entry.provider',
    state: facts['entry.state']!,
    level: facts['territory.level']!,
    shareAttribute: facts['entry.shareAttribute']!,
    openAttribute: facts['entry.openAttribute']!,
    grade: facts['entry.grade']!,
    obtainedBySharing: false,
    revision: facts['entry.revision']!,
    aggregated: facts['entry.aggregated']!,
    secrecy: facts['entry.secrecy']!,
    prepared: facts['entry.prepared']!,
    custody: facts['entry.custody']!,
    derivedRisk: facts['entry.derivedRisk']!,
    personal: facts['entry.personal']!,
  }
}

function refusalFrom({ because, needed, faults, bySilence }: Decision): Refusal {
  const broken = faults.find((f) => f.effect === 'forbid')
  const reason: Refusal['reason'] =
    broken !== undefined
      ? { code: 'ACT_RULE_FAULT', rule: broken.rule }
      : { code: bySilence ? 'ACT_NOT_PERMITTED' : 'ACT_FORBIDDEN' }
  return { reason, grounds: because, needed }
}

/** A case tells what the law wants; whether the platform can do it already is not asked. */
function effectsOf(definition: ProcedureDefinition): ReadonlySet<string> {
  const courses = definition.opens.course.flatMap((s) => ('refuse' in s ? [] : s.effects))
  const states = [...definition.states.values()].flatMap((s) => [
    ...(s.leaves?.effects ?? []),
    ...[...s.actions.values()].flatMap((a) => a.routes.flatMap((r) => r.effects)),
  ])
  return new Set([...courses, ...states])
}

function compareMove(
  { definition }: Telling,
  { last, now }: Told,
  clocks: ReadonlyMap<string, DeadlineStanding>,
  expect: CaseFile['expect'],
): readonly string[] {
  const { next, effects, grounds } = last!
  const on = civilDateOf(now)
  if (expect.refused) return [`expected a refusal, found state ${next}`]
  const kindOf = (period: string): string => clocks.get(period)?.state ?? 'no clock'
  const inKind = (periods: readonly string[] | undefined, kind: string): readonly string[] =>
    (periods ?? []).filter((p) => kindOf(p) !== kind).map((p) => `${p}: expected ${kind} on ${on}, found ${kindOf(p)}`)
  return [
    ...differs('state', expect.state, next),
    ...(definition.states.has(expect.state!) ? [] : [`there is no state «${expect.state}»`]),
    ...Object.entries(expect.due ?? {}).flatMap(([period, day]) =>
      differs(`due ${period}`, sameForm(day), dueOf(clocks.get(period))),
    ),
    ...inKind(expect.suspended, 'suspended'),
    ...inKind(expect.finished, 'finished'),
    ...(expect.late ?? []).filter((p) => !isLate(clocks.get(p))).map((p) => `${p}: expected to be late on ${on}`),
    ...(expect.provisional ?? [])
      .filter((p) => clocks.get(p)?.provisional !== true)
      .map((p) => `${p}: expected a provisional day, found a final one`),
    ...(expect.effects === undefined ? [] : differs('effects', expect.effects.join(', '), effects.join(', '))),
    ...missingGrounds(expect.grounds, grounds),
  ]
}

function dueOf(clock: DeadlineStanding | undefined): string {
  if (clock === undefined) return 'no clock'
  if (clock.dueAt !== null) return shanghaiTimeOf(clock.dueAt)
  return clock.state === 'suspended' ? 'suspended' : (clock.due ?? 'finished while suspended')
}

/** A due instant may be written with any offset. */
function sameForm(due: string): string {
  return isCivilDate(due) ? due : shanghaiTimeOf(Date.parse(due))
}

function isLate(clock: DeadlineStanding | undefined): boolean {
  return clock?.late === true
}

function compareRefusal(refusal: Refusal, expect: CaseFile['expect']): readonly string[] {
  if (!expect.refused) return [`expected state ${expect.state}, found a refusal: ${describe(refusal)}`]
  const { reason, grounds, needed } = refusal
  const fields = reason.code === 'ACT_FORM_INCOMPLETE' ? reason.fields.map((f) => f.field) : []
  const texts = needed.map((n) => n.text)
  return [
    ...(expect.reason === undefined ? [] : differs('reason', expect.reason, reason.code)),
    ...(expect.fields === undefined ? [] : differs('fields', expect.fields.join(', '), fields.join(', '))),
    ...(expect.offer === undefined
      ? []
      : differs('offer', expect.offer, 'offer' in reason ? (reason.offer ?? 'none') : 'none')),
    ...(expect.needed === undefined || texts.some((text) => text.includes(expect.needed!))
      ? []
      : [`needed: expected «${expect.needed}», found «${texts.join('; ')}»`]),
    ...missingGrounds(expect.grounds, grounds),
  ]
}

function missingGrounds(expected: readonly string[] | undefined, found: Refusal['grounds']): readonly string[] {
  const ids = found.map((g): string => g.clause)
  return (expected ?? [])
    .filter((cite) => !ids.some((id) => id === cite || id.startsWith(`${cite}-`)))
    .map((cite) => `grounds: expected ${cite}, found ${ids.join(', ') || 'none'}`)
}

function differs(what: string, expected: string | undefined, found: string): readonly string[] {
  return expected === found ? [] : [`${what}: expected ${expected}, found ${found}`]
}

function describe({ reason, grounds }: Refusal): string {
  const { code, ...evidence } = reason
  return `${code} ${JSON.stringify(evidence)} (${grounds.map((g) => g.clause).join(', ')})`
}

function nameOf({ act = '' }: CaseTurn): string {
  return act.slice(act.lastIndexOf('.') + 1)
}

function dayOf({ at = anyDay }: CaseTurn): CivilDate {
  return isCivilDate(at) ? civil(at) : civilDateOf(Date.parse(at))
}

/** The beginning of the day where only a day is told. */
function instantOf({ at = anyDay }: CaseTurn): number {
  return isCivilDate(at) ? endOfCivilDay(addDays(civil(at), -1)) : Date.parse(at)
}
