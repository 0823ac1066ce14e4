import type { FormData } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Effect, EffectInput } from '../cases/index.ts'
import { applicationFaults, faultsOf, requireSound } from './faults.ts'
import { insertGrant } from './grants.ts'
import { requestedTerms, type GrantTerms } from './terms.ts'

/**
 * Data return (数据回流) and data zones (数据专区): an agency provides rows to one of a level below, through the platform and on
 * a grant like any other. A return may be fetched as a whole; in a zone the data is used where it lies and no file leaves.
 */
export async function checkDataReturn(tx: Tx, input: EffectInput): Promise<void> {
  requireSound([
    ...(await faultsOf(tx, input.subject.id, returnedTerms(input.form, undefined), input.today)),
    ...(await applicationFaults(tx, input, 'receiver')),
  ])
}

/** Provided means granted: the items asked for, to the application named, of rows of the receiver's own territory where they tell. */
export const returnData: Effect = async (tx, input) => {
  const applicant = input.case.parties['applicant']!
  const { territory_code: territory } = await tx
    .selectFrom('organization')
    .select('territory_code')
    .where('id', '=', applicant)
    .executeTakeFirstOrThrow()
  const item = input.form['territoryItem']
  const reach = typeof item === 'string' && item !== '' ? { item, within: divisionPrefix(territory) } : undefined
  const terms = returnedTerms(input.case.form, reach)
  requireSound(await faultsOf(tx, input.subject.id, terms, input.today))
  const course = `${input.case.pack}/data.return`
  await insertGrant(tx, { case: input.case, entry: input.subject.id, course, terms, now: input.now })
}

function returnedTerms(
  form: FormData,
  reach: { readonly item: string; readonly within: string } | undefined,
): GrantTerms {
  const { receiver, items, purposes, until, provision } = form
  const mode = provision === 'dataZone' ? 'interface' : 'both'
  const rowFilter = reach === undefined ? [] : [{ item: reach.item, test: 'within', values: [reach.within] }]
  return requestedTerms({ application: receiver, items, purposes, until, mode, rowFilter })
}

/**
 * The digits of a division code that every code within the division begins with: 640302000000 is all of 640302.
 *
 * @see GB/T 10114, GB/T 2260: two digits each for province, prefecture and county, then three for the township and three for the village.
 */
export function divisionPrefix(code: string): string {
  const townships = code.replace(/000$/, '').replace(/^(\d{6})000$/, '$1')
  return townships.length === 6 ? townships.replace(/(00){1,2}$/, '') : townships
}
