import { sm3 } from '@fadu/smcrypto'
import { encodeUtf8 } from '@fadu/audit-log'
import { uuidv7 } from 'uuidv7'
import { unhurried } from '../../platform/db/dialect.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { eraseRowsOf } from '../../platform/release/erase-rows.ts'
import { identifierOf } from '../../platform/release/form-identifier.ts'
import { lockDataset } from '../../platform/release/held-dataset.ts'
import { indexEntry } from '../catalog/index.ts'
import type { EffectInput } from '../cases/index.ts'
import { forgetEvidence } from './forget.ts'

/** Deletes the data of a person from a dataset: really, in all its versions. What is kept says that and how much, never who. */
export async function deletePerson(
  tx: Tx,
  input: EffectInput,
  deps: {
    readonly datasets: DatasetStore
    readonly log: EvidenceLog
    readonly rowsDeleted: (tx: Tx, dataset: Dataset, now: Date) => Promise<void>
  },
): Promise<void> {
  const dataset = await lockDataset(tx, deps.datasets, input.subject.id)
  if (dataset.custody === 'destroyed') {
    throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: dataset.custody })
  }
  const { column, value } = identifierOf(input.form, dataset.layout)
  await unhurried(tx)
  const erased = await eraseRowsOf(tx, deps.datasets, dataset, { item: column.code, value })
  if (erased.current + erased.superseded + erased.quarantined === 0) {
    const expected = 'an identifier of which the dataset holds a row; where it holds none, reply so'
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'form.identifier', expected }] })
  }
  const number = await keepBatch(tx, input, dataset, erased.current + erased.superseded)
  await tx
    .updateTable('dataset')
    .set((eb) => ({ row_count: eb('row_count', '-', erased.current) }))
    .where('id', '=', dataset.id)
    .execute()
  await forgetEvidence(tx, dataset.entry)
  await deps.rowsDeleted(tx, dataset, input.now)
  await deps.log.append(tx, input.now, {
    kind: 'key',
    action: 'value.delete',
    actor: { type: 'Account', id: input.account ?? 'unknown' },
    subject: { type: 'Dataset', id: dataset.code },
    territory: input.case.territory,
    case: input.case.id,
    dataset: dataset.id,
    grounds: [],
    outcome: 'done',
    detail: { ...erased, batch: number },
  })
  await indexEntry(tx, dataset.entry)
}

/** A deletion is a batch as any change of stored rows is; it names the case and brings nothing. */
async function keepBatch(tx: Tx, input: EffectInput, dataset: Dataset, removed: number): Promise<number> {
  const { next_batch } = await tx
    .updateTable('dataset')
    .set((eb) => ({ next_batch: eb('next_batch', '+', 1) }))
    .where('id', '=', dataset.id)
    .returning('next_batch')
    .executeTakeFirstOrThrow()
  const id = uuidv7()
  await tx
    .insertInto('batch')
    .values({
      id,
      dataset_id: dataset.id,
      number: next_batch - 1,
      content_hash: sm3(encodeUtf8(id)),
      file_name: '',
      received: 0,
      stored: 0,
      quarantined: 0,
      mode: 'deletion',
      superseded: removed,
      case_id: input.case.id,
      created_at: input.now,
    })
    .execute()
  return next_batch - 1
}
