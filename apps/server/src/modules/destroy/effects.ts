import { toHex } from '@fadu/audit-log'
import type { Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { lockDataset, type HeldDataset } from '../../platform/release/held-dataset.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime, EffectInput, ModuleContribution } from '../cases/index.ts'
import { indexEntry, readEntry } from '../catalog/index.ts'
import { deletePerson } from './delete-person.ts'
import { certify, disposalsOf } from './certificate.ts'
import { eraseDataset } from './forget.ts'
import { completionGuard, requireAnotherPerson, requireArchived } from './guards.ts'
import { openSealing, readRecipients } from './queries.ts'

/** A module that keeps something made from the values of a dataset erases it here, in the transaction of the destruction. */
export type Forget = (tx: Tx, dataset: Dataset, now: Date) => Promise<void>

interface DestroyDeps {
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly territories: () => TerritoryTree
  /** Asked when an effect runs: the runtime is made of the contributions. */
  readonly runtime: () => CaseRuntime
  readonly forget: readonly Forget[]
  /** Ends what was made of a dataset before rows of a person were deleted from it, in the transaction of the deletion. */
  readonly rowsDeleted: Forget
}

/** What sealing off and destroying add to cases. */
export function destroyContribution(deps: DestroyDeps): ModuleContribution {
  const { territories, datasets } = deps
  const eachDataset = async (
    tx: Tx,
    input: EffectInput,
    act: (dataset: HeldDataset) => Promise<void>,
  ): Promise<void> => {
    for (const entry of await entriesOf(tx, input)) await act(await lockDataset(tx, datasets, entry))
  }
  return {
    guards: {
      'data.destruction': (tx, input) => requireArchived(tx, input.regime, input.subject.id),
      'data.destruction.complete': completionGuard(territories),
    },
    effects: {
      'dataset.seal': (tx, input) => eachDataset(tx, input, (dataset) => sealOff(tx, input, dataset)),
      'dataset.unseal': (tx, input) =>
        eachDataset(tx, input, async (dataset) => {
          await unseal(tx, input, dataset)
          await withdrawRequests(tx, input, deps.runtime())
        }),
      'dataset.destroy': (tx, input) => eachDataset(tx, input, (dataset) => destroy(tx, input, dataset, deps)),
      'value.delete': (tx, input) => deletePerson(tx, input, deps),
      'disposal.request': (tx, input) =>
        eachDataset(tx, input, (dataset) => requestDisposal(tx, input, dataset, deps.runtime())),
    },
  }
}

/** The entry that a case is about, or those that the form of an act names where it is about a territory. */
async function entriesOf(tx: Tx, input: EffectInput): Promise<readonly string[]> {
  if (input.subject.type === 'catalogEntry') return [input.subject.id]
  const named = input.form['datasets']
  const codes = Array.isArray(named) ? [...new Set(named.map(String))] : []
  const rows =
    codes.length === 0
      ? []
      : await tx.selectFrom('dataset').select(['entry_id', 'code']).where('code', 'in', codes).orderBy('id').execute()
  const unknown = codes.filter((code) => !rows.some((r) => r.code === code))
  const foreign: string[] = []
  for (const { entry_id, code } of rows) {
    if ((await readEntry(tx, entry_id)).provider !== input.organization?.id) foreign.push(code)
  }
  const faults = [...unknown, ...foreign].map((code) => ({
    field: 'form.datasets',
    expected: `codes of datasets of the own organisation; «${code}» is none`,
  }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return rows.map((r) => r.entry_id)
}

async function sealOff(tx: Tx, input: EffectInput, dataset: HeldDataset): Promise<void> {
  if (dataset.custody === 'destroyed') throw custodyConflict(dataset)
  await tx
    .updateTable('dataset')
    .set({
      custody: 'sealedOff',
      custody_case: input.case.id,
      custody_by: input.account ?? null,
      custody_at: input.now,
    })
    .where('id', '=', dataset.id)
    .execute()
}

/**
 * Only the case that holds a dataset lets it go. Where it had been sealed by another case that is still open, it goes back to
 * that one and stays sealed.
 */
async function unseal(tx: Tx, input: EffectInput, dataset: HeldDataset): Promise<void> {
  if (dataset.custody !== 'sealedOff' || dataset.custodyCase !== input.case.id) throw custodyConflict(dataset)
  const earlier = await openSealing(tx, dataset.entry, input.case.id)
  await tx
    .updateTable('dataset')
    .set({
      custody: earlier === undefined ? 'active' : 'sealedOff',
      custody_case: earlier?.id ?? null,
      custody_by: earlier?.openedBy ?? null,
      custody_at: input.now,
    })
    .where('id', '=', dataset.id)
    .execute()
}

function custodyConflict({ custody }: Dataset): Problem {
  return new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: custody })
}

async function requestDisposal(tx: Tx, input: EffectInput, dataset: HeldDataset, runtime: CaseRuntime): Promise<void> {
  const provider = input.organization
  if (provider === undefined || input.account === undefined) return
  const about = { entry: dataset.entry, dataset: dataset.id, provider: provider.id }
  const reason = `数据集 ${dataset.code} 由提供单位销毁`
  for (const { organization, grants, accesses, lastAccessAt } of await readRecipients(tx, about)) {
    const task = await runtime.openByRule(tx, provider, input.account, {
      procedure: 'data.disposal',
      subject: { type: 'catalogEntry', id: dataset.entry },
      form: { recipient: organization, reason },
    })
    await tx
      .insertInto('disposal_request')
      .values({
        case_id: input.case.id,
        organization_id: organization,
        task_id: task.case,
        grants,
        accesses,
        last_access_at: lastAccessAt,
      })
      .execute()
  }
}

async function withdrawRequests(tx: Tx, input: EffectInput, runtime: CaseRuntime): Promise<void> {
  for (const { task } of await disposalsOf(tx, input.case.id)) await runtime.happen(tx, task, 'disposal.withdrawn')
}

async function destroy(tx: Tx, input: EffectInput, dataset: HeldDataset, deps: DestroyDeps): Promise<void> {
  const { datasets, log, forget } = deps
  if (dataset.custody !== 'sealedOff' || dataset.custodyCase !== input.case.id) throw custodyConflict(dataset)
  requireAnotherPerson(input.regime, dataset.custodyBy, input.account)
  await requireArchived(tx, input.regime, dataset.entry)
  await tx
    .updateTable('dataset')
    .set({ custody: 'destroyed', custody_at: input.now, row_count: 0 })
    .where('id', '=', dataset.id)
    .execute()
  const erased = await eraseDataset(tx, dataset, input.now)
  for (const erase of forget) await erase(tx, dataset, input.now)
  const { text, hash } = await certify(tx, input, dataset, erased)
  const entry = await log.append(tx, input.now, {
    kind: 'key',
    action: 'dataset.destroy',
    actor: {
      type: 'Account',
      id: input.account ?? 'unknown',
      ...(input.organization === undefined ? {} : { organization: input.organization.id }),
    },
    subject: { type: 'Dataset', id: dataset.code },
    territory: input.case.territory,
    case: input.case.id,
    dataset: dataset.id,
    grounds: [],
    outcome: 'done',
    detail: { ...erased, keys: [...erased.keys], certificate: toHex(hash) },
  })
  await tx
    .insertInto('destruction')
    .values({
      case_id: input.case.id,
      dataset_id: dataset.id,
      certificate: text,
      certificate_hash: hash,
      log_entry_id: entry.id,
      destroyed_at: input.now,
    })
    .execute()
  await indexEntry(tx, dataset.entry)
  // This process goes on without the key from here on, even if the commit fails: it would be read again.
  datasets.cabinet.keepOnly(dataset.id, Infinity)
}
