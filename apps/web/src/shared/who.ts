import type { Session } from '../api/types.ts'

const overseers: ReadonlySet<string> = new Set(['authority', 'supervisor', 'government'])

/** Whether the organisation watches over others: the pages of supervision are for it. */
export function oversees({ organization }: Session): boolean {
  return organization.kinds.some((kind) => overseers.has(kind))
}

/** The inner catalog and what it gives are for organisations that work with it; the public has other pages. */
export function isOffice({ organization }: Session): boolean {
  return !organization.kinds.includes('person')
}
