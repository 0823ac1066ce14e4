import type { ClauseId } from '../shared/index.ts'
import { isCivilDate } from '../shared/index.ts'
import type { CivilDate } from '../shared/index.ts'
import type { FormDefinition, FormField, Instrument } from '../regulation/pack.ts'
import type { Regime } from '../regulation/regime.ts'
import type { Facts } from './definition.ts'
import { isInForce } from './in-force.ts'
import { formFact } from './vocabulary.ts'

export interface FieldFault {
  readonly field: string
  readonly label: string
  readonly fault: 'missing' | 'wrongType' | 'notAnOption' | 'unknown' | 'basisUnknown' | 'basisNotInForce' | 'basisRank'
  readonly cites: readonly ClauseId[]
  readonly options?: readonly string[]
}

export type FormData = Readonly<Record<string, unknown>>

/** What a legal basis is checked against: the instruments there are, and the day on which it must hold. */
export interface BasisCheck {
  readonly instruments: readonly Instrument[]
  readonly today: CivilDate
}

/**
 * Checks what was entered against a form of the regime: required fields, types, choices, and whether a legal basis exists,
 * is in force and of a rank the field accepts. A field the form does not know is a fault too, so that nothing is stored
 * which no clause or profile asked for.
 */
export function checkForm(form: FormDefinition, data: FormData, basis: BasisCheck): readonly FieldFault[] {
  const faults: FieldFault[] = []
  const known = new Set(form.fields.map((f) => f.name))
  for (const field of form.fields) {
    const fault = faultOf(field, data, basis)
    if (fault === undefined) continue
    faults.push({
      field: field.name,
      label: field.label,
      fault,
      cites: field.cites,
      ...(fault === 'notAnOption' && field.options !== undefined ? { options: field.options } : {}),
    })
  }
  for (const name of Object.keys(data)) {
    if (!known.has(name)) faults.push({ field: name, label: name, fault: 'unknown', cites: [] })
  }
  return faults
}

/** What conditions of procedures may ask of an act's form: its choices and its yes-or-no fields. */
export function formFacts(form: FormDefinition | undefined, data: FormData): Facts {
  const asked = form?.fields.filter((f) => f.type === 'choice' || f.type === 'boolean') ?? []
  return Object.fromEntries(
    asked.flatMap(({ name }) => {
      const value = valueOf(data, name)
      return isScalar(value) ? [[`${formFact}${name}`, value]] : []
    }),
  )
}

/** The same for rules: `device=private`, `lawfulBasis=true`. */
export function chosenIn(regime: Pick<Regime, 'form'>, form: string | undefined, data: FormData): readonly string[] {
  const facts = form === undefined ? {} : formFacts(regime.form(form), data)
  return Object.entries(facts).map(([fact, value]) => `${fact.slice(formFact.length)}=${value}`)
}

/** The fields that were filled; a blank says nothing, so no rule may take it for a record. */
export function givenIn(data: FormData): readonly string[] {
  return Object.keys(data).filter((field) => !isBlank(data[field]))
}

function faultOf(field: FormField, data: FormData, basis: BasisCheck): FieldFault['fault'] | undefined {
  const value = valueOf(data, field.name)
  if (isBlank(value)) return isRequired(field, data) ? 'missing' : undefined
  if (!hasType(field, value)) return 'wrongType'
  if (field.type === 'choice' && !field.options?.includes(value as string)) return 'notAnOption'
  return field.type === 'basis' ? basisFault(field, value as Basis, basis) : undefined
}

/** Only where the field says which ranks suffice; an act with a basis rule of its own checks it itself, and says more. */
function basisFault(
  field: FormField,
  value: Basis,
  { instruments, today }: BasisCheck,
): FieldFault['fault'] | undefined {
  if (field.ranks === undefined) return undefined
  const instrument = instruments.find((i) => i.id === value.instrument)
  if (instrument === undefined) return 'basisUnknown'
  if (!isInForce(instrument, today)) return 'basisNotInForce'
  return field.ranks.includes(instrument.rank) ? undefined : 'basisRank'
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
  }
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
