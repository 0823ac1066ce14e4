import type { ReactElement, ReactNode } from 'react'
import type { Figure } from '../../api/types.ts'
import { useLanguage } from '../../text/text.tsx'
import { recordsLink } from './records-link.ts'

export interface FigureLinkProps {
  readonly figure: Figure
  /** What is shown instead of the number: a measure of the same records. */
  readonly children?: ReactNode
}

/** A number that opens its records, where there are any to open. */
export function FigureLink({ figure, children }: FigureLinkProps): ReactElement {
  const { language } = useLanguage()
  const shown = children ?? figure.count.toLocaleString(language)
  const link = recordsLink(figure.records)
  return link === undefined || figure.count === 0 ? <>{shown}</> : <a href={link}>{shown}</a>
}
