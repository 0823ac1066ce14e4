import { createContext, useContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { ConfigProvider, theme as antd, type ThemeConfig } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { readPreference, writePreference } from '../lib/preferences.ts'
import { useLanguage } from '../text/text.tsx'
import { fontFamily, fontSize, monoFamily, radius, tokens, type ThemeName } from './tokens.ts'

export interface ThemeChoice {
  readonly name: ThemeName
  readonly choose: (name: ThemeName) => void
}

/** What the server lets styles of this page be marked with; the browser applies no other. */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''

const ThemeContext = createContext<ThemeChoice>({ name: 'light', choose: () => undefined })

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext)
}

export interface ThemeProviderProps {
  readonly children: ReactNode
}

export function ThemeProvider({ children }: ThemeProviderProps): ReactElement {
  const [name, setName] = useState<ThemeName>(firstTheme)
  const { language } = useLanguage()

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
  return (
    <ThemeContext.Provider value={choice}>
      <ConfigProvider
        locale={language === 'en' ? enUS : zhCN}
        csp={{ nonce: styleNonce }}
        theme={antdTheme(name)}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </ThemeContext.Provider>
  )
}

function firstTheme(): ThemeName {
  const kept = readPreference('theme')
  if (kept === 'light' || kept === 'dark') return kept
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

function antdTheme(name: ThemeName): ThemeConfig {
  const t = tokens[name]
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: t.ink,
      colorInfo: t.ink,
      colorLink: t.ink,
      colorError: t.refused,
      colorWarning: t.near,
      colorSuccess: t.proven,
      colorText: t.text,
      colorTextSecondary: t.quiet,
      colorTextDescription: t.quiet,
      colorTextPlaceholder: t.quiet,
      colorBgLayout: t.paper,
      colorBgContainer: t.sheet,
      colorBgElevated: t.sheet,
      colorBorder: t.lineStrong,
      colorBorderSecondary: t.line,
      colorTextLightSolid: t.onInk,
      fontFamily,
      fontSize,
      borderRadius: radius,
      motion: false,
      controlHeight: 34,
    },
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none', primaryColor: t.onInk, fontWeight: 500 } },
  }
}
