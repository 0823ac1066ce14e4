import { z } from 'zod'
import {
  civil,
  CodedError,
  deriveDueDate,
  describeDueDateZhCN,
  firstSupportedDay,
  lastSupportedDay,
  type CivilDate,
  type ClauseId,
  type DueDateDerivation,
  type DueDateInput,
  type LawBook,
  type HolidayCalendar,
  type Pack,
  type PeriodValue,
  type Regime,
} from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, problems, territoryCode } from '../../platform/http/schemas.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

const pack = z
  .object({
    id: z.string(),
    title: z.string(),
    titleEn: z.string(),
    source: z.string(),
    territory: z.string(),
    standing: z.enum(['law', 'draft', 'policy']),
    rank: z.string(),
    inForceFrom: z.string().nullable(),
    version: z.string(),
    clauses: z.number().int(),
  })
  .meta({ id: 'Pack' })
const clause = z
  .object({
    id: z.string(),
    pack: z.string(),
    article: z.string(),
    text: z.string(),
    actor: z.array(z.string()),
    kind: z.string(),
    lifecycle: z.string(),
    deadline: z.string(),
    executable: z.string(),
    capability: z.string(),
  })
  .meta({ id: 'Clause' })
const formField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  cites: z.array(z.string()),
  help: z.string().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  requiredWhen: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
})
const period = z.object({
  name: z.string(),
  unit: z.string(),
  length: z.number(),
  basis: z.string(),
  cites: z.array(z.string()),
  reading: z.string().nullable(),
})

/** The regulations as people read them, and what follows from them for a territory. */
export function lawRoutes(
  app: App,
  deps: {
    readonly book: LawBook
    readonly calendar: HolidayCalendar
    readonly territories: () => TerritoryTree
    readonly today: () => CivilDate
  },
): void {
  const { book, calendar, territories } = deps
  const regimeOf = (territory: string): Regime => {
    if (territories().get(territory) === undefined) throw notFound('地区')
    return book.regimeOf(territories().path(territory), deps.today())
  }

  app.get(
    '/api/v1/law/packs',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Regulations the platform runs',
        response: { 200: z.object({ items: z.array(pack) }), ...problems },
      },
    },
    async () => ({ items: book.packs.map(packView) }),
  )

  app.get(
    '/api/v1/law/packs/:id/clauses',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Clauses of a regulation',
        params: z.strictObject({ id: z.string().max(80) }),
        response: { 200: z.object({ items: z.array(clause) }), ...problems },
      },
    },
    async (request) => {
      const found = book.packs.find((p) => p.id === request.params.id)
      if (found === undefined) throw notFound('法规')
      return { items: [...found.clauses.values()] } as never
    },
  )

  app.get(
    '/api/v1/law/clauses/:id',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'One clause',
        params: z.strictObject({ id: z.string().max(20) }),
        response: { 200: clause, ...problems },
      },
    },
    async (request) => {
      const found = book.packs.map((p) => p.clauses.get(request.params.id as ClauseId)).find((c) => c !== undefined)
      if (found === undefined) throw notFound('条款')
      return found as never
    },
  )

  app.get(
    '/api/v1/law/regimes/:territory',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'The law of a territory: regulations, words, forms, procedures and periods',
        params: z.strictObject({ territory: territoryCode }),
        response: {
          200: z.object({
            territory: territoryCode,
            draft: z.boolean(),
            packs: z.array(pack),
            terms: z.record(z.string(), z.string()),
            forms: z.array(z.object({ name: z.string(), title: z.string(), fields: z.array(formField) })),
            procedures: z.array(
              z.object({ name: z.string(), title: z.string(), pack: z.string(), cites: z.array(z.string()) }),
            ),
            periods: z.array(period),
            instruments: z.array(z.object({ id: z.string(), title: z.string(), rank: z.string() })),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory } = request.params
      return regimeView(territory, regimeOf(territory)) as never
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
      if ((name === undefined) === (days === undefined)) {
        throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body', expected: 'either period or days' }] })
      }
      const value = name === undefined ? undefined : regimeOf(territory).period(name, civil(from))
      if (name !== undefined && value === undefined) throw notFound('期限')
      if (value?.unit === 'hour')
        throw new Problem({
          code: 'REQUEST_MALFORMED',
          faults: [{ field: 'body.period', expected: 'a period in days' }],
        })
      const derivation = derive({
        event: civil(from),
        period:
          value === undefined ? { unit: 'workingDay', length: days! } : { unit: value.unit, length: value.length },
        calendar,
      })
      return {
        due: derivation.due,
        provisional: derivation.provisional,
        period: value === undefined ? null : periodView(value),
        lines: [...describeDueDateZhCN(derivation)],
        papers: [...derivation.papers],
      } as never
    },
  )

  function regimeView(territory: string, regime: Regime) {
    const formNames = [...new Set(regime.packs.flatMap((p) => [...p.forms.keys()]))]
    const periodNames = [...new Set(regime.packs.flatMap((p) => [...p.periods.keys()]))]
    const concepts = [...new Set(regime.packs.flatMap((p) => [...p.terms.keys()]))]
    return {
      territory,
      draft: regime.draft,
      packs: regime.packs.map(packView),
      terms: Object.fromEntries(concepts.map((c) => [c, regime.term(c)!.text])),
      forms: formNames.map((name) => {
        const form = regime.form(name)!
        return {
          name,
          title: form.title,
          fields: form.fields.map(({ options, ...field }) => ({
            ...field,
            ...(options === undefined
              ? {}
              : {
                  options: options.map((value) => ({
                    value,
                    label: regime.term(`${field.name}.${value}`)?.text ?? value,
                  })),
                }),
          })),
        }
      }),
      procedures: regime.procedures.map((name) => {
        const { definition, pack: from } = regime.procedure(name)!
        return { name, title: definition.title, pack: from.id, cites: definition.cites }
      }),
      periods: periodNames
        .map((name) => regime.period(name, deps.today()))
        .filter((v) => v !== undefined)
        .map(periodView),
      instruments: regime.instruments.map(({ id, title, rank }) => ({ id, title, rank })),
    }
  }
}

function packView(p: Pack) {
  return {
    id: p.id,
    title: p.title,
    titleEn: p.titleEn,
    source: p.source,
    territory: p.territory,
    standing: p.standing,
    rank: p.rank,
    inForceFrom: p.inForceFrom ?? null,
    version: p.version,
    clauses: p.clauses.size,
  }
}

function periodView(value: PeriodValue) {
  return {
    name: value.name,
    unit: value.unit,
    length: value.length,
    basis: value.basis,
    cites: value.cites,
    reading: value.reading ?? null,
  }
}

/** A day or a count outside the years that can be counted is the asker's to mend. */
function derive(input: DueDateInput): DueDateDerivation {
  try {
    return deriveDueDate(input)
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    const faults = [
      { field: 'body.from', expected: `days from ${firstSupportedDay} to ${lastSupportedDay}, the due day included` },
    ]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
}
