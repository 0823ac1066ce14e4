import { uuidv7 } from 'uuidv7'
import type { Regime } from '@fadu/domain'
import type { ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import { caseResource, type CaseRuntime, type LoadedCase } from '../cases/index.ts'

/** The case that a paper is put to, as its rules see it. */
export interface PaperFacts extends ActFacts {
  readonly loaded: LoadedCase
}

/** What a paper is, in the names of its table and guard and as a message calls it. */
export interface PaperKind {
  readonly kind: 'comment' | 'document'
  readonly what: string
}

/** Who put a paper forward, when it came, and whether it was withdrawn. */
export interface PaperView {
  readonly id: string
  readonly organization: { readonly id: string; readonly name: string }
  /** Name of the person. */
  readonly author: string
  /** Instant, ISO 8601. */
  readonly at: string
  readonly withdrawn: { readonly at: string; readonly by: string } | null
  /** Whether whoever asks may withdraw it. */
  readonly withdrawable: boolean
}

/** @throws {Problem} `NOT_FOUND` when there is no such case. */
export async function aboutCase(runtime: CaseRuntime, tx: Db | Tx, caseId: string): Promise<PaperFacts> {
  const loaded = await runtime.readCase(tx, caseId, 'none')
  return {
    loaded,
    resource: {
      ...caseResource(loaded.procedure, loaded.state, loaded.territory, loaded.id),
      regime: loaded.regime,
    },
    context: runtime.contextOf(loaded),
    trace: { subject: { type: loaded.subject.type, id: loaded.subject.id }, case: loaded.id },
  }
}

/**
 * The case, held until the paper is there: it is not closed meanwhile, and two papers that come at once are counted one after the
 * other.
 */
export async function holdOpenCase(tx: Tx, loaded: LoadedCase): Promise<void> {
  const row = await tx
    .selectFrom('procedure_case')
    .select('is_open')
    .where('id', '=', loaded.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!row.is_open) throw new Problem({ code: 'STATE_CONFLICT', what: '事项', state: loaded.state })
}

/** @throws {Refused} on the clause that says whose a paper is, {Problem} when it was withdrawn before. */
function requireOwn(
  regime: Regime,
  principal: AccountPrincipal,
  paper: { readonly organization_id: string; readonly withdrawn_at: Date | null },
  { kind, what }: PaperKind,
): void {
  if (paper.organization_id !== principal.organization.id) {
    const guard = `${kind}.own`
    const clause = clauseOfGuard(regime, guard)
    throw new Refused({
      reason: { code: 'ACT_FORBIDDEN' },
      grounds: guardGrounds(regime, guard),
      needed: [{ clause, text: '由提出的单位撤回', textEn: 'withdrawn by the organisation that put it forward' }],
    })
  }
  if (paper.withdrawn_at !== null) throw new Problem({ code: 'STATE_CONFLICT', what, state: 'withdrawn' })
}

/** Tells the other parties of a case, as they are told of its deadlines. */
export async function tellParties(
  tx: Tx,
  loaded: LoadedCase,
  told: { readonly kind: 'comment' | 'document'; readonly by: string; readonly at: Date },
): Promise<void> {
  const { kind, by, at } = told
  const others = [...new Set(Object.values(loaded.parties))].filter((organization) => organization !== by)
  if (others.length === 0) return
  await tx
    .insertInto('notification')
    .values(
      others.map((organization) => ({
        ...{ id: uuidv7(), organization_id: organization, case_id: loaded.id, clock_id: null, kind, due_on: null },
        ...{ body: JSON.stringify({ by }), created_at: at, read_at: null },
      })),
    )
    .execute()
}

/** Papers and who put them forward; the columns that both kinds have in common. */
export function paperView(
  row: {
    readonly id: string
    readonly organization_id: string
    readonly organization_name: string
    readonly author: string
    readonly withdrawn_at: Date | null
    readonly withdrawer: string | null
  },
  at: Date,
  asker: { readonly organization: string; readonly isOpen: boolean },
): PaperView {
  return {
    id: row.id,
    organization: { id: row.organization_id, name: row.organization_name },
    author: row.author,
    at: at.toISOString(),
    withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at.toISOString(), by: row.withdrawer ?? '' },
    withdrawable: asker.isOpen && row.withdrawn_at === null && row.organization_id === asker.organization,
  }
}

export const dayAgo = (now: Date): Date => new Date(now.getTime() - 24 * 60 * 60 * 1000)

/** Withdraws an own paper of an open case; its row stays, and is shown as withdrawn. */
export async function withdrawPaper(
  tx: Tx,
  { loaded }: PaperFacts,
  principal: AccountPrincipal,
  { id, at, ...paper }: PaperKind & { readonly id: string; readonly at: Date },
): Promise<void> {
  const table = `case_${paper.kind}` as const
  await holdOpenCase(tx, loaded)
  const found = await tx
    .selectFrom(table)
    .select(['organization_id', 'withdrawn_at'])
    .where('id', '=', id)
    .where('case_id', '=', loaded.id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound(paper.what))
  requireOwn(loaded.regime, principal, found, paper)
  await tx.updateTable(table).set({ withdrawn_by: principal.id, withdrawn_at: at }).where('id', '=', id).execute()
}

/** Who looks at the papers of a case, and whether one may be added with this action now. */
export function askerOf(
  gate: Gate,
  action: 'case.comment' | 'document.add',
  principal: AccountPrincipal,
  { loaded, resource, context }: PaperFacts,
): { readonly organization: string; readonly isOpen: boolean; readonly mayAdd: boolean } {
  const isOpen = !loaded.definition.states.get(loaded.state)!.final
  const decision = gate.decide({ action, principal, resource, ...(context && { context }) })
  return { organization: principal.organization.id, isOpen, mayAdd: isOpen && decision.effect === 'allow' }
}
