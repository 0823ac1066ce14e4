import type { ReactElement } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { checkpointsQuery, type Checkpoints } from '../../api/keeping-queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { isKeeper } from '../../shared/who.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { EvidenceCheck } from './evidence-check.tsx'
import type { CheckpointView } from './verify-proof.ts'
import { WitnessesSection } from './witnesses-section.tsx'

interface ReadCheckpoints {
  readonly newest: CheckpointView | undefined
  readonly cosigned: CheckpointView | undefined
}

/** How far the log is and who signed it, who countersigns, and whether the evidence agrees with it. */
export function LogPage(): ReactElement {
  const t = useText()
  const session = useSession()
  const notes = useQuery(checkpointsQuery)
  const read = useQuery({
    queryKey: ['log', 'read', notes.data],
    queryFn: () => readBoth(notes.data!),
    enabled: notes.data !== undefined,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  const fault = notes.error ?? read.error
  return (
    <Page
      title={t.log.title}
      lead={t.log.lead}
      {...(isKeeper(session, 'auditAdmin') ? { trail: <Link to="/audit">{t.rail.audit}</Link> } : {})}
    >
      {(notes.isPending || read.isLoading) && <RowsSkeleton rows={6} />}
      {fault !== null && <FaultView asked={t.log.title} fault={fault} onRetry={() => void notes.refetch()} />}
      {notes.data !== undefined && read.data !== undefined && (
        <>
          <CheckpointSection
            title={t.log.newest}
            none={t.log.noCheckpoint}
            note={notes.data.newest}
            view={read.data.newest}
            at={notes.data.at}
          />
          <CheckpointSection
            title={t.log.cosigned}
            none={t.log.noCosigned}
            note={notes.data.cosigned}
            view={read.data.cosigned}
            at={notes.data.at}
          />
        </>
      )}
      {/* What a check found stays while the checkpoints are read anew. */}
      <WitnessesSection size={read.data?.newest?.size ?? 0} />
      <EvidenceCheck />
    </Page>
  )
}

/** Hashing is loaded when somebody looks at the log, not before. */
async function readBoth({ newest, cosigned, keys }: Checkpoints): Promise<ReadCheckpoints> {
  const { readCheckpoint } = await import('./verify-proof.ts')
  const read = (note: string | undefined) => (note === undefined ? undefined : readCheckpoint(note, keys))
  const [first, second] = await Promise.all([read(newest), read(cosigned)])
  return { newest: first, cosigned: second }
}

interface CheckpointSectionProps {
  readonly title: string
  readonly none: string
  readonly note: string | undefined
  readonly view: CheckpointView | undefined
  /** When it was read, ISO 8601: a checkpoint itself says no time. */
  readonly at: string
}

const tags = { holds: 'proven', fails: 'refused', unchecked: 'near' } as const

function CheckpointSection({ title, none, note, view, at }: CheckpointSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  if (note === undefined || view === undefined) {
    return (
      <Section title={title}>
        <p className="quiet">{none}</p>
      </Section>
    )
  }
  return (
    <Section title={title} aside={<span className="quiet">{`${t.log.readAt} ${sayInstant(at, language)}`}</span>}>
      <dl className="facts">
        <div>
          <dt>{t.log.size}</dt>
          <dd>{t.log.entries(view.size)}</dd>
        </div>
        <div>
          <dt>{t.log.root}</dt>
          <dd>
            <code>{view.root}</code>
          </dd>
        </div>
        <div>
          <dt>{t.log.origin}</dt>
          <dd>
            <code>{view.origin}</code>
          </dd>
        </div>
        <div>
          <dt>{t.log.signature}</dt>
          <dd>
            <span className={`tag tag-${tags[view.signature]}`}>{t.log.signatures[view.signature]}</span>
          </dd>
        </div>
        <div>
          <dt>{t.log.signedBy}</dt>
          <dd>
            {view.signedBy.map((name) => (
              <code key={name} className="line">
                {name}
              </code>
            ))}
          </dd>
        </div>
      </dl>
      <Fold summary={t.log.note}>{() => <pre className="raw">{note}</pre>}</Fold>
    </Section>
  )
}
