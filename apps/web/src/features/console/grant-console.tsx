import { useId, useState, type FormEvent, type ReactElement } from 'react'
import { Button, Checkbox, Input, Select } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LookedUp } from '@fadu/sdk'
import { applicationQuery, entryQuery } from '../../api/queries.ts'
import type { GrantDetail, Item } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { AnswerView } from './answer-view.tsx'
import { lookupCommand } from './command-line.ts'
import { openGateway, type GatewayCaller } from './gateway-caller.ts'
import { KeySection } from './key-section.tsx'
import type { LoadedSigner } from './load-signer.ts'

export interface GrantConsoleProps {
  readonly grant: GrantDetail
}

/**
 * One call to the gateway by hand, under a grant of the own organisation: with the key of the application, through the door of
 * applications. It is decided, counted and recorded as any other.
 */
export function GrantConsole({ grant }: GrantConsoleProps): ReactElement {
  const t = useText()
  const entry = useQuery(entryQuery(grant.entry.id))
  const application = useQuery(applicationQuery(grant.application.id))
  const fault = entry.error ?? application.error
  return (
    <Section title={t.console.title}>
      <p className="prose">{t.console.what}</p>
      {fault !== null && <FaultView asked={t.console.title} fault={fault} />}
      {fault === null && (entry.data === undefined || application.data === undefined) && <RowsSkeleton rows={3} />}
      {entry.data !== undefined && application.data !== undefined && (
        <Console
          grant={grant}
          items={entry.data.items}
          dataset={entry.data.dataset?.code ?? grant.entry.code}
          signCalls={grant.signedCalls || application.data.signedCalls}
        />
      )}
    </Section>
  )
}

interface ConsoleProps {
  readonly grant: GrantDetail
  readonly items: readonly Item[]
  readonly dataset: string
  readonly signCalls: boolean
}

interface Question {
  readonly item: string
  readonly value: string
  readonly purpose: string
  readonly matter: string
  /** Empty for every granted item. */
  readonly fields: readonly string[]
}

function Console({ grant, items, dataset, signCalls }: ConsoleProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const client = useQueryClient()
  const identifiers = items.filter(({ code, identifier }) => identifier !== null && grant.fields.includes(code))
  const [question, setQuestion] = useState<Question>({
    item: identifiers[0]?.code ?? '',
    value: '',
    purpose: grant.purposes[0] ?? '',
    matter: '',
    fields: [],
  })
  const [loaded, setLoaded] = useState<LoadedSigner>()
  const [caller, setCaller] = useState<Promise<GatewayCaller>>()
  const [tried, setTried] = useState(false)
  const ask = useMutation({
    mutationFn: async (gateway: Promise<GatewayCaller>): Promise<LookedUp> => {
      const { value, fields, ...rest } = question
      const wanted = fields.length === 0 ? {} : { fields }
      return (await gateway).lookup(dataset, { ...rest, values: [value.trim()], ...wanted })
    },
    // A call is counted whether it was permitted or refused.
    onSettled: () => client.invalidateQueries({ queryKey: ['grants', grant.id] }),
  })
  const keep = (key: LoadedSigner | undefined): void => {
    ask.reset()
    setLoaded(key)
    setCaller(
      key !== undefined && 'signer' in key
        ? openGateway({ application: grant.application.id, signer: key.signer, signCalls, language })
        : undefined,
    )
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (caller === undefined || question.value.trim() === '' || question.purpose.trim() === '') return
    ask.mutate(caller)
  }
  if (identifiers.length === 0) return <p className="quiet">{t.console.noIdentifier}</p>
  const command = lookupCommand(location.origin, {
    ...question,
    dataset,
    application: grant.application.id,
    signed: signCalls,
  })
  const needsCommand =
    loaded !== undefined && 'fault' in loaded && (loaded.fault === 'sm2' || loaded.fault === 'notHere')
  return (
    <div className="console">
      <KeySection application={grant.application} loaded={loaded} tried={tried} onLoaded={keep} />
      <form onSubmit={send} noValidate aria-label={t.console.title} className="fields">
        <QuestionFields
          grant={grant}
          items={items}
          identifiers={identifiers}
          question={question}
          tried={tried}
          onChange={setQuestion}
        />
        <div>
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            {t.console.send}
          </Button>
        </div>
      </form>
      <Fold key={String(needsCommand)} summary={t.console.byCommand} startsOpen={needsCommand}>
        {() => (
          <>
            <p className="quiet">{t.console.commandWhat}</p>
            <pre className="raw" tabIndex={0} aria-label={t.console.byCommand}>
              {command}
            </pre>
          </>
        )}
      </Fold>
      {ask.error !== null && <FaultView asked={t.console.asked} fault={ask.error} />}
      {ask.data !== undefined && <AnswerView answer={ask.data} grant={grant} items={items} />}
    </div>
  )
}

interface QuestionFieldsProps {
  readonly grant: GrantDetail
  readonly items: readonly Item[]
  readonly identifiers: readonly Item[]
  readonly question: Question
  readonly tried: boolean
  readonly onChange: (question: Question) => void
}

/** What the gateway is asked. Only what no call can be without is asked for here; whether it may be so is for the gateway to say. */
function QuestionFields(props: QuestionFieldsProps): ReactElement {
  const { grant, items, identifiers, question, tried, onChange } = props
  const t = useText()
  const purposes = useId()
  const nameOf = (code: string): string => items.find((item) => item.code === code)?.name ?? code
  const missing = (value: string): 'missing' | undefined => (tried && value.trim() === '' ? 'missing' : undefined)
  return (
    <>
      <Field label={t.console.item} name="item" required>
        {(ids) => (
          <Select
            {...ids}
            className="short"
            value={question.item}
            onChange={(item: string) => onChange({ ...question, item })}
            options={identifiers.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
      <Field label={t.console.identifier} name="value" required fault={missing(question.value)} help={t.console.real}>
        {(ids) => (
          <Input
            {...ids}
            className="mono"
            value={question.value}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={(e) => onChange({ ...question, value: e.target.value })}
          />
        )}
      </Field>
      <Field
        label={t.grants.purposes}
        name="purpose"
        required
        fault={missing(question.purpose)}
        help={t.console.purposeHelp(grant.purposes.join(t.listComma))}
      >
        {(ids) => (
          <>
            <Input
              {...ids}
              value={question.purpose}
              maxLength={200}
              list={purposes}
              onChange={(e) => onChange({ ...question, purpose: e.target.value })}
            />
            <datalist id={purposes}>
              {grant.purposes.map((purpose) => (
                <option key={purpose} value={purpose} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field
        label={t.grants.matter}
        name="matter"
        required={grant.matterRequired}
        help={grant.matterRequired ? t.console.matterHelp : t.console.matterFree}
      >
        {(ids) => (
          <Input
            {...ids}
            value={question.matter}
            maxLength={100}
            autoComplete="off"
            onChange={(e) => onChange({ ...question, matter: e.target.value })}
          />
        )}
      </Field>
      <Field label={t.grants.fields} name="fields" group help={t.console.fieldsHelp}>
        {() => (
          <Checkbox.Group
            className="checks"
            value={[...question.fields]}
            onChange={(fields) => onChange({ ...question, fields })}
            options={grant.fields.map((code) => ({ value: code, label: nameOf(code) }))}
          />
        )}
      </Field>
    </>
  )
}
