import type { Clause } from '../citation/index.ts'
import type { LawBook } from '../regulation/index.ts'
import type { ClauseId } from '../shared/index.ts'
import { bindingsOf, textOf, type Binding } from './bindings.ts'

/** Tests that prove a clause, by its id: file and title. Collected from the report of a test run, never written by hand. */
export type Proofs = Readonly<Record<string, readonly string[]>>

/**
 * How a clause stands: `proven` by a test that drives the running platform, `bound` without one, `pending` when all that it
 * binds to waits for something not built, `unbound`, or `declaratory` when it asks nothing of the platform but to be read.
 */
export type ClauseStatus = 'proven' | 'bound' | 'pending' | 'unbound' | 'declaratory'

export interface MatrixRow {
  readonly clause: Clause
  readonly status: ClauseStatus
  readonly bindings: readonly Binding[]
  readonly proofs: readonly string[]
  /** What is still missing, by name: effects and guards that are not built. */
  readonly missing: readonly { readonly name: string; readonly text: string }[]
}

/** The clauses of every regulation, in the order of their texts, with what binds and what proves each. */
export function matrixOf(book: LawBook, proofs: Proofs): readonly MatrixRow[] {
  const bindings = bindingsOf(book)
  return book.packs.flatMap((pack) =>
    [...pack.clauses.values()].map((clause): MatrixRow => {
      const own = bindings.get(clause.id) ?? []
      const proving = proofs[clause.id] ?? []
      return {
        clause,
        status: statusOf(clause, own, proving),
        bindings: own,
        proofs: proving,
        missing: [...new Set(own.flatMap((b) => b.pending))].map((name) => ({ name, text: textOf(name) })),
      }
    }),
  )
}

function statusOf(clause: Clause, bindings: readonly Binding[], proofs: readonly string[]): ClauseStatus {
  if (proofs.length > 0) return 'proven'
  if (clause.executable === 'no') return 'declaratory'
  if (bindings.some((b) => b.pending.length === 0)) return 'bound'
  return bindings.length > 0 ? 'pending' : 'unbound'
}

/** One test of a run: its title, the file it stands in, and whether it passed. */
export interface TestOutcome {
  readonly title: string
  readonly file: string
  readonly passed: boolean
}

/**
 * Which clauses a test run proves. A title that begins with clause ids claims them; a clause is proven by a title only when
 * every run of it passed, on every engine.
 */
export function proofsOf(outcomes: readonly TestOutcome[]): Proofs {
  const claims = new Map<string, { readonly clauses: readonly ClauseId[]; passed: boolean }>()
  for (const { title, file, passed } of outcomes) {
    const clauses = clausesClaimed(title)
    if (clauses.length === 0) continue
    const key = `${file} › ${title}`
    const known = claims.get(key)
    claims.set(key, { clauses, passed: passed && (known?.passed ?? true) })
  }
  const proofs = new Map<ClauseId, string[]>()
  for (const [key, { clauses, passed }] of claims) {
    if (passed) for (const id of clauses) proofs.set(id, [...(proofs.get(id) ?? []), key])
  }
  return Object.fromEntries(
    [...proofs].toSorted(([a], [b]) => a.localeCompare(b)).map(([id, keys]) => [id, keys.toSorted()]),
  )
}

const leadingIds = /^(?:[A-Z]{2,4}-(?:\d{2}|[1-9]\d{2})[a-z]?(?:-\d{1,2}){0,2}[\s,、;:：]+)+/

/** The clause ids with which a test's title begins. */
export function clausesClaimed(title: string): readonly ClauseId[] {
  const [head] = leadingIds.exec(title) ?? ['']
  return [
    ...new Set(head.match(/[A-Z]{2,4}-(?:\d{2}|[1-9]\d{2})[a-z]?(?:-\d{1,2}){0,2}/g) ?? []),
  ] as readonly string[] as ClauseId[]
}

/** How many clauses of one regulation stand where. */
export interface MatrixCount {
  readonly pack: string
  readonly clauses: number
  readonly executable: number
  readonly counts: Readonly<Record<ClauseStatus, number>>
}

export function countMatrix(rows: readonly MatrixRow[]): readonly MatrixCount[] {
  const packs = [...new Set(rows.map((row) => row.clause.pack))]
  return packs.map((pack) => {
    const own = rows.filter((row) => row.clause.pack === pack)
    const count = (status: ClauseStatus): number => own.filter((row) => row.status === status).length
    return {
      pack,
      clauses: own.length,
      executable: own.filter((row) => row.clause.executable !== 'no').length,
      counts: {
        proven: count('proven'),
        bound: count('bound'),
        pending: count('pending'),
        unbound: count('unbound'),
        declaratory: count('declaratory'),
      },
    }
  })
}
