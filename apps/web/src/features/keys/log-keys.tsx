import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, InputNumber } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { logKeysQuery } from '../../api/keeping-queries.ts'
import type { LogKey } from '../../api/keeping-types.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import type { KeySectionProps } from './keys-page.tsx'

/** Signing keys of the log, by version; one administrator asks that they be revoked, another agrees. */
export function LogKeys({ onDone }: KeySectionProps): ReactElement {
  const t = useText()
  const logKeys = useQuery(logKeysQuery)
  const standing = logKeys.data?.filter((key) => key.state !== 'revoked').length ?? 0
  return (
    <Section title={t.keys.log}>
      <p className="section-what">{t.keys.logWhat}</p>
      {logKeys.isPending && <RowsSkeleton rows={2} />}
      {logKeys.isError && <FaultView asked={t.keys.log} fault={logKeys.error} onRetry={() => void logKeys.refetch()} />}
      <ul className="rows">
        {logKeys.data?.map((key) => (
          <LogKeyRow key={key.version} logKey={key} isOnlyOne={standing < 2} onDone={onDone} />
        ))}
      </ul>
    </Section>
  )
}

interface LogKeyRowProps extends KeySectionProps {
  readonly logKey: LogKey
  readonly isOnlyOne: boolean
}

const stateTags = { signs: 'proven', asked: 'near', revoked: 'grey' } as const

function LogKeyRow({ logKey, isOnlyOne, onDone }: LogKeyRowProps): ReactElement {
  const t = useText()
  const { may } = useMayOnPlatform(['log.askKeyRevocation'])
  const { version, state, from, keys } = logKey
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">{t.keys.versionOf(version)}</span>{' '}
        <span className={`tag tag-${stateTags[state]}`}>{t.keys.logStates[state]}</span>{' '}
        {from !== null && <span className="quiet">{t.keys.revokedFrom(from)}</span>}
        <ul aria-label={t.keys.verifierKeys}>
          {keys.map((key) => (
            <li key={key}>
              <code className="break">{key}</code>
            </li>
          ))}
        </ul>
        {state === 'signs' && may('log.askKeyRevocation') && !isOnlyOne && (
          <Fold summary={<strong>{t.keys.askRevocation}</strong>}>
            {() => <RevocationForm version={version} onDone={onDone} />}
          </Fold>
        )}
      </div>
      <div className="row-end">
        {state === 'signs' && isOnlyOne && <span className="quiet">{t.keys.theOnlyOne}</span>}
        {state === 'asked' && <Agreement logKey={logKey} onDone={onDone} />}
      </div>
    </li>
  )
}

interface AgreementProps extends KeySectionProps {
  readonly logKey: LogKey
}

function Agreement({ logKey, onDone }: AgreementProps): ReactElement | null {
  const t = useText()
  const session = useSession()
  const { may, isPending } = useMayOnPlatform(['log.revokeKey'])
  if (logKey.askedBy === session.account.id) return <span className="quiet">{t.keys.ownAsk}</span>
  if (isPending) return null
  if (!may('log.revokeKey')) return <span className="quiet">{t.keys.whoAgrees}</span>
  const path = `/api/v1/keys/log/${logKey.version}/revocation/approval`
  return <ActButton primary label={t.keys.agree} act={{ path }} onDone={onDone} />
}

interface RevocationFormProps extends KeySectionProps {
  readonly version: number
}

function RevocationForm({ version, onDone }: RevocationFormProps): ReactElement {
  const t = useText()
  const [from, setFrom] = useState<number | null>(null)
  const [isMissing, setMissing] = useState(false)
  const act = useAct(onDone)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(from === null)
    if (from !== null) act.mutate({ path: `/api/v1/keys/log/${version}/revocation`, body: { from } })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.keys.askRevocation}>
      <Field
        label={t.keys.from}
        name="from"
        required
        help={t.keys.fromHelp}
        fault={isMissing && from === null ? 'missing' : undefined}
      >
        {(ids) => <InputNumber {...ids} className="short" min={0} precision={0} value={from} onChange={setFrom} />}
      </Field>
      <p className="quiet">{t.keys.askRevocationHelp}</p>
      {act.error !== null && <FaultView asked={t.keys.askRevocation} fault={act.error} />}
      <div>
        <Button htmlType="submit" loading={act.isPending}>
          {t.keys.askRevocation}
        </Button>
      </div>
    </form>
  )
}
