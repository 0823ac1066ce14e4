import { uuidv7 } from 'uuidv7'
import { addDays, type Regime, type TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import {
  organizationOf,
  type AccountPrincipal,
  type ApplicationPrincipal,
  type Principal,
} from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { guardGrounds } from '../../platform/law/guard-clauses.ts'
import { limitOf, refusedOver } from '../../platform/law/limits.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'

/** A run that takes rows of a dataset, by all that decides what leaves. */
export interface Taking {
  /** The action that takes them: `archive.package`, `data.export`. */
  readonly operation: string
  /** Id of the dataset. */
  readonly dataset: string
  /** Items that leave; empty: all of them. */
  readonly items: readonly string[]
  readonly rows: number
  readonly purpose: string
}

export interface ApprovalView {
  readonly id: string
  readonly operation: string
  readonly dataset: string
  readonly items: readonly string[]
  readonly rows: number
  readonly purpose: string
  readonly askedBy: string
  readonly askedAt: string
  readonly state: 'asked' | 'approved' | 'used' | 'expired'
  readonly approvedBy: string | null
  readonly validUntil: string | null
}

export interface Approvals {
  ask(principal: AccountPrincipal | ApplicationPrincipal, taking: Taking): Act<ActFacts, { readonly id: string }>
  approve(principal: AccountPrincipal, id: string): Act<ActFacts, { readonly id: string; readonly validUntil: string }>
  list(
    organization: string,
    page: { readonly limit: number; readonly cursor: string | undefined },
  ): Promise<Page<ApprovalView>>
  /**
   * Lets a run go on that is small enough for one person, or that a second person of the same organisation approved: of this
   * very dataset, operation, items and purpose and no more rows. It serves once: call it in the transaction that records the run.
   *
   * @param territory - Of the dataset, whose law says how much is much.
   * @returns The approval that was used; undefined where none is needed.
   * @throws {Refused} when one is needed and not named, {Problem} when the named one does not fit.
   */
  requireSecondApproval(
    tx: Tx,
    principal: Principal,
    taking: Taking,
    of: { readonly territory: TerritoryCode; readonly approval: string | undefined },
  ): Promise<string | undefined>
}

const guard = 'operation.sensitive'

export function createApprovals(deps: { readonly db: Db; readonly gate: Gate }): Approvals {
  const { db, gate } = deps
  return {
    ask: (principal, taking) => ({
      action: 'operation.askApproval',
      load: async (tx) => ({
        resource: organizationResource(await readOrganization(tx, principal.organization.id)),
        trace: { dataset: taking.dataset, detail: detailOf(taking) },
      }),
      carryOut: async (tx, { resource }) => {
        await requireConcern(tx, principal.organization.id, taking.dataset, gate.regimeFor(resource.territory))
        const id = uuidv7()
        await tx
          .insertInto('operation_approval')
          .values({
            id,
            organization_id: principal.organization.id,
            dataset_id: taking.dataset,
            operation: taking.operation,
            items: sorted(taking.items),
            most_rows: taking.rows,
            purpose: taking.purpose,
            asked_by: nameOf(principal),
            asked_at: gate.now(),
          })
          .execute()
        return { id }
      },
      trace: (_, { id }) => ({ detail: { approval: id } }),
    }),

    approve: (principal, id) => ({
      action: 'operation.approve',
      load: async (tx) => {
        const row = await readApproval(tx, id)
        const organization = await readOrganization(tx, row.organization_id)
        return {
          resource: organizationResource(organization),
          trace: { dataset: row.dataset_id, detail: { approval: id } },
        }
      },
      carryOut: async (tx, { resource }) => {
        const row = await readApproval(tx, id)
        const regime = gate.regimeFor(resource.territory)
        if (row.asked_by === nameOf(principal)) throw samePerson(regime)
        if (row.approved_at !== null)
          throw new Problem({ code: 'STATE_CONFLICT', what: '第二人同意', state: stateOf(row, gate.today()) })
        const days = limitOf(regime, 'sensitiveOperation.approvalDays', gate.today()).most
        const until = addDays(gate.today(), days - 1)
        await tx
          .updateTable('operation_approval')
          .set({ approved_by: principal.id, approved_at: gate.now(), valid_until: until })
          .where('id', '=', id)
          .execute()
        return { id, validUntil: until }
      },
    }),

    list: async (organization, { limit, cursor }) => {
      const before = idBefore(cursor)
      const rows = await db
        .selectFrom('operation_approval as a')
        .innerJoin('dataset as d', 'd.id', 'a.dataset_id')
        .selectAll('a')
        .select('d.code')
        .where('a.organization_id', '=', organization)
        .where('a.id', '<', before)
        .orderBy('a.id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => ({
          id: row.id,
          operation: row.operation,
          dataset: row.code,
          items: row.items,
          rows: row.most_rows,
          purpose: row.purpose,
          askedBy: row.asked_by,
          askedAt: row.asked_at.toISOString(),
          state: stateOf(row, gate.today()),
          approvedBy: row.approved_by,
          validUntil: row.valid_until,
        }),
      )
    },

    requireSecondApproval: async (tx, principal, taking, { territory, approval }) => {
      const regime = gate.regimeFor(territory)
      const alone = limitOf(regime, 'sensitiveOperation.rowsAlone', gate.today())
      if (taking.rows <= alone.most) return undefined
      if (approval === undefined) throw refusedOver(regime, alone, taking.rows)
      // Whoever comes second waits here and then finds it used.
      const row = await readApproval(tx, approval)
      const fits =
        stateOf(row, gate.today()) === 'approved' &&
        row.organization_id === organizationOf(principal)?.id &&
        row.approved_by !== principal.id &&
        row.dataset_id === taking.dataset &&
        row.operation === taking.operation &&
        row.purpose === taking.purpose &&
        row.most_rows >= taking.rows &&
        JSON.stringify(row.items) === JSON.stringify(sorted(taking.items))
      if (!fits) {
        const expected =
          'an approval of this very operation, dataset, items, purpose and at least as many rows, given by another person, not used and not out of date'
        throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'approval', expected }] })
      }
      await tx
        .updateTable('operation_approval')
        .set({ used_by: nameOf(principal), used_at: gate.now() })
        .where('id', '=', approval)
        .execute()
      return approval
    },
  }
}

function readApproval(tx: Tx, id: string) {
  return tx
    .selectFrom('operation_approval')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('第二人同意'))
}

function stateOf(
  row: { readonly approved_at: Date | null; readonly used_at: Date | null; readonly valid_until: string | null },
  today: string,
): ApprovalView['state'] {
  if (row.used_at !== null) return 'used'
  if (row.approved_at === null) return 'asked'
  return row.valid_until! < today ? 'expired' : 'approved'
}

function samePerson(regime: Regime): Refused {
  const grounds = guardGrounds(regime, guard)
  const needed = grounds.slice(0, 1).map(({ clause }) => ({
    clause,
    text: '由本单位另一名审批负责人同意',
    textEn: 'the approval of another approver of the organisation',
  }))
  return new Refused({ reason: { code: 'ACT_FORBIDDEN' }, grounds, needed })
}

/**
 * Of its own data an organisation asks, or of data that it was granted: what somebody else has in another city is nothing it
 * could take.
 *
 * @throws {Refused}
 */
async function requireConcern(tx: Tx, organization: string, dataset: string, regime: Regime): Promise<void> {
  const concerned = await tx
    .selectFrom('dataset as d')
    .innerJoin('catalog_entry as e', 'e.id', 'd.entry_id')
    .select('d.id')
    .where('d.id', '=', dataset)
    .where((eb) =>
      eb.or([
        eb('e.provider_id', '=', organization),
        eb.exists(
          eb
            .selectFrom('data_grant as g')
            .select('g.id')
            .whereRef('g.entry_id', '=', 'e.id')
            .where('g.applicant_id', '=', organization)
            .where('g.status', '=', 'active'),
        ),
      ]),
    )
    .executeTakeFirst()
  if (concerned !== undefined) return
  const grounds = guardGrounds(regime, guard)
  const needed = grounds.slice(0, 1).map(({ clause }) => ({
    clause,
    text: '只能就本单位提供的数据，或者本单位已取得有效授权的数据申请',
    textEn: 'data that the organisation provides itself, or for which it has a grant in force',
  }))
  throw new Refused({ reason: { code: 'ACT_FORBIDDEN' }, grounds, needed })
}

function nameOf(principal: Principal): string {
  return `${principal.type}:${principal.id}`
}

function sorted(items: readonly string[]): string[] {
  return [...new Set(items)].toSorted()
}

function detailOf({ operation, items, rows, purpose }: Taking): Readonly<Record<string, unknown>> {
  return { operation, fields: sorted(items), rows, purpose }
}
