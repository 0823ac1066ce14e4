import type { ReactElement } from 'react'
import type { LookedUp } from '@fadu/sdk'
import type { GrantDetail, Item } from '../../api/types.ts'
import { clauseOfGround, ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { SealedValue } from '../../components/sealed-value/sealed-value.tsx'
import { useText } from '../../text/text.tsx'

export interface AnswerViewProps {
  readonly answer: LookedUp
  readonly grant: GrantDetail
  readonly items: readonly Item[]
}

/** What the gateway answered: on which clauses, field by field, and the record that it left. */
export function AnswerView({ answer, grant, items }: AnswerViewProps): ReactElement {
  const t = useText()
  const grounds = [...new Map(answer.grounds.map((ground) => [ground.clause, ground])).values()]
  return (
    <section aria-label={t.console.answer} className="part">
      <div className="done" role="status">
        <strong>{t.console.permitted}</strong>
        <ClauseChips clauses={grounds.map(clauseOfGround)} />
        <a className="seal-link" href={`/proof/${answer.receipt}`}>
          {t.seal}
        </a>
        <span className="quiet">
          {t.console.receipt} <code className="break">{answer.receipt}</code>
        </span>
      </div>
      {grant.rowFilter.length > 0 && <p className="quiet">{t.console.filtered}</p>}
      {answer.rows.length === 0 && <p>{t.console.noRow}</p>}
      {answer.rows.map((row, i) => (
        <RowView key={i} row={row} masked={answer.masked ?? []} grant={grant} items={items} />
      ))}
    </section>
  )
}

interface RowViewProps {
  readonly row: LookedUp['rows'][number]
  readonly masked: readonly string[]
  readonly grant: GrantDetail
  readonly items: readonly Item[]
}

function RowView({ row, masked, grant, items }: RowViewProps): ReactElement {
  const t = useText()
  return (
    <table className="table table-cards" aria-label={t.console.answer}>
      <thead>
        <tr>
          <th scope="col">{t.grants.fields}</th>
          <th scope="col">{t.console.value}</th>
          <th scope="col">{t.console.shown}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(row).map(([code, value]) => {
          const item = items.find((i) => i.code === code)
          return (
            <tr key={code}>
              <th scope="row">
                {item?.name} <code>{code}</code>
              </th>
              <td data-label={t.console.value} className="break">
                <Value
                  value={value}
                  grade={item?.grade ?? 4}
                  why={masked.includes(code) ? whyMasked(code) : undefined}
                />
              </td>
              <td data-label={t.console.shown}>
                {masked.includes(code) ? (
                  <span className="tag tag-near">{whyMasked(code)}</span>
                ) : (
                  <span className="quiet">{t.console.clear}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )

  function whyMasked(code: string): string {
    const mask = grant.masks[code]
    const grade = items.find((i) => i.code === code)?.grade
    return mask === undefined
      ? t.console.maskedByGrade(grade ?? 4)
      : t.console.maskedByGrant(t.grants.maskKinds[mask.kind])
  }
}

interface ValueProps {
  readonly value: unknown
  readonly grade: number
  /** Of a value that is masked. */
  readonly why: string | undefined
}

function Value({ value, grade, why }: ValueProps): ReactElement {
  const t = useText()
  if (value === null || value === undefined || value === '') return <span className="quiet">{t.dataset.blank}</span>
  const text =
    typeof value === 'boolean'
      ? value
        ? t.form.yes
        : t.form.no
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return why === undefined ? <>{text}</> : <SealedValue text={text} grade={grade} why={why} />
}
