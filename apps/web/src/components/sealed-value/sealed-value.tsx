import type { ReactElement } from 'react'
import { Tooltip } from 'antd'
import { useText } from '../../text/text.tsx'

export interface SealedValueProps {
  /** The masked form, as it was released. */
  readonly text: string
  readonly grade: number
  /** Why it was masked, where it was not a preview by its grade. */
  readonly why?: string
}

/** A value that was masked before it left. It never looks like a value in clear, and says why. */
export function SealedValue({ text, grade, why }: SealedValueProps): ReactElement {
  const t = useText()
  return (
    <Tooltip title={why ?? t.sealed.why(grade)}>
      <span className="sealed" tabIndex={0}>
        <LockGlyph />
        <span className="visually-hidden">{t.sealed.masked}</span>
        {text.replaceAll('*', '•')}
      </span>
    </Tooltip>
  )
}

export function LockGlyph(): ReactElement {
  return (
    <svg className="lock" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
      <rect x="2" y="5.2" width="8" height="5.6" rx="1" fill="currentColor" />
      <path d="M3.8 5.2V3.6a2.2 2.2 0 0 1 4.4 0v1.6" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  )
}
