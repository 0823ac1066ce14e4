import { readFile } from 'node:fs/promises'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import type { SeededRandom } from '../seeded-random.ts'
import type { Mode } from './deliver.ts'

/** Current residents by their number. */
export type Residents = ReadonlyMap<string, Resident>

/** Gives people whom nobody was given before. */
export type Stock = (count: number) => readonly Resident[]

export async function openStock(seed: number): Promise<Stock> {
  // Of another city than the founding took: nobody is there already.
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('330200'), 'utf8')))
  const people = syntheticResidents({ seed, count: 1_000_000, villages, asOf: '2026-01-01' })
  return (count) => Array.from({ length: count }, () => people.next().value as Resident)
}

/** A file in a mode, and who is current once it is stored. */
export interface Delivery {
  readonly mode: Mode
  readonly csv: string
  readonly after: Residents
}

/** A snapshot and an upsert name some of those who are there, some of them changed; all three bring new people. */
export function nextDelivery(current: Residents, mode: Mode, stock: Stock, random: SeededRandom): Delivery {
  const kept = mode === 'append' ? [] : [...current.values()].filter(() => random.below(4) > 0)
  const named = kept.map((r) => (random.below(3) > 0 ? r : { ...r, name: `${r.name.slice(0, 3)}改` }))
  // The first file is long enough for threads, which begin after 5,000 rows.
  const sent = [...named, ...stock(current.size === 0 ? 6_500 : 300 + random.below(1_500))]
  const incoming = new Map(sent.map((r) => [r.residentId, r]))
  return {
    mode,
    csv: [...toCsv(RESIDENT_COLUMNS, sent)].join(''),
    after: mode === 'snapshot' ? incoming : new Map([...current, ...incoming]),
  }
}
