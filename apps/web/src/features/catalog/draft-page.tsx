import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { withDefaults } from '@fadu/domain'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ApiFault, request, type Performed } from '../../api/client.ts'
import { entryQuery, regimeQuery } from '../../api/queries.ts'
import type { Entry, Regime, RegimeForm } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { enteredValues, missingFields, type FormValues } from '../../shared/form-values.ts'
import { RegimeFormFields } from '../../shared/regime-form.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { ItemsEditor } from './items-editor.tsx'
import { mergeDraft, type DraftContent, type MergedDraft } from './merge-draft.ts'
import { OutlineFromFile } from './outline-from-file.tsx'
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

/** What one writes on: the revision of a published entry, an entry that is not published, or what a new one starts with. */
function contentOf(entry: Entry | undefined, form: RegimeForm): DraftContent {
  if (entry === undefined) return { name: '', fields: withDefaults(form, {}), items: [] }
  const { name, fields, items } = entry.revision ?? entry
  return { name, fields, items: items.map(({ sealed: _, ...item }) => item) }
}

function DraftEditor({ regime, entry }: DraftEditorProps): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const form = regime.forms.find((f) => f.name === 'catalog-entry') ?? blankForm
  const [code, setCode] = useState(entry?.code ?? '')
  // What my changes are made on: others may save meanwhile, and then the entry on the server is another.
  const [base, setBase] = useState(() => ({ content: contentOf(entry, form), version: entry?.version }))
  const [name, setName] = useState(base.content.name)
  const [values, setValues] = useState<FormValues>(base.content.fields)
  const [items, setItems] = useState(base.content.items)
  const [merged, setMerged] = useState<MergedDraft | undefined>(undefined)
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const [saved, setSaved] = useState<Performed<Saved> | undefined>(undefined)
  const [changed, setChanged] = useState(false)
  const mine: DraftContent = { name: name.trim(), fields: enteredValues(form, values), items }
  const save = useAct<Saved>((done) => {
    setSaved(done)
    setChanged(false)
    setMerged(undefined)
    setBase({ content: mine, version: done.result.version })
  })
  const id = saved?.result.id ?? entry?.id
  const touch = (): void => setChanged(true)
  const write = (content: DraftContent): void => {
    setName(content.name)
    setValues(content.fields)
    setItems(content.items)
  }
  const isConflict = save.error instanceof ApiFault && save.error.document?.code === 'VERSION_CONFLICT'
  const latest = useMutation({
    mutationFn: async () => request<Entry>(`/api/v1/catalog-entries/${id ?? ''}`),
    onSuccess: (theirs) => {
      const content = contentOf(theirs, form)
      const both = mergeDraft(base.content, mine, content)
      write(both.content)
      setMerged(both)
      setBase({ content, version: theirs.version })
      save.reset()
    },
  })

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const faults = {
      ...(code.trim() === '' ? { code: 'missing' } : {}),
      ...(name.trim() === '' ? { name: 'missing' } : {}),
    }
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    save.mutate(
      id === undefined
        ? { path: '/api/v1/catalog-entries', body: { code: code.trim(), ...mine } }
        : { path: `/api/v1/catalog-entries/${id}`, method: 'PUT', body: { version: base.version, ...mine } },
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
        <OutlineFromFile
          items={items}
          onChange={(next) => {
            setItems(next)
            touch()
          }}
        />
        <ItemsEditor
          items={items}
          onChange={(next) => {
            setItems(next)
            touch()
          }}
        />
      </Section>
      {save.error !== null && (
        <FaultView asked={t.draft.save} fault={save.error}>
          {isConflict && (
            <Button loading={latest.isPending} onClick={() => latest.mutate()}>
              {t.draft.takeOver}
            </Button>
          )}
        </FaultView>
      )}
      {latest.error !== null && <FaultView asked={t.draft.takeOver} fault={latest.error} />}
      {merged !== undefined && (
        <p className="note" role="status">
          {merged.both.length === 0 ? t.draft.mergedCleanly : t.draft.mergedBoth(sayBoth().join(t.listComma))}
        </p>
      )}
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
      {isReady && entry?.revision?.state === 'amending' && (
        <p className="next-step">
          {t.draft.submitRevision}{' '}
          <Link to="/cases/$id" params={{ id: entry.revision.case }}>
            {t.revision.toCase}
          </Link>
        </p>
      )}
    </form>
  )

  /** What both changed, as it is called. */
  function sayBoth(): readonly string[] {
    return (merged?.both ?? []).map(
      (part) =>
        form.fields.find((f) => f.name === part)?.label ??
        items.find((item) => item.code === part)?.name ??
        (part === 'name' ? t.draft.name : part),
    )
  }
}
