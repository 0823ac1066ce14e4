import { checkResidentId, checkUnifiedSocialCreditCode } from '@fadu/privacy'
import type { Layout } from '../../../platform/release/layout.ts'
import type { ParsedValue } from './parse-rows.ts'

/** Values looked at per column before a verdict, and the share of them that makes a column of identifiers. */
const enough = 100
const share = 0.8

/** A column that holds what the catalog did not declare. */
export interface HiddenIdentifier {
  readonly column: string
  readonly kind: string
  /** Masked examples. */
  readonly evidence: readonly string[]
}

/**
 * Watches text columns that the catalog does not declare as identifiers. A column full of valid resident ids would be
 * stored in clear because somebody forgot to say what it is. A check digit tells of few rows what a detector, which counts
 * shares, tells of many.
 */
export function createIdentifierWatch(layout: Layout): {
  see(values: Readonly<Record<string, ParsedValue>>): void
  /** The first column that looks like identifiers. */
  verdict(): HiddenIdentifier | undefined
} {
  const watched = layout
    .filter((c) => c.type === 'text' && c.identifier === null && !c.sealed)
    .map((c) => ({ code: c.code, name: c.name, seen: 0, residents: 0, enterprises: 0 }))
  return {
    see: (values) => {
      for (const column of watched) {
        const value = values[column.code]
        if (typeof value !== 'string' || column.seen >= enough) continue
        column.seen++
        if (checkResidentId(value).ok) column.residents++
        else if (checkUnifiedSocialCreditCode(value).ok) column.enterprises++
      }
    },
    verdict: () => {
      const ready = watched.filter((c) => c.seen > 0)
      const residents = ready.find((c) => c.residents >= c.seen * share)
      if (residents !== undefined) return { column: residents.name, kind: '公民身份号码', evidence: [] }
      const enterprises = ready.find((c) => c.enterprises >= c.seen * share)
      return enterprises === undefined
        ? undefined
        : { column: enterprises.name, kind: '统一社会信用代码', evidence: [] }
    },
  }
}
