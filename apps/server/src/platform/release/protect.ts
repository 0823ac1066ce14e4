import { masksOf, type Transform } from '@fadu/privacy'
import type { Gate } from '../law/gate.ts'
import { isClear } from './clear-grades.ts'
import type { DecidedRequest } from './decide-release.ts'
import type { Column } from './layout.ts'

/**
 * The same masks as in every answer of the gateway: by the rules of the grades, and over them by those of the grant.
 *
 * @returns By item; one that leaves as it is, is not in it.
 */
export function masksFor(
  gate: Gate,
  request: DecidedRequest,
  columns: readonly Column[],
): ReadonlyMap<string, Transform> {
  const clear = clearGrades(gate, request, columns)
  return masksOf(columns, (grade) => clear.has(grade), request.masked)
}

/** Grades of these columns that the rules show as they are. */
export function clearGrades(gate: Gate, request: DecidedRequest, columns: readonly Column[]): ReadonlySet<number> {
  const grades = [...new Set(columns.map((c) => c.grade))]
  return new Set(grades.filter((grade) => isClear(gate, request, grade)))
}
