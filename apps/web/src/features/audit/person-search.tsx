import { useState, type ReactElement } from 'react'
import { Button, Checkbox, Input, Select } from 'antd'
import type { PersonQuestion } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

const identifiers = ['residentId', 'creditCode'] as const

export interface PersonSearchProps {
  readonly loading: boolean
  readonly onSearch: (question: PersonQuestion) => void
}

/** Who asked about somebody: whom, why, and under which number that is filed. */
export function PersonSearch({ loading, onSearch }: PersonSearchProps): ReactElement {
  const t = useText()
  const [identifier, setIdentifier] = useState<PersonQuestion['identifier']>('residentId')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [matter, setMatter] = useState('')
  const [unkeyed, setUnkeyed] = useState(false)
  const isWhole = [value, reason, matter].every((text) => text.trim() !== '')
  return (
    <>
      <p className="quiet">{t.audit.personLead}</p>
      <form
        className="filters"
        autoComplete="off"
        onSubmit={(e) => {
          e.preventDefault()
          onSearch({ identifier, value, reason: reason.trim(), matter: matter.trim(), unkeyed })
        }}
      >
        <Select
          aria-label={t.audit.identifier}
          className="short"
          value={identifier}
          options={identifiers.map((name) => ({ value: name, label: t.audit.identifiers[name] }))}
          onChange={(name: PersonQuestion['identifier']) => setIdentifier(name)}
        />
        <Input
          aria-label={t.audit.value}
          placeholder={t.audit.value}
          className="short"
          value={value}
          onChange={(e) => setValue(e.target.value)}
        />
        <Input
          aria-label={t.audit.matter}
          placeholder={t.audit.matter}
          className="short"
          value={matter}
          onChange={(e) => setMatter(e.target.value)}
        />
        <Input
          aria-label={t.audit.reason}
          placeholder={t.audit.reason}
          className="search"
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
        <Checkbox checked={unkeyed} onChange={(e) => setUnkeyed(e.target.checked)}>
          {t.audit.unkeyed}
        </Checkbox>
        <Button type="primary" htmlType="submit" loading={loading} disabled={!isWhole}>
          {t.audit.search}
        </Button>
      </form>
    </>
  )
}
