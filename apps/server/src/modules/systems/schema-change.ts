import { sql } from 'kysely'
import type { CivilDate, Regime } from '@fadu/domain'
import type { Acts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { CaseRuntime } from '../cases/index.ts'
import type { InformationSystem } from './systems.ts'

/** The course by which a regime updates an entry, and what it says of a change that comes from an information system. */
const course = 'catalog.change'
const cause = { field: 'changeCause', value: 'informationSystem' }

export interface SchemaChange {
  readonly changedOn: CivilDate
  readonly description: string
}

/** The update of an entry that follows from a change. */
export interface UpdateTask {
  readonly entry: string
  readonly case: string
}

/** Whether a regime has entries updated when the system behind them changes; where it has no such course, none is opened. */
export function demandsUpdate(regime: Regime): boolean {
  const form = regime.procedure(course)?.definition.opens.form
  const field = form === undefined ? undefined : regime.form(form)?.fields.find((f) => f.name === cause.field)
  return field?.options?.includes(cause.value) === true
}

/** Entries of the agency that name the system, by name or code. */
export function entriesOf(db: Db | Tx, { organization, name, code }: InformationSystem) {
  return db
    .selectFrom('catalog_search')
    .where('catalog_search.provider_id', '=', organization.id)
    .where((eb) => eb.or([eb('catalog_search.system_name', '=', name), eb('catalog_search.system_code', '=', code)]))
}

/**
 * Opens the update of every published entry of the system, each an act of its own in this transaction with its own clock. An
 * entry whose update is under way already keeps that one: its days run since the earlier change.
 */
export async function openUpdates(
  tx: Tx,
  deps: { readonly acts: Acts; readonly runtime: CaseRuntime },
  principal: AccountPrincipal,
  system: InformationSystem,
  { changedOn, description }: SchemaChange,
): Promise<readonly UpdateTask[]> {
  const affected = await entriesOf(tx, system)
    .select('catalog_search.entry_id')
    .where('catalog_search.state', '=', 'published')
    .orderBy('catalog_search.code')
    .execute()
  const tasks: UpdateTask[] = []
  for (const { entry_id: entry } of affected) {
    const open = await openUpdateOf(tx, entry)
    if (open !== undefined) {
      tasks.push({ entry, case: open })
      continue
    }
    const form = { [cause.field]: cause.value, changedOn, description: `信息系统「${system.name}」：${description}` }
    const act = deps.runtime.open(principal, course, { type: 'catalogEntry', id: entry }, form)
    const { result } = await deps.acts.within(tx, principal, act)
    tasks.push({ entry, case: result.case })
  }
  return tasks
}

async function openUpdateOf(tx: Tx, entry: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('procedure_case')
    .select('id')
    .where('subject_id', '=', entry)
    .where('procedure', '=', course)
    .where('is_open', '=', sql.lit(true))
    .orderBy('opened_at')
    .executeTakeFirst()
  return row?.id
}
