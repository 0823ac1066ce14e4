import { sql } from 'kysely'
import type { CivilDate, FormData } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { textIn } from './form-values.ts'
import { isOpenEntry } from './open-entries.ts'

/** One entry as the open catalog describes it. */
export interface OpenListing {
  readonly entry: string
  readonly code: string
  readonly dataName: string
  readonly openingBody: string
  readonly openAttribute: string
  readonly dataFormat: string
  readonly dataType: string
  readonly updateCycle: string
  readonly priority: boolean
}

/** The listings of a territory that are in force, each as it was amended last; in the order of their codes. */
export async function readListings(tx: Db | Tx, territory: string, today: CivilDate): Promise<readonly OpenListing[]> {
  const rows = await tx
    .selectFrom('procedure_case as l')
    .innerJoin('catalog_entry as e', (join) => join.on(sql<boolean>`e.id::text = l.subject_id`))
    .select(['e.id', 'e.code', 'l.form'])
    .select((eb) =>
      eb
        .selectFrom('case_entry as a')
        .select('a.form')
        .whereRef('a.case_id', '=', 'l.id')
        .where('a.act', '=', 'amend')
        .orderBy('a.version', 'desc')
        .limit(1)
        .as('amended'),
    )
    .where('l.procedure', '=', 'open.listing')
    .where('l.is_open', '=', true)
    .where('l.territory_code', '=', territory)
    .where(isOpenEntry(today))
    .orderBy('e.code')
    .orderBy('l.id', 'desc')
    .execute()
  const listings = rows.map(({ id, code, form, amended }) => listingOf(id, code, amended ?? form))
  return listings.filter(({ entry }, i) => listings.findIndex((one) => one.entry === entry) === i)
}

function listingOf(entry: string, code: string, form: FormData): OpenListing {
  return {
    entry,
    code,
    dataName: textIn(form, 'dataName'),
    openingBody: textIn(form, 'openingBody'),
    openAttribute: textIn(form, 'openAttribute'),
    dataFormat: textIn(form, 'dataFormat'),
    dataType: textIn(form, 'dataType'),
    updateCycle: textIn(form, 'updateCycle'),
    priority: form['priority'] === true,
  }
}
