import { createContext, useContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { setApiLanguage } from '../api/client.ts'
import { readPreference, writePreference } from '../lib/preferences.ts'
import { zhCN, type Text } from './zh-CN.ts'

export type Language = 'zh-CN' | 'en'

/** A language with its words. */
export interface Words {
  readonly language: Language
  readonly text: Text
}

export interface LanguageChoice {
  readonly language: Language
  /** Settles when the words of the language are there and shown. */
  readonly choose: (language: Language) => Promise<void>
}

/** The words of the first language are in every page; others are fetched when somebody chooses them. */
export async function loadWords(language: Language): Promise<Words> {
  return { language, text: language === 'en' ? (await import('./en.ts')).en : zhCN }
}

/** The words of the language that the person at this browser chose before. */
export function loadChosenWords(): Promise<Words> {
  return loadWords(readPreference('language') === 'en' ? 'en' : 'zh-CN')
}

interface TextState extends LanguageChoice {
  readonly text: Text
}

const TextContext = createContext<TextState>({ language: 'zh-CN', text: zhCN, choose: () => Promise.resolve() })

export interface TextProviderProps {
  /** What is shown first. */
  readonly words: Words
  readonly children: ReactNode
}

export function TextProvider({ words: first, children }: TextProviderProps): ReactElement {
  const [{ language, text }, setWords] = useState(first)
  setApiLanguage(language)

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const choice = useMemo<TextState>(
    () => ({
      language,
      text,
      choose: async (chosen) => {
        const words = await loadWords(chosen)
        writePreference('language', chosen)
        setWords(words)
      },
    }),
    [language, text],
  )
  return <TextContext.Provider value={choice}>{children}</TextContext.Provider>
}

export function useLanguage(): LanguageChoice {
  return useContext(TextContext)
}

/** The words of the interface in the chosen language. */
export function useText(): Text {
  return useContext(TextContext).text
}
