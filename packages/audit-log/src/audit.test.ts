import { beforeAll, describe, expect, test } from 'vitest'
import { appendLeaves, emptyEdge, rangeOfEdge } from './append.ts'
import { auditExport, createLogVerifier } from './audit.ts'
import { canonicalBytes } from './canonical-json.ts'
import { formatCheckpoint } from './checkpoint.ts'
import { appendToRange, assertRange, emptyRange, rangeRoot } from './compact-range.ts'
import type { CompactRange } from './compact-range.ts'
import { leafHash } from './hash.ts'
import type { LogIssue } from './issues.ts'
import { cosignNote, signNote } from './note.ts'
import { flipBit, hex, sm3, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { testKey } from './testing/keys.ts'

const origin = 'log.example/42'
const log = testKey(origin)
const witness = testKey('witness.example', 1)
const entries = Array.from({ length: 600 }, (_, i) =>
  canonicalBytes({ act: 'gateway.read', at: `2025-01-01T00:00:00+08:00`, seq: i }),
)
const headAt = (size: number) => ({
  size,
  root: appendLeaves(
    sm3,
    emptyEdge,
    entries.slice(0, size).map((entry) => leafHash(sm3, entry)),
  ).root,
})
const signed = (size: number): Promise<string> => signNote(formatCheckpoint({ origin, ...headAt(size) }), [log])

let checkpoint: string
beforeAll(async () => {
  checkpoint = await signed(600)
})

const audit = (exported: readonly Uint8Array[], p: Partial<Parameters<typeof auditExport>[2]> = {}) =>
  auditExport(sm3, exported, { origin, checkpoint, verifiers: [log], ...p })
const codes = (problems: readonly LogIssue[]): string[] => problems.map((p) => p.code)

test('the whole export of a signed log is accepted', async () => {
  expect(await audit(entries, { canonicalEntries: true, earlier: [headAt(300), headAt(0), headAt(600)] })).toEqual({
    ok: true,
    size: 600,
    root: hex(headAt(600).root),
    verified: [{ name: log.name, keyId: hex(log.keyId) }],
    problems: [],
  })
})

test('entries may come from an asynchronous source', async () => {
  async function* source() {
    yield* entries
  }
  expect((await auditExport(sm3, source(), { origin, checkpoint, verifiers: [log] })).ok).toBe(true)
})

test('an empty log can be audited', async () => {
  expect(await audit([], { checkpoint: await signed(0) })).toMatchObject({ ok: true, size: 0 })
})

describe('a changed export is refused', () => {
  const swapped = entries.with(10, entries[11] as Uint8Array).with(11, entries[10] as Uint8Array)
  test.each([
    ['an entry with one bit flipped', entries.with(10, flipBit(entries[10] as Uint8Array, 3)), 'LOG_ROOT_MISMATCH'],
    ['two entries swapped', swapped, 'LOG_ROOT_MISMATCH'],
    ['an entry repeated over another', entries.with(11, entries[10] as Uint8Array), 'LOG_ROOT_MISMATCH'],
    ['the last entry missing', entries.slice(0, -1), 'LOG_COUNT_MISMATCH'],
    ['an entry in the middle missing', entries.toSpliced(10, 1), 'LOG_COUNT_MISMATCH'],
    ['an entry too many', [...entries, utf8('{}')], 'LOG_COUNT_MISMATCH'],
    ['nothing exported', [], 'LOG_COUNT_MISMATCH'],
  ])('%s', async (_, exported, code) => {
    const report = await audit(exported)
    expect(report.ok).toBe(false)
    expect(codes(report.problems)).toEqual([code])
  })

  test('the problem carries the evidence', async () => {
    const report = await audit(swapped)
    expect(report.problems).toEqual([
      { code: 'LOG_ROOT_MISMATCH', size: 600, expected: hex(headAt(600).root), computed: report.root },
    ])
    const { problems } = await audit(entries.slice(0, 599))
    expect(problems).toEqual([{ code: 'LOG_COUNT_MISMATCH', expected: 600, counted: 599 }])
  })
})

describe('an unacceptable checkpoint is refused', () => {
  test.each([
    ['of another text', () => checkpoint.replace('\n600\n', '\n601\n'), 'LOG_SIGNATURE_INVALID'],
    ['without signature', () => checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1), 'LOG_NOTE_MALFORMED'],
    ['cut off', () => checkpoint.slice(0, -1), 'LOG_NOTE_MALFORMED'],
    ['empty', () => '', 'LOG_NOTE_MALFORMED'],
    [
      'by an unknown key',
      () => signNote(formatCheckpoint({ origin, ...headAt(600) }), [witness]),
      'LOG_NOTE_NOT_VERIFIED',
    ],
    ['of another log', () => signNote(formatCheckpoint({ origin: 'b', ...headAt(600) }), [log]), 'LOG_ORIGIN_MISMATCH'],
    ['that is no checkpoint', () => signNote('text\n', [log]), 'LOG_CHECKPOINT_MALFORMED'],
  ])('%s', async (_, make, code) => {
    const report = await audit(entries, { checkpoint: await make() })
    expect(report).toMatchObject({ ok: false, verified: [], size: 600 })
    expect(codes(report.problems)).toEqual([code])
  })

  test('without the signature of a witness that was passed in', async () => {
    const verifiers = [log, witness]
    expect(codes((await audit(entries, { verifiers })).problems)).toEqual(['LOG_SIGNATURES_MISSING'])
    expect((await audit(entries, { verifiers, required: 1 })).ok).toBe(true)
    const cosigned = await cosignNote(checkpoint, [witness])
    expect(await audit(entries, { verifiers, checkpoint: cosigned })).toMatchObject({
      ok: true,
      verified: { length: 2 },
    })
  })

  test('with no keys at all', async () => {
    expect(codes((await audit(entries, { verifiers: [] })).problems)).toEqual(['LOG_NOTE_NOT_VERIFIED'])
  })
})

describe('earlier heads', () => {
  test('history rewritten since last month is found at the first head that no longer fits', async () => {
    const earlier = [headAt(500), headAt(100), headAt(200)]
    const rewritten = entries.with(150, utf8('{}'))
    const root = appendLeaves(
      sm3,
      emptyEdge,
      rewritten.map((entry) => leafHash(sm3, entry)),
    ).root
    const resigned = await signNote(formatCheckpoint({ origin, size: 600, root }), [log])
    const report = await audit(rewritten, { checkpoint: resigned, earlier })
    expect(report).toMatchObject({ ok: false, problems: { length: 1 } })
    expect(report.problems[0]).toMatchObject({ code: 'LOG_ROOT_MISMATCH', size: 200, expected: hex(headAt(200).root) })
  })

  test('a log that shrank below an earlier head is found', async () => {
    const report = await audit(entries.slice(0, 400), { checkpoint: await signed(400), earlier: [headAt(500)] })
    expect(report.problems).toEqual([{ code: 'LOG_TREE_SHRANK', oldSize: 500, newSize: 400 }])
  })

  test('two heads that disagree about one size are both compared', async () => {
    const report = await audit(entries, { earlier: [headAt(100), { size: 100, root: headAt(99).root }] })
    expect(codes(report.problems)).toEqual(['LOG_ROOT_MISMATCH'])
  })
})

test('the first entry that is not canonical JSON is named, when that is asked for', async () => {
  const exported = entries.with(7, utf8('{ }')).with(9, utf8('{ }'))
  expect((await audit(exported, { canonicalEntries: true })).problems[0]).toEqual({
    code: 'LOG_ENTRY_NOT_CANONICAL',
    index: 7,
  })
  expect(codes((await audit(exported)).problems)).toEqual(['LOG_ROOT_MISMATCH'])
})

describe('going on from an earlier audit', () => {
  const rangeAt = (size: number): CompactRange =>
    entries.slice(0, size).reduce((range, entry) => appendToRange(sm3, range, leafHash(sm3, entry)), emptyRange)

  test('the rest of the log is enough', async () => {
    const first = createLogVerifier(sm3, { origin })
    entries.slice(0, 300).forEach(first.push)
    expect((await first.finish(await signed(300), [log])).ok).toBe(true)
    const second = createLogVerifier(sm3, {
      origin,
      start: first.range(),
      earlier: [headAt(300)],
      canonicalEntries: true,
    })
    entries.slice(300).forEach(second.push)
    expect(await second.finish(checkpoint, [log])).toMatchObject({ ok: true, size: 600 })
  })

  test("the sequencer's edge gives the same range", () => {
    const { edge } = appendLeaves(
      sm3,
      emptyEdge,
      entries.map((entry) => leafHash(sm3, entry)),
    )
    expect(rangeOfEdge(sm3, edge)).toEqual(rangeAt(600))
    expect(hex(rangeRoot(sm3, rangeAt(600)))).toBe(hex(headAt(600).root))
  })

  test('the index of an entry counts from the beginning of the log', async () => {
    const verifier = createLogVerifier(sm3, { origin, start: rangeAt(300), canonicalEntries: true })
    entries.slice(300).with(5, utf8('{ }')).forEach(verifier.push)
    const { problems } = await verifier.finish(checkpoint, [log])
    expect(problems[0]).toEqual({ code: 'LOG_ENTRY_NOT_CANONICAL', index: 305 })
  })

  test('an earlier head before the start cannot be compared and is not passed over', () =>
    expectIssue(() => createLogVerifier(sm3, { origin, start: rangeAt(300), earlier: [headAt(299)] }), {
      code: 'LOG_HEAD_BEFORE_START',
      size: 299,
      start: 300,
    }))

  test.each([
    ['a hash too few', { size: 3, hashes: rangeAt(2).hashes }, 'LOG_RANGE_MALFORMED'],
    ['a hash too many', { size: 2, hashes: rangeAt(3).hashes }, 'LOG_RANGE_MALFORMED'],
    ['a short hash', { size: 1, hashes: [new Uint8Array(31)] }, 'LOG_HASH_SIZE'],
    ['a negative size', { size: -1, hashes: [] }, 'LOG_SIZE_INVALID'],
  ] as const)('a range with %s is refused', async (_, start, code) => {
    await expectIssue(() => createLogVerifier(sm3, { origin, start }), { code })
    await expectIssue(() => assertRange(start), { code })
    await expectIssue(() => rangeRoot(sm3, start), { code })
  })

  test('appending to a range without its hashes is refused', async () => {
    const leaf = leafHash(sm3, utf8(''))
    await expectIssue(() => appendToRange(sm3, { size: 1, hashes: [] }, leaf), { code: 'LOG_RANGE_MALFORMED' })
    await expectIssue(() => appendToRange(sm3, emptyRange, leaf.slice(1)), { code: 'LOG_HASH_SIZE' })
  })
})

test('memory stays at one hash for each 1 bit of the size', () => {
  const verifier = createLogVerifier(sm3, { origin })
  for (let size = 1; size <= 1024; size++) {
    verifier.push(utf8(''))
    expect(verifier.range().hashes).toHaveLength(size.toString(2).replaceAll('0', '').length)
  }
})
