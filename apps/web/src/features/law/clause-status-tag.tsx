import type { ReactElement } from 'react'
import type { ClauseStatus } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

const glyphs: Readonly<Record<ClauseStatus, string>> = {
  proven: '✓',
  bound: '●',
  pending: '◐',
  unbound: '○',
  declaratory: '–',
}
const tones: Readonly<Record<ClauseStatus, string>> = {
  proven: 'proven',
  bound: 'ink',
  pending: 'near',
  unbound: 'grey',
  declaratory: 'grey',
}

export interface ClauseStatusTagProps {
  readonly status: ClauseStatus
}

/** How far the platform keeps a clause: a sign and a word, and only then a colour. */
export function ClauseStatusTag({ status }: ClauseStatusTagProps): ReactElement {
  const t = useText()
  return (
    <span className={`tag tag-${tones[status]}`} title={t.matrix.statusHelp[status]}>
      <span aria-hidden="true">{glyphs[status]}</span> {t.matrix.statuses[status]}
    </span>
  )
}
