/** Every colour and measure of the workbench. Ink blue is the only accent; amber, red and green each have one meaning. */
export interface Tokens {
  /** Paper behind everything, and the sheet that content stands on. */
  readonly paper: string
  readonly sheet: string
  /** A surface set back from the sheet: table heads, code, the rail. */
  readonly inset: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  /** Secondary text; at least 4.5 : 1 on `sheet` and `inset`. */
  readonly quiet: string
  readonly ink: string
  readonly inkSoft: string
  readonly onInk: string
  /** A due day is near. */
  readonly near: string
  readonly nearSoft: string
  /** Overdue or refused, nothing else. */
  readonly refused: string
  readonly refusedSoft: string
  /** Proven, nothing else. */
  readonly proven: string
  readonly provenSoft: string
}

export type ThemeName = 'light' | 'dark'

export const tokens: Readonly<Record<ThemeName, Tokens>> = {
  light: {
    paper: '#f4f5f7',
    sheet: '#ffffff',
    inset: '#f0f2f5',
    line: '#dfe3e8',
    lineStrong: '#b9c0c9',
    text: '#1b2128',
    quiet: '#586270',
    ink: '#24497f',
    inkSoft: '#e8eef7',
    onInk: '#ffffff',
    near: '#8a5800',
    nearSoft: '#fdf3df',
    refused: '#b3261e',
    refusedSoft: '#fcedeb',
    proven: '#1b6e42',
    provenSoft: '#e6f4ec',
  },
  dark: {
    paper: '#12161b',
    sheet: '#1a1f26',
    inset: '#222932',
    line: '#313a45',
    lineStrong: '#4d5967',
    text: '#e4e8ed',
    quiet: '#9fabb8',
    ink: '#8fb3e6',
    inkSoft: '#233348',
    onInk: '#0f1a2a',
    near: '#e3b04f',
    nearSoft: '#342a17',
    refused: '#ff9a8f',
    refusedSoft: '#3b2120',
    proven: '#6fcf9b',
    provenSoft: '#1a3227',
  },
}

/** The system's own Chinese faces; nothing is fetched. */
export const fontFamily =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', system-ui, sans-serif"
export const monoFamily = "ui-monospace, 'SF Mono', Consolas, 'Noto Sans Mono CJK SC', monospace"
export const radius = 4
export const fontSize = 14
/** What the public reads is larger, and what it touches too. */
export const publicMeasures = { fontSize: 16, controlHeight: 44 } as const
