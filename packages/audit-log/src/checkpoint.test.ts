import { describe, expect, test } from 'vitest'
import vectors from '../vectors/checkpoints.json' with { type: 'json' }
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import type { CheckpointFault } from './issues.ts'
import { signNote } from './note.ts'
import { hex, sha256, unhex, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { testKey } from './testing/keys.ts'

const origin = 'log.example/42'
const log = testKey(origin)
const witness = testKey('witness.example', 1)
const checkpoint = { origin, size: 7, root: sha256.digest(utf8('root')) }
const text = formatCheckpoint(checkpoint)

test('a good text is read and written', () => {
  const { text: good, root, ...head } = vectors.good
  expect(parseCheckpoint(good)).toEqual({ ...head, root: unhex(root) })
  expect(formatCheckpoint(parseCheckpoint(good))).toBe(good)
})

test.each([
  { ...checkpoint, size: 0 },
  { ...checkpoint, size: 2 ** 53 - 1 },
  { ...checkpoint, origin: '吴中区 日志' },
  { ...checkpoint, extensions: ['one', '二'] },
])('what is written is read back', (written) => {
  expect(parseCheckpoint(formatCheckpoint(written))).toEqual(written)
})

// Not in the vectors: a JSON file with a lone surrogate is not JSON to every reader.
const notUnicode = {
  name: 'lone surrogate',
  fault: 'not-unicode',
  text: vectors.good.text.replace('.example', '\udc00'),
}

test.each([...vectors.bad, notUnicode])('parseCheckpoint refuses: $name', ({ text: bad, fault }) =>
  expectIssue(() => parseCheckpoint(bad), { code: 'LOG_CHECKPOINT_MALFORMED', fault: fault as CheckpointFault }),
)

describe('formatCheckpoint refuses', () => {
  test.each([
    ['an empty origin', { ...checkpoint, origin: '' }, 'empty-line'],
    ['an origin of two lines', { ...checkpoint, origin: 'a\n9' }, 'control-character'],
    ['an origin with a lone surrogate', { ...checkpoint, origin: '\ud800' }, 'not-unicode'],
    ['an empty extension', { ...checkpoint, extensions: [''] }, 'empty-line'],
    ['an extension of two lines', { ...checkpoint, extensions: ['a\nb'] }, 'control-character'],
  ] as const)('%s', (_, faulty, fault) =>
    expectIssue(() => formatCheckpoint(faulty), { code: 'LOG_CHECKPOINT_MALFORMED', fault }),
  )

  test('a size or root that cannot be', async () => {
    await expectIssue(() => formatCheckpoint({ ...checkpoint, size: 1.5 }), { code: 'LOG_SIZE_INVALID' })
    await expectIssue(() => formatCheckpoint({ ...checkpoint, root: new Uint8Array(20) }), { code: 'LOG_HASH_SIZE' })
  })
})

describe('opening', () => {
  const ref = (key: typeof log) => ({ name: key.name, keyId: hex(key.keyId) })

  test("a checkpoint opens with the log's own key", async () => {
    const opened = await openCheckpoint(await signNote(text, [log, witness]), { origin, verifiers: [log] })
    expect(opened).toEqual({ checkpoint, verified: [ref(log)], unverified: [ref(witness)] })
  })

  test('every key passed in must have signed, unless fewer are required', async () => {
    const note = await signNote(text, [log])
    await expectIssue(() => openCheckpoint(note, { origin, verifiers: [log, witness] }), {
      code: 'LOG_SIGNATURES_MISSING',
      required: 2,
      verified: [ref(log)],
    })
    const fewer = await openCheckpoint(note, { origin, verifiers: [log, witness], required: 1 })
    expect(fewer.verified).toEqual([ref(log)])
    const both = await openCheckpoint(await signNote(text, [witness, log]), { origin, verifiers: [log, witness] })
    expect(both.verified).toEqual([ref(witness), ref(log)])
    await expectIssue(() => openCheckpoint(note, { origin, verifiers: [log], required: NaN }), {
      code: 'LOG_SIGNATURES_MISSING',
    })
  })

  test('a log key that signed twice does not stand in for a witness', async () => {
    const note = await signNote(text, [log, log])
    await expectIssue(() => openCheckpoint(note, { origin, verifiers: [log, witness] }), {
      code: 'LOG_SIGNATURES_MISSING',
    })
  })

  test('witnesses alone do not make a checkpoint', async () => {
    const note = await signNote(text, [witness])
    await expectIssue(() => openCheckpoint(note, { origin, verifiers: [log, witness], required: 0 }), {
      code: 'LOG_ORIGIN_NOT_SIGNED',
      origin,
      verified: [ref(witness)],
    })
  })

  test('a checkpoint of another log is refused, whoever signed it', async () => {
    const other = formatCheckpoint({ ...checkpoint, origin: 'log.example/43' })
    await expectIssue(async () => openCheckpoint(await signNote(other, [log]), { origin, verifiers: [log] }), {
      code: 'LOG_ORIGIN_MISMATCH',
      expected: origin,
      origin: 'log.example/43',
    })
  })

  test('a note that is no checkpoint is refused', async () => {
    const note = await signNote('text\n', [log])
    await expectIssue(() => openCheckpoint(note, { origin, verifiers: [log] }), {
      code: 'LOG_CHECKPOINT_MALFORMED',
      fault: 'too-few-lines',
    })
  })
})
