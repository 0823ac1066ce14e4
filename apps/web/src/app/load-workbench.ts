import type { ComponentType } from 'react'

/** Fetches all that stands behind the door; the browser does so once. */
export function loadWorkbench(): Promise<{ readonly Workbench: ComponentType }> {
  return import('./workbench.tsx')
}
