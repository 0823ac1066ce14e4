import type { ReactElement } from 'react'
import type { FormField, Instrument, RegimeForm } from '../api/types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { FieldInput, mostRadios, type Choice } from './field-input.tsx'
import { Field } from './field.tsx'
import { isAsked, isRequired, type FormFaults, type FormValues } from './form-values.ts'
import { useLawBook } from './law-book.ts'
import { RowsInput } from './rows-input.tsx'

/** The content of these forms is the catalog entry itself; it is changed there and taken from there. */
export const formsOfTheSubject: ReadonlySet<string> = new Set(['catalog-entry'])

export interface RegimeFormFieldsProps {
  readonly form: RegimeForm
  readonly values: FormValues
  readonly onChange: (values: FormValues) => void
  /** What the server or `missingFields` found. */
  readonly faults: FormFaults
  readonly instruments: readonly Instrument[]
  /** Choices for fields that name something on the platform; see `useFormChoices`. */
  readonly choices?: Readonly<Record<string, readonly Choice[]>>
}

/** The fields of a form as the regime asks for them, each with its clause. */
export function RegimeFormFields({
  form,
  values,
  onChange,
  faults,
  instruments,
  choices = {},
}: RegimeFormFieldsProps): ReactElement {
  const book = useLawBook()
  return (
    <div className="fields">
      {form.fields
        .filter((field) => isAsked(field, values))
        .map((field) => (
          <Field
            key={field.name}
            label={field.label}
            required={isRequired(field, values)}
            aside={<ClauseChips clauses={field.cites.map(book.clause)} />}
            help={field.help}
            fault={faults[field.name]}
            name={field.name}
            group={isGroup(field, choices)}
          >
            {(ids) =>
              field.type === 'rows' ? (
                <RowsInput
                  field={field}
                  value={values[field.name]}
                  onChange={(rows) => onChange({ ...values, [field.name]: rows })}
                  faults={faults}
                  instruments={instruments}
                  choices={choices}
                />
              ) : (
                <FieldInput
                  field={field}
                  value={values[field.name]}
                  onChange={(value) => onChange({ ...values, [field.name]: value })}
                  instruments={instruments}
                  choices={choices[field.name]}
                  ids={ids}
                />
              )
            }
          </Field>
        ))}
    </div>
  )
}

function isGroup(field: FormField, choices: Readonly<Record<string, readonly Choice[]>>): boolean {
  if (field.type === 'items') return choices[field.name] !== undefined
  if (field.type === 'basis' || field.type === 'boolean' || field.type === 'rows') return true
  return field.type === 'choice' && choices[field.name] === undefined && (field.options?.length ?? 0) <= mostRadios
}
