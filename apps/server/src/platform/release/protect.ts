import { masksOf, type Transform } from '@fadu/privacy'
import { organizationOf } from '../auth/principal.ts'
import type { Gate } from '../law/gate.ts'
import type { DecidedRequest } from './decide-release.ts'
import type { Column } from './layout.ts'

/** What becomes of the values of a file on their way out. */
export interface Protection {
  /** By item; one that leaves as it is, is not in it. */
  readonly transforms: ReadonlyMap<string, Transform>
  /** Items masked by their grade, whatever the grant says. */
  readonly byGrade: ReadonlySet<string>
}

/** The same masks as in every answer of the gateway: by the rules of the grades, and over them by those of the grant. */
export function protectionOf(
  gate: Gate,
  { principal, action, resource, standing, masked }: DecidedRequest,
  columns: readonly Column[],
): Protection {
  const { provider } = standing['entry'] as { readonly provider: string }
  const own = organizationOf(principal)?.id === provider
  const isClear = (grade: number): boolean =>
    gate.decide({ action: 'value.clear', principal, resource, context: { grade, mode: action, own } }).effect ===
    'allow'
  const clear = new Map([...new Set(columns.map((c) => c.grade))].map((grade) => [grade, isClear(grade)]))
  return {
    transforms: masksOf(columns, (grade) => clear.get(grade) === true, masked),
    byGrade: new Set(columns.filter((c) => clear.get(c.grade) !== true).map((c) => c.code)),
  }
}
