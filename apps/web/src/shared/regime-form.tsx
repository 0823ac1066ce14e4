import { useState, type ReactElement } from 'react'
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { ApiFault } from '../api/client.ts'
import type { FormField, Instrument, RegimeForm } from '../api/types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { useLanguage, useText } from '../text/text.tsx'
import { Field, type FieldIds } from './field.tsx'
import { useLawBook } from './law-book.ts'

/** The content of these forms is the catalog entry itself; it is changed there and taken from there. */
export const formsOfTheSubject: ReadonlySet<string> = new Set(['catalog-entry'])

export type FormValues = Readonly<Record<string, unknown>>

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface RegimeFormFieldsProps {
  readonly form: RegimeForm
  readonly values: FormValues
  readonly onChange: (values: FormValues) => void
  /** What the server or `missingFields` found: field → fault. */
  readonly faults: Readonly<Record<string, string>>
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
            {(ids) => (
              <FieldInput
                field={field}
                value={values[field.name]}
                onChange={(value) => onChange({ ...values, [field.name]: value })}
                instruments={instruments}
                choices={choices[field.name]}
                ids={ids}
              />
            )}
          </Field>
        ))}
    </div>
  )
}

interface FieldInputProps {
  readonly field: FormField
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly instruments: readonly Instrument[]
  readonly choices: readonly Choice[] | undefined
  readonly ids: FieldIds
}

const mostRadios = 4
/** A longer list is searched by typing. */
const mostUnsearched = 12

function FieldInput({ field, value, onChange, instruments, choices, ids }: FieldInputProps): ReactElement {
  const t = useText()
  const text = typeof value === 'string' ? value : ''
  switch (field.type) {
    case 'longText':
      return (
        <Input.TextArea
          {...ids}
          autoSize={{ minRows: 2, maxRows: 10 }}
          value={text}
          onChange={(e) => onChange(e.target.value)}
        />
      )
    case 'integer':
      return (
        <InputNumber
          {...ids}
          value={typeof value === 'number' ? value : null}
          precision={0}
          onChange={(n) => onChange(n ?? undefined)}
        />
      )
    case 'date':
      return <Input {...ids} type="date" className="short" value={text} onChange={(e) => onChange(e.target.value)} />
    case 'boolean':
      return (
        // Two answers and none yet: a box left empty would not say whether it was answered.
        <Radio.Group
          aria-labelledby={`${ids.id}-label`}
          value={typeof value === 'boolean' ? value : null}
          options={[
            { value: true, label: t.form.yes },
            { value: false, label: t.form.no },
          ]}
          onChange={(e) => onChange(e.target.value as boolean)}
        />
      )
    case 'texts':
      return <LinesInput value={value} onChange={onChange} ids={ids} />
    case 'items':
      // Only a catalog entry has items to choose from; elsewhere they are named.
      if (choices === undefined) return <LinesInput value={value} onChange={onChange} ids={ids} />
      return <ItemsInput value={value} onChange={onChange} choices={choices} />
    case 'basis':
      return <BasisInput value={value} onChange={onChange} instruments={instruments} ids={ids} />
    default:
      return <ChoiceOrText field={field} value={text} onChange={onChange} choices={choices} ids={ids} />
  }
}

function LinesInput({ value, onChange, ids }: Pick<FieldInputProps, 'value' | 'onChange' | 'ids'>): ReactElement {
  const t = useText()
  return (
    <Input.TextArea
      {...ids}
      autoSize={{ minRows: 2, maxRows: 8 }}
      placeholder={t.form.onePerLine}
      value={Array.isArray(value) ? value.join('\n') : ''}
      onChange={(e) => onChange(e.target.value === '' ? [] : e.target.value.split('\n'))}
    />
  )
}

function ChoiceOrText({
  field,
  value,
  onChange,
  choices,
  ids,
}: Omit<FieldInputProps, 'instruments'> & { readonly value: string }): ReactElement {
  const t = useText()
  const options =
    choices ??
    field.options?.map((o) => ({
      value: o.value,
      label: o.label === o.value ? (t.choices[o.value] ?? o.label) : o.label,
    }))
  if (options === undefined)
    return <Input {...ids} value={value} maxLength={400} onChange={(e) => onChange(e.target.value)} />
  if (choices === undefined && options.length <= mostRadios) {
    return (
      <Radio.Group
        aria-labelledby={`${ids.id}-label`}
        value={value}
        onChange={(e) => onChange(e.target.value as string)}
      >
        {options.map((o) => (
          <Radio key={o.value} value={o.value}>
            {o.label}
          </Radio>
        ))}
      </Radio.Group>
    )
  }
  return (
    <Select
      {...ids}
      className="wide"
      showSearch={options.length > mostUnsearched ? { optionFilterProp: 'label' } : false}
      value={value === '' ? null : value}
      options={[...options]}
      placeholder={t.form.choose}
      notFoundContent={t.form.nothingToChoose}
      onChange={(chosen: string) => onChange(chosen)}
    />
  )
}

interface ItemsInputProps {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly choices: readonly Choice[]
}

function ItemsInput({ value, onChange, choices }: ItemsInputProps): ReactElement {
  const t = useText()
  const chosen = Array.isArray(value) ? (value as string[]) : []
  return (
    <div className="checks">
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          checked={chosen.includes(choice.value)}
          onChange={(e) =>
            onChange(
              choices.map((c) => c.value).filter((v) => (v === choice.value ? e.target.checked : chosen.includes(v))),
            )
          }
        >
          {choice.label} <code>{choice.value}</code>
        </Checkbox>
      ))}
      <p className="field-help">{t.form.leastItems}</p>
    </div>
  )
}

interface BasisInputProps {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly instruments: readonly Instrument[]
  readonly ids: FieldIds
}

/**
 * The basis of a refusal is an instrument and a provision of it. An instrument that the regime does not know can be named
 * too: whether it is enough is decided, and explained, where the act is decided.
 */
function BasisInput({ value, onChange, instruments, ids }: BasisInputProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { instrument = '', provision = '' } = (value ?? {}) as { instrument?: string; provision?: string }
  const [sought, setSought] = useState('')
  const known = instruments.map((i) => ({
    value: i.id,
    label: `${i.title}（${language === 'en' ? (t.ranks[i.rank] ?? i.rankText) : i.rankText}）`,
  }))
  const others = [...new Set([sought.trim(), instrument])].filter(
    (other) => other !== '' && !instruments.some((i) => i.id === other || i.title.includes(other)),
  )
  return (
    <div className="basis">
      <Select
        {...ids}
        aria-label={t.form.instrument}
        className="wide"
        showSearch={{ optionFilterProp: 'label', onSearch: setSought }}
        value={instrument === '' ? null : instrument}
        placeholder={t.form.instrument}
        options={[...known, ...others.map((other) => ({ value: other, label: t.form.otherInstrument(other) }))]}
        onChange={(chosen: string) => onChange({ instrument: chosen, provision })}
      />
      <Input
        aria-label={t.form.provision}
        placeholder={t.form.provision}
        value={provision}
        maxLength={400}
        onChange={(e) => onChange({ instrument, provision: e.target.value })}
      />
    </div>
  )
}

function isGroup(field: FormField, choices: Readonly<Record<string, readonly Choice[]>>): boolean {
  if (field.type === 'items') return choices[field.name] !== undefined
  if (field.type === 'basis' || field.type === 'boolean') return true
  return field.type === 'choice' && choices[field.name] === undefined && (field.options?.length ?? 0) <= mostRadios
}

/** A field that only some answers call for appears with them, and stays while something stands in it. */
function isAsked(field: FormField, values: FormValues): boolean {
  return field.requiredWhen === undefined || isRequired(field, values) || !isBlank(values[field.name])
}

export function isRequired(field: FormField, values: FormValues): boolean {
  if (field.required) return true
  const { requiredWhen } = field
  if (requiredWhen === undefined) return false
  return [values[requiredWhen.field]].flat().some((answer) => requiredWhen.is.includes(String(answer)))
}

/** Faults that the server found in what was entered: field → fault. */
export function serverFaults(fault: unknown): Readonly<Record<string, string>> {
  const fields = fault instanceof ApiFault ? (fault.document?.fields ?? []) : []
  return Object.fromEntries(fields.map((f) => [f.field, f.fault]))
}

/** What is entered, without what was left blank: an untouched field is not sent as an empty one. */
export function enteredValues(form: RegimeForm, values: FormValues): FormValues {
  const entered = form.fields.map((field) => [field.name, clean(values[field.name])] as const)
  return Object.fromEntries(entered.filter(([, value]) => !isBlank(value)))
}

/** Required fields left blank, found before anything is sent: an incomplete form would be refused and recorded. */
export function missingFields(form: RegimeForm, values: FormValues): Readonly<Record<string, string>> {
  const missing = form.fields.filter((field) => isRequired(field, values) && isIncomplete(clean(values[field.name])))
  return Object.fromEntries(missing.map((field) => [field.name, 'missing']))
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

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object') return Object.values(value).every(isBlank)
  return false
}
