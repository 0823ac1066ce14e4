import { useState, type ReactElement } from 'react'
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import type { FormColumn, Instrument } from '../api/types.ts'
import { useLanguage, useText } from '../text/text.tsx'
import type { FieldIds } from './field.tsx'
import { GrowingText } from './growing-text.tsx'

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface FieldInputProps {
  readonly field: FormColumn
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly instruments: readonly Instrument[]
  readonly choices: readonly Choice[] | undefined
  readonly ids: FieldIds
  /** In a row of a table, where there is no room to lay choices out. */
  readonly isCell?: boolean
}

/** More choices than these are chosen from a list. */
export const mostRadios = 4
/** A longer list is searched by typing. */
const mostUnsearched = 12

/** The control for one field of any type but `rows`. */
export function FieldInput({
  field,
  value,
  onChange,
  instruments,
  choices,
  ids,
  isCell = false,
}: FieldInputProps): ReactElement {
  const t = useText()
  const text = typeof value === 'string' ? value : ''
  switch (field.type) {
    case 'longText':
      return (
        <GrowingText
          {...ids}
          least={isCell ? 1 : 2}
          most={10}
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
          {...groupName(ids)}
          value={typeof value === 'boolean' ? value : null}
          options={[
            { value: true, label: t.form.yes },
            { value: false, label: t.form.no },
          ]}
          onChange={(e) => onChange(e.target.value as boolean)}
        />
      )
    case 'texts':
      if (choices !== undefined) return <SeveralInput value={value} onChange={onChange} choices={choices} ids={ids} />
      return <LinesInput value={value} onChange={onChange} ids={ids} isCell={isCell} />
    case 'items':
      // Only a catalog entry has items to choose from; elsewhere they are named.
      if (choices === undefined) return <LinesInput value={value} onChange={onChange} ids={ids} />
      return <ItemsInput value={value} onChange={onChange} choices={choices} />
    case 'basis':
      return <BasisInput value={value} onChange={onChange} instruments={instruments} ids={ids} />
    default:
      return <ChoiceOrText field={field} value={text} onChange={onChange} choices={choices} ids={ids} isCell={isCell} />
  }
}

/** A group of radios is named by the label above it, or in a cell by its row and column. */
function groupName(ids: FieldIds): { 'aria-label': string } | { 'aria-labelledby': string } {
  const label = ids['aria-label']
  return label === undefined ? { 'aria-labelledby': `${ids.id}-label` } : { 'aria-label': label }
}

interface SeveralInputProps {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly choices: readonly Choice[]
  readonly ids: FieldIds
}

function SeveralInput({ value, onChange, choices, ids }: SeveralInputProps): ReactElement {
  const t = useText()
  return (
    <Select
      {...ids}
      className="wide"
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      value={Array.isArray(value) ? (value as string[]) : []}
      options={[...choices]}
      placeholder={t.form.choose}
      notFoundContent={t.form.nothingToChoose}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  )
}

type LinesInputProps = Pick<FieldInputProps, 'value' | 'onChange' | 'ids' | 'isCell'>

function LinesInput({ value, onChange, ids, isCell = false }: LinesInputProps): ReactElement {
  const t = useText()
  return (
    <GrowingText
      {...ids}
      least={isCell ? 1 : 2}
      most={8}
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
  isCell = false,
}: Omit<FieldInputProps, 'instruments'> & { readonly value: string }): ReactElement {
  const t = useText()
  const options =
    choices ??
    field.options?.map((o) => ({
      value: o.value,
      label: o.label === o.value ? (t.choices[o.value] ?? o.label) : o.label,
    }))
  if (options === undefined && isCell) {
    return (
      // One line that wraps, so that all of it is seen in a narrow column.
      <GrowingText
        {...ids}
        maxLength={400}
        value={value}
        onPressEnter={(e) => e.preventDefault()}
        onChange={(e) => onChange(e.target.value.replaceAll('\n', ' '))}
      />
    )
  }
  if (options === undefined)
    return <Input {...ids} value={value} maxLength={400} onChange={(e) => onChange(e.target.value)} />
  if (choices === undefined && !isCell && options.length <= mostRadios) {
    return (
      <Radio.Group {...groupName(ids)} value={value} onChange={(e) => onChange(e.target.value as string)}>
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
  const named = (part: string): string => [ids['aria-label'], part].filter((p) => p !== undefined).join(' ')
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
        aria-label={named(t.form.instrument)}
        className="wide"
        showSearch={{ optionFilterProp: 'label', onSearch: setSought }}
        value={instrument === '' ? null : instrument}
        placeholder={t.form.instrument}
        options={[...known, ...others.map((other) => ({ value: other, label: t.form.otherInstrument(other) }))]}
        onChange={(chosen: string) => onChange({ instrument: chosen, provision })}
      />
      <Input
        aria-label={named(t.form.provision)}
        placeholder={t.form.provision}
        value={provision}
        maxLength={400}
        onChange={(e) => onChange({ instrument, provision: e.target.value })}
      />
    </div>
  )
}
