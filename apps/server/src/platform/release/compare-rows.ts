import { createHash, timingSafeEqual } from 'node:crypto'
import type { CedarValue, Ground } from '@fadu/domain'
import { comparableValue, keyForm, type Outcome } from '@fadu/privacy'
import { EnvelopeTampered } from '@fadu/smcrypto'
import { encodeUtf8 } from '@fadu/audit-log'
import { refusedBy } from '../acts/acts.ts'
import type { ApplicationPrincipal } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate, Resource } from '../law/gate.ts'
import type { AccessTracer } from '../log/access-keys.ts'
import { settledBy, type EntryBody, type EvidenceLog } from '../log/evidence-log.ts'
import { Problem, Refused } from '../problem/index.ts'
import { DatasetMoved, type Keyring } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import type { Column } from './layout.ts'
import type { PlainRow, RowReader } from './read-rows.ts'
import { recordOf, recordRefusal, recordTampering } from './release-record.ts'
import { openSealed, rowIdOf } from './sealed-values.ts'
import { requireUnmoved } from './snapshot.ts'

/** A row as somebody claims it to be. Key and values are in the form in which they are compared. */
export interface ClaimedRow {
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}

/** What a comparison is decided on; loaded, with its locks, in the transaction that decides. */
export interface ComparisonFacts {
  readonly resource: Resource
  readonly context: Readonly<Record<string, CedarValue>>
  readonly dataset: Dataset
  /** Item by which rows are found. */
  readonly key: string
  /** Items that are compared. */
  readonly fields: readonly string[]
  readonly rows: readonly ClaimedRow[]
  readonly case?: string
  /** Permit, purpose, matter: what the record says about why. */
  readonly detail: Readonly<Record<string, unknown>>
  /** What the call shows before anything is looked up. */
  before(tx: Tx): Promise<Halt | undefined>
  /** What it shows by its outcomes. */
  after(tx: Tx, outcomes: readonly PairOutcomes[]): Promise<Halt | undefined>
}

/** The call ends without an answer. */
export interface Halt {
  readonly refused: Refused
  /** Whether what was written before stays: a permit that is cut off stays cut off, a budget that is spent is not spent more. */
  readonly keeps: boolean
}

/** Item → outcome. */
export type PairOutcomes = Readonly<Record<string, Outcome>>

export interface Compared {
  readonly results: readonly PairOutcomes[]
  /** Entry of the evidence log; durable before this is returned. */
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

/**
 * Invariant 2, the way out of data that is not shared: decide → query → compare → record → first byte. What leaves is one word
 * for each claim; values are read, compared and forgotten here.
 *
 * A key that nobody has costs what one costs that somebody has: an envelope is opened and as much is compared, in constant
 * time, with a row that is nobody's. What the network and the database add to that is not levelled.
 */
export type CompareRows = (
  principal: ApplicationPrincipal,
  load: (tx: Tx) => Promise<ComparisonFacts>,
) => Promise<Compared>

const action = 'data.verify'
/** More rows than this for the keys of one call are refused: a key by which so many are found identifies nobody. */
const mostRows = 10_000

export function createCompareRows(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly reader: RowReader
  readonly log: EvidenceLog
  readonly tracer: AccessTracer
  readonly onReleased: (action: string, rows: number) => void
}): CompareRows {
  const { db, gate, datasets, log, tracer } = deps
  return async (principal, load) => {
    let facts: ComparisonFacts | undefined

    const compare = async (tx: Tx): Promise<Compared | Refused> => {
      facts = await load(tx)
      const { resource, context, dataset } = facts
      const decision = gate.decide({ action, principal, resource, context })
      if (decision.effect === 'deny') throw refusedBy(decision, principal)
      const early = await facts.before(tx)
      if (early !== undefined) return halted(tx, facts, early)
      const results = await outcomesOf(tx, facts)
      const late = await facts.after(tx, results)
      if (late !== undefined) return halted(tx, facts, late)
      const at = gate.now()
      const digests = tracer.digests(
        dataset.id,
        facts.key,
        facts.rows.map((r) => r.key),
      )
      const record = recordOf({ principal, action, ...facts })
      const body: EntryBody = {
        ...record,
        kind: 'access',
        outcome: 'released',
        ...settledBy(decision.because),
        detail: { ...record.detail, ...tally(results) },
      }
      const [entry] = await log.appendAll(tx, [{ at, body, keys: { dataset: dataset.id, digests } }])
      return { results, receipt: entry!.id, grounds: decision.because }
    }

    /** What stays is recorded with it; what does not is rolled back first. */
    const halted = async (tx: Tx, on: ComparisonFacts, { refused, keeps }: Halt): Promise<Refused> => {
      if (!keeps) throw refused
      return recordRefusal({ db: tx, gate, log }, { principal, action, ...on }, refused)
    }

    try {
      const done = await db.transaction().execute(compare)
      if (done instanceof Refused) throw done
      deps.onReleased(action, 0)
      return done
    } catch (error) {
      if (facts === undefined) throw error
      const request = { principal, action, ...facts }
      if (error instanceof Refused && error.receipt === undefined) throw await recordRefusal(deps, request, error)
      if (error instanceof EnvelopeTampered) throw await recordTampering(deps, request, error)
      // Its key was replaced in this very moment: nothing was written, and the next call reads it anew.
      if (error instanceof DatasetMoved) throw new Problem({ code: 'BUSY', retrySeconds: 1 })
      throw error
    }
  }

  async function outcomesOf(tx: Tx, { dataset, key, fields, rows }: ComparisonFacts): Promise<readonly PairOutcomes[]> {
    const columns = fields.map((code) => dataset.layout.find((c) => c.code === code)!)
    const keyColumn = dataset.layout.find((c) => c.code === key)!
    const values = [...new Set(rows.map((r) => r.key))]
    const items = [...new Set([key, ...fields])]
    const found = await deps.reader.byKeys(tx, dataset, items, { item: key, values, limit: mostRows + 1 })
    await requireUnmoved(tx, dataset)
    if (found.length > mostRows) {
      const expected = `keys of at most ${mostRows} rows`
      throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.pairs', expected }] })
    }
    const byKey = new Map<string, PlainRow[]>()
    for (const row of found) {
      const name = keyForm(keyColumn, row[key] ?? '')
      byKey.set(name, [...(byKey.get(name) ?? []), row])
    }
    const unknown = values.filter((value) => !byKey.has(value))
    const decoys = decoysOf(await datasets.keyringOf(tx, dataset), dataset, items, unknown.length)
    const nobody = new Map(unknown.map((value, i) => [value, decoys[i]!]))
    return rows.map(({ key: sought, values: claimed }) => {
      const own = byKey.get(sought)
      const against = own ?? [nobody.get(sought)!]
      return Object.fromEntries(
        columns
          .filter((c) => Object.hasOwn(claimed, c.code))
          .map((c): [string, Outcome] => {
            const matches = against.filter((row) => isSame(c, row[c.code] ?? null, claimed[c.code]!)).length
            return [c.code, own === undefined ? 'notFound' : matches > 0 ? 'match' : 'mismatch']
          }),
      )
    })
  }
}

/** As many rows of nobody. They cost what reading these items of as many rows costs: all are opened in one call, as those are. */
function decoysOf(keyring: Keyring, { layout }: Dataset, items: readonly string[], count: number): readonly PlainRow[] {
  const plain = Object.fromEntries(layout.map((c) => [c.code, '〇'.repeat(8)]))
  const sealed = layout.filter((c) => c.sealed)
  // Where none of the items is sealed, nothing is opened.
  if (!sealed.some((c) => items.includes(c.code))) return Array.from({ length: count }, () => plain)
  const text = JSON.stringify(Object.fromEntries(sealed.map((c) => [c.code, '〇'.repeat(8)])))
  const place = { batch: 0, line: 0 }
  const row = { ...place, sealed: keyring.current.sealer.seal(rowIdOf(place), encodeUtf8(text)) }
  const opened = openSealed(keyring.openAll, Array<typeof row>(count).fill(row))
  return opened.map((values) => ({ ...plain, ...(values as PlainRow) }))
}

/** Digests of one length are compared to the end, whatever differs and wherever. */
function isSame(column: Column, stored: string | null, claimed: string): boolean {
  const value = stored === null ? undefined : comparableValue(column, stored)
  const same = timingSafeEqual(digestOf(value ?? ''), digestOf(claimed))
  return same && value !== undefined
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function tally(results: readonly PairOutcomes[]): Readonly<Record<string, number>> {
  const outcomes = results.flatMap((r) => Object.values(r))
  const count = (outcome: Outcome): number => outcomes.filter((o) => o === outcome).length
  return { pairs: results.length, compared: outcomes.length, matched: count('match'), notFound: count('notFound') }
}
