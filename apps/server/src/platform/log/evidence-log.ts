import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  appendLeaves,
  canonicalize,
  consistencyProof,
  encodeUtf8,
  formatCheckpoint,
  inclusionProof,
  leafHash,
  readEdge,
  signNote,
  type LogHash,
  type NoteSigner,
  type TileReader,
} from '@fadu/audit-log'
import type { Actor } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { EntryKind } from '../db/tables.ts'
import { insertAccessKeys, type AccessKeys } from './access-keys.ts'
import { countGrantUses, type GrantUse } from './grant-usage.ts'

/** What an entry says. Keys are the canonical leaf's; nothing here may be a personal value in clear. */
export interface EntryBody {
  readonly kind: EntryKind
  readonly action: string
  readonly actor: Actor
  readonly subject?: { readonly type: string; readonly id: string }
  readonly territory?: string
  readonly case?: string
  readonly dataset?: string
  readonly grant?: string
  /** Rules and clauses that settled it. */
  readonly grounds: readonly string[]
  readonly outcome: 'done' | 'refused' | 'released'
  readonly reason?: string
  /** Plain facts of the act: states, counts, field names, digests. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** An entry to be written. */
export interface NewEntry {
  readonly at: Date
  readonly body: EntryBody
  /** By which keys an access read; written by the same statement. */
  readonly keys?: AccessKeys
  /** What it takes under a grant; counted by the same statement. */
  readonly use?: GrantUse
}

export interface LogEntry {
  readonly id: string
  readonly body: string
  readonly recordedAt: Date
}

export interface EntryProof {
  readonly entry: LogEntry
  readonly leafIndex: number
  readonly treeSize: number
  /** Audit path, sibling first. */
  readonly path: readonly Uint8Array[]
  readonly checkpoint: string
}

/** Advisory lock of the sequencer: of all processes one integrates at a time. */
const sequencerLock = 71_004_002
/** Leaves integrated in one transaction. */
const batchSize = 10_000

export interface EvidenceLog {
  /** Writes entries with the transaction that they are evidence of: both are durable, or neither. */
  append(tx: Tx | Db, at: Date, body: EntryBody): Promise<LogEntry>
  /** Several at once, in one statement: all of them or none, in a transaction of the caller or without one. */
  appendAll(tx: Tx | Db, entries: readonly NewEntry[]): Promise<readonly LogEntry[]>
  /** Moves what waits into the tree and signs a checkpoint. Safe in any process at any time. @returns New tree size, when it grew. */
  integrate(): Promise<number | undefined>
  checkpoint(): Promise<string | undefined>
  proofOf(entryId: string): Promise<EntryProof | undefined>
  consistency(from: number, to: number): Promise<readonly Uint8Array[]>
  tile(level: number, index: number, width: number): Promise<Uint8Array | undefined>
}

export function createEvidenceLog(deps: {
  readonly db: Db
  readonly hash: LogHash
  readonly origin: string
  readonly signers: readonly NoteSigner[]
  readonly now: () => Date
}): EvidenceLog {
  const { db, hash, origin, signers, now } = deps

  const appendAll: EvidenceLog['appendAll'] = async (tx, news) => {
    const entries = news.map(({ at, body, keys }) => {
      const id = uuidv7()
      return { id, at, keys, body: canonicalize({ v: 1, id, at: at.toISOString(), ...body }) }
    })
    const accesses = entries.flatMap(({ id, at, keys }) => (keys === undefined ? [] : [{ entry: id, at, keys }]))
    const traced = accesses.length === 0 ? sql`` : sql`traced as (${insertAccessKeys(accesses)}),`
    const uses = news.flatMap(({ at, use }) => (use === undefined ? [] : [{ at, use }]))
    const counted = uses.length === 0 ? sql`` : sql`counted as (${countGrantUses(uses)}),`
    // The bodies travel as one list: `json` keeps every byte of them. By what an entry is found is taken from what it says;
    // what is pending takes its numbers in the order of the entries.
    await sql`
      with news as (
        select place, body::text, body::jsonb as said
        from json_array_elements(${`[${entries.map((e) => e.body).join(',')}]`}::json) with ordinality as news (body, place)
      ), ${traced} ${counted} written as (
        insert into log_entry (id, kind, body, recorded_at, action, actor, organization_id, case_id, dataset_id, grant_id)
        select (said->>'id')::uuid, said->>'kind', body, (said->>'at')::timestamptz, said->>'action',
          concat(said->'actor'->>'type', ':', said->'actor'->>'id'), (said->'actor'->>'organization')::uuid,
          (said->>'case')::uuid, (said->>'dataset')::uuid, (said->>'grant')::uuid
        from news)
      insert into log_pending (entry_id) select (said->>'id')::uuid from news order by place`.execute(tx)
    return entries.map(({ id, body, at }) => ({ id, body, recordedAt: at }))
  }
  const append: EvidenceLog['append'] = async (tx, at, body) => {
    const [entry] = await appendAll(tx, [{ at, body }])
    return entry!
  }

  const integrateBatch = (): Promise<{ size: number; more: boolean } | undefined> =>
    db.transaction().execute(async (tx) => {
      const { rows: lock } = await sql<{
        got: boolean
      }>`select pg_try_advisory_xact_lock(${sequencerLock}) as got`.execute(tx)
      if (lock[0]?.got !== true) return undefined
      const pending = await tx
        .selectFrom('log_pending')
        .innerJoin('log_entry', 'log_entry.id', 'log_pending.entry_id')
        .select(['log_pending.seq', 'log_pending.entry_id', 'log_entry.body'])
        .orderBy('log_pending.seq')
        .limit(batchSize)
        .execute()
      if (pending.length === 0) return undefined
      const size = await treeSize(tx)
      const edge = await readEdge(tileReader(tx), size)
      const appended = appendLeaves(
        hash,
        edge,
        pending.map((p) => leafHash(hash, encodeUtf8(p.body))),
      )
      await sql`
        insert into log_leaf (leaf_index, entry_id) select ${size}::bigint + place - 1, id
        from unnest(${pending.map((p) => p.entry_id)}::uuid[]) with ordinality as leaf (id, place)`.execute(tx)
      for (const tile of appended.tiles) {
        const row = { level: tile.level, tile_index: tile.index, width: tile.width, hashes: tile.bytes }
        await tx
          .insertInto('log_tile')
          .values(row)
          .onConflict((c) => c.columns(['level', 'tile_index']).doUpdateSet({ width: row.width, hashes: row.hashes }))
          .execute()
      }
      await sql`delete from log_pending where seq = any(${pending.map((p) => p.seq)}::bigint[])`.execute(tx)
      const note = await signNote(formatCheckpoint({ origin, size: appended.size, root: appended.root }), signers)
      await tx
        .insertInto('log_checkpoint')
        .values({ tree_size: appended.size, root: appended.root, note, created_at: now() })
        .execute()
      return { size: appended.size, more: pending.length === batchSize }
    })

  const integrate = async (): Promise<number | undefined> => {
    let size: number | undefined
    for (;;) {
      const batch = await integrateBatch()
      if (batch === undefined) return size
      size = batch.size
      if (!batch.more) return size
    }
  }

  const latest = (tx: Tx | Db) =>
    tx.selectFrom('log_checkpoint').selectAll().orderBy('tree_size', 'desc').limit(1).executeTakeFirst()

  return {
    append,
    appendAll,
    integrate,
    checkpoint: async () => (await latest(db))?.note,
    tile: (level, index, width) => readTile(db, level, index, width),
    consistency: (from, to) => consistencyProof(hash, tileReader(db), from, to),
    proofOf: async (entryId) => {
      const entry = await db.selectFrom('log_entry').selectAll().where('id', '=', entryId).executeTakeFirst()
      if (entry === undefined) return undefined
      const leaf = await waitForLeaf(entryId)
      const checkpoint = await latest(db)
      if (leaf === undefined || checkpoint === undefined) return undefined
      const path = await inclusionProof(hash, tileReader(db), leaf, checkpoint.tree_size)
      return {
        entry: { id: entry.id, body: entry.body, recordedAt: entry.recorded_at },
        leafIndex: leaf,
        treeSize: checkpoint.tree_size,
        path,
        checkpoint: checkpoint.note,
      }
    },
  }

  /** An entry is in the tree at most a second after it was written; whoever asks earlier helps it in. */
  async function waitForLeaf(entryId: string): Promise<number | undefined> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const leaf = await db
        .selectFrom('log_leaf')
        .select('leaf_index')
        .where('entry_id', '=', entryId)
        .executeTakeFirst()
      if (leaf !== undefined) return leaf.leaf_index
      if ((await integrate()) === undefined) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return undefined
  }
}

async function treeSize(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('log_checkpoint')
    .select('tree_size')
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.tree_size ?? 0
}

/** A narrower view of a tile is its beginning: tiles only grow at their end. */
async function readTile(tx: Tx | Db, level: number, index: number, width: number): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('log_tile')
    .select(['width', 'hashes'])
    .where('level', '=', level)
    .where('tile_index', '=', index)
    .executeTakeFirst()
  if (row === undefined || row.width < width) return undefined
  return new Uint8Array(row.hashes).subarray(0, width * 32)
}

function tileReader(tx: Tx | Db): TileReader {
  return {
    readTile: async (level, index, width) => {
      const bytes = await readTile(tx, level, index, width)
      if (bytes === undefined) throw new Error(`tile ${level}/${index} of width ${width} is missing`)
      return bytes
    },
  }
}

/** Runs the sequencer of this process until stopped; a failing pass is reported and the next one tries again. */
export function startSequencer(
  log: EvidenceLog,
  everyMs: number,
  report: { readonly onGrown: (treeSize: number) => void; readonly onFault: (error: unknown) => void },
): () => Promise<void> {
  let stopped = false
  let running = Promise.resolve()
  const pass = async (): Promise<void> => {
    try {
      const size = await log.integrate()
      if (size !== undefined) report.onGrown(size)
    } catch (error) {
      report.onFault(error)
    }
  }
  const timer = setInterval(() => {
    if (!stopped) running = running.then(pass)
  }, everyMs)
  return async () => {
    stopped = true
    clearInterval(timer)
    await running
    await pass()
  }
}
