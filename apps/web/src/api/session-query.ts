import { queryOptions } from '@tanstack/react-query'
import { ApiFault, request } from './client.ts'
import type { Session } from './types.ts'

/** Null when nobody is signed in. */
export async function readSession(): Promise<Session | null> {
  try {
    return await request<Session>('/api/v1/session')
  } catch (fault) {
    if (fault instanceof ApiFault && fault.status === 401) return null
    throw fault
  }
}

/**
 * Who is asking. Apart from the other questions: whoever stands before the door asks this alone. After a fault it is asked again
 * when somebody says so, not because the fault is shown, or the window is: what is being written there would be gone.
 */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: 60_000,
  retryOnMount: false,
  refetchOnWindowFocus: ({ state }) => state.status !== 'error',
})
