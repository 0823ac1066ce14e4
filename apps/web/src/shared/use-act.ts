import { useRef } from 'react'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { ApiFault, newIdempotencyKey, request, type Performed } from '../api/client.ts'

export interface ActRequest {
  readonly path: string
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
}

/**
 * Sends an act. Its key stays the same until an answer arrived: when the answer was lost, sending it again cannot do it twice.
 * What is on the screen is read again afterwards, whether it was done or refused; a refusal is recorded too.
 */
export function useAct<T>(onDone?: (done: Performed<T>) => void): UseMutationResult<Performed<T>, Error, ActRequest> {
  const client = useQueryClient()
  const pending = useRef<{ readonly content: string; readonly key: string } | undefined>(undefined)
  return useMutation({
    mutationFn: async ({ path, method = 'POST', body }: ActRequest) => {
      const content = JSON.stringify([path, method, body])
      if (pending.current?.content !== content) pending.current = { content, key: newIdempotencyKey() }
      try {
        const done = await request<Performed<T>>(path, { method, body, idempotencyKey: pending.current.key })
        pending.current = undefined
        return done
      } catch (fault) {
        if (fault instanceof ApiFault && fault.document !== undefined && fault.status < 500) pending.current = undefined
        throw fault
      }
    },
    onSuccess: (done) => onDone?.(done),
    onSettled: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => acted.has(String(queryKey[0])) })
    },
  })
}

const acted = new Set([
  'announcements',
  'approvals',
  'backups',
  'accounts',
  'applications',
  'organizations',
  'regime',
  'batches',
  'dataset',
  'quality-runs',
  'quarantine',
  'retention',
  'uploads',
  'worklist',
  'cases',
  'case',
  'entries',
  'entry',
  'exports',
  'grading',
  'grants',
  'imports',
  'keys',
  'links',
  'log',
  'maintenance',
  'duties',
  'notifications',
  'permits',
  'sharing',
  'supervision',
  'systems',
  'watch',
])
