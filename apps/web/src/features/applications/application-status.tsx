import type { ReactElement } from 'react'
import type { Application } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface ApplicationStatusProps {
  readonly status: Application['status']
}

export function ApplicationStatus({ status }: ApplicationStatusProps): ReactElement {
  const t = useText()
  return <span className={`tag tag-${status === 'active' ? 'ink' : 'refused'}`}>{t.applications.statuses[status]}</span>
}
