import type { Finding, ItemToGrade } from '@fadu/privacy'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { ItemInput } from '../catalog/index.ts'
import { scanNames } from './scan-names.ts'
import { byEntry } from './stored-grading.ts'

/** Something found of an item, with what showed it: never a value, only its masked form. */
export interface FoundOfItem extends Finding {
  readonly item: string
  readonly evidence: readonly string[]
}

/** All that is known of the content of an entry beside what is written in its catalog. */
export interface Findings {
  readonly items: readonly FoundOfItem[]
  readonly minors: boolean
  readonly quasiIdentifiers: readonly (readonly string[])[]
}

export const nothingFound: Findings = { items: [], minors: false, quasiIdentifiers: [] }

/** What a sample of the stored data has shown. */
export async function readFindings(tx: Db | Tx, entryId: string): Promise<Findings> {
  return (await readFindingsOf(tx, [entryId])).get(entryId) ?? nothingFound
}

/** The same of many entries; those of which nothing was found are left out. */
export async function readFindingsOf(tx: Db | Tx, entryIds: readonly string[]): Promise<ReadonlyMap<string, Findings>> {
  if (entryIds.length === 0) return new Map()
  const found = await tx
    .selectFrom('item_finding')
    .selectAll()
    .where('entry_id', 'in', [...entryIds])
    .execute()
  const whole = await tx
    .selectFrom('entry_finding')
    .selectAll()
    .where('entry_id', 'in', [...entryIds])
    .execute()
  const items = byEntry(found, (row): FoundOfItem => ({
    item: row.item_code,
    category: row.category as Finding['category'],
    confidence: row.confidence,
    evidence: row.evidence,
  }))
  const entries = new Map(whole.map((row) => [row.entry_id, row]))
  return new Map(
    [...new Set([...items.keys(), ...entries.keys()])].map((id): [string, Findings] => [
      id,
      {
        items: items.get(id) ?? [],
        minors: entries.get(id)?.minors ?? false,
        quasiIdentifiers: entries.get(id)?.quasi_identifiers ?? [],
      },
    ]),
  )
}

/** Keeps what a batch has shown: the surest finding of each kind, with its evidence. What one batch has not, another had. */
export async function keepFindings(tx: Tx, entryId: string, found: Findings, now: Date): Promise<void> {
  const known = await readFindings(tx, entryId)
  const surer = found.items.filter(
    ({ item, category, confidence }) =>
      !known.items.some((k) => k.item === item && k.category === category && k.confidence >= confidence),
  )
  for (const { item, category, confidence, evidence } of surer) {
    const row = { confidence, evidence: JSON.stringify(evidence), found_at: now }
    await tx
      .insertInto('item_finding')
      .values({ entry_id: entryId, item_code: item, category, ...row })
      .onConflict((c) => c.columns(['entry_id', 'item_code', 'category']).doUpdateSet(row))
      .execute()
  }
  const sets = new Map([...known.quasiIdentifiers, ...found.quasiIdentifiers].map((set) => [JSON.stringify(set), set]))
  if (!found.minors && found.quasiIdentifiers.length === 0) return
  const whole = {
    minors: known.minors || found.minors,
    quasi_identifiers: JSON.stringify([...sets.values()]),
    found_at: now,
  }
  await tx
    .insertInto('entry_finding')
    .values({ entry_id: entryId, ...whole })
    .onConflict((c) => c.column('entry_id').doUpdateSet(whole))
    .execute()
}

/**
 * An entry's items as the rules see them: what their names say, what a person declared of them and what their data has shown.
 * What a person declared is sure.
 */
export function describeItems(
  items: readonly ItemInput[],
  stored: Findings,
): {
  readonly items: readonly ItemToGrade[]
  readonly minors: boolean
  readonly quasiIdentifiers: Findings['quasiIdentifiers']
} {
  const named = scanNames(items)
  const codes = new Set(items.map((i) => i.code))
  return {
    items: items.map((item) => ({
      code: item.code,
      name: item.name,
      ...(item.meaning === null ? {} : { meaning: item.meaning }),
      ...(item.codeList === null ? {} : { codeList: item.codeList }),
      findings: [...declaredOf(item), ...[...named.items, ...stored.items].filter((f) => f.item === item.code)],
    })),
    minors: named.minors || stored.minors || items.some((i) => i.category === 'minor'),
    quasiIdentifiers: [
      ...named.quasiIdentifiers,
      ...stored.quasiIdentifiers.filter((set) => set.every((c) => codes.has(c))),
    ],
  }
}

function declaredOf({ category, identifier }: ItemInput): readonly Finding[] {
  const declared = [category, identifier === 'other' ? null : identifier]
  return declared.flatMap((found) => (found === null ? [] : [{ category: found, confidence: 1 }]))
}
