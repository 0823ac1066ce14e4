import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Batch, RecordedBatch } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface BatchTableProps {
  readonly code: string
  readonly batches: readonly (Batch | RecordedBatch)[]
  /** Whether the rows that did not pass are the reader's to correct. */
  readonly opensQuarantine: boolean
}

/** Batches, the latest first: what each brought, and the way to the rows of it that did not pass. */
export function BatchTable({ code, batches, opensQuarantine }: BatchTableProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  if (batches.length === 0) return <p className="quiet">{t.dataset.noBatches}</p>
  const say = (n: number): string => n.toLocaleString(language)
  return (
    <table className="table table-cards" aria-label={t.dataset.batches}>
      <thead>
        <tr>
          <th scope="col">{t.dataset.batch}</th>
          <th scope="col">{t.dataset.mode}</th>
          <th scope="col">{t.dataset.at}</th>
          <th scope="col" className="number">
            {t.dataset.received}
          </th>
          <th scope="col" className="number">
            {t.dataset.stored}
          </th>
          <th scope="col" className="number">
            {t.dataset.quarantined}
          </th>
          <th scope="col">{t.dataset.hash}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.id}>
            <th scope="row">
              {batch.number} · {batch.fileName}
            </th>
            <td data-label={t.dataset.mode}>
              {t.dataset.modes[batch.mode]}
              {batch.corrects !== null && ` ${t.dataset.corrects(batch.corrects)}`}
            </td>
            <td className="nowrap" data-label={t.dataset.at}>
              {sayInstant(batch.at, language)}
            </td>
            <td className="number" data-label={t.dataset.received}>
              {say(batch.received)}
            </td>
            <td className="number" data-label={t.dataset.stored}>
              {say(batch.stored)}
            </td>
            <td className="number" data-label={t.dataset.quarantined}>
              {batch.quarantined === 0 || !opensQuarantine ? (
                say(batch.quarantined)
              ) : (
                <Link
                  to="/datasets/$code/batches/$number/quarantine"
                  params={{ code, number: String(batch.number) }}
                  aria-label={t.dataset.toQuarantine(batch.number, batch.quarantined)}
                >
                  {say(batch.quarantined)}
                </Link>
              )}
            </td>
            <td data-label={t.dataset.hash}>
              <code title={batch.contentHash}>{batch.contentHash.slice(0, 8)}…</code>
              {'receipt' in batch && batch.receipt !== null && (
                <>
                  {' '}
                  <a className="seal-link" href={`/proof/${batch.receipt}`}>
                    {t.seal}
                  </a>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
