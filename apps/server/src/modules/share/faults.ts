import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import { layoutOf, readItems } from '../catalog/index.ts'
import type { EffectInput } from '../cases/index.ts'
import { termsFaults, type GrantTerms } from './terms.ts'

/** What the items of an entry and the day make of terms. */
export async function faultsOf(
  tx: Tx,
  entry: string,
  terms: GrantTerms,
  today: CivilDate,
): Promise<readonly FieldProblem[]> {
  return termsFaults(terms, layoutOf(await readItems(tx, entry)), today)
}

/** The application that a field of the form names is the applicant's own. */
export async function applicationFaults(tx: Tx, input: EffectInput, field: string): Promise<readonly FieldProblem[]> {
  const own = await tx
    .selectFrom('application')
    .select('id')
    .where(sql`id::text`, '=', String(input.form[field]))
    .where('organization_id', '=', input.case.parties['applicant']!)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return own === undefined
    ? [{ field: `form.${field}`, expected: 'the id of an active application of the applicant' }]
    : []
}

export function requireSound(faults: readonly FieldProblem[]): void {
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
