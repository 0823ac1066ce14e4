import type { Performed } from '../../api/client.ts'
import { useAct } from '../../shared/use-act.ts'
import type { GradeDecision } from './decision-form.tsx'

export interface AskedDecision extends GradeDecision {
  readonly suggestion: string
}

export interface GradeDecisions {
  readonly decide: (decisions: readonly AskedDecision[]) => void
  readonly isPending: boolean
  readonly error: Error | null
}

/** Decides suggestions, one or many, in one act: all of them or none. */
export function useGradeDecision(onDone?: (done: Performed<readonly unknown[]>) => void): GradeDecisions {
  const act = useAct<readonly unknown[]>(onDone)
  return {
    decide: (decisions) => act.mutate({ path: '/api/v1/grading-suggestions/decisions', body: { decisions } }),
    isPending: act.isPending,
    error: act.error,
  }
}
