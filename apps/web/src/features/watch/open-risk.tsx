import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AlertRisk, WatchAlert } from '../../api/keeping-types.ts'
import { organizationsQuery, procedureQuery, regimeQuery } from '../../api/queries.ts'
import type { Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import {
  enteredValues,
  missingFields,
  serverFaults,
  type FormFaults,
  type FormValues,
} from '../../shared/form-values.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { RowsSkeleton } from '../../shared/page.tsx'
import { RegimeFormFields } from '../../shared/regime-form.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

/** The course by which an organisation does away with a risk; the law of a territory may have none. */
const riskCourse = 'security.risk'

export interface OpenRiskProps {
  readonly alert: WatchAlert
}

/** What an alert shows becomes a case of the organisation that answers for it, in the course of its law. */
export function OpenRisk({ alert }: OpenRiskProps): ReactElement {
  const t = useText()
  return <Fold summary={<strong>{t.watch.openRisk}</strong>}>{() => <RiskForm alert={alert} />}</Fold>
}

/** The case that an alert led to. */
export function RiskLink({ risk }: { readonly risk: AlertRisk }): ReactElement {
  const t = useText()
  return (
    <p>
      <span className={risk.open ? 'tag tag-refused' : 'tag tag-proven'}>
        {risk.open ? t.watch.riskStands : t.watch.riskGone}
      </span>{' '}
      <Link to="/cases/$id" params={{ id: risk.case }}>
        {t.watch.riskOf(risk.organization.name)}
      </Link>
    </p>
  )
}

function RiskForm({ alert }: OpenRiskProps): ReactElement {
  const t = useText()
  const [territory, setTerritory] = useState(useSession().organization.territory)
  const [organization, setOrganization] = useState<string | undefined>(undefined)
  const organizations = useQuery(organizationsQuery(territory))
  const regime = useQuery(regimeQuery(territory))
  if (organizations.isError) return <FaultView asked={t.watch.responsible} fault={organizations.error} />
  if (regime.isError) return <FaultView asked={t.watch.openRisk} fault={regime.error} />
  return (
    <div className="fields">
      <TerritorySelect
        all
        value={territory}
        onChange={(code) => {
          setTerritory(code)
          setOrganization(undefined)
        }}
      />
      <Field label={t.watch.responsible} name={`responsible-${alert.id}`} required help={t.watch.responsibleHelp}>
        {(ids) => (
          <Select
            {...ids}
            className="wide"
            loading={organizations.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.form.choose}
            value={organization ?? null}
            options={(organizations.data ?? []).map((o) => ({ value: o.id, label: o.name }))}
            onChange={(id: string) => setOrganization(id)}
          />
        )}
      </Field>
      {regime.isPending && <RowsSkeleton />}
      {regime.data !== undefined && organization !== undefined && (
        <CourseForm key={organization} alert={alert} organization={organization} regime={regime.data} />
      )}
    </div>
  )
}

interface CourseFormProps extends OpenRiskProps {
  readonly organization: string
  readonly regime: Regime
}

/** What the course of that law asks for. Where it has none, the server says so and what remains. */
function CourseForm({ alert, organization, regime }: CourseFormProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const hasCourse = regime.procedures.some((p) => p.name === riskCourse)
  const procedure = useQuery({ ...procedureQuery(regime.territory, riskCourse), enabled: hasCourse })
  const form = regime.forms.find((f) => f.name === procedure.data?.opens.form)
  const [values, setValues] = useState<FormValues>({})
  const [missing, setMissing] = useState<FormFaults>({})
  const act = useAct<AlertRisk>()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const faults = form === undefined ? {} : missingFields(form, values)
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    act.mutate({
      path: `/api/v1/watch/alerts/${alert.id}/risk`,
      body: { organization, form: form === undefined ? {} : enteredValues(form, values) },
    })
  }
  if (procedure.isLoading) return <RowsSkeleton />
  if (procedure.isError) return <FaultView asked={t.watch.openRisk} fault={procedure.error} />
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.watch.openRisk}>
      {procedure.data !== undefined && <ClauseChips clauses={procedure.data.cites.map(book.clause)} />}
      {form !== undefined && (
        <RegimeFormFields
          form={form}
          values={values}
          faults={{ ...serverFaults(act.error), ...missing }}
          instruments={regime.instruments}
          onChange={(changed) => {
            setValues(changed)
            setMissing({})
          }}
        />
      )}
      {act.error !== null && <FaultView asked={t.watch.openRisk} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.watch.openRisk}
        </Button>
      </div>
    </form>
  )
}
