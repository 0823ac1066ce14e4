/** `cameIn`: whether whoever was here last was signed in, so that all pages are fetched at once. */
type Preference = 'theme' | 'language' | 'cameIn'

/** Choices of the person at this browser. A browser that keeps nothing only forgets them. */
export function readPreference(name: Preference): string | null {
  try {
    return window.localStorage.getItem(`fadu.${name}`)
  } catch {
    // Storage is closed to pages in this browser; the default serves.
    return null
  }
}

export function writePreference(name: Preference, value: string): void {
  try {
    window.localStorage.setItem(`fadu.${name}`, value)
  } catch {
    // As above: the choice lasts as long as the page.
  }
}
