/** What an address asks for, read as anybody may have typed it. */
export type AddressSearch = Readonly<Record<string, unknown>>

/** A text that is not empty; an address reads a code of digits as a number. */
export function textOf(search: AddressSearch, name: string): string | undefined {
  const value = typeof search[name] === 'number' ? String(search[name]) : search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
