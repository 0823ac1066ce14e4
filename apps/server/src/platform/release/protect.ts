import { masksOf, type Transform } from '@fadu/privacy'
import type { Gate } from '../law/gate.ts'
import { isClear } from './clear-grades.ts'
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
export function protectionOf(gate: Gate, request: DecidedRequest, columns: readonly Column[]): Protection {
  const clear = clearGrades(gate, request, columns)
  return {
    transforms: masksOf(columns, (grade) => clear.has(grade), request.masked),
    byGrade: new Set(columns.filter((c) => !clear.has(c.grade)).map((c) => c.code)),
  }
}

/** Grades of these columns that the rules show as they are. */
export function clearGrades(gate: Gate, request: DecidedRequest, columns: readonly Column[]): ReadonlySet<number> {
  const grades = [...new Set(columns.map((c) => c.grade))]
  return new Set(grades.filter((grade) => isClear(gate, request, grade)))
}
