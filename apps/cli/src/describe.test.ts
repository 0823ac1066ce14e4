import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2'
import pg from 'pg'
import { openTable, readHeader } from '@fadu/tables'
import { startTempPostgres, type TempPostgres } from '@fadu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fadu } from './testing/run-fadu.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-describe-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function sheetsOf(
  path: string,
): Promise<Record<string, { columns: readonly string[]; rows: (readonly string[])[] }>> {
  const table = await openTable(path)
  const sheets: Record<string, { columns: readonly string[]; rows: (readonly string[])[] }> = {}
  for (const sheet of table.sheets) {
    const headed = await readHeader(sheet)
    const rows: (readonly string[])[] = []
    for await (const row of headed.rows()) rows.push(row.cells)
    sheets[sheet.name] = { columns: headed.columns, rows }
  }
  await table.close()
  return sheets
}

describe('a PostgreSQL', () => {
  let server: TempPostgres
  beforeAll(async () => {
    server = await startTempPostgres()
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query(`
      create domain short_code as varchar(6) not null;
      create table 低保对象 (
        id bigint primary key, id_no varchar(18) not null, amount numeric(10, 2), members numeric(3, 0),
        since date not null, active boolean, kind short_code, note text, seen_at timestamptz, key uuid);
      comment on table 低保对象 is '最低生活保障对象；每月更新';
      comment on column 低保对象.id_no is '公民身份号码，18 位';
      insert into 低保对象 (id, id_no, since, kind) values (1, 'not-to-be-read', '2026-01-01', 'a');
      create schema other;
      create table other.plain (a int);
      create role reader login;`)
    await client.end()
  })
  afterAll(() => server.stop())

  test('gives a workbook of the template: tables, comments, types, lengths, what may be empty, and no value', async () => {
    const out = join(folder, 'catalog.xlsx')
    const run = await fadu(
      'describe',
      server.url,
      '--schema',
      'public',
      '--territory',
      '640300',
      '--prefix',
      'WZ',
      '--out',
      out,
    )
    expect(run).toMatchObject({ code: 0, err: '' })
    const sheets = await sheetsOf(out)
    expect(sheets['目录']!.rows).toEqual([['WZ-DIBAODUIXIANG', '最低生活保障对象']])
    const at = (name: string): number => sheets['数据项']!.columns.indexOf(name)
    const shown = ['数据项编码', '数据项名称', '类型', '长度', '可否为空', '标识', '含义'].map(at)
    expect(sheets['数据项']!.rows.map((r) => shown.map((i) => r[i] ?? ''))).toEqual([
      ['id', 'id', '整数', '', '否', '', ''],
      ['id_no', '公民身份号码', '文本', '18', '否', '公民身份号码', '公民身份号码，18 位'],
      ['amount', 'amount', '小数', '', '是', '', ''],
      ['members', 'members', '整数', '', '是', '', ''],
      ['since', 'since', '日期', '', '否', '', ''],
      ['active', 'active', '是否', '', '是', '', ''],
      ['kind', 'kind', '文本', '6', '否', '', ''],
      ['note', 'note', '文本', '', '是', '', ''],
      ['seen_at', 'seen_at', '文本', '', '是', '', ''],
      ['key', 'key', '文本', '36', '是', '', ''],
    ])
    expect((await readFile(out)).includes('not-to-be-read')).toBe(false)
  })

  test('one table of one schema, as JSON; an account without rights on the rows is enough', async () => {
    const url = new URL(server.url)
    url.username = 'reader'
    const run = await fadu('describe', url.href, '--schema', 'other', '--table', 'plain')
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({ entries: [{ code: 'PLAIN', items: [{ code: 'a', type: 'integer' }] }] })
    expect((await fadu('describe', server.url, '--table', 'none', '--out', join(folder, 'none.json'))).code).toBe(1)
  })

  test('what fails is said without the password', async () => {
    const url = new URL(server.url)
    url.password = 'top-secret'
    url.pathname = '/nowhere'
    const run = await fadu('describe', url.href)
    expect(run.code).toBe(1)
    expect(run.err).toContain('PostgreSQL')
    expect(run.err).toContain('3D000')
    expect(run.err + run.out).not.toContain('top-secret')
  })
})

describe('a MySQL', () => {
  test('is asked for its information_schema in a transaction that can write nothing', async () => {
    const asked: string[] = []
    const columns = [
      { name: 'id', comment: '', type: 'bigint', written: 'bigint unsigned', length: null, scale: 0, nullable: 'NO' },
      {
        name: 'mobile',
        comment: '手机号码',
        type: 'varchar',
        written: 'varchar(11)',
        length: 11,
        scale: null,
        nullable: 'YES',
      },
      { name: 'active', comment: '', type: 'tinyint', written: 'tinyint(1)', length: null, scale: 0, nullable: 'NO' },
      {
        name: 'amount',
        comment: '',
        type: 'decimal',
        written: 'decimal(10,2)',
        length: null,
        scale: 2,
        nullable: 'YES',
      },
      { name: 'at', comment: '', type: 'datetime', written: 'datetime', length: null, scale: null, nullable: 'YES' },
    ]
    const server = mysql.createServer(() => undefined)
    server.on('connection', (connection) => {
      // Packets of each question are counted anew; the stand-in for a server has to be told.
      const restartCount = (): void =>
        void setImmediate(() => (connection as unknown as { _resetSequenceId(): void })._resetSequenceId())
      connection.on('error', () => undefined)
      connection.serverHandshake({
        protocolVersion: 10,
        serverVersion: '8.0.0',
        connectionId: 1,
        statusFlags: 2,
        characterSet: 45,
        capabilityFlags: 0xffffff,
        authCallback: (_: unknown, done: (error: null, answer: null) => void) => {
          done(null, null)
          restartCount()
        },
      })
      connection.on('query', (sql: string) => {
        asked.push(sql)
        restartCount()
        if (!sql.includes('information_schema')) return connection.writeOk({ affectedRows: 0 })
        const names = [
          'table_name',
          'table_comment',
          'column_name',
          'column_comment',
          'data_type',
          'column_type',
          'max_length',
          'scale',
          'nullable',
        ]
        const rows = columns.map((c) => ({
          table_name: 't_person',
          table_comment: '人员信息',
          column_name: c.name,
          column_comment: c.comment,
          data_type: c.type,
          column_type: c.written,
          max_length: c.length,
          scale: c.scale,
          nullable: c.nullable,
        }))
        connection.writeTextResult(
          rows,
          names.map((name) => ({
            catalog: 'def',
            schema: '',
            table: '',
            orgTable: '',
            name,
            orgName: name,
            characterSet: 45,
            columnLength: 400,
            columnType: 253,
            flags: 0,
            decimals: 0,
          })),
        )
      })
    })
    const port = await freePort()
    // The declared type knows the port alone.
    const listen = server.listen.bind(server) as (
      port: number,
      host: string,
      backlog: undefined,
      done: () => void,
    ) => void
    await new Promise<void>((resolve) => listen(port, '127.0.0.1', undefined, resolve))
    try {
      const run = await fadu('describe', `mysql://reader:top-secret@127.0.0.1:${port}/city`)
      expect(run, run.err).toMatchObject({ code: 0 })
      expect(run.out).not.toContain('top-secret')
      const [entry] = JSON.parse(run.out).entries
      expect(entry).toMatchObject({ code: 'T-PERSON', name: '人员信息' })
      expect(
        entry.items.map((i: Record<string, unknown>) => [
          i['code'],
          i['name'],
          i['type'],
          i['maxLength'],
          i['nullable'],
          i['category'],
        ]),
      ).toEqual([
        ['id', 'id', 'integer', null, false, null],
        ['mobile', '手机号码', 'text', 11, true, 'mobileNumber'],
        ['active', 'active', 'boolean', null, false, null],
        ['amount', 'amount', 'decimal', null, true, null],
        ['at', 'at', 'text', null, true, null],
      ])
      expect(asked[0]).toBe('start transaction read only')
      expect(asked[1]).toContain("t.table_schema = 'city'")
      expect(asked.at(-1)).toBe('rollback')
    } finally {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        setTimeout(resolve, 200)
      })
    }
  })

  test('what does not answer is said without the address', async () => {
    const run = await fadu('describe', `mysql://reader:top-secret@127.0.0.1:${await freePort()}/city`)
    expect(run).toMatchObject({ code: 1 })
    expect(run.err).toContain('ECONNREFUSED')
    expect(run.err).not.toContain('top-secret')
  })
})

test('a data file gives an entry with its columns as items, in a flat CSV of the template', async () => {
  const file = join(folder, '学校名单.csv')
  await writeFile(file, '学校名称,人数,成立日期\n一中,1200,1950-09-01\n二中,,1960-09-01\n')
  const out = join(folder, 'out.csv')
  const run = await fadu('describe', file, '--territory', '330212', '--out', out)
  expect(run).toMatchObject({ code: 0, err: '' })
  const flat = (await sheetsOf(out))['']!
  const at = (name: string): number => flat.columns.indexOf(name)
  expect(flat.rows.map((r) => [r[at('目录编码')], r[at('数据项名称')], r[at('类型')], r[at('可否为空')]])).toEqual([
    ['XUEXIAOMINGDAN', '学校名称', '文本', '否'],
    ['XUEXIAOMINGDAN', '人数', '整数', '是'],
    ['XUEXIAOMINGDAN', '成立日期', '日期', '否'],
  ])
})

test.each([
  [['describe'], "missing required argument 'source'"],
  [['describe', 'x.csv', '--out', 'x.pdf'], '--out ends with'],
  [['describe', 'x.csv', '--out', 'x.xlsx'], '--territory is needed'],
  [['describe', 'x.csv', '--schema', 'public'], 'are for databases'],
])('wrong arguments %j', async (args, line) => {
  const { code, err } = await fadu(...args)
  expect(code).toBe(2)
  expect(err).toContain(line)
})

async function freePort(): Promise<number> {
  const probe = createTcpServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
