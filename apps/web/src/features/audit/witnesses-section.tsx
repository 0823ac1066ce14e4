import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { witnessesQuery } from '../../api/keeping-queries.ts'
import type { LogWitness } from '../../api/keeping-types.ts'
import { organizationsQuery } from '../../api/queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface WitnessesSectionProps {
  /** Of the newest checkpoint. */
  readonly size: number
}

/** Supervisors that countersign checkpoints, and how far each has come. */
export function WitnessesSection({ size }: WitnessesSectionProps): ReactElement {
  const t = useText()
  const witnesses = useQuery(witnessesQuery)
  const { may, isPending } = useMayOnPlatform(['log.registerWitness', 'log.endWitness'])
  return (
    <Section title={t.log.witnesses}>
      <p className="section-what">{t.log.witnessesWhat}</p>
      {witnesses.isPending && <RowsSkeleton rows={2} />}
      {witnesses.isError && (
        <FaultView asked={t.log.witnesses} fault={witnesses.error} onRetry={() => void witnesses.refetch()} />
      )}
      {witnesses.data?.length === 0 && <p className="quiet">{t.log.noWitnesses}</p>}
      <ul className="rows">
        {witnesses.data?.map((witness) => (
          <WitnessRow key={witness.id} witness={witness} size={size} mayEnd={may('log.endWitness')} />
        ))}
      </ul>
      {may('log.registerWitness') && <Fold summary={<strong>{t.log.register}</strong>}>{() => <RegisterForm />}</Fold>}
      {!isPending && !may('log.registerWitness') && <p className="quiet">{t.log.whoRegisters}</p>}
    </Section>
  )
}

interface WitnessRowProps extends WitnessesSectionProps {
  readonly witness: LogWitness
  readonly mayEnd: boolean
}

function WitnessRow({ witness, size, mayEnd }: WitnessRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">{witness.name}</span>
        <div className="row-sub">
          <span>{witness.organization.name}</span>
          {witness.size === null ? (
            <span>{t.log.notYet}</span>
          ) : (
            <span>
              {t.log.countersigned} {t.log.entries(witness.size)}
              {t.sentenceComma}
              {t.log.behind(Math.max(0, size - witness.size))}
            </span>
          )}
          {witness.signedAt !== null && (
            <time dateTime={witness.signedAt}>
              {t.log.signedAt} {sayInstant(witness.signedAt, language)}
            </time>
          )}
        </div>
        <code className="break">{witness.key}</code>
      </div>
      {mayEnd && (
        <div className="row-end">
          <ActButton small label={t.log.end} act={{ path: `/api/v1/log/witnesses/${witness.id}/end` }} />
        </div>
      )}
    </li>
  )
}

function RegisterForm(): ReactElement {
  const t = useText()
  const [territory, setTerritory] = useState(useSession().organization.territory)
  const [organization, setOrganization] = useState<string>()
  const [key, setKey] = useState('')
  const [isTried, setTried] = useState(false)
  const organizations = useQuery(organizationsQuery(territory))
  const act = useAct(() => {
    setKey('')
    setTried(false)
  })
  const missing = (value: string | undefined) => (isTried && (value ?? '') === '' ? 'missing' : undefined)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (organization === undefined || key.trim() === '') return
    act.mutate({ path: '/api/v1/log/witnesses', body: { organization, key: key.trim() } })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.log.register}>
      <Field label={t.log.territory} name="territory" group>
        {() => (
          <TerritorySelect
            value={territory}
            onChange={(chosen) => {
              setTerritory(chosen)
              setOrganization(undefined)
            }}
          />
        )}
      </Field>
      <Field label={t.log.organization} name="organization" required fault={missing(organization)}>
        {(ids) => (
          <Select
            {...ids}
            className="medium"
            showSearch={{ optionFilterProp: 'label' }}
            loading={organizations.isLoading}
            value={organization}
            options={(organizations.data ?? []).map((o) => ({ value: o.id, label: o.name }))}
            onChange={setOrganization}
          />
        )}
      </Field>
      <Field label={t.log.key} name="key" required help={t.log.keyHelp} fault={missing(key)}>
        {(ids) => <Input {...ids} value={key} maxLength={300} onChange={(e) => setKey(e.target.value)} />}
      </Field>
      {act.error !== null && <FaultView asked={t.log.register} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.log.register}
        </Button>
      </div>
    </form>
  )
}
