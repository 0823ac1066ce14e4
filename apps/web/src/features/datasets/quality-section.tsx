import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { datasetPath, qualityRunsQuery } from '../../api/queries.ts'
import type { QualityRun } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface QualitySectionProps {
  readonly code: string
}

/** How good the data is: the score over time, and what the rules found when they last ran. */
export function QualitySection({ code }: QualitySectionProps): ReactElement {
  const t = useText()
  const runs = useQuery(qualityRunsQuery(code))
  const run = useAct<QualityRun>()
  const latest = runs.data?.[0]
  return (
    <Section
      title={t.quality.title}
      aside={
        <Button loading={run.isPending} onClick={() => run.mutate({ path: `${datasetPath(code)}/quality-runs` })}>
          {t.quality.run}
        </Button>
      }
    >
      {run.error !== null && <FaultView asked={t.quality.run} fault={run.error} />}
      {runs.isPending && <RowsSkeleton rows={2} />}
      {runs.isError && <FaultView asked={t.quality.title} fault={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && latest === undefined && <p className="quiet">{t.quality.none}</p>}
      {latest !== undefined && <Rules run={latest} />}
      {runs.data !== undefined && runs.data.length > 1 && <Scores runs={runs.data} />}
    </Section>
  )
}

interface RulesProps {
  readonly run: QualityRun
}

function Rules({ run }: RulesProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <table className="table table-cards" aria-label={t.quality.latest}>
      <caption className="quiet">
        {t.quality.said(run.score, run.rows, run.brokenRows)} · {sayInstant(run.at, language)}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t.quality.rule}</th>
          <th scope="col" className="number">
            {t.quality.checked}
          </th>
          <th scope="col" className="number">
            {t.quality.broken}
          </th>
        </tr>
      </thead>
      <tbody>
        {run.results.map(({ rule, title, checked, broken }) => (
          <tr key={rule}>
            <th scope="row">{title}</th>
            <td className="number" data-label={t.quality.checked}>
              {checked.toLocaleString(language)}
            </td>
            <td className="number" data-label={t.quality.broken}>
              {broken.toLocaleString(language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ScoresProps {
  readonly runs: readonly QualityRun[]
}

/** Scores, the latest first. Runs that checked nothing have none. */
function Scores({ runs }: ScoresProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <section className="part" aria-label={t.quality.scores}>
      <h3>{t.quality.scores}</h3>
      <ul className="bars" aria-label={t.quality.scores}>
        {runs.map(({ id, at, score }) => (
          <li key={id}>
            <span>{sayInstant(at, language)}</span>
            <span className="bar-line" aria-hidden="true">
              <i style={{ width: `${score ?? 0}%` }} />
            </span>
            <span className="number">{score === null ? '—' : score.toFixed(1)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
