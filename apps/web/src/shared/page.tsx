import { useEffect, type ReactElement, type ReactNode } from 'react'
import { Skeleton } from 'antd'
import { useText } from '../text/text.tsx'

export interface PageProps {
  readonly title: string
  /** Above the title: where this page hangs. */
  readonly trail?: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, trail, lead, actions, children }: PageProps): ReactElement {
  const t = useText()
  useEffect(() => {
    document.title = `${title} · ${t.product}`
  }, [title, t])
  return (
    <article className="page">
      <header className="page-head">
        <div>
          {trail !== undefined && <div className="trail">{trail}</div>}
          <h1>{title}</h1>
          {lead !== undefined && <div className="lead">{lead}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </article>
  )
}

export interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, aside, children }: SectionProps): ReactElement {
  return (
    <section className="section" aria-label={title}>
      <header className="section-head">
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

export interface EmptyProps {
  readonly title: string
  /** What belongs here and how to begin. */
  readonly children?: ReactNode
}

export function Empty({ title, children }: EmptyProps): ReactElement {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
    </div>
  )
}

export interface RowsSkeletonProps {
  readonly rows?: number
}

/** The shape of a list that is on its way. */
export function RowsSkeleton({ rows = 4 }: RowsSkeletonProps): ReactElement {
  const t = useText()
  return (
    <div aria-busy="true" aria-label={t.loading} className="skeleton-rows" role="status">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="skeleton-row">
          <Skeleton.Input size="small" style={{ width: `${60 - i * 5}%` }} />
          <Skeleton.Input size="small" style={{ width: 120, minWidth: 0 }} />
        </div>
      ))}
    </div>
  )
}
