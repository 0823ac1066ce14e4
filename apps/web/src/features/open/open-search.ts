import { textOf } from '../../lib/address.ts'
import { openFacets, type OpenFilter } from '../../api/public-types.ts'

const longestQuery = 100

/** Reads an address that anybody may have typed; what is no filter is left out. */
export function readOpenSearch(search: Readonly<Record<string, unknown>>): OpenFilter {
  const given = (['q', ...openFacets] as const).flatMap((name) => {
    const value = textOf(search, name)
    return value === undefined || value.trim() === '' ? [] : [[name, value.slice(0, longestQuery)] as const]
  })
  return Object.fromEntries(given)
}
