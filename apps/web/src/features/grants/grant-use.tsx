import { useState, type ReactElement, type ReactNode } from 'react'
import { Segmented } from 'antd'
import { Link } from '@tanstack/react-router'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addDays } from '@fadu/domain'
import { grantUsageQuery } from '../../api/queries.ts'
import type { GrantDetail, GrantUsage } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useItemNames } from '../../shared/item-names.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface GrantUseProps {
  readonly grant: GrantDetail
}

/** Days up to today; the server reads no more than 92 of its log. */
const spans = [7, 30, 90] as const

/** What became of the data under a grant, told to its provider and to whoever uses it: counts, never values. */
export function GrantUse({ grant }: GrantUseProps): ReactElement {
  const t = useText()
  const [span, setSpan] = useState<number>(30)
  const to = today()
  const usage = useQuery({
    ...grantUsageQuery(grant.id, addDays(to, 1 - span), to),
    placeholderData: keepPreviousData,
  })
  const choose = (
    <Segmented
      aria-label={t.grants.period}
      value={span}
      onChange={setSpan}
      options={spans.map((days) => ({ value: days, label: t.grants.lastDays(days) }))}
    />
  )
  return (
    <Section title={t.grants.use} aside={choose}>
      {usage.isPending && <RowsSkeleton />}
      {usage.isError && <FaultView asked={t.grants.use} fault={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.data !== undefined && (
        <>
          <Totals usage={usage.data} />
          <Items grant={grant} usage={usage.data} />
          {usage.data.days.length > 0 && <Days usage={usage.data} />}
          {usage.data.matters.length > 0 && <Matters usage={usage.data} />}
          <Refusals usage={usage.data} />
          <Reviews usage={usage.data} />
        </>
      )}
    </Section>
  )
}

interface UsageProps {
  readonly usage: GrantUsage
}

function Totals({ usage: { totals } }: UsageProps): ReactElement {
  const t = useText()
  const { counts } = t.grants
  return (
    <dl className="facts">
      {(['calls', 'asked', 'missed', 'rows', 'offHoursRows'] as const).map((name) => (
        <div key={name}>
          <dt>{counts[name]}</dt>
          <dd className="number">{totals[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ItemsProps extends UsageProps {
  readonly grant: GrantDetail
}

/** Every item of the grant, so that one nobody asks for is seen; and items that were asked for before they left it. */
function Items({ grant, usage }: ItemsProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const used = new Map(usage.items.map((item) => [item.item, item]))
  const codes = [...new Set([...grant.fields, ...used.keys()])]
  const nameOf = useItemNames(grant.entry.id)
  return (
    <Part title={t.grants.byItem}>
      <table className="table table-cards" aria-label={t.grants.byItem}>
        <thead>
          <tr>
            <th scope="col">{t.grants.fields}</th>
            <th scope="col" className="number">
              {t.grants.counts.calls}
            </th>
            <th scope="col">{t.grants.lastUse}</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => {
            const item = used.get(code)
            return (
              <tr key={code}>
                <th scope="row">
                  {nameOf(code)} <code>{code}</code>
                </th>
                <td className="number" data-label={t.grants.counts.calls}>
                  {item?.calls ?? 0}
                </td>
                <td data-label={t.grants.lastUse}>
                  {item === undefined ? (
                    <span className="tag tag-near">{t.grants.neverUsed}</span>
                  ) : (
                    sayInstant(item.lastAt, language)
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Part>
  )
}

function Days({ usage }: UsageProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const most = Math.max(1, ...usage.days.map((day) => day.rows))
  return (
    <Part title={t.grants.byDay}>
      <ul className="bars" aria-label={t.grants.byDay}>
        {usage.days.map((day) => (
          <li key={day.day}>
            <span>{sayDay(day.day, language, today())}</span>
            <span className="bar-line" aria-hidden="true">
              <i style={{ width: `${(day.rows / most) * 100}%` }} />
            </span>
            <span className="number">{t.grants.dayCounts(day.calls, day.rows)}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Matters({ usage }: UsageProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <Part title={t.grants.byMatter}>
      <table className="table table-cards" aria-label={t.grants.byMatter}>
        <thead>
          <tr>
            <th scope="col">{t.grants.matter}</th>
            <th scope="col">{t.grants.purposes}</th>
            <th scope="col" className="number">
              {t.grants.counts.calls}
            </th>
            <th scope="col" className="number">
              {t.grants.counts.rows}
            </th>
            <th scope="col">{t.grants.lastUse}</th>
          </tr>
        </thead>
        <tbody>
          {usage.matters.map(({ purpose, matter, calls, rows, lastAt }) => (
            <tr key={`${purpose}\n${matter}`}>
              <th scope="row">{matter === '' ? '—' : matter}</th>
              <td data-label={t.grants.purposes}>{purpose}</td>
              <td className="number" data-label={t.grants.counts.calls}>
                {calls}
              </td>
              <td className="number" data-label={t.grants.counts.rows}>
                {rows}
              </td>
              <td data-label={t.grants.lastUse}>{sayInstant(lastAt, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {usage.mattersInAll > usage.matters.length && (
        <p className="quiet">{t.grants.mattersShown(usage.matters.length, usage.mattersInAll)}</p>
      )}
    </Part>
  )
}

function Refusals({ usage }: UsageProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  if (usage.refused.length === 0) return null
  return (
    <Part title={t.grants.refusals}>
      <ul className="rows">
        {usage.refused.map(({ rule, calls }) => (
          <li key={rule} className="row">
            <span>{t.grants.refusedCalls(calls)}</span>
            <ClauseChips clauses={book.clausesOf([rule])} />
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Weeks in which the use did not fit what was asked for, by what the platform itself noticed. */
function Reviews({ usage }: UsageProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <Part title={t.grants.reviews}>
      {usage.reviews.length === 0 && <p className="quiet">{t.grants.noReview}</p>}
      <ul className="rows">
        {usage.reviews.map(({ case: id, open, since, through, grounds }) => (
          <li key={id} className="row">
            <div className="row-main">
              <Link to="/cases/$id" params={{ id }} className="row-title">
                {t.grants.review(sayDay(since, language, today()), sayDay(through, language, today()))}
              </Link>
              <div className="row-sub">
                <span>{open ? t.grants.reviewOpen : t.grants.reviewClosed}</span>
                <ClauseChips clauses={book.clausesOf(grounds)} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  )
}

interface PartProps {
  readonly title: string
  readonly children: ReactNode
}

function Part({ title, children }: PartProps): ReactElement {
  return (
    <section className="part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
