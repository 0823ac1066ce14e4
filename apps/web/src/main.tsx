import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { loadChosenWords } from './text/text.tsx'
import './theme/base.css'

const words = await loadChosenWords()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App words={words} />
  </StrictMode>,
)
