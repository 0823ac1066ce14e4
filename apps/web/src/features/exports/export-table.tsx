import type { ReactElement } from 'react'
import { Progress } from 'antd'
import { Link } from '@tanstack/react-router'
import type { ExportRecord, ExportState } from '../../api/data-types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface ExportTableProps {
  readonly items: readonly ExportRecord[]
}

/** Exports of many: whose, how far, until when, with the way to grant and record of each. */
export function ExportTable({ items }: ExportTableProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <div className="table-scroll">
      <table className="table table-cards" aria-label={t.exports.title}>
        <thead>
          <tr>
            <th scope="col">{t.exports.dataset}</th>
            <th scope="col">{t.exports.parties}</th>
            <th scope="col">{t.exports.state}</th>
            <th scope="col" className="number">
              {t.exports.rows}
            </th>
            <th scope="col">{t.exports.asked}</th>
            <th scope="col">{t.exports.fetched}</th>
            <th scope="col">{t.exports.grant}</th>
            <th scope="col">{t.exports.proof}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link to="/exports/$id" params={{ id: item.id }} className="row-title">
                  {item.dataset.name}
                </Link>
                <code className="under">{item.dataset.code}</code>
                <span className="under quiet">
                  {item.provider.name} · {t.exports.formats[item.format]}
                </span>
              </th>
              <td data-label={t.exports.parties}>
                <div>
                  {item.applicant.name}
                  <span className="under quiet">{item.application.name}</span>
                </div>
              </td>
              <td data-label={t.exports.state}>
                <div>
                  <ExportStateTag state={item.state} />
                  <ExportProgress item={item} />
                  {item.state === 'ready' && (
                    <span className="under quiet">{t.exports.goesAt(sayInstant(item.expiresAt, language))}</span>
                  )}
                </div>
              </td>
              <td className="number" data-label={t.exports.rows}>
                {item.rows.total.toLocaleString(language)}
              </td>
              <td data-label={t.exports.asked}>{sayInstant(item.createdAt, language)}</td>
              <td data-label={t.exports.fetched}>
                {item.firstFetchedAt === null ? (
                  <span className="quiet">{t.exports.notFetched}</span>
                ) : (
                  sayInstant(item.firstFetchedAt, language)
                )}
              </td>
              <td data-label={t.exports.grant}>
                <Link to="/grants/$id" params={{ id: item.grant }}>
                  {t.exports.toGrant}
                </Link>
              </td>
              <td data-label={t.exports.proof}>
                <ExportSeal item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export interface ExportStateTagProps {
  readonly state: ExportState
}

const tones: Readonly<Record<ExportState, string>> = {
  waiting: '',
  writing: ' tag-ink',
  ready: ' tag-proven',
  failed: ' tag-refused',
  expired: '',
  discarded: '',
}

export function ExportStateTag({ state }: ExportStateTagProps): ReactElement {
  const t = useText()
  return <span className={`tag${tones[state]}`}>{t.exports.states[state]}</span>
}

export interface ExportItemProps {
  readonly item: ExportRecord
}

/** How far a file is that is being written, and when it will be there at this pace; nothing of others. */
export function ExportProgress({ item: { state, rows, rowsPerSecond } }: ExportItemProps): ReactElement | null {
  const t = useText()
  const { language } = useLanguage()
  if (state !== 'writing' && state !== 'waiting') return null
  const left = rowsPerSecond === null || rowsPerSecond === 0 ? null : (rows.total - rows.done) / rowsPerSecond
  return (
    <div role="status">
      <Progress
        percent={rows.total === 0 ? 0 : Math.floor((rows.done / rows.total) * 100)}
        size="small"
        aria-label={t.exports.states[state]}
      />
      <span className="quiet">
        {t.exports.done(rows.done.toLocaleString(language), rows.total.toLocaleString(language))}
        {state === 'writing' && rowsPerSecond !== null && (
          <>
            {t.sentenceComma}
            {t.uploads.pace(rowsPerSecond, left === null ? null : Math.ceil(left))}
          </>
        )}
      </span>
    </div>
  )
}

/** The way to the record of what the file holds. */
export function ExportSeal({ item: { receipt } }: ExportItemProps): ReactElement {
  const t = useText()
  if (receipt === null) return <>—</>
  return (
    <Link to="/proof/$entry" params={{ entry: receipt }} className="seal-link">
      {t.seal}
    </Link>
  )
}
