import { sql } from 'kysely'
import { openCheckpoint, toHex, type LogHash, type NoteVerifier, type TreeHead } from '@fadu/audit-log'
import { unhurried } from '../db/dialect.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { createTreeCheck, type Finding, type StoredTree, type TreeCheck } from './check-tree.ts'
import { compareAccessKeys, compareGrantUsage, compareSignatures } from './compare-accesses.ts'
import { compareRows, compareTriggers } from './compare-rows.ts'
import { signaturesNeeded } from './log-signers.ts'
import type { RemovedRecords } from './removals.ts'
import { createSaid, type EntryRow } from './said.ts'

export type { Finding }

/** What a check of the evidence found. Counts and places; never a value. */
export interface EvidenceReport {
  readonly ok: boolean
  /** Leaves of the tree, and its root in hexadecimal. */
  readonly size: number
  readonly root: string
  readonly pending: number
  readonly checkpoints: number
  /** Rows of evidence compared with their commitments. */
  readonly rows: number
  /** Records that could not be compared: from before entries said so much, or because the entry that says it is damaged. */
  readonly notCovered: number
  readonly findings: number
  /** What is gone since it was removed after its term, by the entry that says so. */
  readonly removed: readonly RemovedRecord[]
}

export interface RemovedRecord extends RemovedRecords {
  /** Number of that entry in the log; null while it waits for the tree. */
  readonly number: number | null
}

export interface CheckDeps {
  readonly hash: LogHash
  readonly origin: string
  /** Keys of the log, pinned by who checks. */
  readonly verifiers: readonly NoteVerifier[]
  /** Verifier of a witness by its key as it is registered. */
  readonly witnessVerifier: (key: string) => NoteVerifier | undefined
  readonly onFinding: (finding: Finding) => void
  readonly onProgress?: (leaves: number, size: number) => void
}

const zeroId = '00000000-0000-0000-0000-000000000000'
/** Instants are recorded to the millisecond; a driver would round what is finer. */
const inWholeMs = sql<boolean>`recorded_at = date_trunc('milliseconds', recorded_at)`.as('in_whole_ms')
/** Leaves read at once. */
const pageLeaves = 2048

/**
 * Rehashes the whole log and compares everything that holds evidence with it, in one snapshot of the database: what
 * happens meanwhile is not seen. Nothing is written; memory does not grow with the log.
 */
export function checkEvidence(db: Db, deps: CheckDeps): Promise<EvidenceReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => checkEvidenceIn(tx, deps))
}

/** The same in a transaction of the caller, as far as that one sees. */
export async function checkEvidenceIn(tx: Tx, deps: CheckDeps): Promise<EvidenceReport> {
  const { hash } = deps
  await unhurried(tx)
  await sql`set local timezone = 'UTC'`.execute(tx)
  const named = new Set<string>()
  let findings = 0
  /** A record is named once, however many ways lead to it. */
  const onFinding = (finding: Finding): void => {
    const place = `${finding.table} ${finding.key}`
    if (named.has(place)) return
    if (named.size < 100_000) named.add(place)
    findings++
    deps.onFinding(finding)
  }
  const newest = await newestHead(tx, deps, onFinding)
  const stored = storedTree(tx, deps, newest, onFinding)
  const tree = createTreeCheck({ hash, stored, onFinding })
  const said = await createSaid(tx, onFinding)
  await passLeaves(tx, tree, said.take, (leaves) => deps.onProgress?.(leaves, newest.size))
  const pending = await passPending(tx, said.take, onFinding)
  await said.flush()
  await findUnplaced(tx, tree)
  await findExtraTiles(tx, newest.size, onFinding)
  await checkCosignatures(tx, deps, onFinding)
  await compareTriggers(tx, onFinding)
  const { rows, notCovered: rowsNotCovered } = await compareRows(tx, hash, tree, onFinding)
  const notCovered =
    rowsNotCovered +
    (await compareAccessKeys(tx, hash, { tree, removals: said.removals }, onFinding)) +
    (await compareSignatures(tx, hash, said.removals, onFinding)) +
    (await compareGrantUsage(tx, { tree, uncountedThrough: said.firstFullDay() }, onFinding))
  const { n: checkpoints } = await tx
    .selectFrom('log_checkpoint')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return {
    ok: findings === 0,
    size: newest.size,
    root: newest.root === undefined ? '' : toHex(newest.root),
    pending,
    checkpoints: Number(checkpoints),
    rows,
    notCovered,
    findings,
    removed: await numbered(tx, said.removals.found()),
  }
}

async function numbered(tx: Tx, removed: readonly RemovedRecords[]): Promise<readonly RemovedRecord[]> {
  const { rows } = await sql<{ id: string; number: number }>`
    select entry_id as id, leaf_index::float8 as number from log_leaf
    where entry_id = any(${removed.map(({ entry }) => entry)}::uuid[])`.execute(tx)
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  return removed.map((records) => ({ ...records, number: numbers.get(records.entry) ?? null }))
}

interface CheckpointRow {
  readonly tree_size: number
  readonly root: Uint8Array
  readonly note: string
}

/** What a stored checkpoint says when its signatures are good and its columns repeat its note; undefined otherwise. */
async function signedHead(row: CheckpointRow, { origin, verifiers }: CheckDeps): Promise<TreeHead | undefined> {
  try {
    const { checkpoint } = await openCheckpoint(row.note, { origin, verifiers, required: signaturesNeeded(verifiers) })
    const repeats = checkpoint.size === row.tree_size && toHex(checkpoint.root) === toHex(new Uint8Array(row.root))
    return repeats ? { size: checkpoint.size, root: checkpoint.root } : undefined
  } catch {
    // Whatever is wrong with a note, it is not the one that was signed; that is the finding.
    return undefined
  }
}

async function newestHead(
  tx: Tx,
  deps: CheckDeps,
  onFinding: (finding: Finding) => void,
): Promise<StoredTree['newest']> {
  const written = await sizeOfTiles(tx)
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const row = await tx
      .selectFrom('log_checkpoint')
      .select(['tree_size', 'root', 'note'])
      .where('tree_size', '<', below)
      .orderBy('tree_size', 'desc')
      .limit(1)
      .executeTakeFirst()
    const head = row === undefined ? { size: 0, root: undefined } : await signedHead(row, deps)
    if (row !== undefined && head === undefined) {
      onFinding({ table: 'log_checkpoint', key: String(row.tree_size), found: 'altered' })
      if (row.tree_size === written) return { size: written, root: undefined }
      below = row.tree_size
      continue
    }
    if (head!.size >= written) return head!
    onFinding({ table: 'log_checkpoint', key: String(written), found: 'missing' })
    return { size: written, root: undefined }
  }
}

/** Size of the tree by its leaves and the edge of its tiles; 0 where the two do not agree. */
async function sizeOfTiles(tx: Tx): Promise<number> {
  const { rows } = await sql<{ leaves: number; tiles: number }>`
    select coalesce((select leaf_index + 1 from log_leaf order by leaf_index desc limit 1), 0)::float8 as leaves,
      coalesce((select tile_index * 256 + width from log_tile where level = 0 order by tile_index desc limit 1), 0)::float8
        as tiles`.execute(tx)
  const { leaves, tiles } = rows[0]!
  return leaves === tiles ? leaves : 0
}

function storedTree(
  tx: Tx,
  deps: CheckDeps,
  newest: StoredTree['newest'],
  onFinding: (finding: Finding) => void,
): StoredTree {
  // Tiles are asked for one after the other: a page of them is read ahead, and the one above is asked for again and again.
  const ahead = new Map<number, Uint8Array>()
  const above = new Map<number, { readonly index: number; readonly bytes: Uint8Array | undefined }>()
  const read = async (level: number, from: number, count: number) =>
    tx
      .selectFrom('log_tile')
      .select(['tile_index', 'hashes'])
      .where('level', '=', level)
      .where('tile_index', '>=', from)
      .where('tile_index', '<', from + count)
      .execute()
  const tilesAhead = pageLeaves / 256
  return {
    newest,
    tile: async (level, index) => {
      if (level > 0) {
        const kept = above.get(level)
        if (kept?.index === index) return kept.bytes
        const [row] = await read(level, index, 1)
        const bytes = row === undefined ? undefined : new Uint8Array(row.hashes)
        above.set(level, { index, bytes })
        return bytes
      }
      if (index % tilesAhead === 0) {
        ahead.clear()
        for (const row of await read(0, index, tilesAhead)) ahead.set(row.tile_index, new Uint8Array(row.hashes))
      }
      return ahead.get(index)
    },
    heads: async (after, upTo) => {
      const rows = await tx
        .selectFrom('log_checkpoint')
        .select(['tree_size', 'root', 'note'])
        .where('tree_size', '>', after)
        .where('tree_size', '<=', upTo)
        .orderBy('tree_size')
        .execute()
      const heads: TreeHead[] = []
      for (const row of rows) {
        const head = await signedHead(row, deps)
        if (head === undefined) onFinding({ table: 'log_checkpoint', key: String(row.tree_size), found: 'altered' })
        else heads.push(head)
      }
      return heads
    },
  }
}

async function passLeaves(
  tx: Tx,
  tree: TreeCheck,
  take: (entries: readonly EntryRow[]) => Promise<void>,
  onProgress: (leaves: number) => void,
): Promise<void> {
  let waiting: { readonly index: number; readonly entry: EntryRow }[] = []
  /** What an entry says counts once it is known to be as it was. */
  const takeJudged = async (): Promise<void> => {
    const judged = tree.judged()
    const known = waiting.filter(({ index }) => index < judged).map(({ entry }) => entry)
    waiting = waiting.filter(({ index }) => index >= judged)
    await take(known.filter((entry) => !tree.isDamaged(entry.id)))
  }
  for (let from = -1; ;) {
    const rows = await tx
      .selectFrom('log_leaf')
      .leftJoin('log_entry', 'log_entry.id', 'log_leaf.entry_id')
      .select(['leaf_index', 'log_leaf.entry_id', 'id', 'kind', 'body', 'recorded_at', 'action', 'actor', inWholeMs])
      .select(['organization_id', 'case_id', 'dataset_id', 'grant_id'])
      .where('leaf_index', '>', from)
      .orderBy('leaf_index')
      .limit(pageLeaves)
      .execute()
    if (rows.length === 0) break
    await tree.push(rows.map((r) => ({ index: r.leaf_index, entry: r.entry_id, body: r.body ?? undefined })))
    waiting.push(...rows.flatMap((r) => (r.id === null ? [] : [{ index: r.leaf_index, entry: r as EntryRow }])))
    await takeJudged()
    from = rows.at(-1)!.leaf_index
    onProgress(from + 1)
  }
  await tree.finish()
  await takeJudged()
}

/** Entries that wait for the tree, in their order; nothing but the database vouches for them yet. */
async function passPending(
  tx: Tx,
  take: (entries: readonly EntryRow[]) => Promise<void>,
  onFinding: (finding: Finding) => void,
): Promise<number> {
  let pending = 0
  for (let from = -1; ;) {
    const rows = await tx
      .selectFrom('log_pending')
      .leftJoin('log_entry', 'log_entry.id', 'log_pending.entry_id')
      .leftJoin('log_leaf', 'log_leaf.entry_id', 'log_pending.entry_id')
      .select(['seq', 'log_pending.entry_id', 'leaf_index', 'id', 'kind', 'body', 'recorded_at', 'action', 'actor'])
      .select(inWholeMs)
      .select(['organization_id', 'case_id', 'dataset_id', 'grant_id'])
      .where('seq', '>', from)
      .orderBy('seq')
      .limit(pageLeaves)
      .execute()
    if (rows.length === 0) return pending
    for (const row of rows) {
      if (row.id === null) onFinding({ table: 'log_entry', key: row.entry_id, found: 'missing' })
      else if (row.leaf_index !== null) onFinding({ table: 'log_pending', key: String(row.seq), found: 'added' })
      else pending++
    }
    await take(rows.flatMap((r) => (r.id === null || r.leaf_index !== null ? [] : [r as EntryRow])))
    from = rows.at(-1)!.seq
  }
}

async function findUnplaced(tx: Tx, tree: TreeCheck): Promise<void> {
  for (let after = zeroId; ;) {
    const { rows } = await sql<{ id: string; body: string }>`
      select id, body from log_entry e where id > ${after}::uuid
        and not exists (select from log_leaf l where l.entry_id = e.id)
        and not exists (select from log_pending p where p.entry_id = e.id)
      order by id limit ${pageLeaves}`.execute(tx)
    for (const row of rows) tree.unplaced(row.id, row.body)
    if (rows.length < pageLeaves) break
    after = rows.at(-1)!.id
  }
  tree.settle()
}

async function findExtraTiles(tx: Tx, size: number, onFinding: (finding: Finding) => void): Promise<void> {
  const { rows } = await sql<{ level: number; tile_index: number }>`
    select level, tile_index from log_tile
    where level < 0 or tile_index < 0 or level > 6 or tile_index * 256 >= floor(${size}::numeric / power(256::numeric, level))
    order by level, tile_index limit 1000`.execute(tx)
  for (const row of rows) onFinding({ table: 'log_tile', key: `${row.level}/${row.tile_index}`, found: 'added' })
}

/** A cosignature is checked by the key of its witness; that one was removed only the witness can tell. */
async function checkCosignatures(tx: Tx, deps: CheckDeps, onFinding: (finding: Finding) => void): Promise<void> {
  for (let after: readonly [number, string] = [-1, zeroId]; ;) {
    const { rows } = await sql<CosignatureRow>`
      select s.witness_id, s.tree_size::float8 as tree_size, s.line, w.verifier_key, c.note
      from log_cosignature s left join log_witness w on w.id = s.witness_id
        left join log_checkpoint c on c.tree_size = s.tree_size
      where (s.tree_size, s.witness_id) > (${after[0]}::bigint, ${after[1]}::uuid)
      order by s.tree_size, s.witness_id limit ${pageLeaves}`.execute(tx)
    for (const { tree_size: size, witness_id: witness, line, verifier_key: key, note } of rows) {
      const verifier = key === null ? undefined : deps.witnessVerifier(key)
      const isGood = verifier !== undefined && note !== null && (await isCosigned(note, line, deps, verifier))
      if (!isGood) onFinding({ table: 'log_cosignature', key: `${size}/${witness}`, found: 'altered' })
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = [last.tree_size, last.witness_id]
  }
}

interface CosignatureRow {
  readonly witness_id: string
  readonly tree_size: number
  readonly line: string
  readonly verifier_key: string | null
  readonly note: string | null
}

async function isCosigned(note: string, line: string, deps: CheckDeps, verifier: NoteVerifier): Promise<boolean> {
  try {
    const { verified } = await openCheckpoint(`${note}${line}\n`, {
      origin: deps.origin,
      verifiers: [...deps.verifiers, verifier],
    })
    return verified.some((key) => key.name === verifier.name && key.keyId === toHex(verifier.keyId))
  } catch {
    // A line that is no signature, or none of this key over this checkpoint.
    return false
  }
}
