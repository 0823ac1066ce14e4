import { uuidv7 } from 'uuidv7'
import type { Act } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { limitOf, refusedOver } from '../../platform/law/limits.ts'
import type { CaseRuntime, LoadedCase } from '../cases/index.ts'
import {
  aboutCase,
  askerOf,
  dayAgo,
  holdOpenCase,
  paperView,
  tellParties,
  withdrawPaper,
  type PaperFacts,
  type PaperView,
} from './about-case.ts'

export interface CommentView extends PaperView {
  /** Null when it was withdrawn. */
  readonly text: string | null
}

export interface CommentList {
  readonly items: readonly CommentView[]
  /** Whether whoever asks may write one. */
  readonly mayComment: boolean
}

/** What is said of a case, beside its course: it moves nothing. */
export interface CommentService {
  about(caseId: string): Promise<PaperFacts>
  list(principal: AccountPrincipal, facts: PaperFacts): Promise<CommentList>
  write(principal: AccountPrincipal, caseId: string, text: string): Act<PaperFacts, { readonly id: string }>
  withdraw(principal: AccountPrincipal, caseId: string, id: string): Act<PaperFacts, { readonly id: string }>
}

const what = '留言'

export function createCommentService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly runtime: CaseRuntime
}): CommentService {
  const { db, gate, runtime } = deps

  /** @throws {Refused} when an organisation has said as much of a case as it may in a day. */
  const requireBelowLimit = async (tx: Tx, loaded: LoadedCase, organization: string): Promise<void> => {
    const limit = limitOf(loaded.regime, 'caseComment.perDay', gate.today())
    const { count } = await tx
      .selectFrom('case_comment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('case_id', '=', loaded.id)
      .where('organization_id', '=', organization)
      .where('written_at', '>', dayAgo(gate.now()))
      .executeTakeFirstOrThrow()
    if (Number(count) >= limit.most) throw refusedOver(loaded.regime, limit, Number(count) + 1)
  }

  return {
    about: (caseId) => aboutCase(runtime, db, caseId),
    list: async (principal, facts) => {
      const rows = await db
        .selectFrom('case_comment as c')
        .innerJoin('organization as o', 'o.id', 'c.organization_id')
        .innerJoin('account as a', 'a.id', 'c.account_id')
        .leftJoin('account as w', 'w.id', 'c.withdrawn_by')
        .selectAll('c')
        .select(['o.name as organization_name', 'a.name as author', 'w.name as withdrawer'])
        .where('c.case_id', '=', facts.loaded.id)
        .orderBy('c.id')
        .execute()
      const asker = askerOf(gate, 'case.comment', principal, facts)
      return {
        items: rows.map((row) => ({
          ...paperView(row, row.written_at, asker),
          text: row.withdrawn_at === null ? row.body : null,
        })),
        mayComment: asker.mayAdd,
      }
    },
    write: (principal, caseId, text) => ({
      action: 'case.comment',
      load: (tx) => aboutCase(runtime, tx, caseId),
      carryOut: async (tx, { loaded }) => {
        const organization = principal.organization.id
        const at = gate.now()
        await holdOpenCase(tx, loaded)
        await requireBelowLimit(tx, loaded, organization)
        const id = uuidv7()
        const by = { organization_id: organization, account_id: principal.id }
        await tx
          .insertInto('case_comment')
          .values({ id, case_id: loaded.id, body: text, ...by, written_at: at, withdrawn_by: null, withdrawn_at: null })
          .execute()
        await tellParties(tx, loaded, { kind: 'comment', by: organization, at })
        return { id }
      },
      trace: (_, { id }) => ({ detail: { comment: id } }),
    }),
    withdraw: (principal, caseId, id) => ({
      action: 'case.withdrawComment',
      load: (tx) => aboutCase(runtime, tx, caseId),
      carryOut: async (tx, facts) => {
        await withdrawPaper(tx, facts, principal, { kind: 'comment', what, id, at: gate.now() })
        return { id }
      },
      trace: () => ({ detail: { comment: id } }),
    }),
  }
}
