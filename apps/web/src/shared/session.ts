import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/queries.ts'
import type { Session } from '../api/types.ts'

/** Who is signed in. Used only inside the frame, which is not shown to anybody else. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (data === undefined || data === null) throw new Error('a page of the frame was shown without a session')
  return data
}
