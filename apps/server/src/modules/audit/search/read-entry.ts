import type { ClauseId, LawBook, PackId } from '@fadu/domain'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { Tx } from '../../../platform/db/open-database.ts'
import { platformResource } from '../../../platform/law/gate.ts'
import type { EntryBody } from '../../../platform/log/evidence-log.ts'
import { notFound } from '../../../platform/problem/index.ts'
import type { FoundEvidence } from './find-entries.ts'

/** The whole of an entry, with the words for what its body names by id. */
export interface EntryView extends FoundEvidence {
  /** Who acted; null when the platform itself did, or nobody of that id is there any more. */
  readonly actor: string | null
  readonly organizationName: string | null
  readonly dataset: { readonly code: string; readonly name: string } | null
  /** Texts of the clauses on which it was decided; one that no pack has any more is left out. */
  readonly clauses: readonly { readonly id: ClauseId; readonly pack: PackId; readonly text: string }[]
}

/** Reading an entry is itself an act and recorded. */
export function readEntry(book: LawBook, id: string): Act<ActFacts, EntryView> {
  return {
    action: 'audit.read',
    load: () => Promise.resolve({ resource: platformResource, trace: { detail: { entry: id } } }),
    carryOut: async (tx) => {
      const row = await tx
        .selectFrom('log_entry as e')
        .leftJoin('log_leaf as l', 'l.entry_id', 'e.id')
        .leftJoin('organization as o', 'o.id', 'e.organization_id')
        .leftJoin('dataset as d', 'd.id', 'e.dataset_id')
        .leftJoin('catalog_entry as c', 'c.id', 'd.entry_id')
        .select(['e.id', 'e.body', 'e.organization_id', 'l.leaf_index', 'o.name as organization', 'd.code'])
        .select('c.name as dataset')
        .where('e.id', '=', id)
        .executeTakeFirst()
      if (row === undefined) throw notFound('记录')
      const { actor, clauses = [] } = JSON.parse(row.body) as EntryBody
      return {
        entry: row.id,
        body: row.body,
        organization: row.organization_id,
        leafIndex: row.leaf_index,
        actor: await nameOf(tx, actor),
        organizationName: row.organization,
        dataset: row.code === null || row.dataset === null ? null : { code: row.code, name: row.dataset },
        clauses: clauses.flatMap((clause) => textOf(book, clause as ClauseId)),
      }
    },
  }
}

async function nameOf(tx: Tx, { type, id }: EntryBody['actor']): Promise<string | null> {
  if (type !== 'Account' && type !== 'Application') return null
  const table = type === 'Account' ? ('account' as const) : ('application' as const)
  const row = await tx.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

function textOf(book: LawBook, id: ClauseId): EntryView['clauses'] {
  const clause = book.packs.map((pack) => pack.clauses.get(id)).find((c) => c !== undefined)
  return clause === undefined ? [] : [{ id: clause.id, pack: clause.pack, text: clause.text }]
}
