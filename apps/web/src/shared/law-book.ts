import { useMemo } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { clausesQuery, packsQuery } from '../api/queries.ts'
import type { Clause, Pack } from '../api/types.ts'
import type { ClauseRef } from '../components/clause-chip/clause-chip.tsx'

export interface LawBook {
  /** Whether every regulation was read; one that could not be read is left out. */
  readonly isRead: boolean
  /** Every clause, by regulation and in its order. */
  readonly all: readonly ClauseRef[]
  readonly clause: (id: string) => ClauseRef
  /** Clauses among ids of rules: `PF-12/fields` rests on PF-12, `form/refusal` is a form and no clause. */
  readonly clausesOf: (rules: readonly string[]) => readonly ClauseRef[]
  /** The stage of the life cycle to which the first of the clauses belongs; a citation may name a whole article. */
  readonly stageOf: (cites: readonly string[]) => string | undefined
}

/** All clauses that the server runs under, read once: a chip then shows its text at once. */
export function useLawBook(): LawBook {
  const { data: packs, isError } = useQuery(packsQuery)
  const loaded = useQueries({
    queries: (packs ?? []).map((pack) => clausesQuery(pack.id)),
    combine: (results) => results.map((result) => (result.isError ? none : result.data)),
  })
  return useMemo(() => lawBook(isError ? [] : packs, loaded), [packs, isError, loaded])
}

const none: readonly Clause[] = []

function lawBook(read: readonly Pack[] | undefined, loaded: readonly (readonly Clause[] | undefined)[]): LawBook {
  const packs = read ?? []
  const refs = new Map<string, ClauseRef>()
  const stages = new Map<string, string>()
  packs.forEach((pack, i) => {
    for (const { id, text, lifecycle } of loaded[i] ?? []) {
      refs.set(id, { id, source: pack.source, standing: pack.standing, text })
      stages.set(id, lifecycle)
    }
  })
  const stage = (cite: string): string | undefined =>
    stages.get(cite) ?? [...stages].find(([id]) => id.startsWith(`${cite}-`))?.[1]
  const isRead = read !== undefined && packs.every((_, i) => loaded[i] !== undefined)
  const clause = (id: string): ClauseRef => refs.get(id) ?? (isRead ? { id } : { id, pending: true })
  return {
    isRead,
    all: [...refs.values()],
    clause,
    clausesOf: (rules) => {
      const ids = rules.map((rule) => rule.split('/')[0]!).filter((id) => /^[A-Z]{2,4}-\d/.test(id))
      return [...new Set(ids)].map(clause)
    },
    stageOf: (cites) => cites.map(stage).find((found) => found !== undefined),
  }
}
