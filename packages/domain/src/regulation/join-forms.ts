import type { FormDefinition, FormField } from './pack.ts'

/** Two packs say different things about one field, and neither can simply be added to the other. */
export interface FieldConflict {
  readonly field: string
  readonly message: string
}

/**
 * One form out of the forms of the same name, nearest first: a profile may add fields and duties, never drop them. Words
 * and options are the nearest pack's.
 */
export function joinForms(forms: readonly FormDefinition[]): FormDefinition | undefined {
  const [nearest] = forms
  if (nearest === undefined) return undefined
  const fields = joinAll(forms.map((form) => form.fields))
  return { name: nearest.name, title: nearest.title, fields }
}

function joinAll(lists: readonly (readonly FormField[])[]): readonly FormField[] {
  const fields = new Map<string, FormField>()
  for (const field of lists.flat()) {
    const known = fields.get(field.name)
    fields.set(field.name, known === undefined ? field : joinFields(known, field))
  }
  return [...fields.values()]
}

function joinFields(near: FormField, far: FormField): FormField {
  const help = near.help ?? far.help
  const options = near.options ?? far.options
  const ranks = joinRanks(near.ranks, far.ranks)
  const excludes = [...(near.excludes ?? []), ...(far.excludes ?? [])]
  const requiredWhen = joinConditions(near.requiredWhen, far.requiredWhen)
  const initial = near.default ?? far.default
  const columns = joinAll([near.columns ?? [], far.columns ?? []])
  return {
    name: near.name,
    label: near.label,
    type: near.type,
    required: near.required || far.required,
    cites: [...new Set([...near.cites, ...far.cites])],
    ...(help === undefined ? {} : { help }),
    ...(near.confidential === true || far.confidential === true ? { confidential: true } : {}),
    ...(options === undefined ? {} : { options }),
    ...(ranks === undefined ? {} : { ranks }),
    ...(excludes.length === 0 ? {} : { excludes }),
    ...(requiredWhen === undefined ? {} : { requiredWhen }),
    ...(initial === undefined ? {} : { default: initial }),
    ...(columns.length === 0 ? {} : { columns }),
  }
}

/** A basis must suffice for every text that asks for one. */
function joinRanks(near: FormField['ranks'], far: FormField['ranks']): FormField['ranks'] {
  return near === undefined || far === undefined ? (near ?? far) : near.filter((rank) => far.includes(rank))
}

type When = FormField['requiredWhen']

function joinConditions(near: When, far: When): When {
  if (near === undefined || far === undefined) return near ?? far
  return near.field === far.field ? { field: near.field, is: [...new Set([...near.is, ...far.is])] } : near
}

/** Every field of a form with its columns, which are named `items.identifier`. */
export function everyField(form: FormDefinition): readonly FormField[] {
  return form.fields.flatMap((field) => [
    field,
    ...(field.columns ?? []).map((column) => ({ ...column, name: `${field.name}.${column.name}` })),
  ])
}

/**
 * What joining would have to choose silently: other types, other conditions, an option that the farther law lacks.
 *
 * @param forms - Nearest first; `free` marks forms of the platform's policy, whose options a regime may replace.
 */
export function joinConflicts(
  forms: readonly { readonly form: FormDefinition; readonly free: boolean }[],
): readonly FieldConflict[] {
  const [nearest, ...farther] = forms
  if (nearest === undefined) return []
  return farther.flatMap(({ form, free }) => conflictsBetween(nearest.form.fields, form.fields, free))
}

/** Of a column the name is `items.identifier`. */
function conflictsBetween(
  near: readonly FormField[],
  far: readonly FormField[],
  free: boolean,
): readonly FieldConflict[] {
  return far.flatMap((field): readonly FieldConflict[] => {
    const same = near.find((f) => f.name === field.name)
    if (same === undefined) return []
    const message = conflict(same, field, free)
    if (message !== undefined) return [{ field: field.name, message }]
    const columns = conflictsBetween(same.columns ?? [], field.columns ?? [], free)
    return columns.map((found) => ({ ...found, field: `${field.name}.${found.field}` }))
  })
}

function conflict(near: FormField, far: FormField, free: boolean): string | undefined {
  if (near.type !== far.type) return `is ${near.type} here and ${far.type} in the pack it joins`
  const added = near.options?.find((option) => far.options !== undefined && !far.options.includes(option))
  if (added !== undefined && !free) return `offers «${added}», which the law it builds on does not know`
  if (joinRanks(near.ranks, far.ranks)?.length === 0) {
    return `accepts ${near.ranks!.join(', ')} here and ${far.ranks!.join(', ')} in the pack it joins: nothing would suffice`
  }
  const [a, b] = [near.requiredWhen?.field, far.requiredWhen?.field]
  const settled = near.required || far.required || a === undefined || b === undefined || a === b
  return settled ? undefined : `is required when «${a}» says so here and when «${b}» says so in the pack it joins`
}
