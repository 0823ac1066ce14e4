import { openFacets, type OpenFilter } from '../../api/public-types.ts'

const longestQuery = 100

/** Reads an address that anybody may have typed; what is no filter is left out. */
export function readOpenSearch(search: Readonly<Record<string, unknown>>): OpenFilter {
  const given = (['q', ...openFacets] as const).flatMap((name) => {
    // An address reads a code of digits as a number.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name]
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.slice(0, longestQuery)] as const] : []
  })
  return Object.fromEntries(given)
}
