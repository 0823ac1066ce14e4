import type { ReactElement } from 'react'
import type { RetentionDue, RetentionHeld } from '../../api/keeping-types.ts'
import { useText } from '../../text/text.tsx'
import type { Text } from '../../text/zh-CN.ts'

export interface RecordCountsProps {
  readonly records: readonly { readonly table: string; readonly n: number; readonly more?: boolean }[]
  /** What is said where there are none. */
  readonly none: string
}

/** How many records of which sort. */
export function RecordCounts({ records, none }: RecordCountsProps): ReactElement {
  const t = useText()
  const some = records.filter(({ n }) => n > 0)
  if (some.length === 0) return <span className="quiet">{none}</span>
  return (
    <ul>
      {some.map(({ table, n, more = false }) => (
        <li key={table}>
          {t.retention.tables[table] ?? table} {t.retention.records(n, more)}
        </li>
      ))}
    </ul>
  )
}

/** What stays although it is over its term, and what keeps it back. */
export function Keeping({ due }: { readonly due: RetentionDue }): ReactElement {
  const t = useText()
  const kept = due.records.flatMap(({ held, ...record }) => (held === null ? [] : [{ ...record, n: held }]))
  return (
    <div>
      <RecordCounts records={kept} none={t.retention.nothingHeld} />
      {due.held.map((thing) => (
        <span key={`${thing.scope} ${thing.id} ${thing.by}`} className="under">
          {sayHeld(t, thing)} <span className="quiet">{t.retention.heldBy[thing.by]}</span>
        </span>
      ))}
    </div>
  )
}

/** What is held, by its sort and its name. */
export function sayHeld(t: Text, { scope, name }: Pick<RetentionHeld, 'scope' | 'name'>): string {
  return name === null ? t.retention.scopes[scope] : t.retention.scoped(t.retention.scopes[scope], name)
}
