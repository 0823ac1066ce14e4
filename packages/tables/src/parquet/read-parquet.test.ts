import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { openParquet, parquetLimits } from './read-parquet.ts'
import { decimalText } from './value-text.ts'

describe('a Parquet file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-parquet-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const written = (rows = 3): Uint8Array =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: '姓名', data: Array.from({ length: rows }, (_, i) => (i === 1 ? null : `某${i}`)) },
          { name: 'amount', data: Array.from({ length: rows }, (_, i) => i + 0.5) },
          { name: 'born', data: Array.from({ length: rows }, () => new Date('1990-02-28T00:00:00Z')) },
          { name: 'count', data: Array.from({ length: rows }, (_, i) => 9_007_199_254_740_993n + BigInt(i)) },
          { name: 'active', data: Array.from({ length: rows }, (_, i) => i === 0) },
        ],
        schema: [
          { name: 'root', num_children: 5 },
          { name: '姓名', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          {
            name: 'amount',
            type: 'INT64',
            converted_type: 'DECIMAL',
            scale: 2,
            precision: 18,
            repetition_type: 'REQUIRED',
          },
          { name: 'born', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
          { name: 'count', type: 'INT64', repetition_type: 'REQUIRED' },
          { name: 'active', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
        ],
        rowGroupSize: 7000,
      }),
    )
  const file = async (bytes: Uint8Array): Promise<string> => {
    const path = join(folder, `${Math.random()}.parquet`)
    await writeFile(path, bytes)
    return path
  }
  const rowsOf = async (path: string): Promise<(readonly (string | null)[])[]> => {
    const table = await openParquet(path)
    const all: (readonly (string | null)[])[] = []
    try {
      for await (const rows of table.rows()) all.push(...rows)
    } finally {
      await table.close()
    }
    return all
  }

  test('gives texts, decimals, days and large integers with every digit', async () => {
    const path = await file(written())
    const table = await openParquet(path)
    expect(table.columns).toEqual(['姓名', 'amount', 'born', 'count', 'active'])
    await table.close()
    expect(await rowsOf(path)).toEqual([
      ['某0', '0.50', '1990-02-28', '9007199254740993', 'true'],
      [null, '1.50', '1990-02-28', '9007199254740994', 'false'],
      ['某2', '2.50', '1990-02-28', '9007199254740995', 'false'],
    ])
  })

  test('is read window by window over its row groups, each row once and in order', async () => {
    const rows = await rowsOf(await file(written(25_000)))
    expect(rows).toHaveLength(25_000)
    expect(rows.map((r) => r[1])).toEqual(Array.from({ length: 25_000 }, (_, i) => (i + 0.5).toFixed(2)))
  })

  test('that is cut off anywhere, or not one at all, is damaged and nothing else', async () => {
    const whole = written()
    for (const length of [4, 8, 100, whole.length - 300, whole.length - 9, whole.length - 1]) {
      await expect(rowsOf(await file(whole.subarray(0, length))), String(length)).rejects.toMatchObject({
        issue: { code: 'PARQUET_DAMAGED' },
      })
    }
  })

  test('with lists is refused with the name of the column', async () => {
    const nested = new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: 'tags', data: [['a'], ['b', 'c']] }],
        schema: [
          { name: 'root', num_children: 1 },
          { name: 'tags', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
          { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ],
      }),
    )
    await expect(openParquet(await file(nested))).rejects.toMatchObject({
      issue: { code: 'PARQUET_NESTED', name: 'tags' },
    })
  })

  test('whose row groups or pages are beyond the limit is refused', async () => {
    const path = await file(written(1000))
    await expect(openParquet(path, { ...parquetLimits, groupBytes: 100 })).rejects.toMatchObject({
      issue: { code: 'PARQUET_LIMIT', what: 'rowGroup', at: 1 },
    })
  })
})

test.each([
  [5n, 0, '5'],
  [-5n, 2, '-0.05'],
  [123n, 2, '1.23'],
  [new Uint8Array([0xff, 0x85]), 1, '-12.3'],
  [0n, 3, '0.000'],
])('the stored integer %s at scale %i is %s', (value, scale, text) => {
  expect(decimalText(value, scale)).toBe(text)
})
