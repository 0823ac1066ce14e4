import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { systemQuery } from '../../api/queries.ts'
import type { InformationSystemView } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { EntryStateTag } from '../catalog/entry-state-tag.tsx'
import { SystemForm } from './system-form.tsx'

/** One information system: what is registered of it, what it feeds into the catalog, and how its schema changed. */
export function SystemPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/systems/$id' })
  const system = useQuery(systemQuery(id))
  return (
    <Page
      title={system.data?.name ?? t.systems.one}
      trail={<Link to="/systems">{t.systems.title}</Link>}
      lead={
        system.data !== undefined && (
          <>
            <code>{system.data.code}</code>
            <span>{system.data.organization.name}</span>
            <span className="tag">{t.systems.statuses[system.data.status]}</span>
          </>
        )
      }
    >
      {system.isPending && <RowsSkeleton rows={6} />}
      {system.isError && <FaultView asked={t.systems.one} fault={system.error} onRetry={() => void system.refetch()} />}
      {system.data !== undefined && <SystemSheet system={system.data} />}
    </Page>
  )
}

interface SystemSheetProps {
  readonly system: InformationSystemView
}

function SystemSheet({ system }: SystemSheetProps): ReactElement {
  const t = useText()
  const { organization, account } = useSession()
  const isMine = organization.id === system.organization.id && account.roles.includes('steward')
  return (
    <>
      <Section title={t.systems.registered}>
        <SystemFacts system={system} />
        {isMine && system.status === 'active' && (
          <Fold summary={t.systems.amend}>
            {() => <SystemForm key={system.version} system={system} onSaved={() => undefined} />}
          </Fold>
        )}
      </Section>
      <Section title={t.systems.entries}>
        {system.entries.length === 0 && <p className="quiet">{t.systems.noEntries}</p>}
        <ul className="rows">
          {system.entries.map((entry) => (
            <li key={entry.id} className="row">
              <Link to="/catalog/$id" params={{ id: entry.id }}>
                {entry.name}
              </Link>
              <EntryStateTag state={entry.state} />
            </li>
          ))}
        </ul>
      </Section>
      <SchemaChanges system={system} isMine={isMine && system.status === 'active'} />
    </>
  )
}

function SystemFacts({ system }: SystemSheetProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const said = [
    [t.systems.fields.funding, t.systems.fundings[system.funding]],
    [t.systems.fields.department, system.department],
    [t.systems.fields.operator, system.operator],
    [
      t.systems.fields.protectionLevel,
      system.protectionLevel === null ? null : t.systems.level(system.protectionLevel),
    ],
    [t.systems.fields.liveOn, system.liveOn === null ? null : sayDay(system.liveOn, language, today())],
    [t.systems.fields.databases, system.databases.join(t.listComma)],
    [t.systems.fields.project, system.project],
  ] as const
  return (
    <dl className="facts">
      {said
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

interface SchemaChangesProps extends SystemSheetProps {
  readonly isMine: boolean
}

/** A change of the schema makes entries out of date: registering it opens their updates, each with its due day. */
function SchemaChanges({ system, isMine }: SchemaChangesProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <Section title={t.systems.schemaChanges}>
      {system.schemaChanges.length === 0 && <p className="quiet">{t.systems.noSchemaChanges}</p>}
      <ul className="rows">
        {system.schemaChanges.map((change) => (
          <li key={change.id} className="row">
            <div className="row-main">
              <strong>{change.description}</strong>
              <div className="row-sub">{sayDay(change.changedOn, language, today())}</div>
            </div>
            <div className="row-end">
              {change.tasks.map((task) => (
                <Link key={task.case} to="/cases/$id" params={{ id: task.case }}>
                  {t.systems.task(system.entries.find((e) => e.id === task.entry)?.name ?? '')}
                </Link>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {isMine && <Fold summary={t.systems.changeSchema}>{() => <SchemaChangeForm id={system.id} />}</Fold>}
    </Section>
  )
}

interface SchemaChangeFormProps {
  readonly id: string
}

function SchemaChangeForm({ id }: SchemaChangeFormProps): ReactElement {
  const t = useText()
  const [changedOn, setChangedOn] = useState<string>(today())
  const [description, setDescription] = useState('')
  const [isMissing, setMissing] = useState(false)
  const act = useAct<unknown>(() => setDescription(''))
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(description.trim() === '')
    if (description.trim() === '') return
    act.mutate({
      path: `/api/v1/information-systems/${id}/schema-changes`,
      body: { changedOn, description: description.trim() },
    })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.systems.changeSchema} className="fields">
      <Field label={t.systems.changedOn} name="changedOn" required>
        {(ids) => (
          <Input
            {...ids}
            type="date"
            className="short"
            value={changedOn}
            onChange={(e) => setChangedOn(e.target.value)}
          />
        )}
      </Field>
      <Field label={t.systems.description} name="description" required fault={isMissing ? 'missing' : undefined}>
        {(ids) => (
          <Input {...ids} value={description} maxLength={2000} onChange={(e) => setDescription(e.target.value)} />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.systems.changeSchema} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.systems.changeSchema}
        </Button>
      </div>
    </form>
  )
}
