import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { request } from '../../api/client.ts'
import { lawTerritoriesQuery } from '../../api/public-queries.ts'
import { packsQuery, regimeQuery } from '../../api/queries.ts'
import type { DueDate } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Page, Section } from '../../shared/page.tsx'
import { useVisitor } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'

/** When a period ends, with the count behind it. */
export function DueDatePage(): ReactElement {
  const t = useText()
  const [chosenTerritory, setTerritory] = useState(useVisitor()?.organization.territory)
  const packs = useQuery(packsQuery)
  // Whoever comes from nowhere begins with the first regulation in force.
  const territory = chosenTerritory ?? packs.data?.find((pack) => pack.standing === 'law')?.territory ?? ''
  const [mode, setMode] = useState<'period' | 'days'>('period')
  const [period, setPeriod] = useState<string | undefined>(undefined)
  const [days, setDays] = useState(5)
  const [from, setFrom] = useState<string>(today())
  const territories = useQuery(lawTerritoriesQuery)
  const regime = useQuery({ ...regimeQuery(territory), enabled: territory !== '' })
  const periods = (regime.data?.periods ?? []).filter((p) => p.unit !== 'hour')
  const chosen = period !== undefined && periods.some((p) => p.name === period) ? period : periods[0]?.name
  const count = useMutation({
    mutationFn: () =>
      request<DueDate>('/api/v1/law/due-dates', {
        method: 'POST',
        body: { territory, from, ...(mode === 'period' ? { period: chosen } : { days }) },
      }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    count.mutate()
  }
  return (
    <Page title={t.due.title} trail={<Link to="/law">{t.rail.law}</Link>} lead={t.due.lead}>
      <div className="due">
        <form className="sheet fields" onSubmit={submit} aria-label={t.due.title}>
          <Field label={t.due.territory} name="territory">
            {(ids) => (
              <Select
                {...ids}
                value={territory === '' ? null : territory}
                loading={territories.isPending}
                showSearch={{ optionFilterProp: 'label' }}
                options={(territories.data ?? []).map((x) => ({ value: x.code, label: x.name }))}
                onChange={(code: string) => setTerritory(code)}
              />
            )}
          </Field>
          <Field label={t.due.what} name="mode" group>
            {() => (
              <Radio.Group
                aria-label={t.due.what}
                value={mode}
                options={[
                  { value: 'period', label: t.due.period },
                  { value: 'days', label: t.due.days },
                ]}
                onChange={(e) => setMode(e.target.value as 'period' | 'days')}
              />
            )}
          </Field>
          {mode === 'period' ? (
            <Field label={t.due.period} name="period">
              {(ids) => (
                <Select
                  {...ids}
                  value={chosen ?? null}
                  loading={regime.isPending}
                  options={periods.map((p) => ({
                    value: p.name,
                    label: `${t.periods[p.name] ?? p.name}（${t.units(p.length, p.unit)}）`,
                  }))}
                  onChange={(name: string) => setPeriod(name)}
                />
              )}
            </Field>
          ) : (
            <Field label={t.due.days} name="days">
              {(ids) => (
                <InputNumber {...ids} min={0} max={1000} precision={0} value={days} onChange={(n) => setDays(n ?? 0)} />
              )}
            </Field>
          )}
          <Field label={t.due.from} name="from" help={t.due.fromHelp}>
            {(ids) => (
              <Input
                {...ids}
                type="date"
                required
                className="short"
                value={from}
                onChange={(e) => setFrom(e.target.value)}
              />
            )}
          </Field>
          <Button
            type="primary"
            htmlType="submit"
            loading={count.isPending}
            disabled={mode === 'period' && chosen === undefined}
          >
            {t.due.count}
          </Button>
        </form>
        <div>
          {regime.isError && (
            <FaultView asked={t.due.title} fault={regime.error} onRetry={() => void regime.refetch()} />
          )}
          {count.error !== null && <FaultView asked={t.due.title} fault={count.error} />}
          {count.data !== undefined && <Result result={count.data} />}
        </div>
      </div>
    </Page>
  )
}

interface ResultProps {
  readonly result: DueDate
}

function Result({ result }: ResultProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <Section title={t.due.result}>
      <p className="due-day" role="status">
        <strong>{sayDay(result.due, language, today())}</strong>
        {result.provisional && <span className="mark">{t.clock.provisional}</span>}
        {result.period !== null && <ClauseChips clauses={result.period.cites.map(book.clause)} />}
      </p>
      {typeof result.period?.reading === 'string' && (
        <p className="quiet" lang="zh-CN">
          {t.clock.reading(result.period.reading)}
        </p>
      )}
      <ol className="count" lang="zh-CN">
        {result.lines.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ol>
    </Section>
  )
}
