import { useState, type ReactElement, type ReactNode } from 'react'

export interface FoldProps {
  readonly summary: ReactNode
  readonly startsOpen?: boolean
  readonly className?: string
  /** Rendered only while it is open: a page may have hundreds. */
  readonly children: () => ReactNode
}

/** A line that opens to what lies behind it. */
export function Fold({ summary, startsOpen = false, className = '', children }: FoldProps): ReactElement {
  const [open, setOpen] = useState(startsOpen)
  return (
    <details className={`fold ${className}`} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && <div className="fold-body">{children()}</div>}
    </details>
  )
}
