/** Choices of the person at this browser. A browser that keeps nothing only forgets them. */
export function readPreference(name: 'theme' | 'language'): string | null {
  try {
    return window.localStorage.getItem(`fadu.${name}`)
  } catch {
    // Storage is closed to pages in this browser; the default serves.
    return null
  }
}

export function writePreference(name: 'theme' | 'language', value: string): void {
  try {
    window.localStorage.setItem(`fadu.${name}`, value)
  } catch {
    // As above: the choice lasts as long as the page.
  }
}
