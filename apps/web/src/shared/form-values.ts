import { ApiFault } from '../api/client.ts'
import type { FormColumn, FormField, RegimeForm } from '../api/types.ts'

/** What stands in a form: field → value. A field of type `rows` holds a list of the same, one for each row. */
export type FormValues = Readonly<Record<string, unknown>>

/** Field → fault; inside rows with the place of the row and its column, such as `items.3.legalBasis`. */
export type FormFaults = Readonly<Record<string, string>>

export function isRequired(field: FormColumn, values: FormValues): boolean {
  if (field.required) return true
  const { requiredWhen } = field
  if (requiredWhen === undefined) return false
  return [values[requiredWhen.field]].flat().some((answer) => requiredWhen.is.includes(String(answer)))
}

/** A field that only some answers call for appears with them, and stays while something stands in it. */
export function isAsked(field: FormColumn, values: FormValues): boolean {
  return field.requiredWhen === undefined || isRequired(field, values) || !isBlank(values[field.name])
}

export function rowsIn(value: unknown): readonly FormValues[] {
  return Array.isArray(value) ? value.filter((row): row is FormValues => typeof row === 'object' && row !== null) : []
}

/** Faults that the server found in what was entered. */
export function serverFaults(fault: unknown): FormFaults {
  const fields = fault instanceof ApiFault ? (fault.document?.fields ?? []) : []
  return Object.fromEntries(fields.map((f) => [f.field, f.fault]))
}

/** What is entered, without what was left blank: an untouched field or row is not sent as an empty one. */
export function enteredValues(form: Pick<RegimeForm, 'fields'>, values: FormValues): FormValues {
  return enteredIn(form.fields, values)
}

function enteredIn(fields: readonly FormField[], values: FormValues): FormValues {
  const entered = fields.map((field) => [field.name, enteredValue(field, values[field.name])] as const)
  return Object.fromEntries(entered.filter(([, value]) => !isBlank(value)))
}

function enteredValue(field: FormField, value: unknown): unknown {
  if (field.type !== 'rows') return clean(value)
  return filledRows(value).map((row) => enteredIn(field.columns ?? [], row))
}

/** Rows in which something stands. Faults count only these, for only these are sent. */
export function filledRows(value: unknown): readonly FormValues[] {
  return rowsIn(value).filter((row) => !isBlank(row))
}

/** Required fields left blank, found before anything is sent: an incomplete form would be refused and recorded. */
export function missingFields(form: Pick<RegimeForm, 'fields'>, values: FormValues): FormFaults {
  return Object.fromEntries(missingIn(form.fields, values).map((name) => [name, 'missing']))
}

function missingIn(fields: readonly FormField[], values: FormValues): readonly string[] {
  return fields.flatMap((field) => {
    const value = values[field.name]
    if (isRequired(field, values) && isIncomplete(enteredValue(field, value))) return [field.name]
    if (field.type !== 'rows') return []
    return filledRows(value).flatMap((row, i) =>
      missingIn(field.columns ?? [], row).map((column) => `${field.name}.${i}.${column}`),
    )
  })
}

/** Labels of the fields that have a fault, in the order of the form. */
export function faultyLabels(form: Pick<RegimeForm, 'fields'>, faults: FormFaults): readonly string[] {
  const faulty = new Set(Object.keys(faults).map((name) => name.split('.')[0]))
  return form.fields.filter((field) => faulty.has(field.name)).map((field) => field.label)
}

/** A basis is an instrument and a provision; one without the other is not there yet. */
function isIncomplete(value: unknown): boolean {
  if (isBlank(value)) return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { instrument, provision } = value as Record<string, unknown>
  return isBlank(instrument) || isBlank(provision)
}

function clean(value: unknown): unknown {
  return Array.isArray(value) ? value.map((v) => String(v).trim()).filter((v) => v !== '') : value
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object') return Object.values(value).every(isBlank)
  return false
}
