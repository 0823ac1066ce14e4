import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { revokeSessions } from '../org/index.ts'
import { requireReviewed } from './contracts.ts'

/** What the accounts of a contract may do with its datasets; the rules of packs ask for it by these names. */
type Task = 'view' | 'quality'

/**
 * Contractors: a contract is registered when it passes its review, its accounts are admitted for its datasets and its days,
 * and all of it ends together. The courses of the regimes say when each of these happens.
 */
export const contractorContribution: ModuleContribution = {
  guards: { 'outsourcing.contract': requireOwnDatasets, 'quality.commission': requireOwnDatasets },
  effects: {
    'contractor.review': async (tx, input) => {
      await register(tx, input)
      await tx
        .updateTable('service_contract')
        .set({ reviewed_at: input.now })
        .where('case_id', '=', input.case.id)
        .execute()
    },
    'contractor.admit': admit,
    'contractor.quality': (tx, input) => allow(tx, input.case.id, 'quality'),
    'contractor.remove': (tx, input) => endContract(tx, input.case.id, input),
  },
}

/** Who may be entrusted with a dataset: by its provider, or by the authority of its territory for what was aggregated there. */
async function requireOwnDatasets(tx: Tx, input: EffectInput): Promise<void> {
  const entries = await entriesNamed(tx, input.form)
  const { id, kinds, territory } = input.organization!
  const faults = entries.flatMap(({ code, entry }, i): FieldProblem[] => {
    const own =
      entry !== undefined &&
      (entry.provider_id === id || (kinds.includes('authority') && entry.territory_code === territory))
    return own
      ? []
      : [{ field: `form.datasets.${i}`, expected: `the code of a dataset of one’s own, found «${code.slice(0, 60)}»` }]
  })
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

async function register(tx: Tx, input: EffectInput): Promise<void> {
  const { id, form, parties } = input.case
  await tx
    .insertInto('service_contract')
    .values({
      case_id: id,
      contractor_id: parties['contractor']!,
      principal_id: input.organization!.id,
      valid_until: form['until'] as CivilDate,
      reviewed_at: null,
      ended_at: null,
    })
    .onConflict((oc) => oc.column('case_id').doNothing())
    .execute()
  const entries = (await entriesNamed(tx, form)).flatMap(({ entry }) => (entry === undefined ? [] : [entry.id]))
  if (entries.length === 0) return
  await tx
    .insertInto('service_contract_dataset')
    .values([...new Set(entries)].map((entry_id) => ({ case_id: id, entry_id })))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** Accounts of the contractor that hold no role: they can do what the contract says and nothing else. */
async function admit(tx: Tx, input: EffectInput): Promise<void> {
  const contractor = input.case.parties['contractor']!
  const until = input.case.form['until'] as CivilDate
  await requireReviewed(tx, input.regime, { contractor, principal: input.organization!.id })
  if (until < input.today) throw new Problem({ code: 'STATE_CONFLICT', what: '服务期限', state: until })
  const accounts = await accountsNamed(tx, input.form['accounts'], contractor)
  await register(tx, input)
  await allow(tx, input.case.id, 'view')
  for (const account_id of accounts) {
    await tx
      .insertInto('service_contract_account')
      .values({ case_id: input.case.id, account_id, admitted_at: input.now })
      .onConflict((oc) => oc.doNothing())
      .execute()
    await limitAccount(tx, account_id, input)
  }
}

async function allow(tx: Tx, caseId: string, task: Task): Promise<void> {
  await tx
    .updateTable('service_contract')
    .set({ tasks: sql`array_append(array_remove(tasks, ${task}), ${task})` })
    .where('case_id', '=', caseId)
    .execute()
}

/**
 * The contract ends with everything that rests on it: an account that no other running contract admits is closed and its
 * sessions with it; what it has on the platform was never more than a view.
 */
export async function endContract(
  tx: Tx,
  caseId: string,
  at: { readonly now: Date; readonly today: CivilDate },
): Promise<void> {
  const ended = await tx
    .updateTable('service_contract')
    .set({ ended_at: at.now })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .returning('case_id')
    .executeTakeFirst()
  if (ended === undefined) return
  const accounts = await tx
    .selectFrom('service_contract_account')
    .select('account_id')
    .where('case_id', '=', caseId)
    .orderBy('account_id')
    .execute()
  for (const { account_id } of accounts) await limitAccount(tx, account_id, at)
}

/** An account lasts as long as the last running contract that admits it, and is closed when there is none. */
async function limitAccount(
  tx: Tx,
  account: string,
  { now, today }: { readonly now: Date; readonly today: CivilDate },
): Promise<void> {
  const { until } = await tx
    .selectFrom('service_contract_account as a')
    .innerJoin('service_contract as c', 'c.case_id', 'a.case_id')
    .select((eb) => eb.fn.max<CivilDate | null>('c.valid_until').as('until'))
    .where('a.account_id', '=', account)
    .where('c.ended_at', 'is', null)
    .where('c.valid_until', '>=', today)
    .executeTakeFirstOrThrow()
  if (until !== null) {
    await tx.updateTable('account').set({ valid_until: until }).where('id', '=', account).execute()
    return
  }
  await tx.updateTable('account').set({ status: 'closed' }).where('id', '=', account).execute()
  await revokeSessions(tx, account, now)
}

async function accountsNamed(tx: Tx, logins: unknown, contractor: string): Promise<readonly string[]> {
  const asked = [...new Set(Array.isArray(logins) ? logins.map(String) : [])]
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'login', 'roles'])
    .where('organization_id', '=', contractor)
    .where('status', '=', 'active')
    .where('login', 'in', asked.length === 0 ? [''] : asked)
    .orderBy('id')
    .forUpdate()
    .execute()
  const faults = asked.flatMap((login, i): FieldProblem[] =>
    rows.some((row) => row.login === login && row.roles.length === 0)
      ? []
      : [
          {
            field: `form.accounts.${i}`,
            expected: 'the login of an active account of the contractor that holds no role',
          },
        ],
  )
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return rows.map((row) => row.id)
}

interface NamedEntry {
  readonly code: string
  readonly entry: { readonly id: string; readonly provider_id: string; readonly territory_code: string } | undefined
}

/** The datasets that a form names by their codes, in its order. */
async function entriesNamed(tx: Tx, form: EffectInput['form']): Promise<readonly NamedEntry[]> {
  const codes = Array.isArray(form['datasets']) ? form['datasets'].map(String) : []
  if (codes.length === 0) return []
  const rows = await tx
    .selectFrom('dataset')
    .innerJoin('catalog_entry', 'catalog_entry.id', 'dataset.entry_id')
    .select(['dataset.code', 'catalog_entry.id', 'catalog_entry.provider_id', 'catalog_entry.territory_code'])
    .where('dataset.code', 'in', codes)
    .execute()
  return codes.map((code) => ({ code, entry: rows.find((row) => row.code === code) }))
}
