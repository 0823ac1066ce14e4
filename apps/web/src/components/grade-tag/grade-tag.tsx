import type { ReactElement } from 'react'
import { useText } from '../../text/text.tsx'

export interface GradeTagProps {
  /** 1 lowest, 4 highest. */
  readonly grade: number
}

/** Grade of a data item. Said in figures and drawn as filled bars, so that it does not rest on a colour. */
export function GradeTag({ grade }: GradeTagProps): ReactElement {
  const t = useText()
  return (
    <span className={`grade grade-${grade}`}>
      <span className="grade-bars" aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} className={bar <= grade ? 'filled' : ''} />
        ))}
      </span>
      {t.grade(grade)}
    </span>
  )
}
