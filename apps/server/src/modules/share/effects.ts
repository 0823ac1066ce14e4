import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CivilDate, FormData } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import { readItems } from '../catalog/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { resumePermits, suspendPermits } from '../verify/index.ts'

/** The opening form of a share request, whose presence and types the regime's form has checked. */
interface ShareRequestForm {
  readonly items: readonly string[]
  readonly purposes: readonly string[]
  readonly application: string
  readonly until: CivilDate
}

function shareRequestForm(form: FormData): ShareRequestForm {
  const { items, purposes, application, until } = form
  return { items, purposes, application, until } as ShareRequestForm
}

/** What sharing adds to cases: the check of a request, and the grant that an approval makes. */
export const shareContribution: ModuleContribution = {
  guards: {
    'share.request': async (tx, input) => {
      const faults = await requestFaults(tx, input)
      if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
    },
  },
  effects: {
    // The next call finds the grant suspended: the gateway reads it for every call.
    'access.suspend': async (tx, input) => {
      await tx
        .updateTable('data_grant')
        .set({ status: 'suspended', suspended_by: input.case.id })
        .where('applicant_id', '=', input.subject.id)
        .where('status', '=', 'active')
        .execute()
      await suspendPermits(tx, input.subject.id, input.case.id)
    },
    'access.restore': async (tx, input) => {
      await tx
        .updateTable('data_grant')
        .set({ status: 'active', suspended_by: null })
        .where('suspended_by', '=', input.case.id)
        .where('status', '=', 'suspended')
        .execute()
      await resumePermits(tx, input.case.id)
    },
    'grant.issue': async (tx, input) => {
      const { items, purposes, application, until } = shareRequestForm(input.case.form)
      await tx
        .insertInto('data_grant')
        .values({
          id: uuidv7(),
          case_id: input.case.id,
          entry_id: input.subject.id,
          applicant_id: input.case.parties['applicant']!,
          application_id: application,
          course: input.case.pack,
          fields: [...new Set(items)],
          purposes: [...new Set(purposes)],
          valid_until: until,
          status: 'active',
          delivered_at: null,
          issued_at: input.now,
        })
        .execute()
    },
  },
}

/** Beyond its fields: the items exist, the application is the applicant's own, the term lies ahead. */
async function requestFaults(tx: Tx, input: EffectInput): Promise<readonly FieldProblem[]> {
  const { items, application, until } = shareRequestForm(input.form)
  const known = new Set((await readItems(tx, input.subject.id)).map((i) => i.code))
  const unknown = items.filter((code) => !known.has(code))
  const own = await tx
    .selectFrom('application')
    .select('id')
    .where(sql`id::text`, '=', application)
    .where('organization_id', '=', input.case.parties['applicant']!)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return [
    ...unknown.map((code) => ({ field: 'form.items', expected: `an item of the entry; «${code}» is none` })),
    ...(own === undefined
      ? [{ field: 'form.application', expected: 'the id of an active application of the applicant' }]
      : []),
    ...(until < input.today ? [{ field: 'form.until', expected: `a day not before ${input.today}` }] : []),
  ]
}
