import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { loadWorkbench } from './app/load-workbench.ts'
import { isPublicPath } from './app/public-paths.ts'
import { readPreference } from './lib/preferences.ts'
import { loadChosenWords } from './text/text.tsx'
import './theme/base.css'

// Who will probably not stand before the door needs not wait until the session was answered; a fault is met where it is shown.
if (readPreference('cameIn') === 'yes' || isPublicPath(window.location.pathname)) loadWorkbench().catch(() => undefined)

const words = await loadChosenWords()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App words={words} />
  </StrictMode>,
)
