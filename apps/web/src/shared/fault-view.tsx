import type { ReactElement, ReactNode } from 'react'
import { Button } from 'antd'
import { ApiFault } from '../api/client.ts'
import { RefusalPanel } from '../components/refusal-panel/refusal-panel.tsx'
import { useText } from '../text/text.tsx'
import { useLawBook } from './law-book.ts'
import { SharedMatches } from './shared-matches.tsx'

export interface FaultViewProps {
  /** What was asked for, in the words of the page or the button. */
  readonly asked: string
  readonly fault: unknown
  readonly onRetry?: () => void
  /** Buttons that begin what would be lawful, or that set right what stands in the way. */
  readonly children?: ReactNode
}

/** What went otherwise: a refusal of the law with its grounds, or a fault with what to do now. */
export function FaultView({ asked, fault, onRetry, children }: FaultViewProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const document = fault instanceof ApiFault ? fault.document : undefined
  if (document !== undefined && document.code.startsWith('ACT_')) {
    return (
      <RefusalPanel asked={asked} problem={document} clause={book.clause}>
        {document.matches !== undefined && document.matches.length > 0 && <SharedMatches matches={document.matches} />}
        {children}
      </RefusalPanel>
    )
  }
  return (
    <section className="fault" role="alert">
      <h2>{t.fault.title(asked)}</h2>
      <p>
        {document?.detail ?? (fault instanceof ApiFault && fault.status === 0 ? t.fault.unreachable : t.fault.unknown)}
      </p>
      {onRetry !== undefined && <Button onClick={onRetry}>{t.fault.retry}</Button>}
      {children}
    </section>
  )
}
