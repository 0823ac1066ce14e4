import type { Tx } from '../../platform/db/open-database.ts'
import type { EntryState } from '../../platform/db/tables.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { entryFacts, readEntry, readItems } from './entry.ts'

/** What the catalog adds to cases: entries as subjects, and what a review does to them. */
export function catalogContribution(deps: {
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
}): ModuleContribution {
  const { datasets, territories } = deps

  /** Moves the entry on, or refuses when somebody was faster: an entry has one review at a time. */
  const move = async (tx: Tx, input: EffectInput, from: readonly EntryState[], to: EntryState): Promise<void> => {
    const { numUpdatedRows } = await tx
      .updateTable('catalog_entry')
      .set({ state: to, ...(to === 'published' ? { published_at: input.now } : {}) })
      .where('id', '=', input.subject.id)
      .where('state', 'in', [...from])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      const { state } = await readEntry(tx, input.subject.id)
      throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目', state })
    }
  }

  return {
    subjects: {
      catalogEntry: async (tx, id, lock) => {
        const entry = await readEntry(tx, id, lock)
        const facts = entryFacts(entry, territories())
        return {
          type: 'catalogEntry',
          id: entry.id,
          name: entry.name,
          territory: entry.territory,
          facts: {
            'entry.shareAttribute': facts.shareAttribute,
            'entry.openAttribute': facts.openAttribute,
            'entry.state': entry.state,
            'entry.grade': facts.grade,
          },
          entry: facts,
          organizations: { 'entry.provider': entry.provider },
          forms: { 'catalog-entry': entry.fields },
        }
      },
    },
    effects: {
      'entry.submit': async (tx, input) => {
        const items = await readItems(tx, input.subject.id)
        if (items.length === 0) {
          throw new Problem({
            code: 'REQUEST_MALFORMED',
            faults: [{ field: 'items', expected: 'at least one data item' }],
          })
        }
        await move(tx, input, ['draft', 'amending', 'withdrawn'], 'submitted')
      },
      'entry.return': (tx, input) => move(tx, input, ['submitted'], 'amending'),
      'entry.withdraw': (tx, input) => move(tx, input, ['submitted', 'amending'], 'draft'),
      'entry.approve': (tx, input) => move(tx, input, ['submitted'], 'approved'),
      'entry.publish': async (tx, input) => {
        await move(tx, input, ['approved'], 'published')
        const entry = await readEntry(tx, input.subject.id)
        await datasets.create(tx, entry, await readItems(tx, entry.id), input.now)
      },
    },
  }
}
