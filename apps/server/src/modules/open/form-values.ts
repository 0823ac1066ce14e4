import type { FormData } from '@fadu/domain'

/** A text field of a form whose presence and type the regime's form has checked. */
export function textIn(form: FormData, field: string): string {
  const value = form[field]
  return typeof value === 'string' ? value : ''
}

/** The rows of a field; none where the form has no such field. */
export function rowsIn(form: FormData, field: string): readonly FormData[] {
  const value = form[field]
  return Array.isArray(value) ? (value as readonly FormData[]) : []
}
