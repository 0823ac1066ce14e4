import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { regimeQuery } from '../api/queries.ts'
import type { Regime } from '../api/types.ts'
import { useLanguage, useText, type Language } from '../text/text.tsx'
import type { Text } from '../text/zh-CN.ts'

/** What of a regime its words come from. */
type WordSource = Pick<Regime, 'terms'> & {
  readonly procedures: readonly Pick<Regime['procedures'][number], 'name' | 'title'>[]
}

/** What a territory calls things. A regulation speaks Chinese; in another language the interface's own words come first. */
export interface RegimeWords {
  readonly procedure: (name: string) => string
  /** An act of a procedure, as a verb: by procedure and name before the bare name. */
  readonly act: (procedure: string, action: string) => string
  readonly period: (name: string) => string
  readonly term: (concept: string, otherwise: string) => string
}

export function useRegimeWords(territory: string): RegimeWords {
  const t = useText()
  const { language } = useLanguage()
  const { data: regime } = useQuery(regimeQuery(territory))
  return useMemo(() => regimeWords(t, language, regime), [t, language, regime])
}

export function regimeWords(t: Text, language: Language, regime: WordSource | undefined): RegimeWords {
  const pick = (own: string | undefined, regimes: string | undefined): string | undefined =>
    language === 'en' ? (own ?? regimes) : (regimes ?? own)
  const term = (concept: string): string | undefined => regime?.terms[concept]
  return {
    procedure: (name) => regime?.procedures.find((p) => p.name === name)?.title ?? term(name) ?? name,
    act: (procedure, action) => {
      const exact = `${procedure}.${action}`
      return pick(t.acts[exact], term(exact)) ?? t.acts[action] ?? action
    },
    period: (name) => pick(t.periods[name], term(`period.${name}`)) ?? name,
    term: (concept, otherwise) => term(concept) ?? otherwise,
  }
}
