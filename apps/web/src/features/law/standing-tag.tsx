import type { ReactElement } from 'react'
import type { Standing } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface StandingTagProps {
  readonly standing: Standing
}

/** Whether it is law, a draft on trial, or the operator's own rule. */
export function StandingTag({ standing }: StandingTagProps): ReactElement {
  const t = useText()
  return <span className={`tag tag-${standing === 'law' ? 'ink' : 'grey'}`}>{t.law.standings[standing]}</span>
}
