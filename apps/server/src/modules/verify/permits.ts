import type { CedarValue, CivilDate } from '@fadu/domain'
import { sql, type Selectable } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { VerificationPermitTable } from '../../platform/db/verification-tables.ts'

export type Permit = Selectable<VerificationPermitTable>

/** What the rules are asked when an application has no permit on the entry. */
const noPermit = { status: 'none', course: '', application: '', keys: [], items: [], purposes: [] }

/** The permit as the rules see it. */
export function permitFacts(permit: Permit | undefined, today: CivilDate): Readonly<Record<string, CedarValue>> {
  if (permit === undefined) return noPermit
  const { course, application_id, key_items, items, purposes } = permit
  return {
    status: permitStatus(permit, today),
    course,
    application: application_id,
    keys: key_items,
    items,
    purposes,
  }
}

/** Gravest first: what is revoked stays so whatever else became of it. */
export function permitStatus(
  { status, cut_off, valid_until }: Permit,
  today: CivilDate,
): 'active' | 'suspended' | 'revoked' | 'cutOff' | 'expired' {
  if (status !== 'active') return status
  if (cut_off) return 'cutOff'
  return valid_until < today ? 'expired' : 'active'
}

/**
 * Locks every permit of an organisation on an entry and returns the one that speaks for a call: of the application, active and
 * of this purpose before active before the newest.
 *
 * INVARIANT (no count is lost): whoever counts sightings holds these locks, so two calls of one organisation, in whichever
 * process and on whichever permit, count one after the other.
 */
export async function lockPermits(
  tx: Tx,
  call: {
    readonly entry: string
    readonly applicant: string
    readonly application: string
    readonly purpose: string
    readonly today: CivilDate
  },
): Promise<Permit | undefined> {
  const permits = await tx
    .selectFrom('verification_permit')
    .selectAll()
    .where('entry_id', '=', call.entry)
    .where('applicant_id', '=', call.applicant)
    .orderBy('id')
    .forUpdate()
    .execute()
  const fit = (p: Permit): number => {
    return permitStatus(p, call.today) === 'active' ? (p.purposes.includes(call.purpose) ? 2 : 1) : 0
  }
  return permits
    .filter((p) => p.application_id === call.application)
    .toSorted((a, b) => fit(b) - fit(a) || b.issued_at.getTime() - a.issued_at.getTime())[0]
}

export async function readPermit(tx: Db | Tx, id: string): Promise<Permit | undefined> {
  return tx
    .selectFrom('verification_permit')
    .selectAll()
    .where(sql`id::text`, '=', id)
    .executeTakeFirst()
}

/** What every permit of an organisation becomes while a case about the organisation suspends its access, and after it. */
export async function suspendPermits(tx: Tx, organization: string, caseId: string): Promise<void> {
  await tx
    .updateTable('verification_permit')
    .set({ status: 'suspended', suspended_by: caseId })
    .where('applicant_id', '=', organization)
    .where('status', '=', 'active')
    .execute()
}

export async function resumePermits(tx: Tx, caseId: string): Promise<void> {
  await tx
    .updateTable('verification_permit')
    .set({ status: 'active', suspended_by: null })
    .where('suspended_by', '=', caseId)
    .where('status', '=', 'suspended')
    .execute()
}
