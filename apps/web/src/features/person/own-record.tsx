import type { ReactElement } from 'react'
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import type { OwnRecord } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface OwnRecordProps {
  readonly record: OwnRecord
  readonly onClose: () => void
}

/** Each row about the person, item by item. */
export function OwnRecordView({ record, onClose }: OwnRecordProps): ReactElement {
  const t = useText()
  return (
    <section aria-label={t.ownData.record}>
      <p className="quiet" role="status">
        {record.rows.length === 0 ? t.ownData.noRows : t.ownData.rows(record.rows.length)}{' '}
        <Link className="seal-link" to="/proof/$entry" params={{ entry: record.receipt }}>
          {t.seal}
        </Link>{' '}
        <Button size="small" onClick={onClose}>
          {t.ownData.close}
        </Button>
      </p>
      {record.rows.map((row, i) => (
        <dl key={i} className="facts">
          {record.items.map(({ code, name }) => (
            <div key={code}>
              <dt>{name}</dt>
              <dd>{row[code] === null || row[code] === undefined ? t.ownData.noValue : String(row[code])}</dd>
            </div>
          ))}
        </dl>
      ))}
    </section>
  )
}
