import { encodeUtf8 } from '@fadu/audit-log'
import type { CivilDate } from '@fadu/domain'
import { sm3 } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import { organizationResource, readOrganization, type Organization } from '../org/index.ts'
import type { ListOperations, OperationView } from './operations.ts'

export interface ReviewView {
  readonly day: string
  readonly operations: number
  readonly flagged: number
  readonly conclusion: string
  readonly reviewedBy: string
  readonly reviewedAt: string
}

interface ReviewFacts extends ActFacts {
  readonly organization: Organization
  readonly list: readonly OperationView[]
}

/** A security officer has looked at the whole list of a day that is over. Said once for each day; what was on it is kept as a digest. */
export function reviewDay(
  deps: { readonly gate: Gate; readonly list: ListOperations },
  principal: AccountPrincipal,
  asked: {
    readonly organization: string
    readonly day: CivilDate
    readonly operations: number
    readonly conclusion: string
  },
): Act<ReviewFacts, ReviewView> {
  const { gate, list } = deps
  return {
    action: 'operation.review',
    load: async (tx) => {
      const organization = await readOrganization(tx, asked.organization)
      const operations = asked.day < gate.today() ? await list(tx, organization, asked.day) : []
      return { resource: organizationResource(organization), organization, list: operations }
    },
    carryOut: async (tx, { organization, list: operations }) => {
      requireSeen(asked, operations, gate.today())
      const flagged = operations.filter((o) => o.flags.length > 0).length
      const at = gate.now()
      const written = await tx
        .insertInto('operation_review')
        .values({
          organization_id: organization.id,
          day: asked.day,
          operations: operations.length,
          flagged,
          receipts: sm3(encodeUtf8(operations.map((o) => o.receipt).join('\n'))),
          conclusion: asked.conclusion,
          reviewed_by: principal.id,
          reviewed_at: at,
        })
        .onConflict((c) => c.doNothing())
        .returning('day')
        .executeTakeFirst()
      if (written === undefined) throw new Problem({ code: 'DUPLICATE', field: 'day' })
      const view = { day: asked.day, operations: operations.length, flagged, conclusion: asked.conclusion }
      return { ...view, reviewedBy: principal.id, reviewedAt: at.toISOString() }
    },
    trace: (_, { day, operations, flagged }) => ({ detail: { day, operations, flagged } }),
  }
}

function requireSeen(
  asked: { readonly day: CivilDate; readonly operations: number },
  list: readonly OperationView[],
  today: CivilDate,
): void {
  const faults = [
    ...(asked.day < today ? [] : [{ field: 'body.day', expected: `a day before ${today}, which is over` }]),
    ...(asked.day < today && asked.operations !== list.length
      ? [{ field: 'body.operations', expected: `the number of operations on the list, ${list.length}` }]
      : []),
  ]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

export async function reviewOf(
  tx: Pick<Tx, 'selectFrom'>,
  organization: string,
  day: CivilDate,
): Promise<ReviewView | null> {
  const row = await tx
    .selectFrom('operation_review')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('day', '=', day)
    .executeTakeFirst()
  if (row === undefined) return null
  const { operations, flagged, conclusion, reviewed_by, reviewed_at } = row
  return { day, operations, flagged, conclusion, reviewedBy: reviewed_by, reviewedAt: reviewed_at.toISOString() }
}
