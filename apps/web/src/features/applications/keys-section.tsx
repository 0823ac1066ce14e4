import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { applicationKeysQuery, applicationPath } from '../../api/queries.ts'
import { keyRevocationReasons, type ApplicationKey, type KeyRevocationReason } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { useAct } from '../../shared/use-act.ts'
import type { Permissions } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { enteredKey, KeyInput, noKey } from './key-input.tsx'

export interface KeysSectionProps {
  readonly application: string
  readonly may: Permissions['may']
}

/** Public keys of an application, those that were revoked among them: what they signed stays verifiable. */
export function KeysSection({ application, may }: KeysSectionProps): ReactElement {
  const t = useText()
  const keys = useQuery(applicationKeysQuery(application))
  const [chosen, setChosen] = useState<string>()
  const key = keys.data?.find(({ id }) => id === chosen)
  return (
    <Section title={t.applications.keys}>
      {keys.isPending && <RowsSkeleton rows={2} />}
      {keys.isError && <FaultView asked={t.applications.keys} fault={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data !== undefined && (
        <KeyTable items={keys.data} onRevoke={may('application.revokeKey') ? setChosen : undefined} />
      )}
      {may('application.addKey') && (
        <Fold summary={t.applications.addKey}>{() => <NewKeyForm application={application} />}</Fold>
      )}
      <SidePanel
        side="right"
        open={key !== undefined}
        title={t.applications.revoke}
        onClose={() => setChosen(undefined)}
      >
        {key !== undefined && <RevocationForm application={application} applicationKey={key} />}
      </SidePanel>
    </Section>
  )
}

interface KeyTableProps {
  readonly items: readonly ApplicationKey[]
  /** Absent for whoever may revoke none. */
  readonly onRevoke: ((key: string) => void) | undefined
}

function KeyTable({ items, onRevoke }: KeyTableProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.applications.keyId}</th>
            <th scope="col">{t.applications.algorithm}</th>
            <th scope="col">{t.applications.since}</th>
            <th scope="col">{t.applications.until}</th>
            {onRevoke !== undefined && <th scope="col">{t.applications.revoke}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, keyId, algorithm, createdAt, revokedAt }) => (
            <tr key={id}>
              <td className="break">
                <code>{keyId}</code>
              </td>
              <td data-label={t.applications.algorithm}>{t.applications.algorithms[algorithm]}</td>
              <td data-label={t.applications.since}>
                <time dateTime={createdAt}>{sayInstant(createdAt, language)}</time>
              </td>
              <td data-label={t.applications.until}>
                {revokedAt === null ? (
                  <span className="tag tag-ink">{t.applications.inForce}</span>
                ) : (
                  <>
                    <span className="tag tag-refused">{t.applications.revoked}</span>{' '}
                    <time dateTime={revokedAt}>{sayInstant(revokedAt, language)}</time>
                  </>
                )}
              </td>
              {onRevoke !== undefined && (
                <td>
                  {revokedAt === null && (
                    <Button size="small" danger onClick={() => onRevoke(id)}>
                      {t.applications.revoke}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RevocationFormProps {
  readonly application: string
  readonly applicationKey: ApplicationKey
}

function RevocationForm({ application, applicationKey }: RevocationFormProps): ReactElement {
  const t = useText()
  const [reason, setReason] = useState<KeyRevocationReason>()
  const [tried, setTried] = useState(false)
  const act = useAct<ApplicationKey>()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason === undefined) return
    act.mutate({ path: `${applicationPath(application)}/keys/${applicationKey.id}?reason=${reason}`, method: 'DELETE' })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.applications.revoke} className="fields">
      <p className="break">
        {t.applications.algorithms[applicationKey.algorithm]} <code>{applicationKey.keyId}</code>
      </p>
      {act.data === undefined ? (
        <>
          <p className="quiet">{t.applications.revokeWhat}</p>
          <Field
            label={t.applications.reason}
            name="reason"
            required
            group
            fault={tried && reason === undefined ? 'missing' : undefined}
          >
            {() => (
              <Radio.Group
                className="checks"
                value={reason}
                onChange={(e) => setReason(e.target.value as KeyRevocationReason)}
              >
                {keyRevocationReasons.map((value) => (
                  <Radio key={value} value={value}>
                    {t.applications.reasons[value]}
                  </Radio>
                ))}
              </Radio.Group>
            )}
          </Field>
          {act.error !== null && <FaultView asked={t.applications.revoke} fault={act.error} />}
          <div>
            <Button danger htmlType="submit" loading={act.isPending}>
              {t.applications.revokeNow}
            </Button>
          </div>
        </>
      ) : (
        <DoneNote done={act.data} />
      )}
    </form>
  )
}

interface NewKeyFormProps {
  readonly application: string
}

function NewKeyForm({ application }: NewKeyFormProps): ReactElement {
  const t = useText()
  const [pasted, setPasted] = useState(noKey)
  const [tried, setTried] = useState(false)
  const act = useAct<ApplicationKey>(() => {
    setPasted(noKey)
    setTried(false)
  })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const key = enteredKey(pasted)
    if (key !== undefined) act.mutate({ path: `${applicationPath(application)}/keys`, body: { key } })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.applications.addKey} className="fields">
      <KeyInput value={pasted} tried={tried} onChange={setPasted} />
      {act.error !== null && <FaultView asked={t.applications.addKey} fault={act.error} />}
      {act.data !== undefined && <DoneNote done={act.data} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.applications.addKey}
        </Button>
      </div>
    </form>
  )
}
