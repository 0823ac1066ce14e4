import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { signalsQuery } from '../../api/keeping-queries.ts'
import type { DatasetKey } from '../../api/keeping-types.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { Section } from '../../shared/page.tsx'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { serverNow } from '../../lib/server-clock.ts'
import { useText } from '../../text/text.tsx'
import { ageInDays } from './key-age.ts'
import type { KeySectionProps } from './keys-page.tsx'

export interface DatasetKeysProps extends KeySectionProps {
  readonly datasets: readonly DatasetKey[]
}

/** The key of each dataset: version, age, and how far its replacement has come. */
export function DatasetKeys({ datasets, onDone }: DatasetKeysProps): ReactElement {
  const t = useText()
  const mostDays = useQuery(signalsQuery).data?.find((s) => s.signal === 'keyAgeDays')?.most
  const { may, isPending } = useMayOnPlatform(['key.rotate'])
  const replaces = may('key.rotate')
  return (
    <Section title={t.keys.datasets}>
      <p className="section-what">{t.keys.datasetsWhat}</p>
      {datasets.length === 0 && <p className="quiet">{t.keys.noDatasets}</p>}
      {datasets.length > 0 && (
        <div className="table-scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t.keys.dataset}</th>
                <th scope="col">{t.keys.custody}</th>
                <th scope="col">{t.keys.version}</th>
                <th scope="col">{t.keys.age}</th>
                <th scope="col">{t.keys.rotation}</th>
              </tr>
            </thead>
            <tbody>
              {datasets.map((dataset) => (
                <tr key={dataset.code}>
                  <th scope="row">
                    <Link to="/datasets/$code" params={{ code: dataset.code }}>
                      <code>{dataset.code}</code>
                    </Link>
                  </th>
                  <td data-label={t.keys.custody}>
                    <span className={`tag ${dataset.custody === 'active' ? '' : 'tag-near'}`}>
                      {t.keys.custodies[dataset.custody]}
                    </span>
                  </td>
                  <td data-label={t.keys.version}>
                    {dataset.oldest < dataset.version
                      ? t.keys.versions(dataset.oldest, dataset.version)
                      : t.keys.versionOf(dataset.version)}
                  </td>
                  <td data-label={t.keys.age}>
                    <Age since={dataset.since} mostDays={mostDays} />
                  </td>
                  <td data-label={t.keys.rotation}>
                    <Rotation dataset={dataset} replaces={replaces} onDone={onDone} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!isPending && !replaces && <p className="quiet">{t.keys.whoReplaces}</p>}
    </Section>
  )
}

interface AgeProps {
  readonly since: string | null
  readonly mostDays: number | undefined
}

function Age({ since, mostDays = Infinity }: AgeProps): ReactElement {
  const t = useText()
  if (since === null) return <>—</>
  const days = ageInDays(since, serverNow())
  return (
    <span>
      {t.keys.days(days)} {days > mostDays && <span className="tag tag-refused">{t.keys.overAge}</span>}
    </span>
  )
}

interface RotationProps extends KeySectionProps {
  readonly dataset: DatasetKey
  readonly replaces: boolean
}

const rotationTags = { running: 'ink', halted: 'refused', done: 'proven', ended: 'grey' } as const

function Rotation({ dataset, replaces, onDone }: RotationProps): ReactElement {
  const t = useText()
  const { rotation, custody, code } = dataset
  return (
    <div className="key-rotation">
      {rotation !== null && (
        <div role={rotation.state === 'running' ? 'status' : undefined}>
          <span className={`tag tag-${rotationTags[rotation.state]}`}>{t.keys.rotations[rotation.state]}</span>{' '}
          {(rotation.state === 'running' || rotation.state === 'halted') && (
            <span className="quiet">{t.keys.resealed(rotation.resealed, rotation.rows)}</span>
          )}
          {rotation.tampered.length > 0 && (
            <span className="under">
              {t.keys.tampered} <code className="break">{rotation.tampered.join(t.listComma)}</code>
            </span>
          )}
        </div>
      )}
      {replaces && custody !== 'destroyed' && rotation?.state !== 'running' && (
        <ActButton
          small
          label={rotation?.state === 'halted' ? t.keys.goOn : t.keys.rotate}
          act={{ path: `/api/v1/keys/datasets/${encodeURIComponent(code)}/rotation` }}
          onDone={onDone}
        />
      )}
    </div>
  )
}
