import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { answerKeysQuery } from '../../api/keeping-queries.ts'
import type { AnswerKey } from '../../api/keeping-types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { instantOfField } from '../../shared/instant-field.ts'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import type { KeySectionProps } from './keys-page.tsx'

/** Keys under which the gateway signs answers, by generation, with their periods. */
export function AnswerKeys({ onDone }: KeySectionProps): ReactElement {
  const t = useText()
  const keys = useQuery(answerKeysQuery)
  const { may, isPending } = useMayOnPlatform(['answerKey.renew', 'answerKey.revoke'])
  const all = keys.data ?? []
  const generations = [...new Set(all.map((key) => key.generation))]
  return (
    <Section title={t.keys.answers}>
      <p className="section-what">{t.keys.answersWhat}</p>
      {keys.isPending && <RowsSkeleton rows={2} />}
      {keys.isError && <FaultView asked={t.keys.answers} fault={keys.error} onRetry={() => void keys.refetch()} />}
      <ul className="rows">
        {generations.map((generation) => (
          <Generation
            key={generation}
            members={all.filter((key) => key.generation === generation)}
            mayRevoke={may('answerKey.revoke')}
            onDone={onDone}
          />
        ))}
      </ul>
      {may('answerKey.renew') && (
        <>
          <ActButton label={t.keys.renew} act={{ path: '/api/v1/keys/answers/renewal' }} onDone={onDone} />
          <p className="field-help">{t.keys.renewHelp}</p>
        </>
      )}
      {!isPending && !may('answerKey.renew') && <p className="quiet">{t.keys.whoReplaces}</p>}
    </Section>
  )
}

interface GenerationProps extends KeySectionProps {
  /** Its keys, one for each algorithm, with the same period. */
  readonly members: readonly AnswerKey[]
  readonly mayRevoke: boolean
}

function Generation({ members, mayRevoke, onDone }: GenerationProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { generation, signsFrom, signsUntil, revokedFrom } = members[0]!
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">{t.keys.generationOf(generation)}</span>
        <div className="row-sub">
          <span>
            {t.keys.signs}{' '}
            {t.keys.period(
              signsFrom === null ? t.keys.founded : sayInstant(signsFrom, language),
              signsUntil === null ? t.keys.signsNow : sayInstant(signsUntil, language),
            )}
          </span>
        </div>
        <ul>
          {members.map(({ kid, crv }) => (
            <li key={kid}>
              {crv} <code className="break">{kid}</code>
            </li>
          ))}
        </ul>
        {mayRevoke && signsUntil !== null && (
          <Fold summary={<strong>{t.keys.revoke}</strong>}>
            {() => <RevocationForm generation={generation} onDone={onDone} />}
          </Fold>
        )}
      </div>
      {revokedFrom !== null && (
        <div className="row-end">
          <span className="tag tag-refused">{t.keys.disbelieved(sayInstant(revokedFrom, language))}</span>
        </div>
      )}
    </li>
  )
}

interface RevocationFormProps extends KeySectionProps {
  readonly generation: number
}

function RevocationForm({ generation, onDone }: RevocationFormProps): ReactElement {
  const t = useText()
  const [from, setFrom] = useState('')
  const act = useAct(onDone)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const since = instantOfField(from)
    act.mutate({
      path: `/api/v1/keys/answers/${generation}/revocation`,
      body: since === undefined ? {} : { from: since },
    })
  }
  return (
    <form className="fields" onSubmit={send} aria-label={t.keys.revoke}>
      <Field label={t.keys.revokeFrom} name="from" help={t.keys.revokeFromHelp}>
        {(ids) => (
          <Input
            {...ids}
            type="datetime-local"
            className="short"
            value={from}
            onChange={(e) => setFrom(e.target.value)}
          />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.keys.revoke} fault={act.error} />}
      <div>
        <Button htmlType="submit" loading={act.isPending}>
          {t.keys.revoke}
        </Button>
      </div>
    </form>
  )
}
