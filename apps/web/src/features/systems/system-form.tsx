import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import type { FormField, InformationSystem } from '../../api/types.ts'
import { fundings } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { enteredValues, missingFields, type FormFaults, type FormValues } from '../../shared/form-values.ts'
import { RegimeFormFields } from '../../shared/regime-form.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import type { Text } from '../../text/zh-CN.ts'

export interface SystemFormProps {
  /** Absent for a new one. */
  readonly system: InformationSystem | undefined
  readonly onSaved: (id: string) => void
}

/** Registers a system, or changes what is registered of one. */
export function SystemForm({ system, onSaved }: SystemFormProps): ReactElement {
  const t = useText()
  const form = { name: 'system', title: t.systems.register, fields: fieldsOf(t) }
  const [values, setValues] = useState<FormValues>(() => (system === undefined ? {} : valuesOf(system)))
  const [missing, setMissing] = useState<FormFaults>({})
  const save = useAct<{ readonly id: string }>((done) => onSaved(done.result.id))
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const faults = missingFields(form, values)
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    const entered = enteredValues(form, values)
    save.mutate(
      system === undefined
        ? { path: '/api/v1/information-systems', body: entered }
        : {
            path: `/api/v1/information-systems/${system.id}`,
            method: 'PUT',
            body: { version: system.version, ...entered },
          },
    )
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.systems.register} className="system-form">
      <RegimeFormFields
        form={form}
        values={values}
        faults={missing}
        instruments={[]}
        onChange={(changed) => {
          setValues(changed)
          setMissing({})
        }}
      />
      {save.error !== null && <FaultView asked={t.systems.register} fault={save.error} />}
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t.systems.save}
        </Button>
      </div>
    </form>
  )
}

function fieldsOf(t: Text): readonly FormField[] {
  const field = (name: keyof Text['systems']['fields'], type: string, required = false): FormField => ({
    name,
    label: t.systems.fields[name],
    type,
    required,
    cites: [],
  })
  return [
    field('name', 'text', true),
    field('code', 'text', true),
    {
      ...field('funding', 'choice', true),
      options: fundings.map((value) => ({ value, label: t.systems.fundings[value] })),
    },
    field('department', 'text', true),
    field('operator', 'text'),
    field('protectionLevel', 'integer'),
    field('liveOn', 'date'),
    field('databases', 'texts'),
    field('project', 'text'),
  ]
}

function valuesOf({
  name,
  code,
  funding,
  department,
  operator,
  protectionLevel,
  liveOn,
  databases,
  project,
}: InformationSystem): FormValues {
  return { name, code, funding, department, operator, protectionLevel, liveOn, databases, project }
}
