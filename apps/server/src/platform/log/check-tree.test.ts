import { expect, test } from 'vitest'
import { appendLeaves, emptyEdge, encodeUtf8, leafHash, type TreeHead } from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import { createTreeCheck, type Finding } from './check-tree.ts'

/** Large enough for a full tile of the second level and a third. */
const size = 65_900
const bodies = Array.from({ length: size }, (_, i) => `{"number":${i}}`)
const grown = appendLeaves(
  sm3Hash,
  emptyEdge,
  bodies.map((body) => leafHash(sm3Hash, encodeUtf8(body))),
)
const tiles = new Map(grown.tiles.map((t) => [`${t.level}/${t.index}`, t.bytes]))
const newest: TreeHead = { size, root: grown.root }

async function foundIn(p: {
  readonly body?: (body: string, index: number) => string | undefined
  readonly tile?: (bytes: Uint8Array, name: string) => Uint8Array | undefined
}): Promise<readonly string[]> {
  const found: Finding[] = []
  const check = createTreeCheck({
    hash: sm3Hash,
    onFinding: (finding) => found.push(finding),
    stored: {
      newest,
      heads: (after, upTo) => Promise.resolve(after < size && size <= upTo ? [newest] : []),
      tile: (level, index) => {
        const name = `${level}/${index}`
        const bytes = tiles.get(name)
        return Promise.resolve(bytes === undefined || p.tile === undefined ? bytes : p.tile(bytes, name))
      },
    },
  })
  await check.push(
    bodies.map((body, index) => ({
      index,
      entry: `e${index}`,
      body: p.body === undefined ? body : p.body(body, index),
    })),
  )
  await check.finish()
  check.settle()
  return found.map((f) => `${f.table} ${f.key} ${f.found}`)
}

const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

test('an untouched tree of three levels is sound', async () => {
  expect(await foundIn({})).toEqual([])
})

test.each(['0/0', '0/156', '0/255', '0/257', '1/0', '1/1', '2/0'])(
  'tile %s with a changed byte is the one that is named, below or above none',
  async (name) => {
    const at = (tiles.get(name)!.length * 7) % 31
    expect(await foundIn({ tile: (bytes, of) => (of === name ? flip(bytes, at) : bytes) })).toEqual([
      `log_tile ${name} altered`,
    ])
    expect(await foundIn({ tile: (bytes, of) => (of === name ? undefined : bytes) })).toEqual([
      `log_tile ${name} missing`,
    ])
  },
)

test.each([0, 40_000, 65_535, 65_536, size - 1])(
  'entry %i that changed or is gone is named, and nothing else',
  async (i) => {
    expect(await foundIn({ body: (body, index) => (index === i ? `${body} ` : body) })).toEqual([
      `log_entry e${i} altered`,
    ])
    expect(await foundIn({ body: (body, index) => (index === i ? undefined : body) })).toEqual([
      `log_entry e${i} missing`,
    ])
  },
)

test('an entry and the tile above its tile, both changed, are both named', async () => {
  const found = await foundIn({
    body: (body, index) => (index === 300 ? `${body} ` : body),
    tile: (bytes, of) => (of === '1/0' ? flip(bytes, 32 * 200) : bytes),
  })
  expect(found.toSorted()).toEqual(['log_entry e300 altered', 'log_tile 1/0 altered'])
})
