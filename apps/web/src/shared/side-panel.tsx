import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Button, ConfigProvider } from 'antd'
import { useText } from '../text/text.tsx'

export interface SidePanelProps {
  readonly open: boolean
  readonly title: string
  readonly side: 'left' | 'right'
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A panel over the page, as the browser makes it: it keeps the focus, closes by Escape, and holds the page behind it still without
 * styles of its own, which the policy of the page would forbid.
 */
export function SidePanel({ open, title, side, onClose, children }: SidePanelProps): ReactElement {
  const t = useText()
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) panel.current?.showModal()
    else panel.current?.close()
  }, [open])
  return (
    <dialog
      ref={panel}
      className={`panel panel-${side}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // What lies around it belongs to it, and nothing else of the page can be reached.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {open && (
        <div className="panel-content">
          <header className="panel-head">
            <strong>{title}</strong>
            <Button type="text" aria-label={t.frame.close} onClick={onClose}>
              ×
            </Button>
          </header>
          {/* What opens from here lies within: behind the panel nobody would see it. */}
          <ConfigProvider getPopupContainer={() => panel.current ?? document.body}>{children}</ConfigProvider>
        </div>
      )}
    </dialog>
  )
}
