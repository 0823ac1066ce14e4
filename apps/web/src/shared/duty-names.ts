import { useQuery } from '@tanstack/react-query'
import { matrixQuery } from '../api/queries.ts'

/** Names of the procedures that are duties: the authority assigns them in their register, nobody begins them one by one. */
export function useDutyNames(): ReadonlySet<string> {
  const { data } = useQuery(matrixQuery)
  const duties = data?.items.flatMap((row) => row.bindings).filter((binding) => binding.kind === 'duty') ?? []
  return new Set(duties.map((binding) => binding.name))
}
