import type { ApplicationClient, components, FaduClient, FaduRefusal, Ground } from '@fadu/sdk'

export type CaseView = components['schemas']['Case']
export type CatalogItem = components['schemas']['Entry']['items'][number]

/** What the walk has learnt so far: plain data, so that it can be kept in a file and taken up again. Holds no secret. */
export interface WalkState {
  readonly runId: string
  /** Names of the steps that are done, in order. */
  readonly done: readonly string[]
  /** Ids and values that later steps need, by name. */
  readonly facts: Readonly<Record<string, string>>
}

/** What a step may use. */
export interface Walk {
  readonly runId: string
  /** Somebody not signed in. */
  readonly visitor: FaduClient
  /** A person of the demonstration, signed in once. */
  as(login: string): Promise<FaduClient>
  application(key: string): ApplicationClient
  applicationId(key: string): string
  /** A value an earlier step kept. */
  fact(name: string): string
}

/** A clause as it is shown: its id, whose it is and what it says. */
export type ShownClause = Pick<Ground, 'clause' | 'source' | 'standing' | 'text'>

export interface DueDate {
  readonly due: string
  readonly basis: 'law' | 'draft' | 'policy'
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly lines: readonly string[]
}

/** What a step shows. */
export interface StepReport {
  readonly outcome: 'permitted' | 'refused' | 'read' | 'verified'
  /** What came of it, in the words of the platform. */
  readonly result: readonly string[]
  readonly clauses?: readonly ShownClause[]
  /** What would have made a refused act lawful. */
  readonly needed?: readonly string[]
  readonly due?: readonly (DueDate & { readonly regime: string })[]
  readonly receipt?: string
  /** Kept for later steps. */
  readonly keep?: Readonly<Record<string, string>>
}

/**
 * One act of one person. MUST be safe to repeat: its writes go under the key it is given, so that a step whose answer was
 * lost can be taken again and finds what it did.
 */
export interface WalkStep {
  readonly name: string
  /** Login or application key of who acts. */
  readonly who: string
  readonly zh: string
  readonly en: string
  run(walk: Walk, key: string): Promise<StepReport>
}

/** An expectation of the walk did not hold: either the platform or the walk is wrong about the law. */
export class WalkBroken extends Error {
  readonly code = 'WALK_BROKEN'
  readonly expected: string
  readonly found: string

  constructor(expected: string, found: string) {
    super(`expected ${expected}; found ${found}`)
    this.name = 'WalkBroken'
    this.expected = expected
    this.found = found
  }
}

export function expectThat(holds: boolean, expected: string, found: unknown): void {
  if (!holds) throw new WalkBroken(expected, typeof found === 'string' ? found : JSON.stringify(found))
}

export function clausesOf(grounds: readonly Ground[]): readonly ShownClause[] {
  return grounds.map(({ clause, source, standing, text }) => ({ clause, source, standing, text }))
}

/** The report of a refusal, after checking that it is one, with this status and on these clauses. */
export async function refusedOn(
  act: Promise<unknown>,
  expected: { readonly status: number; readonly clauses: readonly string[] },
): Promise<StepReport> {
  const named = `a refusal with status ${expected.status} on ${expected.clauses.join(', ') || 'no permission'}`
  const refusal = await act.then(
    () => undefined,
    (error: unknown) => asRefusal(error),
  )
  if (refusal === undefined) throw new WalkBroken(named, 'it was permitted')
  const found = refusal.grounds.map((g) => g.clause)
  const asExpected = refusal.status === expected.status && expected.clauses.every((c) => found.includes(c))
  expectThat(asExpected, named, `${refusal.status} ${refusal.code} on ${found.join(', ') || 'no clause'}`)
  expectThat(refusal.receipt !== undefined, 'the refusal to be recorded', 'no receipt')
  return {
    outcome: 'refused',
    result: [`${refusal.detail}（HTTP ${refusal.status} ${refusal.code}）`],
    clauses: clausesOf(refusal.grounds),
    needed: [...new Set(refusal.needed.map((n) => n.text))],
    receipt: refusal.receipt!,
  }
}

function asRefusal(error: unknown): FaduRefusal {
  if (error instanceof Error && error.name === 'FaduRefusal') return error as FaduRefusal
  throw error
}

/** A case as one of its parties sees it, with the clock that runs. */
export async function readCase(person: FaduClient, id: string): Promise<CaseView> {
  return person.get('/api/v1/cases/{id}', { params: { path: { id } } })
}

/** Due date of a clock of the case with the count behind it, as the case page shows it. */
export function dueOf(view: CaseView, period: string): DueDate {
  const clock = view.clocks.find((c) => c.period === period)
  const lines = view.derivations.find((d) => d.period === period)?.lines ?? []
  const due = clock?.due ?? null
  if (clock === undefined || due === null)
    throw new WalkBroken(`a due date of ${period}`, JSON.stringify(view.clocks.map((c) => c.period)))
  expectThat(lines.length > 0, `a derivation of ${period}`, 'none')
  return { due, basis: clock.basis, cites: clock.cites, reading: clock.reading, lines }
}
