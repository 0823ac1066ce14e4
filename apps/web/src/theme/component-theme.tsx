import type { ReactElement, ReactNode } from 'react'
import { ConfigProvider, theme as antd, type ThemeConfig } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useLanguage } from '../text/text.tsx'
import { useTheme } from './theme.tsx'
import { fontFamily, fontSize, radius, tokens, type ThemeName } from './tokens.ts'

/** What the server lets styles of this page be marked with; the browser applies no other. */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''

export interface ComponentThemeProps {
  readonly children: ReactNode
}

/** The component library in the chosen theme and language. */
export function ComponentTheme({ children }: ComponentThemeProps): ReactElement {
  const { name } = useTheme()
  const { language } = useLanguage()
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      csp={{ nonce: styleNonce }}
      theme={antdTheme(name)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
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
