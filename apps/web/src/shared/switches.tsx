import type { ReactElement } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { setApiLanguage } from '../api/client.ts'
import { useLanguage, useText } from '../text/text.tsx'
import { useTheme } from '../theme/theme.tsx'

/** Named for the language it leads to, in that language; which one is in use is said to who cannot see the page. */
export function LanguageSwitch(): ReactElement {
  const t = useText()
  const { language, choose } = useLanguage()
  const client = useQueryClient()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <button
      type="button"
      className="button-quiet"
      onClick={() => {
        void choose(other).then(() => {
          setApiLanguage(other)
          // Some answers of the server are written in a language.
          return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'case' })
        })
      }}
    >
      <span lang={other}>{t.frame.otherLanguage}</span>
      <span className="visually-hidden">{t.frame.languageNow}</span>
    </button>
  )
}

/** Keeps its name whichever theme there is, so that pressed means the dark one. */
export function ThemeSwitch(): ReactElement {
  const t = useText()
  const { name, choose } = useTheme()
  return (
    <button
      type="button"
      className="button-quiet switch"
      aria-pressed={name === 'dark'}
      onClick={() => choose(name === 'dark' ? 'light' : 'dark')}
    >
      {t.frame.dark}
      <span className="visually-hidden">{t.frame.theme}</span>
    </button>
  )
}
