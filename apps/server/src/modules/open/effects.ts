import { uuidv7 } from 'uuidv7'
import { Problem } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { rowsIn, textIn } from './form-values.ts'
import { readListings } from './listings.ts'

/** What opening adds to cases: versions of the open catalog, and entries that leave or come back to what is listed. */
export const openContribution: ModuleContribution = {
  guards: {
    'open.consent.revoke': (_, input) => Promise.resolve(requireRecorded(input)),
    'open.consent.expire': (_, input) => Promise.resolve(requireRecorded(input)),
  },
  effects: {
    'open.catalog': async (tx, input) => {
      const territory = input.subject.territory
      const last = await tx
        .selectFrom('open_catalog_version')
        .select((eb) => eb.fn.max('number').as('number'))
        .where('territory_code', '=', territory)
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('open_catalog_version')
        .values({
          id: uuidv7(),
          territory_code: territory,
          number: (last.number ?? 0) + 1,
          year: Number(input.today.slice(0, 4)),
          name: textIn(input.form, 'version'),
          changes: textIn(input.form, 'changes'),
          priorities: textIn(input.form, 'priorities'),
          entries: JSON.stringify(await readListings(tx, territory, input.today)),
          case_id: input.case.id,
          published_at: input.now,
        })
        .execute()
    },
    'open.delist': async (tx, input) => {
      await tx
        .insertInto('open_withdrawal')
        .values({ case_id: input.case.id, entry_id: input.subject.id, withdrawn_at: input.now })
        .execute()
    },
    'open.relist': async (tx, input) => {
      await tx
        .updateTable('open_withdrawal')
        .set({ lifted_by: input.case.id })
        .where('entry_id', '=', input.subject.id)
        .where('lifted_by', 'is', null)
        .execute()
    },
  },
}

/** What ends is one of the authorisations that were recorded; a slip of the pen takes nothing out of the catalog. */
function requireRecorded({ form, case: { form: opened } }: EffectInput): void {
  const recorded = rowsIn(opened, 'holders').map((row) => textIn(row, 'authorisation'))
  if (recorded.includes(textIn(form, 'authorisation'))) return
  const expected = `one of the recorded authorisations: ${recorded.join(', ')}`
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'form.authorisation', expected }] })
}
