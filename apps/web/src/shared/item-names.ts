import { useQuery } from '@tanstack/react-query'
import { entryQuery } from '../api/queries.ts'

/** What the items of an entry are called; undefined while the entry is on its way, and for items it has no more. */
export function useItemNames(entry: string, enabled = true): (code: string) => string | undefined {
  const { data } = useQuery({ ...entryQuery(entry), enabled })
  return (code) => data?.items.find((item) => item.code === code)?.name
}
