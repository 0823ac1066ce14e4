import type { Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { Problem } from '../../platform/problem/index.ts'
import { readItems } from '../catalog/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { announceLoadedAnew } from './announce.ts'

/** What quality adds to cases: a batch that is named as the remedy exists, and whoever received the old values is told. */
export function qualityContribution(log: EvidenceLog): ModuleContribution {
  return {
    guards: { 'quality.issue.correct': requireBatch, 'verification.notice.complete': requireBatch },
    effects: {
      'value.announce': async (tx, input) => {
        // A correction told of itself, and knows the rows; what is loaded anew names items at best.
        const told = await tx
          .selectFrom('quality_announcement')
          .select('id')
          .where('case_id', '=', input.case.id)
          .executeTakeFirst()
        if (told !== undefined) return
        const dataset = await datasetOf(tx, input.subject.id)
        if (dataset === undefined) return
        const items = await itemsOf(tx, input)
        await announceLoadedAnew(tx, log, { dataset, case: input.case.id, items }, input.now)
      },
    },
  }
}

async function datasetOf(
  tx: Tx,
  entry: string,
): Promise<{ readonly id: string; readonly code: string; readonly entry: string } | undefined> {
  const row = await tx.selectFrom('dataset').select(['id', 'code']).where('entry_id', '=', entry).executeTakeFirst()
  return row === undefined ? undefined : { ...row, entry }
}

/** The items the case names; all of the entry when it names none. */
async function itemsOf(tx: Tx, { case: { form }, subject }: EffectInput): Promise<readonly string[]> {
  const { items } = form
  if (Array.isArray(items) && items.length > 0) return items.map(String)
  return (await readItems(tx, subject.id)).map((item) => item.code)
}

/** A batch that is said to have mended the data was stored since the case was opened. */
async function requireBatch(tx: Tx, { form, subject, case: { id } }: EffectInput): Promise<void> {
  const { batch } = form
  if (typeof batch !== 'number') return
  const row = await tx
    .selectFrom('batch')
    .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
    .select('batch.id')
    .where('dataset.entry_id', '=', subject.id)
    .where('batch.number', '=', batch)
    .where('batch.mode', 'in', ['append', 'upsert', 'snapshot'])
    .where('batch.stored', '>', 0)
    .where((eb) =>
      eb('batch.created_at', '>=', eb.selectFrom('procedure_case').select('opened_at').where('id', '=', id)),
    )
    .executeTakeFirst()
  if (row !== undefined) return
  const expected = 'the number of a batch of this dataset that was stored since the case was opened'
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'form.batch', expected }] })
}
