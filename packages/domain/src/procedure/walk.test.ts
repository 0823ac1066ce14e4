import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { packsFolder, readFiles, wholeBook } from '../../cases/read-packs.ts'
import { enteredForm } from '../cases/sample-form.ts'
import { ranks, type Instrument, type Rank, type Regime } from '../regulation/index.ts'
import { civil, type OrganizationId } from '../shared/index.ts'
import { procedureFile, toDefinition, type ProcedureDefinition } from './definition.ts'
import {
  happen,
  openActions,
  openCase,
  procedureFaults,
  step,
  type CaseState,
  type ClockCommand,
  type StepInput,
} from './index.ts'

/* eslint-disable @typescript-eslint/no-explicit-any -- the twin reads the raw YAML on purpose, without our types */
type Raw = any

const today = civil('2026-02-09')
const book = wholeBook()

/** Exercises what no pack of today does: two resting states in a row, an act that stays, two clocks, a second choice. */
const exotic = `
procedure: share.request
title: 样例
cites: [PF-16]
subject: catalogEntry
opens:
  by: applicant
  course:
    - when: { entry.shareAttribute: [none, unset] }
      refuse: { cites: [PF-16], offer: verify.request }
    - otherwise: first
parties:
  applicant: { is: agency }
  provider: { is: entry.provider }
  authority: { is: territory.authority }
states:
  first:
    owner: provider
    clock: { period: share.reply, from: receipt, kind: policy }
    actions:
      note: { by: provider, to: first, once: true }
      pause: { by: provider, to: resting }
      pass:
        by: provider
        to:
          - when: { territory.level: county, entry.shareAttribute: conditional }
            to: second
            effects: [a.b]
          - when: { territory.level: city }
            to: third
          - otherwise: done
        effects: [c.d]
  resting:
    owner: applicant
    suspends: share.reply
    actions:
      think: { by: applicant, to: deepResting }
      stay: { by: applicant, to: resting }
      back: { by: applicant, to: first }
      drop: { by: applicant, to: done }
  deepResting:
    owner: authority
    suspends: share.reply
    clock: { period: share.delivery, from: entry, kind: policy }
    leaves: { on: time.passed, to: done }
    actions:
      up: { by: authority, to: resting, basis: { rank: [localRule, policy], cites: [PF-16] }, form: refusal }
      back: { by: authority, to: first }
      on: { by: authority, to: third }
  second:
    owner: authority
    clock: { period: share.reply, from: entry, kind: policy }
    actions:
      again: { by: authority, to: first }
      on: { by: authority, to: third, once: true }
  third:
    owner: provider
    clock: { period: share.delivery, from: entry, kind: policy }
    leaves: { on: grant.firstDelivery, to: done, effects: [e.f] }
    actions:
      round: { by: provider, to: second }
  done: { final: true }
`

interface Course {
  readonly name: string
  readonly regime: Regime
  readonly definition: ProcedureDefinition
  readonly raw: Raw
}

const filesOf = new Map(book.packs.map((p) => [p.id as string, readFiles(join(packsFolder, p.id))]))
const shipped = book.packs.flatMap((pack) => {
  const regime = book.regimeOfPack(pack)
  return regime.procedures.map((name): Course => {
    const found = regime.procedure(name)!
    const texts = [...filesOf.get(found.pack.id)!].filter(([file]) => file.startsWith('procedures/'))
    const raw = texts.map(([, text]): Raw => parse(text)).find((r) => r.procedure === name)
    return { name: `${name} in ${pack.id}`, regime, definition: found.definition, raw }
  })
})
const courses: readonly Course[] = [
  ...shipped,
  {
    name: 'exotic',
    regime: book.platform,
    definition: toDefinition(procedureFile.parse(parse(exotic))),
    raw: parse(exotic),
  },
]

interface Choice {
  readonly act: number
  readonly actor: string
  readonly role: string
  readonly entered: 'complete' | 'nothing' | 'tooMuch'
  readonly rank: Rank
  readonly able: boolean
}
const rulesOfParties = ['agency', 'entry.provider', 'territory.authority', 'territory.superiorAuthority', 'outsider']
const anyChoice: fc.Arbitrary<Choice> = fc.record({
  act: fc.nat(40),
  actor: fc.constantFrom(...rulesOfParties),
  role: fc.constantFrom('steward', 'approver', 'approver', 'securityOfficer'),
  entered: fc.constantFrom('complete', 'complete', 'complete', 'nothing', 'tooMuch'),
  rank: fc.constantFrom(...ranks),
  able: fc.constantFrom(true, true, true, false),
})
const anyFacts = fc.record({
  'entry.shareAttribute': fc.constantFrom('unconditional', 'conditional', 'none', 'unset'),
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
function choose(steps: Raw, facts: Raw): Raw {
  if (typeof steps === 'string') return { to: steps, effects: [] }
  for (const s of steps) {
    if (s.otherwise !== undefined) return { to: s.otherwise, effects: s.effects ?? [] }
    if (lawful(s.when, facts)) return { to: s.to, refuse: s.refuse, effects: s.effects ?? [] }
  }
  return undefined
}

function asksForSomething(formName: string | undefined, regime: Regime): boolean {
  const forms = regime.packs.flatMap((p) =>
    [...filesOf.get(p.id)!].filter(([file]) => file.startsWith('forms/')).map(([, text]): Raw => parse(text)),
  )
  return forms.some((f) => f.form === formName && Object.values(f.fields).some((field: Raw) => field.required === true))
}

interface TwinCase {
  state: string | undefined
  used: string[]
  /** What each period does: absent when it never ran or was stopped. */
  clocks: Record<string, 'runs' | 'rests'>
}

function twinStep(course: Course, at: TwinCase, name: string, choice: Choice, facts: Raw): TwinCase | string {
  const { raw, regime } = course
  const opening = at.state === undefined
  const act = opening ? { ...raw.opens, to: raw.opens.course } : raw.states[at.state!].actions?.[name]
  if (act === undefined) return 'ACT_NOT_OFFERED'
  if (act.once === true && at.used.includes(name)) return 'ACT_ALREADY_USED'
  if (raw.parties[act.by].is !== choice.actor) return 'ACT_NOT_PARTY'
  if ((act.role ?? 'steward') !== choice.role) return 'ACT_ROLE_MISSING'
  const way = choose(act.to, facts)
  if (opening && way.refuse !== undefined) return 'ACT_COURSE_CLOSED'
  if (choice.entered === 'tooMuch') return 'ACT_FORM_INCOMPLETE'
  if (choice.entered === 'nothing' && asksForSomething(act.form, regime)) return 'ACT_FORM_INCOMPLETE'
  if (act.basis !== undefined && !act.basis.rank.includes(choice.rank)) return 'ACT_BASIS_RANK'
  const effects = [...(opening ? [] : (act.effects ?? [])), ...way.effects]
  if (!choice.able && effects.length > 0) return 'ACT_EFFECT_PENDING'
  return enter(raw, at, way.to, act.once === true ? [...at.used, name] : at.used)
}

/** After a move, the clock of the new state runs, the one it suspends rests, and no other clock does anything. */
function enter(raw: Raw, at: TwinCase, to: string, used: string[]): TwinCase {
  const clocks: TwinCase['clocks'] = {}
  const state = raw.states[to]
  if (state.clock !== undefined) clocks[state.clock.period] = 'runs'
  if (state.suspends !== undefined && at.clocks[state.suspends] !== undefined) clocks[state.suspends] = 'rests'
  return { state: to, used, clocks }
}

/* ---- The walk ---- */

/** Carries commands out strictly: starting what runs, resuming what does not rest or stopping nothing is a fault. */
function carryOut(clocks: TwinCase['clocks'], commands: readonly ClockCommand[]): TwinCase['clocks'] {
  const now = { ...clocks }
  for (const { kind, period } of commands) {
    if (kind === 'start') expect(now[period], `start ${period}`).toBeUndefined()
    if (kind === 'suspend') expect(now[period], `suspend ${period}`).toBe('runs')
    if (kind === 'resume') expect(now[period], `resume ${period}`).toBe('rests')
    if (kind === 'stop') expect(now[period], `stop ${period}`).toBeDefined()
    if (kind === 'stop') delete now[period]
    else now[period] = kind === 'suspend' ? 'rests' : 'runs'
  }
  return now
}

const instruments: readonly Instrument[] = ranks.map((rank) => ({
  id: rank,
  title: rank,
  rank,
  inForceFrom: civil('2000-01-01'),
}))

function inputFor(course: Course, choice: Choice, formName: string | undefined, facts: Raw): StepInput {
  const turn = { form: {}, basis: { instrument: choice.rank } }
  const form = formName === undefined ? undefined : course.regime.form(formName)
  const complete = form?.fields.some((f) => f.name === 'basis')
    ? enteredForm(form, turn)
    : enteredForm(form, { form: {} })
  const entered = { complete, nothing: {}, tooMuch: { ...complete, urgency: '特急' } }[choice.entered]
  return {
    regime: course.regime,
    definition: course.definition,
    actor: { organization: choice.actor as OrganizationId, roles: [choice.role] },
    form: entered,
    facts,
    today,
    effects: new Set(
      choice.able
        ? [
            'entry.submit',
            'entry.return',
            'entry.withdraw',
            'entry.approve',
            'entry.publish',
            'grant.issue',
            'a.b',
            'c.d',
            'e.f',
          ]
        : [],
    ),
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

/** What the page of a case offers is what `step` then takes, given a complete form and a sufficient basis. */
function offeredIsAccepted(course: Course, state: CaseState, choice: Choice, facts: Raw): void {
  const offered = openActions({ ...inputFor(course, choice, undefined, facts), case: state })
  for (const { action, closed } of offered) {
    const rank = action.basis?.rank[0] ?? 'law'
    const input = inputFor(course, { ...choice, entered: 'complete', rank }, action.form, facts)
    const result = step({ ...input, case: state, action: action.name })
    if (closed === undefined) expect(result.kind, action.name).toBe('moved')
    else expect(result, action.name).toMatchObject({ kind: 'refused', refusal: { reason: closed.reason } })
  }
}

function walk(course: Course, choices: readonly Choice[], facts: Raw): void {
  const { definition, raw } = course
  const { names, events } = namesOf(course)
  const parties = partiesOf(course)
  let twin: TwinCase = { state: undefined, used: [], clocks: {} }
  let clocks: TwinCase['clocks'] = {}
  for (const choice of choices) {
    const at: CaseState = { state: twin.state ?? '', parties, used: twin.used }
    const name = names[choice.act % names.length]!
    if (twin.state !== undefined && events.includes(name)) {
      const { leaves } = raw.states[twin.state]
      const result = happen({ ...inputFor(course, choice, undefined, facts), case: at, event: name })
      if (leaves?.on !== name) expect(result).toBeUndefined()
      else if (!choice.able && (leaves.effects ?? []).length > 0) expect(result?.kind).toBe('refused')
      else {
        twin = enter(raw, twin, leaves.to, twin.used)
        if (result?.kind !== 'moved') throw new Error(`${name} does not move the case`)
        clocks = carryOut(clocks, result.clocks)
        expect({ state: result.next, clocks }).toEqual({ state: twin.state, clocks: twin.clocks })
      }
      continue
    }
    if (twin.state !== undefined) offeredIsAccepted(course, at, choice, facts)
    const formName =
      twin.state === undefined ? definition.opens.form : definition.states.get(twin.state)!.actions.get(name)?.form
    const input = inputFor(course, choice, formName, facts)
    const result =
      twin.state === undefined ? openCase({ ...input, parties }) : step({ ...input, case: at, action: name })
    const expected = twinStep(course, twin, name, choice, facts)
    if (typeof expected === 'string') {
      expect(result.kind === 'refused' ? result.refusal.reason.code : `moved to ${result.next}`).toBe(expected)
      if (result.kind === 'refused') expect(result.refusal.grounds.length).toBeGreaterThan(0)
      continue
    }
    if (result.kind === 'refused')
      throw new Error(`${name}: ${JSON.stringify(result.refusal.reason)}, expected ${expected.state}`)
    if (twin.state !== undefined)
      expect(raw.states[twin.state].final ?? false, 'a final state is never left').toBe(false)
    clocks = carryOut(clocks, result.clocks)
    expect({ state: result.next, used: [...result.used], clocks }).toEqual(expected)
    twin = expected
  }
}

describe('every procedure of every pack, walked at random beside its twin', () => {
  test.each(courses)('$name', (course) => {
    expect(procedureFaults(course.definition)).toEqual([])
    fc.assert(
      fc.property(fc.array(anyChoice, { minLength: 5, maxLength: 60 }), anyFacts, (choices, facts) => {
        // Most random acts are refused; half of them are bent towards one the case is waiting for.
        walk(course, bent(course, choices, facts), facts)
      }),
      { numRuns: 60 },
    )
  })
})

/** Replaces every second choice by one that the twin takes, so that walks get to the end of the course. */
function bent(course: Course, choices: readonly Choice[], facts: Raw): readonly Choice[] {
  const { raw } = course
  const { names, events } = namesOf(course)
  let at: TwinCase = { state: undefined, used: [], clocks: {} }
  return choices.map((choice, i) => {
    const state: Raw = at.state === undefined ? undefined : raw.states[at.state]
    const waiting: Record<string, Raw> = at.state === undefined ? { open: raw.opens } : { ...state.actions }
    if (state?.leaves !== undefined) waiting[state.leaves.on] = state.leaves
    const name = Object.keys(waiting)[choice.act % Math.max(Object.keys(waiting).length, 1)]
    const made =
      i % 2 === 1 || name === undefined ? choice : willing(course, choice, names.indexOf(name), waiting[name])
    const done = names[made.act % names.length]!
    const isEvent = at.state !== undefined && events.includes(done)
    const next = isEvent
      ? state.leaves?.on === done && (made.able || (state.leaves.effects ?? []).length === 0)
        ? enter(raw, at, state.leaves.to, at.used)
        : at
      : twinStep(course, at, done, made, facts)
    if (typeof next !== 'string') at = next
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
    rank: act.basis?.rank[0] ?? choice.rank,
    able: true,
  }
}
