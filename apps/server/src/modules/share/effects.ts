import { sql } from 'kysely'
import type { CivilDate, OrganizationId } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import type { GrantChangeTable } from '../../platform/db/tables.ts'
import type { FieldProblem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { entryFacts, readEntry } from '../catalog/index.ts'
import type { Effect, EffectInput, ModuleContribution, SubjectLoader } from '../cases/index.ts'
import { resumePermits, suspendPermits } from '../verify/index.ts'
import { checkDataReturn, returnData } from './data-return.ts'
import { applicationFaults, faultsOf, requireSound } from './faults.ts'
import { columnsOf, insertGrant, keepChange, keepStanding, readGrant, standing, termsOf } from './grants.ts'
import { narrowed, overlaid, requestedTerms, type GrantTerms } from './terms.ts'

/**
 * What sharing adds to cases: grants as subjects, the check of what is asked for, and what becomes of a grant. Each change
 * takes effect on the next use: whoever uses a grant reads it anew.
 */
export function shareContribution(deps: {
  readonly territories: () => TerritoryTree
  readonly today: () => CivilDate
}): ModuleContribution {
  return {
    subjects: { dataGrant: grantSubject(deps.territories, deps.today) },
    guards: {
      'share.request': async (tx, input) => {
        requireSound([
          ...(await faultsOf(tx, input.subject.id, requestedTerms(input.form), input.today)),
          ...(await applicationFaults(tx, input, 'application')),
        ])
      },
      'data.return': checkDataReturn,
      'grant.amendment': async (tx, input) => {
        const asked = overlaid(termsOf(await readGrant(tx, input.subject.id)), input.form)
        requireSound(await faultsIn(tx, input, asked))
      },
      'grant.renewal': async (tx, input) => {
        const { valid_until: until } = await readGrant(tx, input.subject.id)
        const asked = input.form['until'] as CivilDate
        if (asked <= until) requireSound([{ field: 'form.until', expected: `a day after ${until}` }])
        if (asked < input.today) requireSound([{ field: 'form.until', expected: `a day not before ${input.today}` }])
      },
      'grant.return': async (tx, input) => {
        if (input.form['extent'] === 'part') reducedTerms(termsOf(await readGrant(tx, input.subject.id)), input)
      },
    },
    effects: {
      'grant.issue': issue,
      'data.return': returnData,
      'grant.amend': async (tx, input) => {
        const terms = termsOf(await readGrant(tx, input.subject.id, 'update'))
        if (input.case.form['extent'] === 'part') return change(tx, input, reducedTerms(terms, input), 'reduced')
        // What stood when it was asked may have been amended since: the form states what is to change, not what stood.
        const settled = narrowed(overlaid(terms, input.case.form), input.form)
        requireSound([...settled.faults, ...(await faultsIn(tx, input, settled.terms))])
        await change(tx, input, settled.terms, 'amended')
      },
      'grant.renew': async (tx, input) => {
        const terms = termsOf(await readGrant(tx, input.subject.id, 'update'))
        const asked = input.case.form['until'] as CivilDate
        const until = (input.form['until'] ?? asked) as CivilDate
        if (until > asked) requireSound([{ field: 'form.until', expected: `a day not after ${asked}` }])
        if (until < input.today) requireSound([{ field: 'form.until', expected: `a day not before ${input.today}` }])
        await change(tx, input, { ...terms, until }, 'renewed')
      },
      'grant.end': async (tx, input) => {
        const { id } = input.subject
        await tx.updateTable('data_grant').set({ status: 'revoked' }).where('id', '=', id).execute()
        await keepStanding(tx, { grants: [id], kind: 'ended', case: input.case.id, now: input.now })
      },
      'grant.suspend': (tx, input) => suspend(tx, input, [input.subject.id]),
      'grant.restore': restore,
      'access.suspend': async (tx, input) => {
        const held = await tx
          .selectFrom('data_grant')
          .select('id')
          .where('applicant_id', '=', input.subject.id)
          .where('status', '!=', 'revoked')
          .orderBy('id')
          .forUpdate()
          .execute()
        await suspend(
          tx,
          input,
          held.map((grant) => grant.id),
        )
        await suspendPermits(tx, input.subject.id, input.case.id)
      },
      'access.restore': async (tx, input) => {
        await restore(tx, input)
        await resumePermits(tx, input.case.id)
      },
    },
  }
}

function grantSubject(territories: () => TerritoryTree, today: () => CivilDate): SubjectLoader {
  return async (tx, id, lock) => {
    const grant = await readGrant(tx, id, lock)
    const entry = await readEntry(tx, grant.entry_id)
    const facts = entryFacts(entry, territories())
    const ofEntry = Object.entries(facts).filter(([name]) => name !== 'provider' && name !== 'level')
    return {
      type: 'dataGrant',
      id,
      name: entry.name,
      territory: entry.territory,
      facts: {
        ...Object.fromEntries(ofEntry.map(([name, value]) => [`entry.${name}`, value])),
        'grant.status': standing(grant, today()),
      },
      entry: facts,
      organizations: {
        'entry.provider': entry.provider,
        'grant.applicant': grant.applicant_id as OrganizationId,
      },
      forms: {},
    }
  }
}

const issue: Effect = async (tx, input) => {
  // Data that is had without approval is granted by the request itself; it narrows nothing.
  const settled = narrowed(requestedTerms(input.case.form), input.form)
  requireSound([...settled.faults, ...(await faultsOf(tx, input.subject.id, settled.terms, input.today))])
  const { case: decided, subject, now } = input
  await insertGrant(tx, { case: decided, entry: subject.id, course: decided.pack, terms: settled.terms, now })
}

async function change(tx: Tx, input: EffectInput, terms: GrantTerms, kind: GrantChangeTable['kind']): Promise<void> {
  await tx.updateTable('data_grant').set(columnsOf(terms)).where('id', '=', input.subject.id).execute()
  await keepChange(tx, { grant: input.subject.id, kind, case: input.case.id, terms, now: input.now })
}

/** INVARIANT (no suspension lifts another): each case that suspends a grant has a row of its own. */
async function suspend(tx: Tx, input: EffectInput, grants: readonly string[]): Promise<void> {
  if (grants.length === 0) return
  const suspensions = grants.map((id) => ({ grant_id: id, case_id: input.case.id }))
  await tx
    .insertInto('grant_suspension')
    .values(suspensions)
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .updateTable('data_grant')
    .set({ status: 'suspended' })
    .where('id', 'in', [...grants])
    .where('status', '=', 'active')
    .execute()
  await keepStanding(tx, { grants, kind: 'suspended', case: input.case.id, now: input.now })
}

/** Lifts what this case suspended; a grant that another suspends stays so. */
const restore: Effect = async (tx, input) => {
  const { rows } = await sql<{ id: string }>`
    select g.id from data_grant g join grant_suspension s on s.grant_id = g.id
    where s.case_id = ${input.case.id} order by g.id for update of g`.execute(tx)
  await tx.deleteFrom('grant_suspension').where('case_id', '=', input.case.id).execute()
  if (rows.length === 0) return
  const restored = await tx
    .updateTable('data_grant')
    .set({ status: 'active' })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .where('status', '=', 'suspended')
    .where(sql<boolean>`not exists (select from grant_suspension s where s.grant_id = data_grant.id)`)
    .returning('id')
    .execute()
  const grants = restored.map((row) => row.id)
  await keepStanding(tx, { grants, kind: 'restored', case: input.case.id, now: input.now })
}

/** What stays of a grant of which a part is given back. @throws {Problem} when nothing or something new would stay. */
function reducedTerms(terms: GrantTerms, input: EffectInput): GrantTerms {
  const { items } = input.case.form
  const settled = narrowed(terms, { items })
  const nothing = settled.terms.fields.length === terms.fields.length
  requireSound([
    ...settled.faults,
    ...(nothing ? [{ field: 'form.items', expected: 'fewer items than the grant has; they are what is kept' }] : []),
  ])
  return settled.terms
}

async function faultsIn(tx: Tx, input: EffectInput, terms: GrantTerms): Promise<readonly FieldProblem[]> {
  const { entry_id: entry } = await readGrant(tx, input.subject.id)
  return faultsOf(tx, entry, terms, input.today)
}
