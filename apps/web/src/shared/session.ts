import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/session-query.ts'
import type { Session } from '../api/types.ts'

/** Who looks at a page that anybody may read; null when nobody is signed in. */
export function useVisitor(): Session | null {
  return useQuery(sessionQuery).data ?? null
}

/** Who is signed in. Used only inside the frame, around pages that nobody else is shown. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (data === undefined || data === null) throw new Error('a page of the frame was shown without a session')
  return data
}
