import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react'
import { useText } from '../text/text.tsx'

const SearchDialog = lazy(() =>
  import('../features/search/search-dialog.tsx').then((file) => ({ default: file.SearchDialog })),
)
const ShortcutsDialog = lazy(() =>
  import('../features/search/shortcuts-dialog.tsx').then((file) => ({ default: file.ShortcutsDialog })),
)

type Opened = 'search' | 'shortcuts' | undefined

/** The one search of the bar, and the keys that open it and the list of keys. What it opens is loaded when it is opened. */
export function Seek(): ReactElement {
  const t = useText()
  const [opened, setOpened] = useState<Opened>(undefined)
  useEffect(() => {
    const follow = (event: KeyboardEvent): void => {
      const asked = askedBy(event)
      if (asked === undefined) return
      event.preventDefault()
      setOpened(asked)
    }
    document.addEventListener('keydown', follow)
    return () => document.removeEventListener('keydown', follow)
  }, [])
  // One that gives way to the other closes too, and must not take it along.
  const closed = (which: Opened): void => setOpened((now) => (now === which ? undefined : now))
  return (
    <>
      <button
        type="button"
        className="seek-button"
        aria-keyshortcuts="Control+K Meta+K /"
        aria-haspopup="dialog"
        onClick={() => setOpened('search')}
      >
        <SeekGlyph />
        <span className="seek-what">{t.seek.what}</span>
        <kbd aria-hidden="true">{keyOfSearch}</kbd>
      </button>
      <Suspense>
        {opened === 'search' && (
          <SearchDialog onClose={() => closed('search')} onShortcuts={() => setOpened('shortcuts')} />
        )}
        {opened === 'shortcuts' && <ShortcutsDialog onClose={() => closed('shortcuts')} />}
      </Suspense>
    </>
  )
}

const keyOfSearch = navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'

/** What a key asks for: nothing while somebody types in a field or another dialog is open. */
function askedBy(event: KeyboardEvent): Opened {
  if (event.defaultPrevented || event.altKey || isTyping(event.target)) return undefined
  if (document.querySelector('dialog[open]') !== null) return undefined
  const withControl = event.ctrlKey || event.metaKey
  if (withControl) return event.key.toLowerCase() === 'k' ? 'search' : undefined
  if (event.key === '/') return 'search'
  return event.key === '?' ? 'shortcuts' : undefined
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    // A dialog that was just closed keeps the focus until the next picture: a key pressed meanwhile is not typed into it.
    target.closest('dialog:not([open])') === null &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=combobox]') !== null)
  )
}

function SeekGlyph(): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  )
}
