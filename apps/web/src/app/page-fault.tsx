import type { ReactElement } from 'react'
import { FaultView } from '../shared/fault-view.tsx'
import { useText } from '../text/text.tsx'

export interface PageFaultProps {
  readonly error: unknown
}

/** A page that broke; the frame around it stays. */
export function PageFault({ error }: PageFaultProps): ReactElement {
  const t = useText()
  return <FaultView asked={t.fault.page} fault={error} onRetry={() => window.location.reload()} />
}
