import { createContext, useContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { readPreference, writePreference } from '../lib/preferences.ts'
import { fontFamily, monoFamily, tokens, type ThemeName } from './tokens.ts'

export interface ThemeChoice {
  readonly name: ThemeName
  readonly choose: (name: ThemeName) => void
}

const ThemeContext = createContext<ThemeChoice>({ name: 'light', choose: () => undefined })

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext)
}

export interface ThemeProviderProps {
  readonly children: ReactNode
}

export function ThemeProvider({ children }: ThemeProviderProps): ReactElement {
  const [name, setName] = useState<ThemeName>(firstTheme)

  useEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = name
    root.style.colorScheme = name
    for (const [token, value] of Object.entries(tokens[name])) root.style.setProperty(`--${token}`, value as string)
    root.style.setProperty('--font', fontFamily)
    root.style.setProperty('--mono', monoFamily)
  }, [name])

  const choice = useMemo<ThemeChoice>(
    () => ({
      name,
      choose: (chosen) => {
        writePreference('theme', chosen)
        setName(chosen)
      },
    }),
    [name],
  )
  return <ThemeContext.Provider value={choice}>{children}</ThemeContext.Provider>
}

function firstTheme(): ThemeName {
  const kept = readPreference('theme')
  if (kept === 'light' || kept === 'dark') return kept
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
