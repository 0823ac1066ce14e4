import { useState, type ReactElement } from 'react'
import { Button, Input, Select } from 'antd'
import type { AuditQuestion } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'
import { dayEnds, dayBegins } from './day-bounds.ts'

const kinds = ['act', 'refusal', 'access', 'key', 'session', 'system'] as const
const decisions = ['permit', 'refusal'] as const
/** Texts that are sent as they are; each is one thing the record is about. */
const texts = [
  'clause',
  'action',
  'dataset',
  'entry',
  'case',
  'grant',
  'organization',
  'account',
  'application',
] as const

export interface AuditSearchProps {
  readonly loading: boolean
  /** Only when somebody asks: each search is on record. */
  readonly onSearch: (question: AuditQuestion) => void
}

/** What the evidence is searched by; everything named holds at once. */
export function AuditSearch({ loading, onSearch }: AuditSearchProps): ReactElement {
  const t = useText()
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({})
  const set = (name: string, value: string): void => setAsked((before) => ({ ...before, [name]: value.trim() }))
  const search = (): void => {
    const named = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
    const { from, until, ...question } = named
    onSearch({
      ...question,
      ...(from === undefined ? {} : { from: dayBegins(from) }),
      ...(until === undefined ? {} : { until: dayEnds(until) }),
    })
  }
  return (
    <form
      className="filters"
      onSubmit={(e) => {
        e.preventDefault()
        search()
      }}
    >
      <Select
        aria-label={t.audit.kind}
        className="short"
        value={asked['kind'] ?? ''}
        options={[
          { value: '', label: t.audit.anyKind },
          ...kinds.map((value) => ({ value, label: t.audit.kinds[value] })),
        ]}
        onChange={(value: string) => set('kind', value)}
      />
      <Select
        aria-label={t.audit.decision}
        className="short"
        value={asked['decision'] ?? ''}
        options={[
          { value: '', label: t.audit.anyDecision },
          ...decisions.map((value) => ({ value, label: t.audit.decisions[value] })),
        ]}
        onChange={(value: string) => set('decision', value)}
      />
      {texts.map((name) => (
        <Input
          key={name}
          aria-label={t.audit.by[name]}
          placeholder={t.audit.by[name]}
          className="short"
          onChange={(e) => set(name, e.target.value)}
        />
      ))}
      <label>
        {t.audit.by.from} <Input type="date" className="short" onChange={(e) => set('from', e.target.value)} />
      </label>
      <label>
        {t.audit.by.until} <Input type="date" className="short" onChange={(e) => set('until', e.target.value)} />
      </label>
      <Button type="primary" htmlType="submit" loading={loading}>
        {t.audit.search}
      </Button>
    </form>
  )
}
