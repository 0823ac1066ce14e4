import {
  appendToRange,
  concatBytes,
  createRehash,
  encodeUtf8,
  equalBytes,
  leafHash,
  perfectRoot,
  rangeRoot,
  TILE_WIDTH,
  toHex,
  type LogHash,
  type TreeHead,
} from '@fadu/audit-log'

/** A record that is not as the log says, by where it stands; never a value. */
export interface Finding {
  readonly table: string
  /** The values of its key, joined with `/`. */
  readonly key: string
  /** `unplaced`: an entry that is neither in the tree nor waits for it. */
  readonly found: 'altered' | 'missing' | 'added' | 'unplaced'
}

/** A leaf with its entry as both are stored; without a body when there is no such entry. */
export interface StoredLeaf {
  readonly index: number
  readonly entry: string
  readonly body: string | undefined
}

/** What is stored of the tree beside the leaves. */
export interface StoredTree {
  /** The hashes of a tile; undefined when there is none. */
  tile(level: number, index: number): Promise<Uint8Array | undefined>
  /** Signed heads of sizes over `after`, up to `upTo`, in order. */
  heads(after: number, upTo: number): Promise<readonly TreeHead[]>
  /** The newest signed head; of a tree whose newest one is missing the size alone. */
  readonly newest: { readonly size: number; readonly root: Uint8Array | undefined }
}

export interface TreeCheck {
  /** The next leaves, in order of their index. Those behind the newest signed head are passed over. */
  push(leaves: readonly StoredLeaf[]): Promise<void>
  /** No leaves follow. */
  finish(): Promise<void>
  /** Leaves that were judged so far. */
  judged(): number
  /** Whether an entry of a leaf that was judged is not as it was: what it says is not to be relied on. */
  isDamaged(entry: string): boolean
  /** Entries that are damaged or gone. */
  damages(): { readonly entries: number; readonly gone: number }
  /** An entry that is in no leaf and does not wait, once `finish` was called. */
  unplaced(entry: string, body: string): void
  /** Tells of the leaves that do not fit, once all entries were seen: an entry was altered, or a leaf names another. */
  settle(): void
}

/** Leaves that do not fit and are kept until all entries were seen; beyond it they are told at once. */
const mostKept = 10_000
const hashBytes = 32

interface Waiting {
  readonly leaf: StoredLeaf | undefined
  readonly computed: Uint8Array | undefined
}

/**
 * Rehashes the tree from the stored entries and compares every stored tile and signed head. Where the leaves and their tile
 * differ, the tile above, or at the edge the signed root, says which of the two is as it was; what is as it was goes on
 * upwards, so that one change is found once, where it is.
 */
export function createTreeCheck(deps: {
  readonly hash: LogHash
  readonly stored: StoredTree
  readonly onFinding: (finding: Finding) => void
}): TreeCheck {
  const { hash, stored, onFinding } = deps
  const size = stored.newest.size
  /** Leaves of the tile that is not full yet. */
  let waiting: Waiting[] = []
  let next = 0
  /** Largest size at which a signed head was met; no more asked for once one was not. */
  let agreed: number | undefined = 0
  const wrong: { readonly index: number; readonly entry: string; readonly computed: string; readonly right: string }[] =
    []
  /** Indexes without a leaf, by the hash that was there. */
  const gaps = new Map<string, number>()
  const unplaced = new Map<string, string>()
  const damaged = new Set<string>()
  let gone = 0
  const upper: { readonly level: number; readonly index: number; readonly bytes: Uint8Array }[] = []
  const rehash = createRehash(hash, ({ level, index, bytes }) => {
    if (level > 0) upper.push({ level, index, bytes })
  })

  const judge = async (): Promise<void> => {
    const index = Math.floor((next - 1) / TILE_WIDTH)
    const tile = await stored.tile(0, index)
    const key = `0/${index}`
    const hashes = waiting.map((_, i) => tile && hashAt(tile, i))
    const isSame = tile?.length === waiting.length * hashBytes && waiting.every((w, i) => same(w.computed, hashes[i]))
    const rightful = tile === undefined ? 'leaves' : isSame ? 'both' : await vouchedFor(index, tile)
    if (tile === undefined) onFinding({ table: 'log_tile', key, found: 'missing' })
    else if (rightful === 'leaves') onFinding({ table: 'log_tile', key, found: 'altered' })
    const heads = await stored.heads(rehash.size(), next)
    const rights = waiting.map(({ computed }, i) => {
      const [first, second] = rightful === 'tile' ? [hashes[i], computed] : [computed, hashes[i]]
      return first ?? second ?? new Uint8Array(hashBytes)
    })
    let met = 0
    rights.forEach((right, i) => {
      rehash.push(right)
      noteLeaf(waiting[i]!, next - waiting.length + i, right)
      for (; heads[met]?.size === rehash.size(); met++) meet(heads[met]!)
    })
    waiting = []
    await compareUpper()
  }

  /** The root above a tile is that of the tile as it was written, or of the leaves as they were. */
  const vouchedFor = async (index: number, tile: Uint8Array): Promise<'leaves' | 'tile'> => {
    const computed = waiting.flatMap((w) => (w.computed === undefined ? [] : [w.computed]))
    const isWhole = tile.length === waiting.length * hashBytes
    const inTile = isWhole ? waiting.map((_, i) => hashAt(tile, i)!) : undefined
    const inLeaves = computed.length === waiting.length ? computed : undefined
    if (waiting.length === TILE_WIDTH) {
      const above = await stored.tile(1, Math.floor(index / TILE_WIDTH))
      const root = above && hashAt(above, index % TILE_WIDTH)
      if (inTile !== undefined && same(perfectRoot(hash, tile), root)) return 'tile'
      return inLeaves !== undefined && same(perfectRoot(hash, concatBytes(inLeaves)), root) ? 'leaves' : 'tile'
    }
    const rootWith = (leaves: readonly Uint8Array[]): Uint8Array =>
      rangeRoot(
        hash,
        leaves.reduce((range, leaf) => appendToRange(hash, range, leaf), rehash.range()),
      )
    if (inTile !== undefined && same(rootWith(inTile), stored.newest.root)) return 'tile'
    return inLeaves !== undefined && same(rootWith(inLeaves), stored.newest.root) ? 'leaves' : 'tile'
  }

  const noteLeaf = ({ leaf, computed }: Waiting, index: number, right: Uint8Array): void => {
    if (leaf === undefined) {
      gone++
      gaps.set(toHex(right), index)
    } else if (computed === undefined) {
      gone++
      onFinding({ table: 'log_entry', key: leaf.entry, found: 'missing' })
    } else if (!equalBytes(computed, right)) {
      damaged.add(leaf.entry)
      if (wrong.length < mostKept) {
        wrong.push({ index, entry: leaf.entry, computed: toHex(computed), right: toHex(right) })
      } else onFinding({ table: 'log_entry', key: leaf.entry, found: 'altered' })
    }
  }

  const meet = (head: TreeHead): void => {
    if (agreed === undefined) return
    if (equalBytes(rehash.root(), head.root)) agreed = head.size
    else {
      // Leaves and tiles agree with each other and not with what was signed: between the two sizes it is another log.
      onFinding({ table: 'log_tree', key: `${agreed}-${head.size}`, found: 'altered' })
      agreed = undefined
    }
  }

  const compareUpper = async (): Promise<void> => {
    for (const { level, index, bytes } of upper.splice(0)) {
      const tile = await stored.tile(level, index)
      const key = `${level}/${index}`
      if (tile === undefined) onFinding({ table: 'log_tile', key, found: 'missing' })
      else if (!equalBytes(tile, bytes)) onFinding({ table: 'log_tile', key, found: 'altered' })
    }
  }

  const add = async (leaf: StoredLeaf | undefined): Promise<void> => {
    const computed = leaf?.body === undefined ? undefined : leafHash(hash, encodeUtf8(leaf.body))
    waiting.push({ leaf, computed })
    next++
    if (waiting.length === TILE_WIDTH) await judge()
  }

  return {
    push: async (leaves) => {
      for (const leaf of leaves) {
        if (leaf.index < next || leaf.index >= size) {
          onFinding({ table: 'log_leaf', key: String(leaf.index), found: 'added' })
          continue
        }
        while (next < leaf.index) await add(undefined)
        await add(leaf)
      }
    },
    finish: async () => {
      while (next < size) await add(undefined)
      if (waiting.length > 0) await judge()
      rehash.finish()
      await compareUpper()
    },
    judged: () => rehash.size(),
    isDamaged: (entry) => damaged.has(entry),
    damages: () => ({ entries: damaged.size, gone }),
    unplaced: (entry, body) => unplaced.set(toHex(leafHash(hash, encodeUtf8(body))), entry),
    settle: () => {
      const elsewhere = new Set(wrong.map((leaf) => leaf.computed))
      for (const { index, entry, right } of wrong) {
        const isMoved = unplaced.delete(right) || elsewhere.has(right)
        if (isMoved) onFinding({ table: 'log_leaf', key: String(index), found: 'altered' })
        else onFinding({ table: 'log_entry', key: entry, found: 'altered' })
      }
      for (const [hashThere, index] of gaps) {
        unplaced.delete(hashThere)
        onFinding({ table: 'log_leaf', key: String(index), found: 'missing' })
      }
      for (const entry of unplaced.values()) onFinding({ table: 'log_entry', key: entry, found: 'unplaced' })
    },
  }
}

function hashAt(tile: Uint8Array, i: number): Uint8Array | undefined {
  return tile.length < (i + 1) * hashBytes ? undefined : tile.subarray(i * hashBytes, (i + 1) * hashBytes)
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && equalBytes(a, b)
}
