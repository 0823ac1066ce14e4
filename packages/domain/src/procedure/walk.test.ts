import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cedar, packNamed, packsFolder, readFiles, wholeBook } from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import { enteredForm } from '../cases/sample-form.ts'
import { composeLawBook, ranks, type Instrument, type LawBook, type Rank, type Regime } from '../regulation/index.ts'
import { addDays, civil, type OrganizationId } from '../shared/index.ts'
import type { ProcedureDefinition } from './definition.ts'
import {
  effectVocabulary,
  happen,
  openActions,
  openCase,
  procedureFaults,
  step,
  type CaseState,
  type ClockCommand,
  type FormData,
  type StepInput,
} from './index.ts'

/* eslint-disable @typescript-eslint/no-explicit-any -- the twin reads the raw YAML on purpose, without our types */
type Raw = any

const today = civil('2026-02-09')

/**
 * Exercises together what the packs use one by one: two resting states in a row, acts that stay, renew or choose by what
 * was entered, clocks whose day and length are entered, a party that the form names, an event into a resting clock.
 */
const exotic = {
  'duties.yaml': `
- { duty: exotic.report, title: 定期报告, cites: [EX-01], owedBy: authority, cycle: exotic.cycle, form: refusal, role: approver }
- { duty: exotic.system, title: 制度, cites: [EX-01], form: refusal, role: securityOfficer }
`,
  'terms.yaml': `
operator: { text: 运营单位 }
kind.begin: { text: 开始 }
kind.change: { text: 变更 }
kind.close: { text: 结束 }
result.again: { text: 再报 }
result.cleared: { text: 完成 }
result.dropped: { text: 放弃 }
`,
  'values/all.yaml': `
notice.answer:
  unit: calendarDay
  values: { "2020-01-01": { entered: true, cites: [EX-01] } }
exotic.cycle:
  unit: month
  values: { "2020-01-01": { value: 3, cites: [EX-01] } }
incident.report:
  unit: hour
  values: { "2020-01-01": { value: 24, cites: [EX-01] } }
`,
  'forms/opening.yaml': `
form: opening
title: 登记
fields:
  kind: { label: 事由, type: choice, required: true, options: [begin, change, close], cites: [EX-01] }
  urgent: { label: 是否紧急, type: boolean, cites: [EX-01] }
  operator: { label: 运营单位, type: organization, required: true, cites: [EX-01] }
  changedOn: { label: 变更之日, type: date, required: true, cites: [EX-01] }
  days: { label: 限期（日）, type: integer, required: true, cites: [EX-01] }
  ground: { label: 依据, type: basis, ranks: [law, localRule, negativeList], requiredWhen: { field: kind, is: [close] }, cites: [EX-01] }
`,
  'forms/report.yaml': `
form: report
title: 报告
fields:
  result: { label: 结果, type: choice, required: true, options: [again, cleared, dropped], cites: [EX-01] }
  heardOn: { label: 获知之日, type: date, cites: [EX-01] }
  changedOn: { label: 变更之日, type: date, required: true, cites: [EX-01] }
  days: { label: 限期（日）, type: integer, required: true, cites: [EX-01] }
`,
  'procedures/share-request.yaml': `
procedure: share.request
title: 样例
cites: [EX-01]
subject: catalogEntry
opens:
  by: developer
  form: opening
  course:
    - when: { entry.shareAttribute: [none, unset] }
      refuse: { cites: [EX-01], offer: verify.request }
    - when: { form.urgent: true, form.kind: [change, close], territory.level: [city, county] }
      to: timed
      effects: [entry.reopen]
    - when: { form.kind: close }
      refuse: { cites: [EX-01] }
    - when: { territory.level: unknown }
      refuse: { cites: [EX-01] }
    - otherwise: first
parties:
  developer: { is: developer }
  provider: { is: entry.provider }
  authority: { is: territory.authority }
  government: { is: territory.government }
  operator: { is: form.operator }
states:
  first:
    owner: provider
    clock: { period: share.reply, from: receipt, kind: policy }
    actions:
      note: { by: provider, to: first, once: true }
      pause: { by: provider, to: resting }
      offer:
        by: government
        to:
          - when: { territory.level: city }
            to: third
            effects: [attribute.set]
          - otherwise: done
      time:
        by: authority
        form: report
        to:
          - when: { form.result: again }
            to: timed
            effects: [value.correct]
          - when: { form.result: dropped, entry.shareAttribute: conditional }
            to: second
          - otherwise: first
      pass:
        by: provider
        to:
          - when: { territory.level: county, entry.shareAttribute: conditional }
            to: second
            effects: [match.answer]
          - when: { territory.level: city }
            to: third
          - otherwise: done
        effects: [grant.issue]
  resting:
    owner: developer
    suspends: share.reply
    actions:
      think: { by: developer, to: deepResting }
      stay: { by: developer, to: resting }
      back: { by: developer, to: first }
      drop: { by: developer, to: done }
  deepResting:
    owner: authority
    suspends: share.reply
    clock: { period: share.delivery, from: entry, kind: policy }
    leaves: { on: time.passed, to: done }
    actions:
      up: { by: authority, to: resting, basis: { rank: [localRule, policy], cites: [EX-01] }, form: refusal }
      back: { by: authority, to: first }
      again: { by: authority, to: deepResting, renews: true }
      on: { by: authority, to: third }
  second:
    owner: authority
    clock: { period: share.reply, from: entry, kind: policy }
    actions:
      again: { by: authority, to: first }
      on: { by: authority, to: third, once: true }
  third:
    owner: provider
    clock: { period: incident.report, from: entry, cites: [EX-01] }
    leaves: { on: grant.firstDelivery, to: done, effects: [open.publish] }
    actions:
      round: { by: provider, to: second }
  timed:
    owner: operator
    clock: { period: notice.answer, from: { field: changedOn }, length: { field: days }, cites: [EX-01] }
    actions:
      look: { by: authority, to: timed }
      rest: { by: operator, to: waiting }
      report:
        by: operator
        form: report
        renews: true
        to:
          - when: { form.result: again }
            to: timed
          - when: { form.result: dropped, territory.level: county }
            to: done
            effects: [access.suspend]
          - otherwise: third
  waiting:
    owner: authority
    suspends: notice.answer
    leaves: { on: time.passed, to: timed }
    actions:
      afresh: { by: authority, to: timed }
      give: { by: government, to: first }
  done: { final: true }
`,
}

interface Course {
  readonly name: string
  readonly regime: Regime
  readonly definition: ProcedureDefinition
  readonly raw: Raw
  /** The forms of its regime as they are written, nearest first. */
  readonly forms: readonly Raw[]
}

const exoticPack = smallPack({
  id: 'exotic',
  prefix: 'EX',
  territory: '640300000000',
  rank: 'localRule',
  inForce: '2020-01-01',
  files: exotic,
})
const exoticNames = ['share.request in exotic', 'exotic.report in exotic', 'exotic.system in exotic']
const courses: readonly Course[] = [
  ...coursesOf(wholeBook(), (id) => readFiles(join(packsFolder, id))),
  ...coursesOf(composeLawBook(cedar, [packNamed('platform'), exoticPack]), (id) =>
    id === 'exotic' ? new Map(Object.entries(exotic)) : readFiles(join(packsFolder, id)),
  ).filter(({ name }) => exoticNames.includes(name)),
]

function coursesOf(book: LawBook, filesOf: (pack: string) => ReadonlyMap<string, string>): readonly Course[] {
  const rawIn = (pack: string, folder: string): readonly Raw[] =>
    [...filesOf(pack)].filter(([file]) => file.startsWith(folder)).map(([, text]): Raw => parse(text))
  return book.packs.flatMap((pack) => {
    const regime = book.regimeOfPack(pack)
    const forms = regime.packs.flatMap((p) => rawIn(p.id, 'forms/'))
    return regime.procedures.map((name): Course => {
      const found = regime.procedure(name)!
      const own = (id: string): Raw => rawIn(id, 'procedures/').find((r) => r.procedure === name)
      const duty = rawIn(found.pack.id, 'duties.yaml')
        .flat()
        .find((d: Raw) => d.duty === name)
      const raw = duty === undefined ? own(found.pack.id) : rawDuty(duty, rawIn('platform', 'procedures/'))
      return { name: `${name} in ${pack.id}`, regime, definition: found.definition, raw, forms }
    })
  })
}

/** A duty as the course it takes, with its own cycle and its own record. */
function rawDuty(duty: Raw, platform: readonly Raw[]): Raw {
  const name = duty.cycle === undefined ? 'duty.standing' : 'duty.recurring'
  const raw = structuredClone(platform.find((r) => r.procedure === name))
  for (const state of Object.values<Raw>(raw.states)) {
    if (duty.cycle !== undefined && state.clock !== undefined) state.clock.period = duty.cycle
    for (const act of Object.values<Raw>(state.actions ?? {})) {
      if (act.by !== state.owner || act.form === undefined) continue
      act.form = duty.form ?? 'duty-record'
      act.role = duty.role ?? 'steward'
    }
  }
  return raw
}

interface Choice {
  readonly act: number
  readonly actor: string
  readonly role: string
  readonly entered: 'complete' | 'nothing' | 'tooMuch'
  /** Which option of each choice, and which optional fields are left out. */
  readonly pick: number
  /** What is entered in every date, counted from today, and in every integer. */
  readonly day: number
  readonly length: number
  readonly rank: Rank
  readonly able: boolean
}
const rulesOfParties = [...new Set(courses.flatMap((c) => [...c.definition.parties.values()])), 'outsider']
const rolesOfActs = [
  ...new Set(
    courses.flatMap((c) =>
      [...c.definition.states.values()].flatMap((s) => [...s.actions.values()].map((a) => a.role)),
    ),
  ),
]
const anyChoice: fc.Arbitrary<Choice> = fc.record({
  act: fc.nat(40),
  actor: fc.constantFrom(...rulesOfParties),
  role: fc.constantFrom('approver', 'securityOfficer', ...rolesOfActs),
  entered: fc.constantFrom('complete', 'complete', 'complete', 'nothing', 'tooMuch'),
  pick: fc.nat(10_000),
  day: fc.constantFrom(0, -1, -400, 1),
  length: fc.constantFrom(1, 15, 366, 0, -3, 367),
  rank: fc.constantFrom(...ranks),
  able: fc.constantFrom(true, true, true, false),
})
const anyFacts = fc.record({
  'entry.shareAttribute': fc.constantFrom('unconditional', 'conditional', 'conditional', 'none', 'unset'),
  'entry.openAttribute': fc.constantFrom('unconditional', 'conditional', 'none', 'unset'),
  'entry.state': fc.constantFrom('draft', 'published'),
  'entry.grade': fc.integer({ min: 1, max: 4 }),
  'organization.agency': fc.boolean(),
  'organization.contractor': fc.boolean(),
  'organization.developer': fc.boolean(),
  'territory.level': fc.constantFrom('region', 'city', 'county', 'unknown'),
})

/* ---- The twin: the YAML as it is written, read again for every act, without any of the engine's code. ---- */

function lawful(when: Raw, facts: Raw): boolean {
  for (const key of Object.keys(when ?? {})) {
    const wanted = when[key]
    if (Array.isArray(wanted) ? !wanted.includes(facts[key]) : wanted !== facts[key]) return false
  }
  return true
}

/** The first step whose condition holds, with the effects that go with it. */
/** What was entered, as conditions ask for it; this walk enters at most one row. */
function askedOf(entered: FormData): Raw {
  return Object.fromEntries(
    Object.entries(entered).flatMap(([field, value]) => {
      const [row] = (Array.isArray(value) ? value : []) as readonly unknown[]
      if (typeof row !== 'object' || row === null) return [[`form.${field}`, value]]
      return Object.entries(row).map(([column, cell]) => [`form.${field}.${column}`, cell as unknown])
    }),
  )
}

function choose(steps: Raw, facts: Raw): Raw {
  if (typeof steps === 'string') return { to: steps, effects: [] }
  for (const s of steps) {
    if (s.otherwise !== undefined) return { to: s.otherwise, effects: s.effects ?? [] }
    if (lawful(s.when, facts)) return { to: s.to, refuse: s.refuse, effects: s.effects ?? [] }
  }
  return undefined
}

/** Whether the way in is closed whatever will be entered: the first step that the facts allow refuses, and asks no form. */
function isClosed(course: Raw, facts: Raw): boolean {
  for (const { when, refuse } of course) {
    const keys = Object.keys(when ?? {})
    const onFacts = Object.fromEntries(keys.filter((k) => !k.startsWith('form.')).map((k) => [k, when[k]]))
    if (!lawful(onFacts, facts)) continue
    return refuse !== undefined && keys.every((k) => !k.startsWith('form.'))
  }
  return false
}

/** Whether the fields of a form, as the packs write them, take what was entered. */
function isComplete(formName: string | undefined, { forms }: Course, choice: Choice, entered: FormData): boolean {
  if (choice.entered === 'tooMuch') return false
  return forms.filter((f) => f.form === formName).every((f) => isFilled(f.fields, choice, entered))
}

/** The fields of a form, or the columns of one row. */
function isFilled(fields: Raw, choice: Choice, entered: FormData): boolean {
  for (const [name, field] of Object.entries<Raw>(fields)) {
    const conditional = field.requiredWhen
    const required = field.required === true || conditional?.is.includes(String(entered[conditional.field])) === true
    const value = entered[name]
    if (value === undefined && required) return false
    if (value !== undefined && field.ranks !== undefined && !field.ranks.includes(choice.rank)) return false
    const rows = field.type === 'rows' && Array.isArray(value) ? (value as FormData[]) : []
    if (!rows.every((row) => isFilled(field.columns, choice, row))) return false
  }
  return true
}

interface TwinClock {
  readonly does: 'runs' | 'rests'
  /** The turn in which it began. */
  readonly since: number
  /** Day and length that were entered. */
  readonly on?: unknown
  readonly length?: unknown
}
interface TwinCase {
  readonly state: string | undefined
  readonly used: readonly string[]
  /** Clocks by period; one that never ran or was stopped is absent. */
  readonly clocks: Readonly<Record<string, TwinClock>>
}

function twinStep(
  course: Course,
  at: TwinCase,
  turn: {
    readonly name: string
    readonly number: number
    readonly choice: Choice
    readonly facts: Raw
    readonly entered: FormData
  },
): TwinCase | string {
  const { raw } = course
  const { name, choice, facts, entered } = turn
  const opening = at.state === undefined
  const act = opening ? { ...raw.opens, to: raw.opens.course } : raw.states[at.state].actions?.[name]
  if (act === undefined) return 'ACT_NOT_OFFERED'
  if (act.once === true && at.used.includes(name)) return 'ACT_ALREADY_USED'
  if (raw.parties[act.by].is !== choice.actor) return 'ACT_NOT_PARTY'
  if ((act.role ?? 'steward') !== choice.role) return 'ACT_ROLE_MISSING'
  if (opening && isClosed(act.to, facts)) return 'ACT_COURSE_CLOSED'
  if (!isComplete(act.form, course, choice, entered)) return 'ACT_FORM_INCOMPLETE'
  if (act.basis !== undefined && !act.basis.rank.includes(choice.rank)) return 'ACT_BASIS_RANK'
  const way = choose(act.to, { ...facts, ...askedOf(entered) })
  if (way.refuse !== undefined) return 'ACT_COURSE_CLOSED'
  const effects = [...(opening ? [] : (act.effects ?? [])), ...way.effects]
  if (!choice.able && effects.length > 0) return 'ACT_EFFECT_PENDING'
  const used = act.once === true ? [...at.used, name] : at.used
  return enter(raw, { ...at, used }, way.to, { number: turn.number, renews: act.renews === true, entered })
}

/**
 * Staying changes no clock, unless the act renews it. After any other move the clock of the new state runs, the one it
 * suspends rests, and no other clock does anything; one that rested until now goes on, any other begins in this turn.
 */
function enter(
  raw: Raw,
  at: TwinCase,
  to: string,
  turn: { readonly number: number; readonly renews: boolean; readonly entered: FormData },
): TwinCase | string {
  if (to === at.state && !turn.renews) return at
  const clocks: Record<string, TwinClock> = {}
  const { clock, suspends } = raw.states[to]
  const resting = at.state === undefined ? undefined : raw.states[at.state].suspends
  if (clock !== undefined && resting === clock.period)
    clocks[clock.period] = { ...at.clocks[clock.period]!, does: 'runs' }
  else if (clock !== undefined) {
    const on = turn.entered[clock.from.field]
    const length = turn.entered[clock.length?.field]
    if (clock.from.field !== undefined && String(on) > today) return 'ACT_FORM_INCOMPLETE'
    if (clock.length !== undefined && !(Number(length) >= 1 && Number(length) <= 366)) return 'ACT_FORM_INCOMPLETE'
    clocks[clock.period] = {
      does: 'runs',
      since: turn.number,
      ...(clock.from.field === undefined ? {} : { on }),
      ...(clock.length === undefined ? {} : { length }),
    }
  }
  const rests = at.clocks[suspends]
  if (rests !== undefined) clocks[suspends] = { ...rests, does: 'rests' }
  return { state: to, used: at.used, clocks }
}

/* ---- The walk ---- */

/** Carries commands out strictly: starting what runs, resuming what does not rest or stopping nothing is a fault. */
function carryOut(clocks: TwinCase['clocks'], commands: readonly ClockCommand[], turn: number): TwinCase['clocks'] {
  const now = { ...clocks }
  for (const command of commands) {
    const { kind, period } = command
    const clock = now[period]
    if (kind === 'start') expect(clock, `start ${period}`).toBeUndefined()
    if (kind === 'suspend') expect(clock?.does, `suspend ${period}`).toBe('runs')
    if (kind === 'resume') expect(clock?.does, `resume ${period}`).toBe('rests')
    if (kind === 'stop') expect(clock, `stop ${period}`).toBeDefined()
    if (kind === 'start') {
      const { on, length } = command
      const entered = { ...(on === undefined ? {} : { on }), ...(length === undefined ? {} : { length }) }
      now[period] = { does: 'runs', since: turn, ...entered }
    } else if (kind === 'stop') delete now[period]
    else now[period] = { ...clock!, does: kind === 'suspend' ? 'rests' : 'runs' }
  }
  return now
}

const instruments: readonly Instrument[] = ranks.map((rank) => ({
  id: rank,
  title: rank,
  rank,
  inForceFrom: civil('2000-01-01'),
}))

/** What somebody enters: of every kind of field what was chosen, in the others samples. */
function entry({ regime }: Course, choice: Choice, formName: string | undefined): FormData {
  const form = formName === undefined ? undefined : regime.form(formName)
  const given = (form?.fields ?? []).flatMap((field, i): readonly (readonly [string, unknown])[] => {
    const pick = Math.floor(choice.pick / (i + 1))
    // `null` leaves a field empty; one that another field makes necessary is filled all the same.
    if (!field.required && field.requiredWhen === undefined && pick % 3 === 0) return [[field.name, null]]
    switch (field.type) {
      case 'choice':
        return [[field.name, field.options![pick % field.options!.length]]]
      case 'boolean':
        return [[field.name, pick % 2 === 0]]
      case 'date':
        return [[field.name, addDays(today, choice.day)]]
      case 'integer':
        return [[field.name, choice.length]]
      case 'basis':
        return [[field.name, { instrument: choice.rank, provision: '第一条' }]]
      case 'rows': {
        const bases = field.columns!.filter((c) => c.type === 'basis').map((c) => c.name)
        const row = Object.fromEntries(bases.map((name) => [name, { instrument: choice.rank, provision: '第一条' }]))
        return [[field.name, [row]]]
      }
      default:
        return []
    }
  })
  const complete = enteredForm(form, { form: Object.fromEntries(given) }, { instruments, today })
  return { complete, nothing: {}, tooMuch: { ...complete, urgency: '特急' } }[choice.entered]
}

function inputFor(course: Course, choice: Choice, form: FormData, facts: Raw): StepInput {
  return {
    regime: course.regime,
    definition: course.definition,
    actor: { organization: choice.actor as OrganizationId, roles: [choice.role] },
    form,
    facts,
    today,
    effects: new Set(choice.able ? Object.keys(effectVocabulary) : []),
    instruments,
  }
}

/** Everything that may be tried in a course: its acts, and behind them the events it waits for. */
function namesOf({ raw }: Course): { readonly names: readonly string[]; readonly events: readonly string[] } {
  const states: Raw[] = Object.values(raw.states)
  const acts = new Set(states.flatMap((s) => Object.keys(s.actions ?? {})))
  const events = new Set<string>(states.flatMap((s) => (s.leaves === undefined ? [] : [s.leaves.on])))
  return { names: [...acts, ...events], events: [...events] }
}

function partiesOf({ definition }: Course): CaseState['parties'] {
  return new Map([...definition.parties].map(([party, rule]) => [party, rule as OrganizationId]))
}

/** What the page of a case offers leads somewhere for some complete form; what it does not offer, for none. */
function offeredIsAccepted(course: Course, state: CaseState, choice: Choice, facts: Raw): void {
  const offered = openActions({ ...inputFor(course, choice, {}, facts), case: state })
  for (const { action, closed } of offered) {
    const rank = action.basis?.rank[0] ?? 'law'
    const results = Array.from({ length: action.form === undefined ? 1 : 12 }, (_, pick) => {
      const form = entry(course, { ...choice, entered: 'complete', rank, pick, day: 0, length: 5 }, action.form)
      return step({ ...inputFor(course, choice, form, facts), case: state, action: action.name })
    })
    if (closed === undefined)
      expect(
        results.map((r) => r.kind),
        action.name,
      ).toContain('moved')
    else {
      const reasons = results.map((r) => (r.kind === 'refused' ? r.refusal.reason : 'moved'))
      expect(reasons, action.name).toContainEqual(closed.reason)
      expect(reasons, action.name).not.toContain('moved')
    }
  }
}

function formAt({ definition }: Course, { state }: TwinCase, name: string): string | undefined {
  return state === undefined ? definition.opens.form : definition.states.get(state)!.actions.get(name)?.form
}

function walk(course: Course, choices: readonly Choice[], facts: Raw): void {
  const { raw } = course
  const { names, events } = namesOf(course)
  const parties = partiesOf(course)
  let twin: TwinCase = { state: undefined, used: [], clocks: {} }
  let clocks: TwinCase['clocks'] = {}
  for (const [number, choice] of choices.entries()) {
    const at: CaseState = { state: twin.state ?? '', parties, used: twin.used }
    const name = names[choice.act % names.length]!
    if (twin.state !== undefined && events.includes(name)) {
      const result = happen({ ...inputFor(course, choice, {}, facts), case: at, event: name })
      const expected = twinEvent(raw, twin, name, choice.able, number)
      if (expected === undefined) expect(result).toBeUndefined()
      else if (typeof expected === 'string') expect(result).toMatchObject({ refusal: { reason: { code: expected } } })
      else {
        if (result?.kind !== 'moved') throw new Error(`${name} does not move the case`)
        clocks = carryOut(clocks, result.clocks, number)
        expect({ state: result.next, clocks }).toEqual({ state: expected.state, clocks: expected.clocks })
        twin = expected
      }
      continue
    }
    if (twin.state !== undefined) {
      const { actions } = course.definition.states.get(twin.state)!
      const theirs = [...actions.values()].map(({ by, role }) => ({ actor: raw.parties[by].is as string, role }))
      for (const person of [{}, ...theirs]) offeredIsAccepted(course, at, { ...choice, ...person }, facts)
    }
    const entered = entry(course, choice, formAt(course, twin, name))
    const input = inputFor(course, choice, entered, facts)
    const result =
      twin.state === undefined ? openCase({ ...input, parties }) : step({ ...input, case: at, action: name })
    const expected = twinStep(course, twin, { name, number, choice, facts, entered })
    if (typeof expected === 'string') {
      expect(result.kind === 'refused' ? result.refusal.reason.code : `moved to ${result.next}`).toBe(expected)
      if (result.kind === 'refused') expect(result.refusal.grounds.length).toBeGreaterThan(0)
      continue
    }
    if (result.kind === 'refused')
      throw new Error(`${name}: ${JSON.stringify(result.refusal.reason)}, expected ${expected.state}`)
    if (twin.state !== undefined)
      expect(raw.states[twin.state].final ?? false, 'a final state is never left').toBe(false)
    clocks = carryOut(clocks, result.clocks, number)
    expect({ state: result.next, used: [...result.used], clocks }).toEqual(expected)
    twin = expected
  }
}

/** What an event does to a case; undefined when its state does not wait for it. */
function twinEvent(raw: Raw, at: TwinCase, name: string, able: boolean, number: number): TwinCase | string | undefined {
  const { leaves } = raw.states[at.state!]
  if (leaves?.on !== name) return undefined
  if (!able && (leaves.effects ?? []).length > 0) return 'ACT_EFFECT_PENDING'
  return enter(raw, at, leaves.to, { number, renews: false, entered: {} })
}

describe('every procedure of every pack, walked at random beside its twin', () => {
  const visited = new Map<string, Set<string>>()

  test.each(courses)('$name', (course) => {
    expect(procedureFaults(course.definition)).toEqual([])
    fc.assert(
      fc.property(fc.array(anyChoice, { minLength: 5, maxLength: 60 }), anyFacts, (choices, facts) => {
        // Most random acts are refused; half of them are bent towards one the case is waiting for.
        walk(course, bent(course, choices, facts, visited), facts)
      }),
      { numRuns: course.name === 'share.request in exotic' ? 200 : 60 },
    )
  })

  test('comes to every state of the exotic one', () => {
    const { raw } = courses.find((c) => c.name === 'share.request in exotic')!
    expect([...visited.get('share.request in exotic')!].toSorted()).toEqual(Object.keys(raw.states).toSorted())
  })
})

/** Replaces every second choice by one that the twin takes, so that walks get to the end of the course. */
function bent(
  course: Course,
  choices: readonly Choice[],
  facts: Raw,
  visited: Map<string, Set<string>>,
): readonly Choice[] {
  const { raw } = course
  const { names, events } = namesOf(course)
  const seen = visited.get(course.name) ?? new Set()
  visited.set(course.name, seen)
  let at: TwinCase = { state: undefined, used: [], clocks: {} }
  return choices.map((choice, number) => {
    const state: Raw = at.state === undefined ? undefined : raw.states[at.state]
    const waiting: Record<string, Raw> = at.state === undefined ? { open: raw.opens } : { ...state.actions }
    if (state?.leaves !== undefined) waiting[state.leaves.on] = state.leaves
    const name = Object.keys(waiting)[choice.act % Math.max(Object.keys(waiting).length, 1)]
    const made =
      number % 2 === 1 || name === undefined ? choice : willing(course, choice, names.indexOf(name), waiting[name])
    const done = names[made.act % names.length]!
    const isEvent = at.state !== undefined && events.includes(done)
    const entered = entry(course, made, formAt(course, at, done))
    const next = isEvent
      ? twinEvent(raw, at, done, made.able, number)
      : twinStep(course, at, { name: done, number, choice: made, facts, entered })
    if (typeof next === 'object') {
      at = next
      seen.add(next.state!)
    }
    return made
  })
}

function willing({ raw }: Course, choice: Choice, index: number, act: Raw): Choice {
  const person = act.by === undefined ? {} : { actor: raw.parties[act.by].is, role: act.role ?? 'steward' }
  return {
    ...choice,
    ...person,
    act: Math.max(index, 0),
    entered: 'complete',
    // A day to come or a length that nobody can work with is tried now and then.
    day: choice.pick % 4 === 0 ? choice.day : Math.min(choice.day, 0),
    length: choice.pick % 4 === 0 ? choice.length : Math.min(Math.max(choice.length, 1), 366),
    rank: act.basis?.rank[0] ?? choice.rank,
    able: true,
  }
}
