import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, InputNumber, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { packsQuery, periodQuery, regimeQuery, territoriesQuery } from '../../api/queries.ts'
import type { DatedValue, Limit, Period } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, sayInstant, today } from '../../lib/dates.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { NotForMe } from '../../shared/not-for-me.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useAct } from '../../shared/use-act.ts'
import { resourceOfTerritory, useMay } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import type { Text } from '../../text/zh-CN.ts'
import { StandingTag } from './standing-tag.tsx'

const shownKinds = ['policy', 'all'] as const

/** Periods that hold in a territory: those that no text fixes are policy, and say who set them; the others say their clause. */
export function PeriodsPage(): ReactElement {
  const t = useText()
  const own = useSession().organization.territory
  const search = useSearch({ from: '/law/periods' })
  const navigate = useNavigate({ from: '/law/periods' })
  const territory = search.territory ?? own
  const [shown, setShown] = useState<(typeof shownKinds)[number]>('policy')
  const regime = useQuery(regimeQuery(territory))
  const { data: territories } = useQuery(territoriesQuery)
  const here = territories?.find(({ code }) => code === territory)
  const permissions = useMay(['policyValue.set'], here === undefined ? undefined : resourceOfTerritory(here))
  const periods = regime.data?.periods.filter(({ basis }) => shown === 'all' || basis === 'policy') ?? []
  return (
    <Page title={t.periodsPage.title} trail={<Link to="/law">{t.rail.law}</Link>} lead={t.periodsPage.lead}>
      <div className="filters">
        <TerritorySelect
          all
          value={territory}
          onChange={(code) => void navigate({ search: { territory: code }, replace: true })}
        />
        <Radio.Group
          aria-label={t.periodsPage.shown}
          optionType="button"
          value={shown}
          options={shownKinds.map((value) => ({ value, label: t.periodsPage.shownKinds[value] }))}
          onChange={(e) => setShown(e.target.value as typeof shown)}
        />
        {regime.isSuccess && (
          <span className="quiet" role="status">
            {t.more.all(periods.length)}
          </span>
        )}
      </div>
      {regime.isPending && <RowsSkeleton rows={8} />}
      {regime.isError && (
        <FaultView asked={t.periodsPage.title} fault={regime.error} onRetry={() => void regime.refetch()} />
      )}
      {regime.isSuccess && periods.length === 0 && <Empty title={t.periodsPage.none} />}
      {periods.length > 0 && (
        <ul className="sheet rows">
          {periods.map((period) => (
            <PeriodRow
              key={period.name}
              period={period}
              territory={territory}
              settable={permissions.may('policyValue.set')}
            />
          ))}
        </ul>
      )}
      <NotForMe refused={permissions.refused} />
      {regime.isSuccess && <Limits limits={regime.data.limits} />}
    </Page>
  )
}

interface LimitsProps {
  readonly limits: readonly Limit[]
}

/** Numbers beyond which the platform refuses or warns, and what is to be done then. */
function Limits({ limits }: LimitsProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <Section title={t.periodsPage.limits} aside={<span className="quiet">{t.more.all(limits.length)}</span>}>
      <p className="quiet">{t.periodsPage.limitsWhat}</p>
      <ul className="sheet rows">
        {limits.map(({ name, most, basis, cites, reading, needed, neededEn }) => (
          <li key={name} className="period">
            <div className="period-head">
              <strong>{t.limits[name] ?? name}</strong>
              <code className="quiet">{name}</code>
              <span className="period-value">{most.toLocaleString(language)}</span>
              <StandingTag standing={basis} />
              <ClauseChips clauses={cites.map(book.clause)} />
            </div>
            <p className="quiet">{language === 'en' ? neededEn : needed}</p>
            {reading !== null && (
              <p className="quiet" lang="zh-CN">
                {reading}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface PeriodRowProps {
  readonly period: Period
  readonly territory: string
  readonly settable: boolean
}

function PeriodRow({ period, territory, settable }: PeriodRowProps): ReactElement {
  const t = useText()
  const words = useRegimeWords(territory)
  const book = useLawBook()
  return (
    <li className="period">
      <div className="period-head">
        <strong>{words.period(period.name)}</strong>
        <code className="quiet">{period.name}</code>
        <span className="period-value">{sayValue(t, period)}</span>
        <StandingTag standing={period.basis} />
        <ClauseChips clauses={period.cites.map(book.clause)} />
      </div>
      {period.reading !== null && (
        <p className="quiet" lang="zh-CN">
          {period.reading}
        </p>
      )}
      <Fold summary={t.periodsPage.history}>{() => <History territory={territory} name={period.name} />}</Fold>
      {settable && period.basis === 'policy' && !period.entered && (
        <Fold summary={t.periodsPage.set}>{() => <SettingForm territory={territory} period={period} />}</Fold>
      )}
    </li>
  )
}

function sayValue(t: Text, { entered, length, unit }: Pick<Period, 'entered' | 'length' | 'unit'>): string {
  return entered ? t.periodsPage.inNotice : t.units(length, unit)
}

interface HistoryProps {
  readonly territory: string
  readonly name: string
}

/** Every value of packs and authorities, nearest first: what it was, from when on, and who said so. */
function History({ territory, name }: HistoryProps): ReactElement {
  const t = useText()
  const values = useQuery(periodQuery(territory, name))
  if (values.isPending) return <RowsSkeleton rows={2} />
  if (values.isError)
    return <FaultView asked={t.periodsPage.history} fault={values.error} onRetry={() => void values.refetch()} />
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.periodsPage.value}</th>
            <th scope="col">{t.periodsPage.from}</th>
            <th scope="col">{t.periodsPage.source}</th>
            <th scope="col">{t.periodsPage.clauses}</th>
          </tr>
        </thead>
        <tbody>
          {values.data.values.map((value, i) => (
            // Values are of packs and of authorities and have no name of their own; the list comes whole and in its order.
            <HistoryRow key={i} value={value} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HistoryRowProps {
  readonly value: DatedValue
}

function HistoryRow({ value }: HistoryRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  const { data: packs } = useQuery(packsQuery)
  const pack = packs?.find(({ id }) => id === value.pack)
  const title = (language === 'en' ? pack?.titleEn : pack?.title) ?? value.pack ?? ''
  return (
    <tr>
      <td>{sayValue(t, value)}</td>
      <td data-label={t.periodsPage.from}>
        {value.from === null ? t.periodsPage.always : sayDay(value.from, language, today())}
      </td>
      <td data-label={t.periodsPage.source}>
        {value.enteredBy === null
          ? title
          : t.periodsPage.setBy(value.enteredBy, sayInstant(value.enteredAt ?? '', language))}
      </td>
      <td data-label={t.periodsPage.clauses}>
        <ClauseChips clauses={value.cites.map(book.clause)} />
      </td>
    </tr>
  )
}

interface SettingFormProps {
  readonly territory: string
  readonly period: Period
}

function SettingForm({ territory, period }: SettingFormProps): ReactElement {
  const t = useText()
  const [value, setValue] = useState<number | null>(period.length)
  const [from, setFrom] = useState<string>(today())
  const act = useAct<Period>()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (value === null || from === '') return
    act.mutate({
      path: `/api/v1/law/regimes/${territory}/periods/${encodeURIComponent(period.name)}`,
      method: 'PUT',
      body: { value, from },
    })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.periodsPage.set} className="fields">
      <Field
        label={t.periodsPage.newValue}
        name="value"
        required
        help={t.periodsPage.now(sayValue(t, period))}
        fault={value === null ? 'missing' : undefined}
      >
        {(ids) => <InputNumber {...ids} min={0} max={1000} precision={0} value={value} onChange={setValue} />}
      </Field>
      <Field
        label={t.periodsPage.from}
        name="from"
        required
        help={t.periodsPage.fromHelp}
        fault={from === '' ? 'missing' : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            type="date"
            className="short"
            min={today()}
            value={from}
            onChange={(e) => setFrom(e.target.value)}
          />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.periodsPage.set} fault={act.error} />}
      {act.data !== undefined && <DoneNote done={act.data} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.periodsPage.set}
        </Button>
      </div>
    </form>
  )
}
