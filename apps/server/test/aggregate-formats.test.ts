import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import { writeXlsx } from '@fadu/tables'
import { createBulkOpener, createDataKey, createSealer, randomDataKey } from '@fadu/smcrypto'
import { prepareBatch, type PrepareInto } from '../src/modules/aggregate/pipeline/prepare-batch.ts'
import { rawConnection } from '../src/platform/db/dialect.ts'
import { createTableSql, writtenColumns, type Column, type Layout } from '../src/platform/release/layout.ts'
import { engines, openCity, type City } from './support/city.ts'

const column = (code: string, name: string, part: Partial<Column> = {}): Column => ({
  code,
  name,
  type: 'text',
  maxLength: 50,
  nullable: true,
  identifier: null,
  sealed: false,
  mask: 'none',
  grade: 1,
  ...part,
})
const layout: Layout = [
  column('id', '编号', { nullable: false }),
  column('count', '数量', { type: 'integer' }),
  column('amount', '金额', { type: 'decimal' }),
  column('day', '日期', { type: 'date' }),
  column('active', '是否有效', { type: 'boolean' }),
]
const header = '编号,数量,金额,日期,是否有效'
const dataset = {
  id: '0190a2b0-0000-7000-8000-000000000001',
  entry: '0190a2b0-0000-7000-8000-000000000002',
  code: 'T',
  table: 'ds_formats',
  layout,
  layoutVersion: 1,
  keyVersion: 1,
  oldestKey: 1,
  custody: 'active' as const,
  rowCount: 0,
}
const dataKey = createDataKey(randomDataKey(), 1)
const keys = {
  dataKey,
  sealer: createSealer(dataKey, dataset.id),
  opener: createBulkOpener(dataKey, dataset.id),
  indexer: () => {
    throw new Error('not used')
  },
}

describe('a file before it is loaded', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-formats-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const into = (part: Partial<PrepareInto> = {}): PrepareInto => ({
    dataset,
    keys,
    number: 1,
    spoolFolder: join(folder, 'spool'),
    today: civil('2026-01-01'),
    ...part,
  })
  async function* bytes(content: string | Uint8Array, size = 1000): AsyncIterable<Uint8Array> {
    const all = Buffer.from(content)
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
  }
  const prepare = (content: string | Uint8Array, part: Partial<PrepareInto> = {}) =>
    prepareBatch(bytes(content), into(part))
  const textOf = async (rows: AsyncIterable<Uint8Array>): Promise<string> => {
    const parts: Uint8Array[] = []
    for await (const part of rows) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  }
  /** Line and faults of each row in quarantine. */
  const faultsOf = async (content: string, part: Partial<PrepareInto> = {}): Promise<[number, unknown][]> => {
    const batch = await prepare(content, part)
    const lines = (await textOf(batch.quarantine())).split('\n').filter((line) => line !== '')
    await batch.discard()
    return lines.map((line) => {
      const [number, faults] = line.split('\t')
      return [Number(number), JSON.parse(faults!.replaceAll('\\\\', '\\'))]
    })
  }
  const refused = async (
    content: string | Uint8Array,
    reason: object,
    part: Partial<PrepareInto> = {},
  ): Promise<void> => {
    await expect(prepare(content, part)).rejects.toMatchObject({ reason })
    expect(await readdir(join(folder, 'spool')).catch(() => [])).toEqual([])
  }

  test.each([
    ['semicolons', `${header.replaceAll(',', ';')}\n1;2;3.5;2024-01-01;是\n`, 'utf-8'],
    ['tabs and a byte order mark', `\ufeff${header.replaceAll(',', '\t')}\r\n1\t2\t3.5\t2024-01-01\t是\r\n`, 'utf-8'],
    ['pipes and quotes', `${header.replaceAll(',', '|')}\n"1"|"2"|3.5|2024-01-01|是`, 'utf-8'],
    ['another order of columns', '金额,编号,日期,是否有效,数量\n3.5,1,2024-01-01,是,2', 'utf-8'],
  ])('is read with %s', async (_, text, encoding) => {
    const batch = await prepare(text)
    expect(batch).toMatchObject({ format: 'csv', encoding, good: 1, quarantined: 0 })
    await batch.discard()
  })

  test('in GB18030 is read and told', async () => {
    const gb = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0x31, 0x0a]) // 编号,1
    const single = { ...dataset, layout: [layout[0]!, column('x', '1')] }
    const batch = await prepare(Buffer.concat([gb, Buffer.from([0xc4, 0xe3, 0x2c, 0x61])]), { dataset: single })
    expect(batch).toMatchObject({ encoding: 'gb18030', good: 1 })
    expect(await textOf(batch.rows())).toContain('你')
    await batch.discard()
  })

  test('of ragged rows keeps them apart with their lines', async () => {
    expect(await faultsOf(`${header}\n1,2,3,2024-01-01,是\n1,2\n\n"a\nb",2,3,2024-01-01,是,9\n`)).toEqual([
      [3, [{ item: '', fault: 'columnCount' }]],
      [5, [{ item: '', fault: 'columnCount' }]],
    ])
  })

  test('says of each fault the item, the reason and the value masked', async () => {
    expect(await faultsOf(`${header}\n,x12,1.,2024-02-30,maybe\n`)).toEqual([
      [
        2,
        [
          { item: 'id', fault: 'missing' },
          { item: 'count', fault: 'notAnInteger', value: 'x*2' },
          { item: 'amount', fault: 'notADecimal', value: '**' },
          { item: 'day', fault: 'notADate', value: '2********0' },
          { item: 'active', fault: 'notABoolean', value: 'm***e' },
        ],
      ],
    ])
  })

  test('that was joined of two has its second header in quarantine', async () => {
    const texts = { ...dataset, layout: [column('a', '甲'), column('b', '乙')] }
    expect(await faultsOf('甲,乙\n1,2\n甲,乙\n3,4\n', { dataset: texts })).toEqual([
      [3, [{ item: '', fault: 'repeatedHeader' }]],
    ])
  })

  test('with codes outside the list of an item keeps those rows apart', async () => {
    const codeLists = new Map([['id', new Set(['1', '2'])]])
    expect(await faultsOf(`${header}\n1,,,,\n9,,,,\n`, { codeLists })).toEqual([
      [3, [{ item: 'id', fault: 'notInCodeList', value: '*' }]],
    ])
  })

  test('of JSON Lines', async () => {
    const text = [
      '{"编号":"1","count":2,"金额":3.50,"日期":"2024-01-01","是否有效":true}',
      '{"id":"2"}',
      '{"id":"3","count":{"x":1}}',
      '{"id":"4","id":"5"}',
      '{"id":"6","编号":"7"}',
      '{"id":"8","secret":"9"}',
      '{"id":',
      '[1]',
    ].join('\n')
    const batch = await prepare(text, { format: 'jsonl' })
    expect(batch).toMatchObject({ format: 'jsonl', good: 2, quarantined: 6 })
    await batch.discard()
    expect(await faultsOf(text)).toEqual([
      [3, [{ item: '', fault: 'jsonNested' }]],
      [4, [{ item: '', fault: 'jsonDuplicateKey' }]],
      [5, [{ item: 'id', fault: 'jsonDuplicateKey' }]],
      [6, [{ item: '', fault: 'unknownItem' }]],
      [7, [{ item: '', fault: 'jsonMalformed' }]],
      [8, [{ item: '', fault: 'jsonNotAnObject' }]],
    ])
  })

  const workbook = async (rows: readonly (readonly string[])[]): Promise<Buffer> => {
    const parts: Uint8Array[] = []
    const columns = header.split(',').map((title) => ({ title }))
    for await (const part of writeXlsx([{ name: '数据', columns, rows }] as never)) parts.push(part)
    return Buffer.concat(parts)
  }

  test('of a workbook, on disk or on its way', async () => {
    const content = await workbook([
      ['1', '2', '3.5', '2024-01-01', '是'],
      ['2', 'x', '', '', ''],
    ])
    const batch = await prepare(content)
    expect(batch).toMatchObject({ format: 'xlsx', good: 1, quarantined: 1, received: 2 })
    const path = join(folder, 'book.csv')
    await writeFile(path, content)
    const again = await prepareBatch({ path }, into())
    expect(again).toMatchObject({ format: 'xlsx', good: 1, contentHash: batch.contentHash })
    await batch.discard()
    await again.discard()
  })

  test('of Parquet', async () => {
    const content = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: '编号', data: ['1', '2'], type: 'STRING' },
          { name: '数量', data: [5, 6], type: 'INT32' },
          { name: '金额', data: [1.5, 2.5], type: 'DOUBLE' },
          { name: '日期', data: ['2024-01-01', '2024-13-01'], type: 'STRING' },
          { name: '是否有效', data: [true, false], type: 'BOOLEAN' },
        ],
      }),
    )
    const batch = await prepare(content)
    expect(batch).toMatchObject({ format: 'parquet', good: 1, quarantined: 1 })
    await batch.discard()
    await refused(content.subarray(0, content.length - 20), {
      code: 'TABLE_UNREADABLE',
      issue: { code: 'PARQUET_DAMAGED' },
    })
  })

  test('that is not what it was said to be is refused', async () => {
    await refused(`${header}\n1,,,,\n`, { code: 'BATCH_FORMAT', declared: 'xlsx', found: 'csv' }, { format: 'xlsx' })
  })

  test('that is no table is refused by what it is', async () => {
    await refused(Buffer.from('%PDF-1.7'), { code: 'TABLE_UNREADABLE', issue: { code: 'TABLE_KIND', kind: 'pdf' } })
    await refused(Buffer.from('PK\x03\x04 and no more'), { code: 'TABLE_UNREADABLE' })
    await refused(`${header}\n1,\0,,,\n`, { code: 'TABLE_UNREADABLE', issue: { code: 'TEXT_BINARY' } })
  })

  test('without rows, with a column twice, with a line without end, in two encodings is refused', async () => {
    await refused('', { code: 'BATCH_EMPTY' })
    await refused(header, { code: 'BATCH_EMPTY' })
    await refused(`${header},编号\n1,,,,,2\n`, { code: 'CSV_COLUMNS', unknown: ['编号'] })
    await refused(`${header}\n1,,,,\n${'x'.repeat(1_200_000)}`, {
      code: 'CSV_MALFORMED',
      line: 3,
      fault: 'CSV_MAX_RECORD_SIZE',
    })
    await refused(Buffer.concat([Buffer.from(`${header}\n${'好,,,,\n'.repeat(200)}`), Buffer.from([0xc4, 0xe3])]), {
      code: 'CSV_ENCODING',
    })
    await refused(`${header}\n1,a"b",,,\n`, { code: 'CSV_MALFORMED', line: 2, fault: 'INVALID_OPENING_QUOTE' })
    await refused(`${header}\n1,,,,\n"1,,,,\n`, { code: 'CSV_MALFORMED', line: 3, fault: 'CSV_QUOTE_NOT_CLOSED' })
  })

  test('with an undeclared column of phones or cards stops with masked evidence', async () => {
    const phones = Array.from(
      { length: 60 },
      (_, i) => `1${3 + (i % 7)}${String(((i + 1) * 987654321) % 1e9).padStart(9, '5')}`,
    )
    const text = `${header}\n${phones.map((p) => `${p},,,,`).join('\n')}\n`
    const fault = await prepare(text).catch((e: unknown) => e as { reason: { evidence: string[] } })
    expect(fault).toMatchObject({ reason: { code: 'BATCH_UNDECLARED_IDENTIFIER', column: '编号' } })
    expect(JSON.stringify(fault)).not.toContain(phones[0])
    // Declared as a phone it is what the catalog says it is.
    const declared = { ...dataset, layout: [{ ...layout[0]!, mask: 'phone' as const }, ...layout.slice(1)] }
    const batch = await prepare(text, { dataset: declared })
    expect(batch.good).toBe(60)
    await batch.discard()
  })

  test('that is given up ends and leaves nothing', async () => {
    const aborting = new AbortController()
    async function* slow(): AsyncIterable<Uint8Array> {
      yield Buffer.from(`${header}\n`)
      aborting.abort()
      yield Buffer.from('1,,,,\n')
    }
    await expect(prepareBatch(slow(), into({ signal: aborting.signal }))).rejects.toThrow()
    expect(await readdir(join(folder, 'spool'))).toEqual([])
  })

  test('tells how far it is', async () => {
    const told: unknown[] = []
    const batch = await prepare(`${header}\n1,,,,\n`, { onProgress: (p) => told.push(p) })
    expect(told.at(-1)).toEqual({ bytes: Buffer.byteLength(`${header}\n1,,,,\n`), seen: 1, good: 1, quarantined: 0 })
    await batch.discard()
  })
})

describe.each(engines)('a prepared file on %s', (engine) => {
  let city: City
  let folder: string
  beforeAll(async () => {
    city = await openCity(engine)
    folder = await mkdtemp(join(tmpdir(), 'fadu-formats-'))
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('holds in its columns what the database makes of the same text, and a digest by which rows are equal', async () => {
    const values = [
      ['0', '0', '0001-01-01', '1'],
      ['-0', '-0.00', '1999-12-31', '0'],
      ['+5', '+0012.3400', '2000-01-01', 'true'],
      ['-999999999999999', '-99999999999999999999.00000000000000000001', '2000-02-29', '否'],
      ['999999999999999', '10000.0001', '1600-03-01', '是'],
      ['42', '00000000.00010', '9999-12-31', ''],
      ['', '', '', ''],
      ['7', '123456', '1970-01-01', '1'],
      ['7', '123456', '1970-01-01', '1'],
    ]
    const rows = values.map((cells, i) => [i >= 7 ? 'same' : `行${i}\t"\\`, ...cells])
    const quoted = rows.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n')
    async function* bytes(): AsyncIterable<Uint8Array> {
      yield Buffer.from(`${header}\n${quoted}\n`)
    }
    const batch = await prepareBatch(bytes(), {
      dataset,
      keys,
      number: 3,
      spoolFolder: folder,
      today: civil('2026-01-01'),
      withDigest: true,
    })
    expect(batch).toMatchObject({ good: rows.length, quarantined: 0 })
    const { db } = city.services
    await db.transaction().execute((tx) =>
      rawConnection(tx, async (connection) => {
        await connection.script(createTableSql(dataset.table, layout))
        const loaded = await connection.copyIn(dataset.table, writtenColumns(layout, { digest: true }), batch.rows())
        expect(loaded).toBe(rows.length)
      }),
    )
    const stored = await sql<
      Record<string, unknown>
    >`select batch, line, f_id, f_count::text as count, f_amount::text as amount,
      f_day::text as day, f_active as active, encode(digest, 'hex') as digest from ${sql.table(dataset.table)} order by line`.execute(
      db,
    )
    for (const [i, [id, count, amount, day, active]] of rows.entries()) {
      const cast = await sql<Record<string, unknown>>`select nullif(${count!}, '')::bigint::text as count,
        nullif(${amount!}, '')::numeric::text as amount, nullif(${day!}, '')::date::text as day`.execute(db)
      const { digest: _, ...row } = stored.rows[i]!
      expect(row).toEqual({
        batch: 3,
        line: i + 2,
        f_id: id,
        ...cast.rows[0],
        active: active === '' ? null : ['1', 'true', '是'].includes(active!),
      })
    }
    const digests = stored.rows.map((r) => r['digest'])
    expect(digests[7]).toBe(digests[8])
    expect(new Set(digests).size).toBe(rows.length - 1)
    await sql`drop table ${sql.table(dataset.table)}`.execute(db)
    await batch.discard()
  })
})
