import { useSyncExternalStore } from 'react'

/** The width below which base.css lays pages out for a phone. */
const narrow = '(max-width: 860px)'

const subscribe = (changed: () => void): (() => void) => {
  const media = window.matchMedia(narrow)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** Whether the window is as narrow as a phone's. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches)
}
