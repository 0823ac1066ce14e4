import { useState, type ReactElement } from 'react'
import type { Keys, Rewrapped } from '../../api/keeping-types.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { Section } from '../../shared/page.tsx'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import type { KeySectionProps } from './keys-page.tsx'

export interface KekSectionProps extends KeySectionProps {
  readonly kek: Keys['kek']
}

/** The key that wraps the keys of datasets: its newest version, and what earlier ones still wrap. */
export function KekSection({ kek, onDone }: KekSectionProps): ReactElement {
  const t = useText()
  const [rewrapped, setRewrapped] = useState<Rewrapped>()
  const isBehind = kek.used.some(({ version }) => version < kek.newest)
  const { may, isPending } = useMayOnPlatform(['key.rewrap'])
  return (
    <Section title={t.keys.kek}>
      <p className="section-what">{t.keys.kekWhat}</p>
      <dl className="facts">
        <div>
          <dt>{t.keys.newest}</dt>
          <dd>{t.keys.versionOf(kek.newest)}</dd>
        </div>
        <div>
          <dt>{t.keys.used}</dt>
          <dd>
            {kek.used.map(({ version, keys }) => (
              <div key={version}>{t.keys.wraps(version, keys)}</div>
            ))}
            {isBehind && <span className="tag tag-near">{t.keys.behind}</span>}
          </dd>
        </div>
      </dl>
      {rewrapped !== undefined && <p role="status">{t.keys.rewrapped(rewrapped.datasetKeys, rewrapped.secrets)}</p>}
      {may('key.rewrap') && (
        <>
          <ActButton<Rewrapped>
            label={t.keys.rewrap}
            primary={isBehind}
            act={{ path: '/api/v1/keys/rewrapping' }}
            onDone={(done) => {
              setRewrapped(done.result)
              onDone(done)
            }}
          />
          <p className="field-help">{t.keys.rewrapHelp}</p>
        </>
      )}
      {!isPending && !may('key.rewrap') && <p className="quiet">{t.keys.whoReplaces}</p>}
    </Section>
  )
}
