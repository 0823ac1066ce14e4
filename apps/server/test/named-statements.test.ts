import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import pg from 'pg'
import { openDatabase, DatabaseError, type Db, type OpenDatabase } from '../src/platform/db/open-database.ts'
import { sql } from 'kysely'

const askedOften = 25

describe('statements that are asked again and again, on PostgreSQL', () => {
  const name = `named_${process.pid}_${Date.now()}`
  let admin: pg.Client
  let opened: OpenDatabase
  let db: Db
  beforeAll(async () => {
    admin = new pg.Client({ connectionString: inject('postgresUrl') })
    await admin.connect()
    await admin.query(`create database ${name}`)
    const url = new URL(inject('postgresUrl'))
    url.pathname = `/${name}`
    // One connection: what it has prepared is seen by asking it.
    opened = await openDatabase({ url: url.href, dataFolder: '', patience: { maxConnections: 1 } })
    db = opened.db
    await sql`create table thing (id integer primary key, name text)`.execute(db)
    await sql`insert into thing select n, 'thing ' || n from generate_series(1, 100) n`.execute(db)
  })
  afterAll(async () => {
    await opened.close()
    await admin.query(`drop database ${name}`)
    await admin.end()
  })

  const find = (on: Db, id: number) => sql<Record<string, unknown>>`select * from thing where id = ${id}`.execute(on)
  const prepared = async (like: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from pg_prepared_statements where statement like ${like}`.execute(db)
    return rows[0]!.n
  }

  test('are parsed once by a connection, and each gets its own answer', async () => {
    expect(await prepared('select * from thing where id%')).toBe(0)
    for (let id = 1; id <= askedOften; id++) expect((await find(db, id)).rows).toEqual([{ id, name: `thing ${id}` }])
    expect(await prepared('select * from thing where id%')).toBe(1)
  })

  test('what was refused once is asked again as before', async () => {
    const divide = (by: number) => sql<{ q: number }>`select 10 / ${by}::integer as q`.execute(db)
    for (let i = 0; i < askedOften; i++) expect((await divide(5)).rows).toEqual([{ q: 2 }])
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    expect((await divide(2)).rows).toEqual([{ q: 5 }])
  })

  test('a table that is changed under them gives its new columns at once', async () => {
    await admin.query('select 1')
    await sql`alter table thing add column size integer not null default 7`.execute(db)
    expect((await find(db, 1)).rows).toEqual([{ id: 1, name: 'thing 1', size: 7 }])
    for (let i = 0; i < askedOften; i++) expect((await find(db, 2)).rows).toHaveLength(1)
  })

  test('a transaction that meets the change is told to come again, writes nothing, and goes through the next time', async () => {
    for (let i = 0; i < askedOften; i++) await find(db, 1)
    await sql`alter table thing add column colour text`.execute(db)
    const act = () =>
      db.transaction().execute(async (tx) => {
        await sql`insert into thing (id, name) values (1000, 'new')`.execute(tx)
        return (await find(tx, 1000)).rows
      })
    const failed = await act().catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(DatabaseError)
    expect((failed as DatabaseError).fault).toEqual({ code: 'DB_PLAN_OUTDATED' })
    expect((await find(db, 1000)).rows).toEqual([])
    expect(await act()).toEqual([{ id: 1000, name: 'new', size: 7, colour: null }])
  })
})
