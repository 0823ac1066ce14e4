import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useText } from '../../text/text.tsx'
import { Modal } from './modal.tsx'

const keys = [
  { keys: ['Ctrl K', '⌘ K', '/'], text: 'search' },
  { keys: ['?'], text: 'shortcuts' },
  { keys: ['↑', '↓'], text: 'choose' },
  { keys: ['Enter'], text: 'open' },
  { keys: ['Esc'], text: 'close' },
  { keys: ['Tab', 'Shift Tab'], text: 'move' },
] as const

export interface ShortcutsDialogProps {
  readonly onClose: () => void
}

/** Every key that does something, besides those of the browser. */
export function ShortcutsDialog({ onClose }: ShortcutsDialogProps): ReactElement {
  const t = useText()
  return (
    <Modal className="finder finder-keys" title={t.seek.shortcuts} onClose={onClose}>
      <header className="panel-head">
        <h2>{t.seek.shortcuts}</h2>
        <Button type="text" aria-label={t.frame.close} onClick={onClose}>
          ×
        </Button>
      </header>
      <dl className="facts keys">
        {keys.map(({ keys: which, text }) => (
          <div key={text}>
            <dt>
              {which.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t.seek.keys[text]}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t.seek.notWhileTyping}</p>
    </Modal>
  )
}
