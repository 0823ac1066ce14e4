import type { ReactElement } from 'react'
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import type { EvidenceCheckResult } from '../../api/keeping-types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Section } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'

/** Compares all evidence with the log when it is asked for, and says what does not agree. */
export function EvidenceCheck(): ReactElement {
  const t = useText()
  const { may, isPending } = useMayOnPlatform(['log.check'])
  const check = useAct<EvidenceCheckResult>()
  return (
    <Section title={t.log.check}>
      <p className="section-what">{t.log.checkWhat}</p>
      {may('log.check') && (
        <Button loading={check.isPending} onClick={() => check.mutate({ path: '/api/v1/audit/checks' })}>
          {t.log.run}
        </Button>
      )}
      {!isPending && !may('log.check') && <p className="quiet">{t.log.whoChecks}</p>}
      {check.error !== null && <FaultView asked={t.log.check} fault={check.error} />}
      {check.data !== undefined && <Outcome result={check.data.result} />}
    </Section>
  )
}

interface OutcomeProps {
  readonly result: EvidenceCheckResult
}

function Outcome({ result }: OutcomeProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const { ok, rows, size, checkpoints, notCovered, findings, named, removed, receipt } = result
  return (
    <section className={`proof check-outcome proof-${ok ? 'proven' : 'broken'}`} aria-label={t.log.check}>
      <h3 role="status">{ok ? t.log.nothingFound : t.log.found}</h3>
      <p>{t.log.checked(rows, size, checkpoints)}</p>
      {notCovered > 0 && <p className="quiet">{t.log.notCovered(notCovered)}</p>}
      {removed.map(({ entry, number, clauses, day, accesses, signatures }) => (
        <p key={entry} className="quiet">
          {t.log.removed(day, accesses, signatures, number)} <ClauseChips clauses={clauses.map(book.clause)} />
        </p>
      ))}
      {findings > 0 && (
        <>
          <p>{t.log.findings(findings, named.length)}</p>
          <div className="table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.log.table}</th>
                  <th scope="col">{t.log.record}</th>
                  <th scope="col">{t.log.finding}</th>
                </tr>
              </thead>
              <tbody>
                {named.map(({ table, key, found }) => (
                  <tr key={`${table} ${key} ${found}`}>
                    <td>
                      <code>{table}</code>
                    </td>
                    <td>
                      <code className="break">{key}</code>
                    </td>
                    <td>
                      <span className="tag tag-refused">{t.log.founds[found]}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Link to="/proof/$entry" params={{ entry: receipt }} className="seal-link">
        {t.seal}
      </Link>
    </section>
  )
}
