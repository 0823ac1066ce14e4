import type { CivilDate, FormData } from '@fadu/domain'
import { fieldMaskKinds, type FieldMask } from '@fadu/privacy'
import type { FieldProblem } from '../../platform/problem/index.ts'
import type { Layout } from '../../platform/release/layout.ts'
import { conditionFaults, type RowCondition } from '../../platform/release/row-filter.ts'

export type GrantMode = 'interface' | 'batch'

/** What a grant allows. Whatever is not named is not allowed; null is no limit. */
export interface GrantTerms {
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly application: string
  readonly modes: readonly GrantMode[]
  /** Conditions on rows; all must hold. */
  readonly rowFilter: readonly RowCondition[]
  /** By item. */
  readonly masks: Readonly<Record<string, FieldMask>>
  /** Rows a day that the applicant expects: above it is told, not refused. */
  readonly volumePerDay: number | null
  /** Rows of a day of Asia/Shanghai, and in all. */
  readonly quotaPerDay: number | null
  readonly quotaTotal: number | null
  readonly matterRequired: boolean
  /** Whether each call must be signed (RFC 9421), so that neither side can deny it. */
  readonly signedCalls: boolean
  /** Thousandths of the rows that may be left out of a file, so that a leaked part of it says where it comes from. */
  readonly withheldPerMille: number
  /** Last day. */
  readonly until: CivilDate
}

export interface Settled {
  readonly terms: GrantTerms
  /** Not empty: the terms do not hold. */
  readonly faults: readonly FieldProblem[]
}

/** What a request asks for, of the form as its regime has checked it. */
export function requestedTerms(form: FormData): GrantTerms {
  return overlaid(
    {
      fields: [],
      purposes: [],
      application: String(form['application']),
      modes: ['interface'],
      rowFilter: [],
      masks: {},
      volumePerDay: null,
      quotaPerDay: null,
      quotaTotal: null,
      matterRequired: true,
      signedCalls: false,
      withheldPerMille: 0,
      until: form['until'] as CivilDate,
    },
    form,
  )
}

/** Terms in which what a form states stands in the place of what was; what it leaves out stays. */
export function overlaid(terms: GrantTerms, form: FormData): GrantTerms {
  const given = <T>(name: string, read: (value: unknown) => T, otherwise: T): T =>
    form[name] === undefined || form[name] === null ? otherwise : read(form[name])
  const fields = given('items', unique, terms.fields)
  return {
    fields,
    purposes: given('purposes', unique, terms.purposes),
    application: terms.application,
    modes: given('mode', modesIn, terms.modes),
    rowFilter: given('rowFilter', conditionsIn, terms.rowFilter),
    masks: given('masks', masksIn, pick(terms.masks, fields)),
    volumePerDay: given('volumePerDay', Number, terms.volumePerDay),
    quotaPerDay: given('quotaPerDay', Number, terms.quotaPerDay),
    quotaTotal: given('quotaTotal', Number, terms.quotaTotal),
    matterRequired: given('matterRequired', (value) => value === true, terms.matterRequired),
    signedCalls: given('signedCalls', (value) => value === true, terms.signedCalls),
    withheldPerMille: given('withheldPerMille', Number, terms.withheldPerMille),
    until: given('until', (value) => value as CivilDate, terms.until),
  }
}

/**
 * What is granted of what was asked for, as the form of the approval narrows it.
 *
 * INVARIANT (an approval never widens): every row, item, purpose, mode and day that the result allows, the request allows; each
 * quota is at most that of the request; each mask of the request stays or becomes `full`; rows meet the conditions of both.
 */
export function narrowed(asked: GrantTerms, approval: FormData): Settled {
  const own = overlaid({ ...asked, rowFilter: [], masks: {} }, approval)
  const masks = { ...pick(asked.masks, own.fields), ...own.masks }
  const outside = (list: readonly string[], of: readonly string[]): readonly string[] =>
    list.filter((one) => !of.includes(one))
  const above = (quota: number | null, most: number | null): boolean =>
    most !== null && (quota === null || quota > most)
  const changed = Object.entries(masks).filter(
    ([item, { kind }]) =>
      Object.hasOwn(asked.masks, item) && kind !== 'full' && !isSame(asked.masks[item], masks[item]),
  )
  const wider = (field: string, what: string): FieldProblem => ({
    field: `form.${field}`,
    expected: `no more than was asked for: ${what}`,
  })
  return {
    terms: { ...own, masks, rowFilter: joined(asked.rowFilter, own.rowFilter) },
    faults: [
      ...outside(own.fields, asked.fields).map((item) => wider('items', `«${item}» was not`)),
      ...outside(own.purposes, asked.purposes).map((purpose) => wider('purposes', `«${purpose}» was not`)),
      ...outside(own.modes, asked.modes).map((mode) => wider('mode', `«${mode}» was not`)),
      ...(own.until > asked.until ? [wider('until', `a day not after ${asked.until}`)] : []),
      ...(above(own.quotaPerDay, asked.quotaPerDay) ? [wider('quotaPerDay', `at most ${asked.quotaPerDay}`)] : []),
      ...(above(own.quotaTotal, asked.quotaTotal) ? [wider('quotaTotal', `at most ${asked.quotaTotal}`)] : []),
      ...changed.map(([item]) => wider('masks', `the mask of «${item}» that was asked for, or full`)),
    ],
  }
}

/** Beyond types: what the items of the entry and the day make of terms. */
export function termsFaults(terms: GrantTerms, layout: Layout, today: CivilDate): readonly FieldProblem[] {
  const unknown = (items: readonly string[]): readonly string[] =>
    items.filter((item) => !layout.some((c) => c.code === item))
  const positive = ['volumePerDay', 'quotaPerDay', 'quotaTotal'] as const
  return [
    ...unknown(terms.fields).map((item) => ({
      field: 'form.items',
      expected: `an item of the entry; «${item}» is none`,
    })),
    ...(terms.fields.length === 0 ? [{ field: 'form.items', expected: 'at least one item' }] : []),
    ...(terms.purposes.length === 0 ? [{ field: 'form.purposes', expected: 'at least one purpose' }] : []),
    ...(terms.until < today ? [{ field: 'form.until', expected: `a day not before ${today}` }] : []),
    ...positive
      .filter((name) => terms[name] !== null && (terms[name] < 1 || terms[name] > mostRowsStated))
      .map((name) => ({ field: `form.${name}`, expected: `an integer from 1 to ${mostRowsStated}` })),
    ...(terms.withheldPerMille < 0 || terms.withheldPerMille > mostWithheldPerMille
      ? [{ field: 'form.withheldPerMille', expected: `an integer from 0 to ${mostWithheldPerMille}` }]
      : []),
    ...conditionFaults(layout, terms.rowFilter, 'form.rowFilter'),
    ...Object.entries(terms.masks).flatMap(([item, mask]) => {
      const fault = terms.fields.includes(item)
        ? maskFault(layout, item, mask)
        : `an item that is granted; «${item}» is not`
      return fault === undefined ? [] : [{ field: 'form.masks', expected: fault }]
    }),
  ]
}

const mostRowsStated = 2_000_000_000
const mostWithheldPerMille = 100

function maskFault(layout: Layout, item: string, mask: FieldMask): string | undefined {
  const type = layout.find((c) => c.code === item)?.type
  if (mask.kind === 'band') {
    if (type !== 'integer' && type !== 'decimal') return `bands for numbers; «${item}» is none`
    return Number.isSafeInteger(mask.width) && mask.width >= 2 ? undefined : 'a width of bands, an integer from 2 on'
  }
  if ((mask.kind === 'month' || mask.kind === 'year') && type !== 'date' && type !== 'text') {
    return `month or year for days; «${item}» is none`
  }
  return undefined
}

/** How modes are written in a form: `both` for both. */
export function modesIn(mode: unknown): readonly GrantMode[] {
  if (mode === 'both') return ['interface', 'batch']
  return mode === 'batch' ? ['batch'] : ['interface']
}

function unique(value: unknown): readonly string[] {
  return [...new Set(value as readonly string[])]
}

type Row = Readonly<Record<string, unknown>>

function conditionsIn(value: unknown): readonly RowCondition[] {
  return (value as readonly Row[]).map((row): RowCondition => {
    const item = String(row['item'])
    const text = (name: string): string | null => (typeof row[name] === 'string' && row[name] !== '' ? row[name] : null)
    if (row['test'] === 'between') return { item, test: 'between', from: text('from'), to: text('to') }
    const values = [...new Set((row['values'] ?? []) as readonly string[])]
    return { item, test: row['test'] === 'within' ? 'within' : 'oneOf', values }
  })
}

function masksIn(value: unknown): Readonly<Record<string, FieldMask>> {
  return Object.fromEntries(
    (value as readonly Row[]).map((row) => {
      const kind = fieldMaskKinds.find((k) => k === row['mask']) ?? 'full'
      return [String(row['item']), kind === 'band' ? { kind, width: Number(row['width']) } : { kind }]
    }),
  )
}

function pick<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)))
}

function joined(asked: readonly RowCondition[], own: readonly RowCondition[]): readonly RowCondition[] {
  return [...asked, ...own.filter((condition) => !asked.some((one) => isSame(one, condition)))]
}

/** Of conditions and masks, in whatever order their parts are written. */
function isSame(one: unknown, other: unknown): boolean {
  const parts = ['item', 'test', 'values', 'from', 'to', 'kind', 'width']
  return JSON.stringify(one, parts) === JSON.stringify(other, parts)
}
