import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { useRouter } from '@tanstack/react-router'
import { Highlighted } from '../../shared/highlighted.tsx'
import { useText } from '../../text/text.tsx'
import type { Text } from '../../text/zh-CN.ts'
import { Modal } from './modal.tsx'
import { useHits, type Hit } from './use-hits.ts'

export interface SearchDialogProps {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

const typingPauseMs = 200

/** One box for everything: a combobox after the ARIA pattern, whose list is grouped by what a hit is. */
export function SearchDialog({ onClose, onShortcuts }: SearchDialogProps): ReactElement {
  const t = useText()
  const router = useRouter()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isComposing, setComposing] = useState(false)
  const q = useSettled(typed.trim(), isComposing)
  const { hits, isPending, isError } = useHits(q)
  const [chosen, setChosen] = useState(0)
  const active = hits.length === 0 ? undefined : Math.min(chosen, hits.length - 1)
  const optionId = (index: number): string => `${id}-${index}`
  useEffect(() => setChosen(0), [q])
  useEffect(() => {
    if (active !== undefined) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  const open = (hit: Hit): void => {
    onClose()
    router.history.push(hit.href)
  }
  const isSettled = q === typed.trim() && !isPending
  // Enter may come before the answer does; it then opens what is found first.
  const [waits, setWaits] = useState(false)
  const first = active === undefined ? undefined : hits[active]
  useEffect(() => {
    if (!waits || !isSettled) return
    setWaits(false)
    if (first !== undefined) open(first)
  })
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Keys that choose among Chinese characters are not for the list.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      setWaits(true)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : hits.length - 1
      if (active !== undefined) setChosen((active + step) % hits.length)
    }
  }
  return (
    <Modal className="finder" title={t.seek.title} onClose={onClose}>
      <input
        className="finder-input"
        type="text"
        role="combobox"
        aria-label={t.seek.what}
        aria-autocomplete="list"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active === undefined ? undefined : optionId(active)}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        placeholder={t.seek.what}
        value={typed}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onChange={(event) => {
          setTyped(event.target.value)
          setWaits(false)
        }}
        onKeyDown={onKey}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t.seek.found}
        className="finder-list"
        hidden={hits.length === 0}
      >
        {[...new Set(hits.map(({ kind }) => kind))].map((kind) => (
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
            <div id={`${id}-${kind}`} role="presentation" className="finder-kind">
              {t.seek.kinds[kind]}
            </div>
            {hits.map((hit, i) =>
              hit.kind === kind ? (
                <div
                  key={hit.href}
                  id={optionId(i)}
                  role="option"
                  aria-selected={i === active}
                  className="finder-hit"
                  onMouseMove={() => setChosen(i)}
                  onClick={() => open(hit)}
                >
                  <span className="finder-title">
                    <Highlighted text={hit.title} sought={q} />
                  </span>
                  <span className="quiet">
                    <Highlighted text={hit.under} sought={q} />
                  </span>
                </div>
              ) : null,
            )}
          </div>
        ))}
      </div>
      <p className="finder-foot" role="status">
        {sayStanding(t, { q, isSettled, isError, count: hits.length })}
      </p>
      <footer className="finder-foot">
        <span className="quiet">{t.seek.how}</span>
        <Button type="link" size="small" onClick={onShortcuts}>
          {t.seek.shortcuts}
        </Button>
      </footer>
    </Modal>
  )
}

interface Standing {
  readonly q: string
  readonly isSettled: boolean
  readonly isError: boolean
  readonly count: number
}

/** What somebody who does not see the list is told of it. */
function sayStanding(t: Text, { q, isSettled, isError, count }: Standing): string {
  if (q === '') return t.seek.hint
  if (isError) return t.seek.incomplete
  if (!isSettled) return t.loading
  return count === 0 ? t.seek.none(q) : t.seek.count(count)
}

/** A moment after the last key, so that a word typed by its sound is sought once and not by its letters. */
function useSettled(typed: string, isComposing: boolean): string {
  const [settled, setSettled] = useState(typed)
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (isComposing) return
    const later = setTimeout(() => setSettled(typed), typingPauseMs)
    return () => clearTimeout(later)
  }, [typed, isComposing])
  return settled
}
