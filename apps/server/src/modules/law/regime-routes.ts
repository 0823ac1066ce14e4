import { z } from 'zod'
import {
  civil,
  CodedError,
  deriveDueDate,
  isDuty,
  describeDueDateZhCN,
  firstSupportedDay,
  lastSupportedDay,
  type CivilDate,
  type DueDateDerivation,
  type DueDateInput,
  type PeriodValue,
  type Regime,
} from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { person } from '../org/index.ts'
import type { LawService } from './service.ts'
import {
  form,
  formViews,
  limit,
  limitView,
  pack,
  packView,
  period,
  periodView,
  procedure,
  procedureView,
  rankText,
  word,
} from './views.ts'

const periodName = z.string().regex(/^[a-zA-Z][a-zA-Z.]{0,79}$/, 'expected the name of a period, e.g. share.reply')
const procedureName = z.string().regex(/^[a-zA-Z][a-zA-Z.]{0,79}$/, 'expected the name of a procedure')
const datedValue = z
  .object({
    origin: z.enum(['pack', 'authority']),
    pack: z.string().nullable(),
    territory: z.string(),
    from: civilDay.nullable(),
    unit: z.string(),
    length: z.number().int(),
    entered: z.boolean().meta({ description: 'Set in each notice; length says nothing then' }),
    basis: z.enum(['law', 'draft', 'policy']),
    cites: z.array(z.string()),
    reading: z.string().nullable(),
    enteredBy: z.string().nullable(),
    enteredAt: z.string().nullable(),
  })
  .meta({ id: 'DatedValue' })

/** What follows from the regulations for a territory, with what its authorities have added. */
export function regimeRoutes(
  app: App,
  deps: {
    readonly law: LawService
    readonly calendar: CalendarSource
    readonly today: () => CivilDate
    /** Effects that the platform can carry out. */
    readonly effects: ReadonlySet<string>
  },
): void {
  const { law, today, effects } = deps

  app.get(
    '/api/v1/law/regimes/:territory',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'The law of a territory: regulations, words, forms, procedures, periods and limits',
        params: z.strictObject({ territory: territoryCode }),
        response: {
          200: z.object({
            territory: territoryCode,
            draft: z.boolean(),
            packs: z.array(pack),
            terms: z.record(z.string(), z.string()),
            forms: z.array(form),
            procedures: z.array(
              z.object({
                name: z.string(),
                title: z.string(),
                pack: z.string(),
                cites: z.array(z.string()),
                subject: z.string(),
                opener: z.object({ is: z.string(), role: z.string() }),
                duty: z.boolean(),
              }),
            ),
            periods: z.array(period),
            limits: z.array(limit),
            instruments: z.array(
              z.object({
                id: z.string(),
                title: z.string(),
                rank: z.string(),
                rankText: z.string(),
                inForceFrom: civilDay,
                repealedOn: civilDay.nullable(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory } = request.params
      return regimeView(territory, await law.regimeOf(territory), today()) as never
    },
  )

  app.get(
    '/api/v1/law/regimes/:territory/procedures/:name',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'One course of law: who does what, in which order, in what time, with which effect',
        params: z.strictObject({ territory: territoryCode, name: procedureName }),
        response: { 200: procedure, ...problems },
      },
    },
    async (request) => {
      const regime = await law.regimeOf(request.params.territory)
      const found = regime.procedure(request.params.name)
      if (found === undefined) throw notFound('办理程序')
      return procedureView({ regime, today: today(), built: effects }, found)
    },
  )

  app.get(
    '/api/v1/law/regimes/:territory/periods/:name',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'One period: what holds today, and every value of packs and authorities, nearest first',
        params: z.strictObject({ territory: territoryCode, name: periodName }),
        response: {
          200: z.object({ title: z.string(), today: period.nullable(), values: z.array(datedValue) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory, name } = request.params
      const values = await law.valuesOf(territory, name)
      const regime = await law.regimeOf(territory)
      const value = regime.period(name, today())
      const title = word(regime, `period.${name}`, name)
      return { title, today: value === undefined ? null : periodView(value), values } as never
    },
  )

  app.put(
    '/api/v1/law/regimes/:territory/periods/:name',
    {
      config: { action: 'policyValue.set' },
      schema: {
        tags: ['law'],
        summary: 'Set a period that no text fixes, for clocks that start from a day on',
        params: z.strictObject({ territory: territoryCode, name: periodName }),
        body: z.strictObject({
          value: z.number().int().min(0).max(1000).meta({ description: 'In the unit of the period' }),
          from: civilDay,
        }),
        response: { 200: z.object({ result: period, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { territory, name } = request.params
      const { value, from } = request.body
      const input = { territory, period: name, length: value, from: civil(from) }
      const { result, act } = await request.desk.perform(law.setPolicyValue(person(request), input))
      return { result: periodView(result), act } as never
    },
  )

  app.post(
    '/api/v1/law/due-dates',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Due date of a period from a day on, with the count behind it',
        body: z.strictObject({
          territory: territoryCode,
          from: civilDay,
          period: z.string().max(100).optional(),
          days: z.number().int().min(0).max(1000).optional(),
        }),
        response: {
          200: z.object({
            due: civilDay,
            provisional: z.boolean(),
            period: period.nullable(),
            lines: z.array(z.string()),
            papers: z.array(z.string()),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory, from, period: name, days } = request.body
      if ((name === undefined) === (days === undefined)) throw malformed('body', 'either period or days')
      // The law of the day of the event: what happened before a text was in force is not counted by it.
      const regime = await law.regimeOf(territory, civil(from))
      const value = name === undefined ? undefined : countable(regime, name, civil(from))
      const derivation = derive({
        event: civil(from),
        period:
          value === undefined ? { unit: 'workingDay', length: days! } : { unit: value.unit, length: value.length },
        calendar: deps.calendar.now().calendar,
      })
      return {
        due: derivation.due,
        provisional: derivation.provisional,
        period: value === undefined ? null : periodView(value),
        lines: [...describeDueDateZhCN(derivation)],
        papers: [...derivation.papers],
      }
    },
  )
}

function regimeView(territory: string, regime: Regime, today: CivilDate) {
  const periodNames = [...new Set(regime.packs.flatMap((p) => [...p.periods.keys()]))]
  const limitNames = [...new Set(regime.packs.flatMap((p) => [...p.limits.keys()]))]
  const concepts = [...new Set(regime.packs.flatMap((p) => [...p.terms.keys()]))]
  return {
    territory,
    draft: regime.draft,
    packs: regime.packs.map(packView),
    terms: Object.fromEntries(concepts.map((c) => [c, regime.term(c)!.text])),
    forms: formViews(regime),
    procedures: regime.procedures.map((name) => {
      const { definition, pack: from } = regime.procedure(name)!
      const { title, cites, subject, opens, parties } = definition
      const opener = { is: parties.get(opens.by)!, role: opens.role }
      return { name, title, pack: from.id, cites, subject, opener, duty: isDuty(regime.packs, name) }
    }),
    periods: periodNames
      .map((name) => regime.period(name, today))
      .filter((v) => v !== undefined)
      .map(periodView),
    limits: limitNames.flatMap((name) => regime.limit(name, today) ?? []).map(limitView),
    instruments: regime.instruments.map(({ id, title, rank, inForceFrom, repealedOn }) => ({
      id,
      title,
      rank,
      rankText: rankText(regime, rank),
      inForceFrom,
      repealedOn: repealedOn ?? null,
    })),
  }
}

type CountableValue = PeriodValue & { readonly unit: Exclude<PeriodValue['unit'], 'hour'> }

/** The period of that name, when there is one from which a day follows. */
function countable(regime: Regime, name: string, on: CivilDate): CountableValue {
  const value = regime.period(name, on)
  if (value === undefined) throw notFound('期限')
  if (value.entered === true)
    throw malformed('body.period', 'a period with a length; each notice sets this one: send days')
  if (value.unit === 'hour') throw malformed('body.period', 'a period in days')
  return value as CountableValue
}

/** A day or a count outside the years that can be counted is the asker's to mend. */
function derive(input: DueDateInput): DueDateDerivation {
  try {
    return deriveDueDate(input)
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    throw malformed('body.from', `days from ${firstSupportedDay} to ${lastSupportedDay}, the due day included`)
  }
}

function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
}
