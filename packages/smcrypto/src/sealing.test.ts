import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ENVELOPE_OVERHEAD,
  EnvelopeTampered,
  MAX_TEXT_BYTES,
  createDataKey,
  createSealer,
  envelopeKeyVersion,
  openRow,
  randomDataKey,
  sealRow,
} from './index.ts'
import { flipped, hexOf, utf8 } from './test-support/bytes.ts'
import { slowEnvelope } from './test-support/slow-envelope.ts'

const raw = new Uint8Array(32).fill(0x42)
const dataKey = createDataKey(raw, 3)
const binding = { dataset: 'ningbo/resident', rowId: '330200-1', keyVersion: 3 }
const row = utf8('姓名=王小明;住址=海曙区')
const longRow = new Uint8Array(3000).fill(0x31)

const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, size: 'max' }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20, size: 'max' }),
)
const anyRow = fc.oneof(
  fc.uint8Array({ maxLength: 200, size: 'max' }),
  fc.uint8Array({ minLength: 1000, maxLength: 1200, size: 'max' }),
)

function faultOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof EnvelopeTampered) return error.fault
    throw error
  }
  return 'opened'
}

describe('round trip', () => {
  test('whatever is sealed opens again, and is as the slow reference says', () => {
    fc.assert(
      fc.property(anyName, anyName, anyRow, (dataset, rowId, plaintext) => {
        const at = { dataset, rowId, keyVersion: 3 }
        const envelope = sealRow(dataKey, at, plaintext)
        expect(envelope).toHaveLength(plaintext.length + ENVELOPE_OVERHEAD)
        expect(hexOf(openRow(dataKey, at, envelope))).toBe(hexOf(plaintext))
        const iv = envelope.slice(5, 21)
        const parts = { rawKey: raw, kind: 'row', first: dataset, second: rowId, keyVersion: 3, iv, plaintext } as const
        expect(hexOf(envelope)).toBe(hexOf(slowEnvelope(parts)))
      }),
    )
  })

  test('a sealer and the single calls open each other’s envelopes, and thousands of rows keep apart', () => {
    const sealer = createSealer(dataKey, binding.dataset)
    const rows = Array.from({ length: 2_000 }, (_, i) => utf8(`row ${i} ${'x'.repeat(i % 90)}`))
    const envelopes = rows.map((plaintext, i) => sealer.seal(`r${i}`, plaintext))
    envelopes.forEach((envelope, i) => expect(hexOf(sealer.open(`r${i}`, envelope))).toBe(hexOf(rows[i]!)))
    expect(hexOf(openRow(dataKey, { ...binding, rowId: 'r77' }, envelopes[77]!))).toBe(hexOf(rows[77]!))
    expect(hexOf(sealer.open('one', sealRow(dataKey, { ...binding, rowId: 'one' }, row)))).toBe(hexOf(row))
  })

  test('the same row sealed twice gives two envelopes that have nothing in common but the header', () => {
    const [a, b] = [sealRow(dataKey, binding, row), sealRow(dataKey, binding, row)]
    expect(hexOf(a.subarray(0, 5))).toBe('0100000003')
    expect(hexOf(a.subarray(5, 21))).not.toBe(hexOf(b.subarray(5, 21)))
    expect(hexOf(a.subarray(21))).not.toBe(hexOf(b.subarray(21)))
  })

  test('an opened row has memory of its own, shared with no other row', () => {
    const opened = openRow(dataKey, binding, sealRow(dataKey, binding, row))
    expect(opened.buffer.byteLength).toBe(row.length)
    const long = openRow(dataKey, binding, sealRow(dataKey, binding, longRow))
    expect(long.buffer.byteLength).toBe(longRow.length)
  })

  test('the key version can be read before opening, and only from an envelope', () => {
    expect(envelopeKeyVersion(sealRow(dataKey, binding, row))).toBe(3)
    expect(
      envelopeKeyVersion(sealRow(createDataKey(raw, 0xffffffff), { ...binding, keyVersion: 0xffffffff }, row)),
    ).toBe(0xffffffff)
    expect(envelopeKeyVersion(new Uint8Array(ENVELOPE_OVERHEAD - 1).fill(1))).toBeUndefined()
    expect(envelopeKeyVersion(new Uint8Array(ENVELOPE_OVERHEAD))).toBeUndefined()
  })
})

describe('tampering', () => {
  test.each([
    { what: 'every flipped bit of an envelope', plaintext: row, step: 1 },
    { what: 'every flipped bit of an empty row’s envelope', plaintext: new Uint8Array(0), step: 1 },
    { what: 'every seventh flipped bit of a long envelope', plaintext: new Uint8Array(1100), step: 7 },
  ])('$what is refused', ({ plaintext, step }) => {
    const envelope = sealRow(dataKey, binding, plaintext)
    for (let bit = 0; bit < envelope.length * 8; bit += step) {
      expect(
        faultOf(() => openRow(dataKey, binding, flipped(envelope, bit))),
        `bit ${bit}`,
      ).not.toBe('opened')
    }
  })

  test('every shorter and some longer envelopes are refused', () => {
    const envelope = sealRow(dataKey, binding, row)
    for (let length = 0; length < envelope.length; length++) {
      expect(
        faultOf(() => openRow(dataKey, binding, envelope.subarray(0, length))),
        `${length} bytes`,
      ).not.toBe('opened')
    }
    for (const extra of [1, 16, 2000]) {
      const longer = Uint8Array.from([...envelope, ...new Uint8Array(extra)])
      expect(faultOf(() => openRow(dataKey, binding, longer))).toBe('tag')
    }
  })

  test('every flipped bit of the dataset or the row id is refused', () => {
    const envelope = sealRow(dataKey, binding, row)
    for (const field of ['dataset', 'rowId'] as const) {
      const text = binding[field]
      for (let i = 0; i < text.length; i++) {
        for (let bit = 0; bit < 11; bit++) {
          const other = text.slice(0, i) + String.fromCharCode(text.charCodeAt(i) ^ (1 << bit)) + text.slice(i + 1)
          expect(faultOf(() => openRow(dataKey, { ...binding, [field]: other }, envelope))).toBe('tag')
        }
      }
    }
  })

  test('any two bindings that differ refuse each other’s envelopes', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, anyName, (dataset, rowId, dataset2, rowId2) => {
        fc.pre(dataset !== dataset2 || rowId !== rowId2)
        const envelope = sealRow(dataKey, { dataset, rowId, keyVersion: 3 }, row)
        expect(faultOf(() => openRow(dataKey, { dataset: dataset2, rowId: rowId2, keyVersion: 3 }, envelope))).toBe(
          'tag',
        )
      }),
    )
  })

  test('a letter moved from the row id to the dataset is refused', () => {
    const envelope = sealRow(dataKey, { dataset: 'ab', rowId: 'cd', keyVersion: 3 }, row)
    expect(faultOf(() => openRow(dataKey, { dataset: 'abc', rowId: 'd', keyVersion: 3 }, envelope))).toBe('tag')
  })

  test('the same text in another Unicode form is another binding', () => {
    const envelope = sealRow(dataKey, { ...binding, rowId: 'é' }, row)
    expect(faultOf(() => openRow(dataKey, { ...binding, rowId: 'e\u0301' }, envelope))).toBe('tag')
  })

  test('another key is refused, and so is the same key under another version', () => {
    const envelope = sealRow(dataKey, binding, row)
    expect(faultOf(() => openRow(createDataKey(randomDataKey(), 3), binding, envelope))).toBe('tag')
    const renamed = createDataKey(raw, 4)
    expect(faultOf(() => openRow(renamed, { ...binding, keyVersion: 4 }, envelope))).toBe('key-version')
    const relabelled = Uint8Array.from(envelope)
    relabelled[4] = 4
    expect(faultOf(() => openRow(renamed, { ...binding, keyVersion: 4 }, relabelled))).toBe('tag')
  })

  test('the refusal says where and which check, and shows neither data nor key', () => {
    const envelope = flipped(sealRow(dataKey, binding, row), 30 * 8)
    try {
      openRow(dataKey, binding, envelope)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({
        code: 'ENVELOPE_TAMPERED',
        dataset: binding.dataset,
        rowId: binding.rowId,
        fault: 'tag',
      })
      expect(Object.keys(error as object).sort()).toEqual(['dataset', 'fault', 'issue', 'name', 'rowId'])
    }
  })
})

describe('what a caller gets wrong', () => {
  test('a binding of another version than the key is refused before anything is sealed or opened', () => {
    const other = { ...binding, keyVersion: 2 }
    expect(() => sealRow(dataKey, other, row)).toThrow('KEY_VERSION_MISMATCH')
    expect(() => openRow(dataKey, other, sealRow(dataKey, binding, row))).toThrow('KEY_VERSION_MISMATCH')
  })

  test.each([
    { why: 'empty', text: '', reason: 'empty' },
    { why: 'a lone surrogate, which would collide with U+FFFD', text: 'a\udc00', reason: 'malformed' },
    { why: 'longer than its limit', text: 'a'.repeat(MAX_TEXT_BYTES + 1), reason: 'too-long' },
    { why: 'longer in UTF-8 than its limit', text: '市'.repeat(342), reason: 'too-long' },
  ])('a dataset or row id is refused: $why', ({ text, reason }) => {
    const refused = (what: string) => expect.objectContaining({ issue: { code: 'TEXT_INVALID', what, reason } })
    expect(() => sealRow(dataKey, { ...binding, dataset: text }, row)).toThrow(refused('dataset'))
    expect(() => sealRow(dataKey, { ...binding, rowId: text }, row)).toThrow(refused('rowId'))
  })

  test('names of exactly the limit are sealed', () => {
    const at = { dataset: 'd'.repeat(MAX_TEXT_BYTES), rowId: `${'市'.repeat(341)}x`, keyVersion: 3 }
    const full = new Uint8Array(1024).fill(1)
    expect(hexOf(openRow(dataKey, at, sealRow(dataKey, at, full)))).toBe(hexOf(full))
  })

  test('a data key of another length or a version that does not fit is refused', () => {
    expect(() => createDataKey(raw.subarray(1), 1)).toThrow('KEY_LENGTH')
    for (const version of [0, -1, 1.5, 2 ** 32])
      expect(() => createDataKey(raw, version)).toThrow('KEY_VERSION_INVALID')
  })

  test('a data key shows its version and nothing else', () => {
    expect(inspect(dataKey, { depth: 9, showHidden: true })).toBe('{ keyVersion: 3 }')
    expect(JSON.stringify(dataKey)).toBe('{"keyVersion":3}')
  })
})
