import type { Tx } from '../../platform/db/open-database.ts'
import type { EntryState, RevisionState } from '../../platform/db/tables.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Effect, EffectInput, ModuleContribution } from '../cases/index.ts'
import { decideAttribute } from './attribute-decision.ts'
import { requireSources } from './derived-sources.ts'
import { readStanding, writeStanding, type EntryContent } from './content.ts'
import { changedIn, differenceOf } from './difference.ts'
import { keepEdit } from './edits.ts'
import { entryFacts, layoutOf, readEntry } from './entry.ts'
import { beginRevision, discardRevision, moveRevision, readRevision, requireRevision } from './revisions.ts'
import { checkWithdrawal, retireEntry } from './retirement.ts'
import { indexEntry } from './search/index.ts'
import { recordSecrecy } from './secrecy.ts'
import { recordPreparation } from './preparation.ts'
import { keepVersion } from './versions.ts'
import type { ContentWatch } from './working-copy.ts'

/**
 * What the catalog adds to cases: entries as subjects, and what a review does to them. The same acts work on a new entry
 * itself and, of a published one, on its revision: nothing published changes without a review.
 */
export function catalogContribution(deps: {
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly watch: ContentWatch
}): ModuleContribution {
  const { datasets, territories, watch } = deps

  /** Moves the entry or its revision on, or refuses when somebody was faster: an entry has one review at a time. */
  const move = async (tx: Tx, input: EffectInput, from: readonly EntryState[], to: RevisionState): Promise<void> => {
    const { id } = input.subject
    const { state } = await readEntry(tx, id)
    if (state === 'published') return moveRevision(tx, id, input.case.id, from, to)
    await moveEntry(tx, id, from, to)
  }

  return {
    subjects: {
      catalogEntry: async (tx, id, lock) => {
        const entry = await readEntry(tx, id, lock)
        const revision = await readRevision(tx, id)
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
            'entry.revision': facts.revision,
            'entry.aggregated': facts.aggregated,
            'entry.secrecy': facts.secrecy,
            'entry.prepared': facts.prepared,
            'entry.custody': facts.custody,
            'entry.derivedRisk': facts.derivedRisk,
            'entry.personal': facts.personal,
          },
          entry: facts,
          organizations: { 'entry.provider': entry.provider },
          // What is submitted is what was revised.
          forms: { 'catalog-entry': (revision ?? entry).fields },
        }
      },
    },
    guards: { 'catalog.withdrawal': checkWithdrawal },
    effects: findable({
      'entry.submit': async (tx, input) => {
        const { id } = input.subject
        const entry = await readEntry(tx, id)
        const content =
          entry.state === 'published' ? await requireRevision(tx, id, input.case.id) : await readStanding(tx, entry)
        requireItems(content)
        await datasets.requireFollows(tx, id, layoutOf(content.items))
        await requireSources(tx, { entry, content, regime: input.regime })
        await watch.submitted(tx, { entry, content, regime: input.regime })
        await move(tx, input, ['draft', 'amending', 'withdrawn'], 'submitted')
      },
      'entry.return': (tx, input) => move(tx, input, ['submitted'], 'amending'),
      'entry.withdraw': async (tx, input) => {
        const { id, state } = await readEntry(tx, input.subject.id)
        if (state === 'published') await discardRevision(tx, id, input.case.id)
        else await moveEntry(tx, id, ['submitted', 'amending'], 'draft')
      },
      'entry.approve': (tx, input) => move(tx, input, ['submitted'], 'approved'),
      'entry.publish': async (tx, input) => {
        const { id } = input.subject
        const entry = await readEntry(tx, id)
        const content =
          entry.state === 'published' ? await takeRevision(tx, entry.version, input) : await readStanding(tx, entry)
        if (entry.state !== 'published') await moveEntry(tx, id, ['approved'], 'published')
        await keepVersion(tx, id, content, { origin: 'review', caseId: input.case.id, now: input.now })
        await datasets.follow(tx, entry, layoutOf(content.items), input.now)
      },
      'entry.reopen': async (tx, input) => {
        const entry = await readEntry(tx, input.subject.id)
        if (entry.state !== 'published') {
          throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目', state: entry.state })
        }
        const content = await readStanding(tx, entry)
        await beginRevision(tx, entry.id, {
          content,
          base: entry.publishedVersion!,
          caseId: input.case.id,
          now: input.now,
        })
        await watch.saved(tx, [{ entry, content }])
      },
      'entry.retire': retireEntry,
      'attribute.set': decideAttribute,
      'secrecy.record': recordSecrecy,
      'preparation.record': recordPreparation,
    }),
  }
}

/** Whatever an effect makes of an entry, it is found so a moment later. */
function findable(effects: Readonly<Record<string, Effect>>): Readonly<Record<string, Effect>> {
  const indexed =
    (effect: Effect): Effect =>
    async (tx, input) => {
      await effect(tx, input)
      await indexEntry(tx, input.subject.id)
    }
  return Object.fromEntries(Object.entries(effects).map(([name, effect]) => [name, indexed(effect)]))
}

/** The revision takes the place of the standing content and is gone. @returns What it says. */
async function takeRevision(tx: Tx, version: number, input: EffectInput): Promise<EntryContent> {
  const { id } = input.subject
  const { state, ...revision } = await requireRevision(tx, id, input.case.id)
  if (state !== 'approved') throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目的修订', state })
  const content = { name: revision.name, fields: revision.fields, items: revision.items }
  const changed = changedIn(differenceOf(await readStanding(tx, await readEntry(tx, id)), content))
  await writeStanding(tx, id, version + 1, content)
  await keepEdit(tx, id, version + 1, { organization: input.organization?.id, at: input.now, changed })
  await discardRevision(tx, id, input.case.id)
  return content
}

async function moveEntry(tx: Tx, id: string, from: readonly EntryState[], to: EntryState): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('catalog_entry')
    .set({ state: to, ...(to === 'published' ? { successor_id: null } : {}) })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const { state } = await readEntry(tx, id)
  throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目', state })
}

function requireItems({ items }: EntryContent): void {
  if (items.length > 0) return
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'items', expected: 'at least one data item' }] })
}
