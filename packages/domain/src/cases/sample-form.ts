import { checkForm, type BasisCheck, type FormData } from '../procedure/index.ts'
import type { FormDefinition, FormField, Instrument, Regime } from '../regulation/index.ts'
import { civil } from '../shared/index.ts'
import type { CaseBasis, CaseTurn } from './case-file.ts'

/**
 * What was entered: what the case says, and samples for the required fields it says nothing of, so that a case speaks of
 * its own matter only. `null` leaves a field empty.
 */
export function enteredForm(form: FormDefinition | undefined, turn: CaseTurn, basis: BasisCheck): FormData {
  const given = new Map<string, unknown>(Object.entries(turn.form))
  if (turn.basis !== undefined) given.set('basis', basisValue(turn.basis))
  const data = new Map([...given].filter(([, value]) => value !== null))
  return form === undefined ? Object.fromEntries(data) : withSamples(form, given, data, basis)
}

function withSamples(
  form: FormDefinition,
  given: ReadonlyMap<string, unknown>,
  entered: ReadonlyMap<string, unknown>,
  basis: BasisCheck,
): FormData {
  const data = new Map(entered)
  for (const field of form.fields) {
    if (field.required && !given.has(field.name)) data.set(field.name, sampleOf(field, basis))
    if (field.type === 'rows' && data.has(field.name))
      data.set(field.name, sampleRows(field, data.get(field.name), basis))
  }
  // A field may be required because of another one's value, so what is still missing is asked of the form itself.
  for (const { field: name, fault } of checkForm(form, Object.fromEntries(data), basis)) {
    const field = form.fields.find((f) => f.name === name)
    if (fault === 'missing' && field !== undefined && !given.has(name)) data.set(name, sampleOf(field, basis))
  }
  return Object.fromEntries(data)
}

/** Of each row too a case says only what it is about. */
function sampleRows(field: FormField, value: unknown, basis: BasisCheck): unknown {
  if (!Array.isArray(value)) return value
  const row: FormDefinition = { name: field.name, title: field.label, fields: field.columns ?? [] }
  return value.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
    const given = new Map(Object.entries(one))
    return withSamples(row, given, new Map([...given].filter(([, v]) => v !== null)), basis)
  })
}

/** Instruments of the regime, and those that a case names by rank alone. */
export function instrumentsFor(regime: Regime, turn: CaseTurn): readonly Instrument[] {
  const { basis } = turn
  const sample: Instrument = { id: sampleLaw, title: '（示例法律）', rank: 'law', inForceFrom: civil('2000-01-01') }
  if (basis === undefined || 'instrument' in basis) return [...regime.instruments, sample]
  const { rank, inForce = '2000-01-01', repealed } = basis
  const named: Instrument = {
    id: idOf(basis),
    title: `（${regime.term(`rank.${rank}`)?.text ?? rank}）`,
    rank,
    inForceFrom: civil(inForce),
    ...(repealed === undefined ? {} : { repealedOn: civil(repealed) }),
  }
  return [...regime.instruments, sample, named]
}

const sampleLaw = 'case:sample'
const sampleProvision = '（示例条款）'

function idOf(basis: CaseBasis): string {
  return 'instrument' in basis ? basis.instrument : `case:${basis.rank}`
}

function basisValue(basis: CaseBasis): unknown {
  const provision = 'instrument' in basis ? (basis.provision ?? sampleProvision) : sampleProvision
  return { instrument: idOf(basis), provision }
}

function sampleOf(field: FormField, basis: BasisCheck): unknown {
  switch (field.type) {
    case 'choice':
      return field.options![0]
    case 'date':
      return basis.today
    case 'integer':
      return 1
    case 'boolean':
      return true
    case 'items':
    case 'texts':
      return ['（示例）']
    case 'basis':
      return { instrument: sampleLaw, provision: sampleProvision }
    case 'rows':
      return sampleRows(field, [{}], basis)
    case 'text':
    case 'longText':
    case 'organization':
      return '（示例）'
  }
}
