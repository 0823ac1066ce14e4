import { sql, type CompiledQuery, type QueryResult } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ground } from '@fadu/domain'
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
  type TileReader,
} from '@fadu/audit-log'
import type { Actor } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { EntryKind } from '../db/tables.ts'
import { insertAccessKeys, type AccessKeys } from './access-keys.ts'
import { standingSigners, type LogSigner } from './log-signers.ts'
import {
  keysSaid,
  runIn,
  runOn,
  takeBegun,
  takeRows,
  type CommittingEntry,
  type KeysSaid,
  type Run,
} from './evidence-rows.ts'
import { countGrantUses, countUses, type GrantUse } from './grant-usage.ts'

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
  /** Rules that settled it. */
  readonly grounds: readonly string[]
  /** Clauses on which those rules stand, each once; absent where nothing settled it. */
  readonly clauses?: readonly string[]
  readonly outcome: 'done' | 'refused' | 'released'
  readonly reason?: string
  /** Plain facts of the act: states, counts, field names, digests. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What settled it, as an entry says it. */
export function settledBy(grounds: readonly Ground[]): Pick<EntryBody, 'grounds' | 'clauses'> {
  const clauses = [...new Set(grounds.map((g) => g.clause))]
  return { grounds: grounds.map((g) => g.rule), ...(clauses.length === 0 ? {} : { clauses }) }
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
/** Advisory lock of those who begin to commit to what stands already. */
const beginLock = 71_004_004
/** Leaves integrated in one transaction. */
const batchSize = 10_000

/** The tree as a transaction sees it, for several proofs against one checkpoint; each tile is read once. */
export interface LogReading {
  /** The newest signed checkpoint; undefined before the first. */
  checkpoint(): Promise<{ readonly size: number; readonly note: string } | undefined>
  /** Audit path, sibling first. */
  inclusion(leafIndex: number, size: number): Promise<readonly Uint8Array[]>
  consistency(from: number, to: number): Promise<readonly Uint8Array[]>
}

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
  readIn(tx: Tx): LogReading
  /**
   * Before a transaction ends: what it changed of the evidence and no entry of it commits to gets an entry of its own.
   * INVARIANT (evidence rows are committed to).
   */
  keepRest(execute: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Promise<void>
  /**
   * Commits to the rows that stood before there were commitments or that a migration changed; once for each schema.
   *
   * @param within - The transaction that brought the schema about, when more is changed in it.
   */
  beginRows(schema: number, within?: Tx): Promise<void>
  tile(level: number, index: number, width: number): Promise<Uint8Array | undefined>
}

export function createEvidenceLog(deps: {
  readonly db: Db
  readonly hash: LogHash
  readonly origin: string
  /** Of all versions; those that were revoked do not sign. */
  readonly signers: readonly LogSigner[]
  readonly now: () => Date
}): EvidenceLog {
  const { db, hash, origin, signers, now } = deps

  /** @param rows - What the transaction changed of the evidence: the last entry commits to it. */
  const write = async (
    run: Run,
    news: readonly NewEntry[],
    rows: readonly CommittingEntry[],
  ): Promise<readonly LogEntry[]> => {
    const last = news.at(-1)!
    const spread = rows.slice(0, -1).map((some) => ({ at: last.at, body: platformEntry('evidence.rows'), ...some }))
    const saying = news.map((one) => (one === last ? { ...one, ...rows.at(-1) } : one))
    const entries = [...spread, ...saying].map((one) => {
      const { id, at, keys, use, rows, body } = {
        id: uuidv7(),
        keys: undefined,
        use: undefined,
        rows: undefined,
        ...one,
      }
      const said = {
        ...(keys === undefined ? {} : { keys: saidOfKeys(hash, keys, body.dataset) }),
        ...(use === undefined ? {} : { use: useSaid(at, use) }),
        ...(rows === undefined ? {} : { rows }),
      }
      return { id, at, keys, body: canonicalize({ v: bodyVersion, id, at: at.toISOString(), ...body, ...said }) }
    })
    const accesses = entries.flatMap(({ id, at, keys }) => (keys === undefined ? [] : [{ entry: id, at, keys }]))
    const traced = accesses.length === 0 ? sql`` : sql`traced as (${insertAccessKeys(accesses)}),`
    const uses = news.flatMap(({ at, use }) => (use === undefined ? [] : [{ at, use }]))
    const counted = uses.length === 0 ? sql`` : sql`counted as (${countGrantUses(uses)}),`
    // The bodies travel as one list: `json` keeps every byte of them. By what an entry is found is taken from what it says;
    // what is pending takes its numbers in the order of the entries.
    await run(sql`
      with news as (
        select place, body::text, body::jsonb as said
        from json_array_elements(${`[${entries.map((e) => e.body).join(',')}]`}::json) with ordinality as news (body, place)
      ), ${traced} ${counted} written as (
        insert into log_entry (id, kind, body, recorded_at, action, actor, organization_id, case_id, dataset_id, grant_id)
        select (said->>'id')::uuid, said->>'kind', body, (said->>'at')::timestamptz, said->>'action',
          concat(said->'actor'->>'type', ':', said->'actor'->>'id'), (said->'actor'->>'organization')::uuid,
          (said->>'case')::uuid, (said->>'dataset')::uuid, (said->>'grant')::uuid
        from news)
      insert into log_pending (entry_id) select (said->>'id')::uuid from news order by place`)
    return entries.slice(spread.length).map(({ id, body, at }) => ({ id, body, recordedAt: at }))
  }
  const appendAll: EvidenceLog['appendAll'] = async (tx, news) => {
    if (news.length === 0) return []
    const run = runIn(tx)
    // Accesses are written without a transaction, in groups; they change nothing that is committed to row by row.
    return write(run, news, tx.isTransaction ? await takeRows(run, hash) : [])
  }
  const append: EvidenceLog['append'] = async (tx, at, body) => {
    const [entry] = await appendAll(tx, [{ at, body }])
    return entry!
  }

  const beginRowsIn = async (tx: Tx, schema: number): Promise<void> => {
    // Of several processes that start at once, one begins.
    await sql`select pg_advisory_xact_lock(${beginLock})`.execute(tx)
    const run = runIn(tx)
    const { rows: stands } = await sql`select from evidence_change where xid = '0' limit 1`.execute(tx)
    if (stands.length === 0 || (await hasBegun(tx, schema))) return
    for (let part = 0; ; part++) {
      const rows = await takeBegun(run, hash)
      if (rows === undefined) return
      const body = { ...platformEntry('evidence.begin'), detail: { schema, part } }
      await write(run, [{ at: now(), body }], [rows])
    }
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
      const standing = await standingSigners(tx, signers)
      // A process that was not started since the newer keys were added leaves it to one that was.
      if (standing.length === 0) throw new Error('every signing key of this process is revoked: start it again')
      const note = await signNote(formatCheckpoint({ origin, size: appended.size, root: appended.root }), standing)
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
    keepRest: async (execute) => {
      const run = runOn(db, execute)
      const rows = await takeRows(run, hash)
      if (rows.length > 0) await write(run, [{ at: now(), body: platformEntry('evidence.rows') }], rows)
    },
    beginRows: (schema, within) =>
      within === undefined ? db.transaction().execute((tx) => beginRowsIn(tx, schema)) : beginRowsIn(within, schema),
    tile: (level, index, width) => readTile(db, level, index, width),
    consistency: (from, to) => consistencyProof(hash, tileReader(db), from, to),
    readIn: (tx) => {
      const tiles = onceEach(tileReader(tx))
      return {
        checkpoint: async () => {
          const row = await latest(tx)
          return row === undefined ? undefined : { size: row.tree_size, note: row.note }
        },
        inclusion: (leaf, size) => inclusionProof(hash, tiles, leaf, size),
        consistency: (from, to) => consistencyProof(hash, tiles, from, to),
      }
    },
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

/**
 * Of entries of version 1 nothing is known about the rows they wrote. From 2 on an entry says by which keys it read (`keys`), what it
 * counted under a grant (`use`) and to which rows of evidence it commits (`rows`).
 */
export const bodyVersion = 2

function saidOfKeys(hash: LogHash, keys: AccessKeys, dataset: string | undefined): KeysSaid {
  const said = keysSaid(hash, keys)
  return keys.dataset === dataset ? said : { ...said, of: keys.dataset }
}

function useSaid(at: Date, use: GrantUse): Readonly<Record<string, unknown>> {
  const [{ grant: _, calls: __, ...said }] = countUses([{ at, use }]) as [ReturnType<typeof countUses>[number]]
  return said
}

function platformEntry(action: string): EntryBody {
  return { kind: 'system', action, actor: { type: 'System', id: 'system' }, grounds: [], outcome: 'done' }
}

async function hasBegun(tx: Tx, schema: number): Promise<boolean> {
  const found = await tx
    .selectFrom('log_entry')
    .select('id')
    .where('action', '=', 'evidence.begin')
    .where(sql<number>`(body::jsonb -> 'detail' ->> 'schema')::integer`, '=', schema)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
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

/** Tiles as they are stored. */
export function tileReader(tx: Tx | Db): TileReader {
  return {
    readTile: async (level, index, width) => {
      const bytes = await readTile(tx, level, index, width)
      if (bytes === undefined) throw new Error(`tile ${level}/${index} of width ${width} is missing`)
      return bytes
    },
  }
}

function onceEach(tiles: TileReader): TileReader {
  const read = new Map<string, Promise<Uint8Array>>()
  return {
    readTile: (level, index, width) => {
      const name = `${level}/${index}/${width}`
      const tile = read.get(name) ?? tiles.readTile(level, index, width)
      read.set(name, tile)
      return tile
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
