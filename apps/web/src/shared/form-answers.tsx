import type { ReactElement, ReactNode } from 'react'
import type { FormColumn, FormField, Instrument } from '../api/types.ts'
import { ClauseChips, type ClauseRef } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import { rowsIn, type FormValues } from './form-values.ts'
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
          <dd>{answer(values[field.name], field)}</dd>
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

  function answer(value: unknown, field: FormField): ReactNode {
    if (field.type !== 'rows') return say(value, field)
    return <RowsAnswer columns={field.columns ?? []} rows={rowsIn(value)} say={say} />
  }

  function say(value: unknown, field: FormColumn | undefined): string {
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

interface RowsAnswerProps {
  readonly columns: readonly FormColumn[]
  readonly rows: readonly FormValues[]
  readonly say: (value: unknown, column: FormColumn) => string
}

/** Only columns that some row answers; the others would be empty from top to bottom. */
function RowsAnswer({ columns, rows, say }: RowsAnswerProps): ReactElement {
  const t = useText()
  const answered = columns.filter((column) => rows.some((row) => row[column.name] !== undefined))
  return (
    <div className="rows-answer">
      <table className="table table-rows">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t.rows.number}
            </th>
            {answered.map((column) => (
              <th key={column.name} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <td className="number quiet">{i + 1}</td>
              {answered.map((column) => (
                <td key={column.name} data-label={column.label}>
                  {row[column.name] === undefined ? <span className="quiet">—</span> : say(row[column.name], column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
