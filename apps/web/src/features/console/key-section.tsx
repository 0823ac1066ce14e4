import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useMutation, useQuery } from '@tanstack/react-query'
import { applicationKeysQuery } from '../../api/queries.ts'
import type { Grant } from '../../api/types.ts'
import { DropZone } from '../../shared/drop-zone.tsx'
import { useText } from '../../text/text.tsx'
import { loadSigner, type LoadedSigner } from './load-signer.ts'

export interface KeySectionProps {
  readonly application: Grant['application']
  readonly loaded: LoadedSigner | undefined
  /** Whether it was tried to send: no key is a fault only then. */
  readonly tried: boolean
  readonly onLoaded: (loaded: LoadedSigner | undefined) => void
}

/** The private key of the application: chosen from the disk, kept by the browser while the page is open, never sent. */
export function KeySection({ application, loaded, tried, onLoaded }: KeySectionProps): ReactElement {
  const t = useText()
  const load = useMutation({
    mutationFn: (file: File) => loadSigner(file, application.id),
    onSuccess: onLoaded,
  })
  if (loaded !== undefined && 'signer' in loaded) {
    return (
      <div className="next-step" role="status">
        <p>
          <strong>{t.console.keyReady(application.name)}</strong> {t.applications.algorithms[loaded.algorithm]}{' '}
          <code className="break">{loaded.signer.keyId}</code>{' '}
          <Registered application={application.id} loaded={loaded} />
        </p>
        <Button onClick={() => onLoaded(undefined)}>{t.console.forgetKey}</Button>
      </div>
    )
  }
  const fault = loaded?.fault
  return (
    <div className="field" data-field="key">
      <DropZone
        label={t.console.chooseKey}
        help={t.console.keyHelp}
        accept=".json,.jwk,.pem,.key"
        loading={load.isPending}
        onFile={load.mutate}
      />
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {t.console.keyFaults[fault]}
        </p>
      )}
      {fault === undefined && tried && (
        <p className="field-fault" role="alert">
          {t.console.noKey}
        </p>
      )}
    </div>
  )
}

interface RegisteredProps {
  readonly application: string
  readonly loaded: Extract<LoadedSigner, { readonly signer: unknown }>
}

/** Says before the gateway does whether the key is one of the application that is in force. */
function Registered({ application, loaded }: RegisteredProps): ReactElement | null {
  const t = useText()
  const { data } = useQuery(applicationKeysQuery(application))
  if (data === undefined) return null
  const key = data.find(({ keyId }) => keyId === loaded.signer.keyId)
  if (key === undefined) return <span className="tag tag-refused">{t.console.notRegistered}</span>
  return key.revokedAt === null ? (
    <span className="tag tag-ink">{t.applications.inForce}</span>
  ) : (
    <span className="tag tag-refused">{t.applications.revoked}</span>
  )
}
