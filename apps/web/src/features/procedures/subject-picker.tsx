import { useDeferredValue, useEffect, useState, type ReactElement } from 'react'
import { Input, Select } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { entriesQuery, grantsQuery, organizationsQuery, territoriesQuery } from '../../api/queries.ts'
import type { Procedure } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useSession } from '../../shared/session.ts'
import { isOffice } from '../../shared/who.ts'
import { itemsOf } from '../../shared/paged-list.tsx'
import { useText } from '../../text/text.tsx'

export interface PickedSubject {
  readonly id: string
  readonly name: string
  /** Whose law governs. */
  readonly territory: string
}

export interface SubjectPickerProps {
  readonly procedure: Procedure
  readonly picked: PickedSubject | undefined
  readonly onPick: (subject: PickedSubject | undefined) => void
}

/** What the case is to be about: an entry of the catalog, an organisation of the territory, or the territory itself. */
export function SubjectPicker({ procedure, picked, onPick }: SubjectPickerProps): ReactElement {
  const session = useSession()
  if (procedure.subject === 'catalogEntry') {
    // Asking for what is surely refused would only leave a refusal on record.
    const Picker = isOffice(session) ? EntryPicker : EntryByNumber
    return <Picker picked={picked} onPick={onPick} />
  }
  if (procedure.subject === 'dataGrant') return <GrantPicker picked={picked} onPick={onPick} />
  if (procedure.subject === 'organization') {
    const opener = procedure.parties.find((p) => p.name === procedure.opens.by)
    return <OrganizationPicker picked={picked} onPick={onPick} isOwn={opener?.is === 'organization'} />
  }
  return <OwnTerritory picked={picked} onPick={onPick} />
}

type PickerProps = Pick<SubjectPickerProps, 'picked' | 'onPick'>

function EntryPicker({ picked, onPick }: PickerProps): ReactElement {
  const t = useText()
  const [sought, setSought] = useState('')
  const q = useDeferredValue(sought.trim())
  const entries = useInfiniteQuery(entriesQuery(q === '' ? {} : { q }))
  const items = itemsOf(entries.data)
  if (entries.isError) return <FaultView asked={t.catalog.search} fault={entries.error} />
  const options = items.map((e) => ({ value: e.id, label: `${e.name} · ${e.provider.name}` }))
  const isListed = picked === undefined || items.some((e) => e.id === picked.id)
  return (
    <Field label={t.subjects.catalogEntry} name="subject" required>
      {(ids) => (
        <Select
          {...ids}
          className="wide"
          loading={entries.isPending}
          showSearch={{ filterOption: false, onSearch: setSought }}
          placeholder={t.catalog.search}
          notFoundContent={entries.isPending ? t.loading : t.catalog.none}
          value={picked?.id ?? null}
          options={isListed ? options : [{ value: picked.id, label: picked.name }, ...options]}
          onChange={(id: string) => {
            const entry = items.find((e) => e.id === id)
            if (entry !== undefined) onPick({ id, name: entry.name, territory: entry.territory })
          }}
        />
      )}
    </Field>
  )
}

/** Of the grants the own organisation received or gave. */
function GrantPicker({ picked, onPick }: PickerProps): ReactElement {
  const t = useText()
  const grants = useInfiniteQuery(grantsQuery)
  const items = itemsOf(grants.data)
  if (grants.isError) return <FaultView asked={t.subjects.dataGrant} fault={grants.error} />
  return (
    <Field label={t.subjects.dataGrant} name="subject" required>
      {(ids) => (
        <Select
          {...ids}
          className="wide"
          loading={grants.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.form.choose}
          notFoundContent={grants.isPending ? t.loading : t.grants.none}
          value={picked?.id ?? null}
          options={items.map((g) => ({
            value: g.id,
            label: [g.entry.name, g.applicant.name, g.purposes.join(t.listComma)].join(' · '),
          }))}
          onChange={(id: string) => {
            const grant = items.find((g) => g.id === id)
            if (grant !== undefined) onPick({ id, name: grant.entry.name, territory: grant.entry.territory })
          }}
        />
      )}
    </Field>
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The public does not search the inner catalog, but may ask about an entry that its provider named. */
function EntryByNumber({ picked, onPick }: PickerProps): ReactElement {
  const t = useText()
  const { territory } = useSession().organization
  const [typed, setTyped] = useState(picked?.id ?? '')
  const isWrong = typed !== '' && !uuid.test(typed)
  // It came from the page of an open entry, which has named it.
  if (picked !== undefined && picked.name !== picked.id)
    return <Fixed label={t.subjects.catalogEntry} name={picked.name} />
  return (
    <Field
      label={t.procedures.entryNumber}
      name="subject"
      required
      help={t.procedures.entryNumberHelp}
      fault={isWrong ? 'wrongType' : undefined}
    >
      {(ids) => (
        <Input
          {...ids}
          value={typed}
          onChange={(e) => {
            const id = e.target.value.trim().toLowerCase()
            setTyped(id)
            onPick(uuid.test(id) ? { id, name: id, territory } : undefined)
          }}
        />
      )}
    </Field>
  )
}

interface OrganizationPickerProps extends PickerProps {
  /** The procedure is begun by the organisation itself. */
  readonly isOwn: boolean
}

function OrganizationPicker({ picked, onPick, isOwn }: OrganizationPickerProps): ReactElement {
  const t = useText()
  const { organization } = useSession()
  const organizations = useQuery(organizationsQuery(organization.territory))
  const own: PickedSubject = { id: organization.id, name: organization.name, territory: organization.territory }
  usePreset(isOwn ? own : undefined, picked, onPick)
  if (isOwn) return <Fixed label={t.subjects.organization} name={organization.name} />
  if (organizations.isError) return <FaultView asked={t.subjects.organization} fault={organizations.error} />
  return (
    <Field label={t.subjects.organization} name="subject" required>
      {(ids) => (
        <Select
          {...ids}
          className="wide"
          loading={organizations.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.form.choose}
          value={picked?.id ?? null}
          options={(organizations.data ?? []).map((o) => ({ value: o.id, label: o.name }))}
          onChange={(id: string) => {
            const chosen = organizations.data?.find((o) => o.id === id)
            if (chosen !== undefined) onPick({ id, name: chosen.name, territory: chosen.territory })
          }}
        />
      )}
    </Field>
  )
}

function OwnTerritory({ picked, onPick }: PickerProps): ReactElement {
  const t = useText()
  const { territory } = useSession().organization
  const territories = useQuery(territoriesQuery)
  const name = territories.data?.find((x) => x.code === territory)?.name ?? territory
  usePreset({ id: territory, name, territory }, picked, onPick)
  return <Fixed label={t.subjects.territory} name={name} />
}

/** Where there is nothing to choose, the choice is made. */
function usePreset(
  preset: PickedSubject | undefined,
  picked: PickedSubject | undefined,
  onPick: (subject: PickedSubject) => void,
): void {
  useEffect(() => {
    if (preset !== undefined && picked === undefined) onPick(preset)
  }, [preset, picked, onPick])
}

interface FixedProps {
  readonly label: string
  readonly name: string
}

function Fixed({ label, name }: FixedProps): ReactElement {
  return (
    <dl className="facts">
      <div>
        <dt>{label}</dt>
        <dd>{name}</dd>
      </div>
    </dl>
  )
}
