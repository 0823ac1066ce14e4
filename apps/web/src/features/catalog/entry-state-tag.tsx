import type { ReactElement } from 'react'
import type { EntryState } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface EntryStateTagProps {
  readonly state: EntryState
}

export function EntryStateTag({ state }: EntryStateTagProps): ReactElement {
  const t = useText()
  return <span className={`tag tag-${state === 'published' ? 'ink' : 'grey'}`}>{t.entryStates[state]}</span>
}
