import { useId, useState, type ReactElement } from 'react'
import { Popover } from 'antd'
import type { Ground, Standing } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface ClauseRef {
  /** `WZ-26-2` */
  readonly id: string
  /** The regime's short name; the prefix of the id stands in while it is not known. */
  readonly source?: string
  readonly standing?: Standing
  /** Not read yet: its place is kept, and no number stands there that says nothing. */
  readonly pending?: true
  /** Text of the clause. */
  readonly text?: string
}

/** The clause of a ground, as it stands in an answer. */
export function clauseOfGround({ clause, source, standing, text }: Ground): ClauseRef {
  return { id: clause, source, standing, text }
}

export interface ClauseChipProps {
  readonly clause: ClauseRef
}

/** Stands beside whatever a clause permits, refuses, asks for or counts. Shows the text on hover and focus; opens the library. */
export function ClauseChip({ clause }: ClauseChipProps): ReactElement {
  const t = useText()
  const describedBy = useId()
  const [open, setOpen] = useState(false)
  const { id, source, standing = 'law', pending = false, text } = clause
  const number = id.slice(id.indexOf('-') + 1)
  const label = source === undefined ? id : `${source} ${number}`
  const isBlank = pending && source === undefined
  const mark = standing === 'law' ? '' : t.standing[standing]
  const chip = (
    <a
      className={`chip ${isBlank ? 'chip-pending' : `chip-${standing}`}`}
      href={`/law/clauses/${encodeURIComponent(id)}`}
      aria-describedby={open && text !== undefined ? describedBy : undefined}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false)
      }}
    >
      {isBlank ? <Blank /> : label}
      {mark !== '' && source?.includes(mark) !== true && <span className="chip-mark">{mark}</span>}
    </a>
  )
  if (text === undefined) return chip
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="hover"
      mouseEnterDelay={0.15}
      content={
        <div className="chip-text" id={describedBy} role="tooltip">
          <strong>{id}</strong> <span className="quiet">{t.standing[standing]}</span>
          <p lang="zh-CN">{text}</p>
        </div>
      }
    >
      {chip}
    </Popover>
  )
}

/** As wide as most names of clauses. */
function Blank(): ReactElement {
  const t = useText()
  return (
    <span className="chip-blank">
      <span className="visually-hidden">{t.clausePending}</span>
    </span>
  )
}

export interface ClauseChipsProps {
  readonly clauses: readonly ClauseRef[]
}

export function ClauseChips({ clauses }: ClauseChipsProps): ReactElement | null {
  if (clauses.length === 0) return null
  return (
    <span className="chips">
      {clauses.map((clause) => (
        <ClauseChip key={clause.id} clause={clause} />
      ))}
    </span>
  )
}
