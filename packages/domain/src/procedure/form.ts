import type { ClauseId } from '../shared/index.ts'
import { isCivilDate } from '../shared/index.ts'
import type { CivilDate } from '../shared/index.ts'
import type { ExcludedWords, FormDefinition, FormField, Instrument } from '../regulation/pack.ts'
import type { Regime } from '../regulation/regime.ts'
import type { EnteredFacts } from './definition.ts'
import { isInForce } from './in-force.ts'
import { formFact } from './vocabulary.ts'

export interface FieldFault {
  /** Name of the field; inside rows with the index and the column: `items.3.legalBasis`. */
  readonly field: string
  readonly label: string
  /** Number of the row, from 1, where the fault is inside rows. */
  readonly row?: number
  readonly fault:
    | 'missing'
    | 'wrongType'
    | 'notAnOption'
    | 'unknown'
    | 'excluded'
    | 'tooManyRows'
    | 'basisUnknown'
    | 'basisNotInForce'
    | 'basisRank'
  readonly cites: readonly ClauseId[]
  readonly options?: readonly string[]
}

export type FormData = Readonly<Record<string, unknown>>

/** What a legal basis is checked against: the instruments there are, and the day on which it must hold. */
export interface BasisCheck {
  readonly instruments: readonly Instrument[]
  readonly today: CivilDate
}

/** A list longer than this is nobody's work of a day; it is entered in parts. */
export const mostRows = 500

/**
 * Checks what was entered against a form of the regime: required fields, types, choices, and whether a legal basis exists,
 * is in force and of a rank the field accepts. A field the form does not know is a fault too, so that nothing is stored
 * which no clause or profile asked for.
 */
export function checkForm(form: FormDefinition, data: FormData, basis: BasisCheck): readonly FieldFault[] {
  return faultsIn(form.fields, data, basis)
}

function faultsIn(fields: readonly FormField[], data: FormData, basis: BasisCheck): readonly FieldFault[] {
  const known = new Set(fields.map((f) => f.name))
  return [
    ...fields.flatMap((field) => {
      const fault = faultOf(field, data, basis)
      return fault === undefined ? faultsInRows(field, data, basis) : [fieldFault(field, fault)]
    }),
    ...Object.keys(data)
      .filter((name) => !known.has(name))
      .map((name): FieldFault => ({ field: name, label: name, fault: 'unknown', cites: [] })),
  ]
}

function fieldFault(
  { name, label, cites, options }: FormField,
  { fault, cites: own }: Pick<FieldFault, 'fault'> & { readonly cites?: FieldFault['cites'] },
): FieldFault {
  const offered = fault === 'notAnOption' && options !== undefined ? { options } : {}
  return { field: name, label, fault, cites: own ?? cites, ...offered }
}

function faultsInRows(field: FormField, data: FormData, basis: BasisCheck): readonly FieldFault[] {
  return rowsOf(field, data).flatMap((row, i) =>
    faultsIn(field.columns ?? [], row, basis).map((fault) => ({
      ...fault,
      field: `${field.name}.${i}.${fault.field}`,
      row: i + 1,
    })),
  )
}

/** The rows of a field of that type, each a small form; none of any other field. */
function rowsOf(field: FormField, data: FormData): readonly FormData[] {
  const value = valueOf(data, field.name)
  return field.type === 'rows' && Array.isArray(value) ? value.filter(isRow) : []
}

/** A new record with what the regime lets it start with, where nothing was said; an empty field says that nothing is to stand there. */
export function withDefaults(
  form: { readonly fields: readonly Pick<FormField, 'name' | 'default'>[] } | undefined,
  data: FormData,
): FormData {
  const started = (form?.fields ?? []).flatMap((field) => {
    if (field.default === undefined || Object.hasOwn(data, field.name)) return []
    const { value, unless } = field.default
    const held = Object.entries(unless).some(([name, values]) =>
      values.includes(valueOf(data, name) as string | boolean),
    )
    return held ? [] : [[field.name, value] as const]
  })
  return { ...Object.fromEntries(started), ...data }
}

/** What conditions of procedures may ask of an act's form: its choices and its yes-or-no fields, also those of rows. */
export function formFacts(form: FormDefinition | undefined, data: FormData): EnteredFacts {
  const facts = (form?.fields ?? []).flatMap((field): readonly (readonly [string, EnteredFacts[string]])[] => {
    if (field.type === 'rows') return columnFacts(field, data)
    const value = isAsked(field) ? valueOf(data, field.name) : undefined
    return isScalar(value) ? [[`${formFact}${field.name}`, value]] : []
  })
  return Object.fromEntries(facts)
}

function columnFacts(field: FormField, data: FormData): readonly (readonly [string, EnteredFacts[string]])[] {
  return (field.columns ?? []).filter(isAsked).flatMap(({ name }) => {
    const values = rowsOf(field, data)
      .map((row) => valueOf(row, name))
      .filter(isScalar)
    return values.length === 0 ? [] : [[`${formFact}${field.name}.${name}`, [...new Set(values)]] as const]
  })
}

function isAsked({ type }: FormField): boolean {
  return type === 'choice' || type === 'boolean'
}

/** A field by its name, a column as `items.identifier`. */
export function fieldNamed(form: FormDefinition, name: string): FormField | undefined {
  const [first, column, ...more] = name.split('.')
  const field = form.fields.find((f) => f.name === first)
  if (column === undefined) return field
  return more.length > 0 ? undefined : field?.columns?.find((c) => c.name === column)
}

/** The same for rules: `device=private`, `lawfulBasis=true`, `items.identifier=residentId` when a row says so. */
export function chosenIn(regime: Pick<Regime, 'form'>, form: string | undefined, data: FormData): readonly string[] {
  const facts = form === undefined ? {} : formFacts(regime.form(form), data)
  return Object.entries(facts).flatMap(([fact, values]) =>
    [values].flat().map((value) => `${fact.slice(formFact.length)}=${value}`),
  )
}

/** The fields that were filled; a blank says nothing, so no rule may take it for a record. */
export function givenIn(data: FormData): readonly string[] {
  return Object.keys(data).filter((field) => !isBlank(data[field]))
}

/** What is wrong with a field, on its own clauses where it names none. */
type Fault = Parameters<typeof fieldFault>[1]

function faultOf(field: FormField, data: FormData, basis: BasisCheck): Fault | undefined {
  const value = valueOf(data, field.name)
  if (isBlank(value)) return isRequired(field, data) ? { fault: 'missing' } : undefined
  if (!hasType(field, value)) return { fault: 'wrongType' }
  if (field.type === 'rows' && (value as readonly unknown[]).length > mostRows) return { fault: 'tooManyRows' }
  if (field.type === 'choice' && !field.options?.includes(value as string)) return { fault: 'notAnOption' }
  if (field.type === 'basis') return basisFault(field, value as Basis, basis)
  const excluded = field.excludes?.find((words) => [value].flat().some((text) => names(String(text), words)))
  return excluded === undefined ? undefined : { fault: 'excluded', cites: excluded.cites }
}

function names(text: string, { whole, within }: ExcludedWords): boolean {
  const said = plainForm(text)
  return whole.some((word) => said === plainForm(word)) || within.some((word) => said.includes(plainForm(word)))
}

/** What people write differently and mean alike: full and half width, blanks and signs between characters, case. */
function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Only where the field says which ranks suffice; an act with a basis rule of its own checks it itself, and says more. */
function basisFault(field: FormField, value: Basis, { instruments, today }: BasisCheck): Fault | undefined {
  if (field.ranks === undefined) return undefined
  const instrument = instruments.find((i) => i.id === value.instrument)
  if (instrument === undefined) return { fault: 'basisUnknown' }
  if (!isInForce(instrument, today)) return { fault: 'basisNotInForce' }
  return field.ranks.includes(instrument.rank) ? undefined : { fault: 'basisRank' }
}

function isRequired(field: FormField, data: FormData): boolean {
  if (field.required) return true
  const { requiredWhen } = field
  if (requiredWhen === undefined) return false
  const values = [valueOf(data, requiredWhen.field)].flat()
  return values.some((value) => isScalar(value) && requiredWhen.is.includes(String(value)))
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Only what was entered: a field named `constructor` is not filled by the language. */
function valueOf(data: FormData, field: string): unknown {
  return Object.hasOwn(data, field) ? data[field] : undefined
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

function hasType(field: FormField, value: unknown): boolean {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'choice':
    case 'organization':
      return typeof value === 'string' && value.length <= (field.type === 'longText' ? 4000 : 400)
    case 'date':
      return typeof value === 'string' && isCivilDate(value)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'items':
    case 'texts':
      return (
        Array.isArray(value) &&
        value.length <= 1000 &&
        value.every((v) => typeof v === 'string' && v !== '' && v.length <= 400)
      )
    case 'basis':
      return isBasis(value)
    case 'rows':
      return Array.isArray(value) && value.every(isRow)
  }
}

function isRow(value: unknown): value is FormData {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The legal basis of a refusal: which instrument, which provision of it. */
export interface Basis {
  readonly instrument: string
  readonly provision: string
}

export function isBasis(value: unknown): value is Basis {
  if (typeof value !== 'object' || value === null) return false
  const { instrument, provision, ...rest } = value as Record<string, unknown>
  return (
    typeof instrument === 'string' &&
    instrument !== '' &&
    typeof provision === 'string' &&
    provision.trim() !== '' &&
    Object.keys(rest).length === 0
  )
}
