import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import type { WatchAlert } from '../../api/keeping-types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { GrowingText } from '../../shared/growing-text.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

export interface TakeAlertProps {
  readonly alert: WatchAlert
}

/** Somebody takes an alert on and says what is done about it. */
export function TakeAlert({ alert }: TakeAlertProps): ReactElement {
  const t = useText()
  return <Fold summary={<strong>{t.watch.take}</strong>}>{() => <TakeForm alert={alert} />}</Fold>
}

function TakeForm({ alert }: TakeAlertProps): ReactElement {
  const t = useText()
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const act = useAct()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(note.trim() === '')
    if (note.trim() === '') return
    act.mutate({ path: `/api/v1/watch/alerts/${alert.id}/acknowledgement`, body: { note: note.trim() } })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.watch.take}>
      <Field
        label={t.watch.note}
        name="note"
        required
        help={t.watch.noteHelp}
        fault={isMissing && note.trim() === '' ? 'missing' : undefined}
      >
        {(ids) => (
          <GrowingText
            {...ids}
            least={2}
            most={8}
            maxLength={500}
            value={note}
            onChange={(e) => setNote(e.target.value.replaceAll('\n', ' '))}
          />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.watch.take} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.watch.take}
        </Button>
      </div>
    </form>
  )
}
