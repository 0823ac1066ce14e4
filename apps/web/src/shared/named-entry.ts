import { useQuery } from '@tanstack/react-query'
import { openEntryQuery } from '../api/public-queries.ts'
import { entryQuery } from '../api/queries.ts'
import { useVisitor } from './session.ts'
import { isOffice } from './who.ts'

/** A catalog entry by its id, from where the reader may read it: offices in their catalog, the public among what is open. */
export function useNamedEntry(id: string, enabled: boolean) {
  const reader = useVisitor()
  const isInner = reader !== null && isOffice(reader)
  const inner = useQuery({ ...entryQuery(id), enabled: enabled && isInner })
  const open = useQuery({ ...openEntryQuery(id), enabled: enabled && !isInner })
  return isInner ? inner : open
}
