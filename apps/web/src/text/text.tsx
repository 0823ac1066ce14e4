import { createContext, useContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { setApiLanguage } from '../api/client.ts'
import { readPreference, writePreference } from '../lib/preferences.ts'
import { en } from './en.ts'
import { zhCN, type Text } from './zh-CN.ts'

export type Language = 'zh-CN' | 'en'

export interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const texts: Readonly<Record<Language, Text>> = { 'zh-CN': zhCN, en }
const TextContext = createContext<LanguageChoice>({ language: 'zh-CN', choose: () => undefined })

export interface TextProviderProps {
  /** For examples and tests; otherwise what the person chose before. */
  readonly language?: Language
  readonly children: ReactNode
}

export function TextProvider({ language: given, children }: TextProviderProps): ReactElement {
  const [language, setLanguage] = useState<Language>(given ?? (readPreference('language') === 'en' ? 'en' : 'zh-CN'))
  setApiLanguage(language)

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      choose: (chosen) => {
        writePreference('language', chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return <TextContext.Provider value={choice}>{children}</TextContext.Provider>
}

export function useLanguage(): LanguageChoice {
  return useContext(TextContext)
}

/** The words of the interface in the chosen language. */
export function useText(): Text {
  return texts[useContext(TextContext).language]
}
