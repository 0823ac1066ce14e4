import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Entry, Revision } from '../../api/types.ts'
import { DiffView } from '../../components/diff-view/diff-view.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface RevisionSectionProps {
  readonly entry: Entry
  readonly revision: Revision
  /** May change it while it is being amended. */
  readonly isMine: boolean
}

/** What is to take the place of the published content, shown as what it changes; until then that stays in use. */
export function RevisionSection({ entry, revision, isMine }: RevisionSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <Section title={t.revision.title} aside={<span className="tag tag-ink">{t.entryStates[revision.state]}</span>}>
      <p className="quiet">{t.revision.begun(sayInstant(revision.begunAt, language), revision.base)}</p>
      <DiffView difference={revision.difference} />
      <div className="action-foot">
        {isMine && revision.state === 'amending' && (
          <Link className="button button-primary" to="/catalog/$id/edit" params={{ id: entry.id }}>
            {t.revision.edit}
          </Link>
        )}
        <Link className="button" to="/cases/$id" params={{ id: revision.case }}>
          {t.revision.toCase}
        </Link>
      </div>
    </Section>
  )
}
