import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { entryQuery, regimeQuery } from '../../api/queries.ts'
import type { Entry, ItemInput, Regime, RegimeForm } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { enteredValues, missingFields, RegimeFormFields, type FormValues } from '../../shared/regime-form.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { ItemsEditor } from './items-editor.tsx'
import { SubmitForReview } from './submit-for-review.tsx'

/** A new entry of the own catalog. */
export function NewEntryPage(): ReactElement {
  const t = useText()
  const { territory } = useSession().organization
  const regime = useQuery(regimeQuery(territory))
  return (
    <Page title={t.draft.newTitle} trail={<Link to="/catalog">{t.rail.catalog}</Link>} lead={t.draft.lead}>
      {regime.isPending && <RowsSkeleton rows={8} />}
      {regime.isError && (
        <FaultView asked={t.draft.newTitle} fault={regime.error} onRetry={() => void regime.refetch()} />
      )}
      {regime.data !== undefined && <DraftEditor regime={regime.data} entry={undefined} />}
    </Page>
  )
}

/** A draft, or an entry that came back with opinions. */
export function EditEntryPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/catalog/$id/edit' })
  const entry = useQuery({ ...entryQuery(id), refetchOnWindowFocus: false })
  const regime = useQuery({ ...regimeQuery(entry.data?.territory ?? ''), enabled: entry.data !== undefined })
  const fault = entry.error ?? regime.error
  return (
    <Page
      title={entry.data === undefined ? t.entry.edit : t.draft.editTitle(entry.data.name)}
      trail={
        <Link to="/catalog/$id" params={{ id }}>
          {entry.data?.name ?? t.entry.one}
        </Link>
      }
    >
      {fault !== null && <FaultView asked={t.entry.edit} fault={fault} />}
      {fault === null && (entry.data === undefined || regime.data === undefined) && <RowsSkeleton rows={8} />}
      {entry.data !== undefined && regime.data !== undefined && (
        <DraftEditor key={id} regime={regime.data} entry={entry.data} />
      )}
    </Page>
  )
}

interface DraftEditorProps {
  readonly regime: Regime
  readonly entry: Entry | undefined
}

interface Saved {
  readonly id: string
  readonly version: number
}

const blankForm: RegimeForm = { name: 'catalog-entry', title: '', fields: [] }

function DraftEditor({ regime, entry }: DraftEditorProps): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const form = regime.forms.find((f) => f.name === 'catalog-entry') ?? blankForm
  const [code, setCode] = useState(entry?.code ?? '')
  const [name, setName] = useState(entry?.name ?? '')
  const [values, setValues] = useState<FormValues>(entry?.fields ?? {})
  const [items, setItems] = useState<readonly ItemInput[]>(
    () => entry?.items.map(({ sealed: _, ...item }) => item) ?? [],
  )
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const [saved, setSaved] = useState<Performed<Saved> | undefined>(undefined)
  const [changed, setChanged] = useState(false)
  const save = useAct<Saved>((done) => {
    setSaved(done)
    setChanged(false)
  })
  const id = saved?.result.id ?? entry?.id
  const version = saved?.result.version ?? entry?.version
  const touch = (): void => setChanged(true)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const faults = {
      ...(code.trim() === '' ? { code: 'missing' } : {}),
      ...(name.trim() === '' ? { name: 'missing' } : {}),
    }
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    const content = { name: name.trim(), fields: enteredValues(form, values), items }
    save.mutate(
      id === undefined
        ? { path: '/api/v1/catalog-entries', body: { code: code.trim(), ...content } }
        : { path: `/api/v1/catalog-entries/${id}`, method: 'PUT', body: { version, ...content } },
    )
  }
  const blanks = missingFields(form, values)
  const labels = form.fields.filter((f) => blanks[f.name] !== undefined).map((f) => f.label)
  const isReady = id !== undefined && !changed && labels.length === 0
  return (
    <form className="draft" onSubmit={submit} noValidate aria-label={t.draft.form}>
      <Section title={t.draft.what}>
        <div className="fields">
          <Field label={t.draft.code} name="code" required help={t.draft.codeHelp} fault={missing['code']}>
            {(ids) => (
              <Input
                {...ids}
                className="short"
                value={code}
                disabled={id !== undefined}
                maxLength={61}
                onChange={(e) => {
                  setCode(e.target.value.toUpperCase())
                  touch()
                }}
              />
            )}
          </Field>
          <Field label={t.draft.name} name="name" required fault={missing['name']}>
            {(ids) => (
              <Input
                {...ids}
                value={name}
                maxLength={200}
                onChange={(e) => {
                  setName(e.target.value)
                  touch()
                }}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section title={form.title}>
        <RegimeFormFields
          form={form}
          values={values}
          faults={missing}
          instruments={regime.instruments}
          onChange={(next) => {
            setValues(next)
            touch()
          }}
        />
      </Section>
      <Section title={t.entry.items}>
        <ItemsEditor
          items={items}
          onChange={(next) => {
            setItems(next)
            touch()
          }}
        />
      </Section>
      {save.error !== null && <FaultView asked={t.draft.save} fault={save.error} />}
      {saved !== undefined && !changed && <DoneNote done={saved}>{t.draft.saved(saved.result.version)}</DoneNote>}
      <div className="draft-foot">
        <Button htmlType="submit" type={isReady ? 'default' : 'primary'} loading={save.isPending}>
          {t.draft.save}
        </Button>
        {id !== undefined && (
          <Button onClick={() => void navigate({ to: '/catalog/$id', params: { id } })}>{t.draft.toEntry}</Button>
        )}
        {labels.length > 0 && <p className="quiet">{t.draft.stillMissing(labels.join(t.listComma))}</p>}
      </div>
      {isReady && (entry === undefined || entry.state === 'draft') && <SubmitForReview entry={{ id }} />}
      {isReady && entry?.state === 'amending' && <p className="next-step">{t.draft.resubmitInCase}</p>}
    </form>
  )
}
