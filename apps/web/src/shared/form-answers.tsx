import type { ReactElement } from 'react'
import type { FormField, Instrument } from '../api/types.ts'
import { ClauseChips, type ClauseRef } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import type { FormValues } from './regime-form.tsx'
import { useLawBook } from './law-book.ts'

export interface FormAnswersProps {
  readonly fields: readonly FormField[]
  readonly values: FormValues
  readonly instruments: readonly Instrument[]
  /** Names for values that are ids: of items, of the application. */
  readonly names?: Readonly<Record<string, string>>
}

/** What was entered in a form, read back under the labels of the regime. */
export function FormAnswers({ fields, values, instruments, names = {} }: FormAnswersProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const known = new Set(fields.map((f) => f.name))
  const given = fields.filter((f) => values[f.name] !== undefined)
  const others = Object.keys(values).filter((name) => !known.has(name))
  return (
    <dl className="facts">
      {given.map((field) => (
        <div key={field.name}>
          <dt>
            {field.label} <ClauseChips clauses={citesOfTheRegime(field)} />
          </dt>
          <dd>{say(values[field.name], field)}</dd>
        </div>
      ))}
      {others.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{say(values[name], undefined)}</dd>
        </div>
      ))}
    </dl>
  )

  /** Read back, a field shows the statute that asks for it; the operator's own rules stand beside the empty form. */
  function citesOfTheRegime(field: FormField): readonly ClauseRef[] {
    return field.cites
      .map(book.clause)
      .filter((clause) => clause.standing !== undefined && clause.standing !== 'policy')
      .slice(0, 1)
  }

  function say(value: unknown, field: FormField | undefined): string {
    if (Array.isArray(value)) return value.map((v) => names[String(v)] ?? String(v)).join(t.listComma)
    if (typeof value === 'boolean') return value ? t.form.yes : t.form.no
    if (typeof value === 'object' && value !== null) {
      const { instrument, provision } = value as { instrument?: string; provision?: string }
      return `${instruments.find((i) => i.id === instrument)?.title ?? instrument ?? ''} ${provision ?? ''}`
    }
    const text = String(value)
    const option = field?.options?.find((o) => o.value === text)
    if (option !== undefined) return option.label === option.value ? (t.choices[text] ?? text) : option.label
    return names[text] ?? text
  }
}
