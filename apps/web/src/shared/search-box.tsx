import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Input } from 'antd'
import { useRouter } from '@tanstack/react-router'

const typingPauseMs = 250

export interface SearchBoxProps {
  /** What is sought here. */
  readonly label: string
  readonly help?: string
  readonly sought: string
  readonly onSeek: (q: string) => void
}

/** Seeks a moment after the last key, so that a word typed by its sound is sought once and not by its letters. */
export function SearchBox({ label, help, sought, onSeek }: SearchBoxProps): ReactElement {
  const [typed, setTyped] = useState(sought)
  const [isComposing, setComposing] = useState(false)
  const asked = useRef(sought)
  const router = useRouter()
  const page = useRef(router.latestLocation.pathname)
  // Changed from elsewhere, as by a button that clears it; one's own words of a moment ago do not overwrite the next letters.
  useEffect(() => {
    if (sought !== asked.current) setTyped(sought)
    asked.current = sought
  }, [sought])
  useEffect(() => {
    const q = typed.trim()
    if (q === asked.current || isComposing) return
    const later = setTimeout(() => {
      // Whoever follows a link is on the way there while the next page loads: seeking now would hold them back.
      if (router.latestLocation.pathname !== page.current) return
      asked.current = q
      onSeek(q)
    }, typingPauseMs)
    return () => clearTimeout(later)
  }, [typed, isComposing, onSeek, router])
  return (
    <div className="seek" role="search">
      <Input
        type="search"
        size="large"
        allowClear
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={100}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onChange={(event) => setTyped(event.target.value)}
      />
      {help !== undefined && <p className="field-help">{help}</p>}
    </div>
  )
}
