import type { FormData, FormField, Regime } from '@fadu/domain'

/** One thing the public is told, under the regime's own words and clauses. */
export interface PublicStatement {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly cites: readonly string[]
}

/** What of a form the public is told: the fields that are named here and filled in, in the order of the form. */
export function statementsOf(
  regime: Regime,
  fields: readonly FormField[],
  form: FormData,
  shown: readonly string[],
): readonly PublicStatement[] {
  return fields.flatMap((field) => {
    const value = shown.includes(field.name) ? said(regime, field, form[field.name]) : ''
    return value === '' ? [] : [{ name: field.name, label: field.label, value, cites: field.cites }]
  })
}

/** A value in the words of the regime: a choice by its word, a basis by title and provision. */
function said(regime: Regime, field: FormField, value: unknown): string {
  if (typeof value === 'string') {
    return field.type === 'choice' ? (regime.term(`${field.name}.${value}`)?.text ?? value) : value
  }
  if (field.type !== 'basis' || typeof value !== 'object' || value === null) return ''
  const { instrument, provision } = value as { instrument: string; provision: string }
  const title = regime.instruments.find((i) => i.id === instrument)?.title ?? instrument
  return `《${title}》${provision}`
}
