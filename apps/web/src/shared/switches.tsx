import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { setApiLanguage } from '../api/client.ts'
import { useLanguage, useText } from '../text/text.tsx'
import { useTheme } from '../theme/theme.tsx'

export function LanguageSwitch(): ReactElement {
  const t = useText()
  const { language, choose } = useLanguage()
  const client = useQueryClient()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      type="text"
      size="small"
      lang={other}
      onClick={() => {
        void choose(other).then(() => {
          setApiLanguage(other)
          // Some answers of the server are written in a language.
          return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'case' })
        })
      }}
    >
      {t.frame.otherLanguage}
    </Button>
  )
}

export function ThemeSwitch(): ReactElement {
  const t = useText()
  const { name, choose } = useTheme()
  return (
    <Button
      type="text"
      size="small"
      aria-pressed={name === 'dark'}
      onClick={() => choose(name === 'dark' ? 'light' : 'dark')}
    >
      {name === 'dark' ? t.frame.light : t.frame.dark}
    </Button>
  )
}
