import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CivilDate, FormData } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { limitOf } from '../../platform/law/limits.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { readItems } from '../catalog/index.ts'
import { forgetSightings } from './counters.ts'
import { readPermit } from './permits.ts'

/** The opening form of a request for verification, whose presence and types the regime's form has checked. */
interface VerifyRequestForm {
  readonly keyItems: readonly string[]
  readonly verifyItems: readonly string[]
  readonly purposes: readonly string[]
  readonly application: string
  readonly until: CivilDate
  /** Comparisons in all. */
  readonly quantity: number
}

function verifyRequestForm(form: FormData): VerifyRequestForm {
  const { keyItems, verifyItems, purposes, application, until, quantity } = form
  return { keyItems, verifyItems, purposes, application, until, quantity } as VerifyRequestForm
}

/** Comparisons that one permit may be for; a request for more is many requests. */
const mostComparisons = 10_000_000

/** What verification adds to cases: the check of a request, the permit an answer makes, and what becomes of one cut off. */
export const verifyContribution: ModuleContribution = {
  guards: {
    'verify.request': async (tx, input) => refuseFaults(await requestFaults(tx, input)),
    'verify.request.answer': async (_, input) => refuseFaults(answerFaults(input)),
    'verification.review': async (tx, input) => refuseFaults(await reviewFaults(tx, input)),
  },
  effects: {
    'match.answer': issuePermit,
    'permit.restore': async (tx, input) => {
      const scope = await cutOffScope(tx, input)
      await ofScope(tx, scope).set({ cut_off: false }).execute()
      await forgetSightings(tx, scope)
    },
    'permit.revoke': async (tx, input) => {
      await ofScope(tx, await cutOffScope(tx, input))
        .set({ status: 'revoked' })
        .execute()
    },
  },
}

async function issuePermit(tx: Tx, input: EffectInput): Promise<void> {
  const { keyItems, verifyItems, purposes, application, until, quantity } = verifyRequestForm(input.case.form)
  const budget = (name: 'perDay' | 'perMatter'): number =>
    (input.form[name] as number | undefined) ?? limitOf(input.regime, `verification.${name}`, input.today).most
  await tx
    .insertInto('verification_permit')
    .values({
      id: uuidv7(),
      case_id: input.case.id,
      entry_id: input.subject.id,
      applicant_id: input.case.parties['applicant']!,
      application_id: application,
      course: input.case.pack,
      key_items: [...new Set(keyItems)],
      items: [...new Set(verifyItems)],
      purposes: [...new Set(purposes)],
      valid_until: until,
      total: quantity,
      per_day: budget('perDay'),
      per_matter: budget('perMatter'),
      status: 'active',
      issued_by: input.account!,
      issued_at: input.now,
    })
    .execute()
}

function refuseFaults(faults: readonly FieldProblem[]): void {
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** Beyond its fields: what is asked for can be asked, the application is the applicant's own, the term lies ahead. */
async function requestFaults(tx: Tx, input: EffectInput): Promise<readonly FieldProblem[]> {
  const { keyItems, verifyItems, application, until, quantity } = verifyRequestForm(input.form)
  const items = await readItems(tx, input.subject.id)
  const identifiers = items.filter((i) => i.identifier !== null).map((i) => i.code)
  const own = await tx
    .selectFrom('application')
    .select('id')
    .where(sql`id::text`, '=', application)
    .where('organization_id', '=', input.case.parties['applicant']!)
    .where('status', '=', 'active')
    .executeTakeFirst()
  const fault = (field: string, expected: string): FieldProblem => ({ field: `form.${field}`, expected })
  return [
    ...keyItems
      .filter((code) => !identifiers.includes(code))
      .map((code) => fault('keyItems', `an identifier of the entry; «${code}» is none`)),
    ...verifyItems
      .filter((code) => !items.some((i) => i.code === code))
      .map((code) => fault('verifyItems', `an item of the entry; «${code}» is none`)),
    // The key is known to whoever asks; that it exists is said by every other answer.
    ...verifyItems
      .filter((code) => keyItems.includes(code))
      .map((code) => fault('verifyItems', `an item by which no row is found; «${code}» is one of keyItems`)),
    ...(own === undefined ? [fault('application', 'the id of an active application of the applicant')] : []),
    ...(until < input.today ? [fault('until', `a day not before ${input.today}`)] : []),
    ...(quantity < 1 || quantity > mostComparisons ? [fault('quantity', `1 to ${mostComparisons}`)] : []),
  ]
}

/** A provider may allow less than the limits of its regime, not more. */
function answerFaults({ form, regime, today }: EffectInput): readonly FieldProblem[] {
  return (['perDay', 'perMatter'] as const).flatMap((name) => {
    const given = form[name] as number | undefined
    const { most } = limitOf(regime, `verification.${name}`, today)
    return given === undefined || (given >= 1 && given <= most)
      ? []
      : [{ field: `form.${name}`, expected: `1 to ${most}` }]
  })
}

async function reviewFaults(tx: Tx, { form, subject }: EffectInput): Promise<readonly FieldProblem[]> {
  const permit = await readPermit(tx, String(form['permit']))
  const standing =
    permit?.cut_off === true && permit.entry_id === subject.id && permit.applicant_id === form['applicant']
  const expected = 'the id of a permit of that organisation on this entry that is cut off'
  return standing ? [] : [{ field: 'form.permit', expected }]
}

/** What was cut off together: every permit of one organisation on one entry, for the organisation is who asked. */
interface Scope {
  readonly entry: string
  readonly applicant: string
}

async function cutOffScope(tx: Tx, { case: { form } }: EffectInput): Promise<Scope> {
  const permit = await readPermit(tx, String(form['permit']))
  if (permit?.cut_off === true) return { entry: permit.entry_id, applicant: permit.applicant_id }
  throw new Problem({ code: 'STATE_CONFLICT', what: '核实许可', state: permit?.status ?? 'none' })
}

function ofScope(tx: Tx, { entry, applicant }: Scope) {
  return tx
    .updateTable('verification_permit')
    .where('entry_id', '=', entry)
    .where('applicant_id', '=', applicant)
    .where('cut_off', '=', true)
}

/** With the dataset goes what was counted of its values, and no permit on it stands. */
export async function forgetVerification(tx: Tx, dataset: Dataset): Promise<void> {
  await forgetSightings(tx, { entry: dataset.entry })
  await tx
    .updateTable('verification_permit')
    .set({ status: 'revoked' })
    .where('entry_id', '=', dataset.entry)
    .where('status', '!=', 'revoked')
    .execute()
}
