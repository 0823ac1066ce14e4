import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Radio } from 'antd'
import type { Performed } from '../../api/client.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

export interface OrderBackupProps {
  readonly onDone: (done: Performed<unknown>) => void
}

/** Asks for a backup beside the schedule; another administrator lets it go. */
export function OrderBackup({ onDone }: OrderBackupProps): ReactElement {
  const t = useText()
  const [full, setFull] = useState(false)
  const act = useAct(onDone)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    act.mutate({ path: '/api/v1/backups', body: { full } })
  }
  return (
    <form className="fields" onSubmit={send} aria-label={t.backups.order}>
      <Field label={t.backups.extent} name="full" group help={t.backups.orderHelp}>
        {() => (
          <Radio.Group
            value={full}
            options={[
              { value: false, label: t.backups.extents.further },
              { value: true, label: t.backups.extents.full },
            ]}
            onChange={(e) => setFull(e.target.value === true)}
          />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.backups.order} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.backups.order}
        </Button>
      </div>
    </form>
  )
}
