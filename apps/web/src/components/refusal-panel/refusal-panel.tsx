import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import type { ProblemDocument } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'
import { ClauseChip, type ClauseRef } from '../clause-chip/clause-chip.tsx'

export interface RefusalPanelProps {
  /** What was asked, in the words of the button. */
  readonly asked: string
  readonly problem: ProblemDocument
  /** Finds what a clause says, for those the document only names. */
  readonly clause: (id: string) => ClauseRef
  /** Buttons that begin what would be lawful. */
  readonly children?: ReactNode
}

/** A refusal worth reading: what was asked, which clause refuses, what would make it lawful, where it is recorded. */
export function RefusalPanel({ asked, problem, clause, children }: RefusalPanelProps): ReactElement {
  const t = useText()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    panel.current?.focus()
  }, [problem])
  const grounds = [...new Map(problem.grounds.map((ground) => [ground.clause, ground])).values()]
  return (
    <section className="refusal" role="alert" tabIndex={-1} ref={panel} aria-label={t.refusal.title}>
      <h2>
        <RefusedGlyph /> {problem.title}
        <span className="quiet">{t.refusal.asked(asked)}</span>
      </h2>
      <p className="refusal-detail">{problem.detail}</p>
      {grounds.length > 0 && (
        <>
          <h3>{t.refusal.grounds}</h3>
          <ul className="grounds">
            {grounds.map((ground) => (
              <li key={ground.clause}>
                <ClauseChip
                  clause={{ id: ground.clause, source: ground.source, standing: ground.standing, text: ground.text }}
                />{' '}
                <span lang="zh-CN">{ground.text}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem.needed.length > 0 && (
        <>
          <h3>{t.refusal.needed}</h3>
          <ul className="grounds">
            {problem.needed.map((need) => (
              <li key={`${need.clause} ${need.text}`}>
                <ClauseChip clause={clause(need.clause)} /> <span>{need.text}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {children !== undefined && children !== null && <div className="refusal-next">{children}</div>}
      <p className="quiet">
        {t.refusal.recorded}
        {problem.receipt !== undefined && (
          <a className="seal-link" href={`/proof/${problem.receipt}`}>
            {t.seal}
          </a>
        )}
      </p>
    </section>
  )
}

function RefusedGlyph(): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M4 8h8" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  )
}
