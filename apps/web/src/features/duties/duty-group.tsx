import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { DutyLine } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, today } from '../../lib/dates.ts'
import { Fold } from '../../shared/fold.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { countDuties, isGap, type DutyGroupLines, type DutyView } from './duty-lines.ts'

export interface DutyGroupProps {
  readonly group: DutyGroupLines
  readonly view: DutyView
  readonly startsOpen: boolean
}

/** One duty with those who owe it, or one organisation with what it owes. */
export function DutyGroup({ group, view, startsOpen }: DutyGroupProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const { gaps, overdue } = countDuties(group.lines)
  const head = (
    <>
      <strong lang="zh-CN">{group.title}</strong> <span className="quiet">{t.duties.lines(group.lines.length)}</span>{' '}
      {gaps > 0 && <span className="mark mark-near">{t.duties.gaps(gaps)}</span>}{' '}
      {overdue > 0 && <span className="mark mark-refused">{t.duties.overdue(overdue)}</span>}
    </>
  )
  return (
    <Fold summary={head} startsOpen={startsOpen}>
      {() => (
        <>
          <ClauseChips clauses={group.cites.map(book.clause)} />
          <div className="table-scroll">
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{view === 'duty' ? t.duties.columns.organization : t.duties.columns.duty}</th>
                  <th scope="col">{t.duties.state}</th>
                  <th scope="col">{t.duties.due}</th>
                  <th scope="col">{t.duties.file}</th>
                </tr>
              </thead>
              <tbody>
                {group.lines.map((line) => (
                  <DutyRow key={`${line.duty} ${line.organization.id}`} line={line} view={view} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Fold>
  )
}

interface DutyRowProps {
  readonly line: DutyLine
  readonly view: DutyView
}

function DutyRow({ line, view }: DutyRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <tr>
      <td>
        {view === 'duty' ? (
          line.organization.name
        ) : (
          <>
            {line.title} <ClauseChips clauses={line.cites.map(book.clause)} />
          </>
        )}
      </td>
      <td data-label={t.duties.state}>
        {isGap(line) ? <span className="mark mark-near">{t.duties.gap}</span> : line.state}
      </td>
      <td data-label={t.duties.due}>
        {line.due === null ? (
          <span className="quiet">{isGap(line) ? '–' : t.duties.noDue}</span>
        ) : (
          sayDay(line.due, language, today())
        )}{' '}
        {line.overdue && <span className="mark mark-refused">{t.duties.isOverdue}</span>}
      </td>
      <td data-label={t.duties.file}>
        {line.case === null ? (
          <span className="quiet">–</span>
        ) : (
          <Link to="/cases/$id" params={{ id: line.case }}>
            {t.duties.toFile}
          </Link>
        )}
      </td>
    </tr>
  )
}
