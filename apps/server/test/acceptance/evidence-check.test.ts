import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendLeaves, emptyEdge, encodeUtf8, leafHash } from '@fadu/audit-log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sm3Hash } from '@fadu/smcrypto'
import type { CheckDeps } from '../../src/platform/log/check-evidence.ts'
import { signatureKept } from '../../src/platform/log/compare-accesses.ts'
import { evidenceOfEntries, evidenceTables, notEvidence } from '../../src/platform/log/evidence-tables.ts'
import { engines, openCity, type City } from '../support/city.ts'
import {
  checkDeps,
  columnsOf,
  dropConstraints,
  foundAfter,
  insertSome,
  keySql,
  otherValue,
  type Column,
} from '../support/tampering.ts'

const tables = Object.keys(evidenceTables)

/** Whoever changes a record of evidence beside the platform is found, and the record is named: PF-110. */
describe.each(engines)('check of the evidence on %s', (engine) => {
  let city: City
  let deps: Omit<CheckDeps, 'onFinding'>
  /** A row of every table of evidence, by its key. */
  const rowOf = new Map<string, string>()
  /** And one for each of its columns that is not of the key. */
  const rowsOf = new Map<string, { readonly column: string; readonly key: string }[]>()
  const columns = new Map<string, readonly Column[]>()

  beforeAll(async () => {
    city = await openCity(engine)
    await dropConstraints(city)
    for (const table of tables) columns.set(table, await columnsOf(city, table))
    const { db, log } = city.services
    await db.transaction().execute(async (tx) => {
      for (const table of tables) {
        rowOf.set(table, await insertSome(tx, table, columns.get(table)!))
        const { columns: of, key } = evidenceTables[table]!
        const rows: { readonly column: string; readonly key: string }[] = []
        for (const column of of.filter((c) => !key.includes(c))) {
          rows.push({ column, key: await insertSome(tx, table, columns.get(table)!) })
        }
        rowsOf.set(table, rows)
      }
    })
    for (let i = 0; i < 12; i++) {
      await log.appendAll(
        db,
        Array.from({ length: 60 }, (_, k) => ({ at: city.now(), body: someEntry(`${i}.${k}`) })),
      )
      await log.integrate()
    }
    deps = await checkDeps(city)
  })
  afterAll(() => city.close())

  const someEntry = (name: string) =>
    ({
      kind: 'system',
      action: `test.${name}`,
      actor: { type: 'System', id: 'system' },
      grounds: [],
      outcome: 'done',
    }) as const
  const found = (...args: Parameters<typeof foundAfter> extends [City, unknown, ...infer Rest] ? Rest : never) =>
    foundAfter(city, deps, ...args)
  const where = (table: string) => sql`${sql.raw(keySql(table))} = ${rowOf.get(table)!}`

  test('PF-110 of an untouched database nothing is found', async () => {
    expect(await found(() => Promise.resolve())).toEqual([])
  })

  test('every table of the schema is evidence, or it is said why it is not', async () => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'ds\\_%' order by 1`.execute(
      city.services.db,
    )
    const said = [...tables, ...Object.keys(evidenceOfEntries), ...Object.keys(notEvidence)]
    expect(said.length).toBe(new Set(said).size)
    expect(rows.map((r) => r.name).filter((name) => !said.includes(name))).toEqual([])
    for (const [table, { columns: of }] of Object.entries(evidenceTables)) {
      const names = columns.get(table)!.map((c) => c.name)
      expect(
        of.filter((c) => !names.includes(c)),
        table,
      ).toEqual([])
    }
  })

  test('PF-110 a record with one changed value is named, whatever its table and whichever its column', async () => {
    const expected: string[] = []
    const names = await found(async (tx) => {
      for (const table of tables) {
        for (const { column: name, key } of rowsOf.get(table)!) {
          const column = columns.get(table)!.find((c) => c.name === name)!
          await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${otherValue(column)}
            where ${sql.raw(keySql(table))} = ${key}`.execute(tx)
          expected.push(`${table} ${key} altered`)
        }
      }
    })
    expect(expected.length).toBeGreaterThan(350)
    expect(names).toEqual(expected.toSorted())
  })

  test('PF-110 a removed record is named, whatever its table', async () => {
    const names = await found(async (tx) => {
      for (const table of tables) await sql`delete from ${sql.table(table)} where ${where(table)}`.execute(tx)
    })
    expect(names).toEqual(tables.map((table) => `${table} ${rowOf.get(table)!} missing`).toSorted())
  })

  test('PF-110 a record put in is named, whatever its table', async () => {
    const expected: string[] = []
    const names = await found(async (tx) => {
      for (const table of tables) {
        expected.push(`${table} ${await insertSome(tx, table, columns.get(table)!)} added`)
      }
    })
    expect(names).toEqual(expected.toSorted())
  })

  test('PF-110 a record under another key is missing here and added there', async () => {
    const expected: string[] = []
    const names = await found(async (tx) => {
      for (const table of tables) {
        const column = columns.get(table)!.find((c) => c.name === evidenceTables[table]!.key.at(-1))!
        const { rows } = await sql<{ key: string }>`
          update ${sql.table(table)} set ${sql.ref(column.name)} = ${otherValue(column)} where ${where(table)}
          returning ${sql.raw(keySql(table))} as key`.execute(tx)
        expected.push(`${table} ${rowOf.get(table)!} missing`, `${table} ${rows[0]!.key} added`)
      }
    })
    expect(names).toEqual(expected.toSorted())
  })

  test('PF-110 what is written beside the platform while its triggers are on is named too, even when it is put right again', async () => {
    const table = 'account'
    const names = await found(
      async (tx) => {
        await sql`update account set roles = roles || 'auditAdmin'::text where ${where(table)}`.execute(tx)
        await sql`update account set roles = array_remove(roles, 'auditAdmin') where ${where(table)}`.execute(tx)
      },
      { triggers: true },
    )
    expect(names).toEqual([`account ${rowOf.get(table)!} altered`])
  })

  test('PF-110 a row put back to what it was earlier, salt and all, is named', async () => {
    const table = 'case_entry'
    const { db } = city.services
    const saltOf = async () =>
      (
        await sql<{ salt: Buffer }>`select salt from evidence_salt where table_name = ${table}
        and row_key = ${rowOf.get(table)!}`.execute(db)
      ).rows[0]!.salt
    const before = await saltOf()
    await db.transaction().execute((tx) => sql`update case_entry set act = 'approve' where ${where(table)}`.execute(tx))
    const later = await found(() => Promise.resolve())
    expect(later).toEqual([])
    const names = await found(async (tx) => {
      await sql`update evidence_salt set salt = ${before} where table_name = ${table} and row_key = ${rowOf.get(table)!}`.execute(
        tx,
      )
      await sql`update case_entry set act = 'refuse' where ${where(table)}`.execute(tx)
    })
    expect(names).toEqual([`case_entry ${rowOf.get(table)!} altered`])
  })

  test('PF-110 a salt that is changed, lost or put in is found', async () => {
    const key = rowOf.get('data_grant')!
    const flip = sql`update evidence_salt set salt = set_byte(salt, 3, get_byte(salt, 3) # 1)
      where table_name = 'data_grant' and row_key = ${key}`
    expect(await found(async (tx) => void (await flip.execute(tx)))).toEqual([`data_grant ${key} altered`])
    const lose = sql`delete from evidence_salt where table_name = 'data_grant' and row_key = ${key}`
    expect(await found(async (tx) => void (await lose.execute(tx)))).toEqual([`data_grant ${key} altered`])
    const put = sql`insert into evidence_salt values ('data_grant', 'x', '\\x000102030405060708090a0b0c0d0e0f', gen_random_uuid())`
    expect(await found(async (tx) => void (await put.execute(tx)))).toEqual(['evidence_salt data_grant/x added'])
  })

  test('PF-110 a trigger that is off or gone is found', async () => {
    const off = sql`alter table data_grant disable trigger keep_evidence`
    const gone = sql`drop trigger keep_evidence on case_entry`
    const names = await found(async (tx) => {
      await off.execute(tx)
      await gone.execute(tx)
    })
    expect(names).toEqual([
      'pg_trigger keep_evidence/case_entry missing',
      'pg_trigger keep_evidence/data_grant altered',
    ])
  })

  describe('accesses', () => {
    let entry: string
    let grant: string
    let signature: string
    const day = '2026-02-10'

    beforeAll(async () => {
      const { db, log } = city.services
      const dataset = rowOf.get('dataset')!
      grant = rowOf.get('data_grant')!
      signature = randomUUID()
      const application = randomUUID()
      const row = { id: signature, application, nonce: 'n', key: randomUUID(), base: '0a0b', signature: 'ff00' }
      const kept = signatureKept(sm3Hash, { ...row, receivedAt: Date.parse(`${day}T01:00:00.123Z`) })
      await sql`insert into call_signature values (${row.id}, ${application}, 'n', ${row.key}, '\\x0a0b', '\\xff00',
        ${`${day}T01:00:00.123Z`}::timestamptz)`.execute(db)
      const actor = {
        type: 'Application',
        id: application,
        signature: { id: signature, keyid: 'k', alg: 'sm2', base: '', value: '', kept },
      }
      const body = { ...someEntry('access'), kind: 'access' as const, dataset, grant, actor }
      const digests = [1, 2, 3].map((n) => new Uint8Array(32).fill(n))
      const uses = [3, 0].map((rows) => ({
        at: new Date(`${day}T01:00:00.500Z`),
        body,
        keys: { dataset, digests },
        use: { grant, asked: 3, rows },
      }))
      entry = (await log.appendAll(db, uses))[0]!.id
      await log.integrate()
      deps = await checkDeps(city)
    })
    const after = (statement: ReturnType<typeof sql>) => found(async (tx) => void (await statement.execute(tx)))

    test('PF-110 accesses as they were recorded are sound', async () => {
      expect(await found(() => Promise.resolve())).toEqual([])
    })

    test('PF-110 an access whose keys were altered, removed or added to is named', async () => {
      const of = sql`entry_id = ${entry}::uuid`
      const one = sql`${of} and digest = ${new Uint8Array(32).fill(2)}`
      const named = (found: string): string[] => [`access_key ${entry} ${found}`]
      for (const at of [0, 31]) {
        const flip = sql`update access_key set digest = set_byte(digest, ${at}, get_byte(digest, ${at}) # 1) where ${one}`
        expect(await after(flip)).toEqual(named('altered'))
      }
      expect(await after(sql`update access_key set day = day + 1 where ${one}`)).toEqual(named('altered'))
      expect(await after(sql`update access_key set dataset_id = gen_random_uuid() where ${one}`)).toEqual(
        named('altered'),
      )
      expect(await after(sql`delete from access_key where ${one}`)).toEqual(named('missing'))
      expect(await after(sql`delete from access_key where ${of}`)).toEqual(named('missing'))
      const put = sql`insert into access_key select dataset_id, '\\x00', entry_id, day from access_key where ${one}`
      expect(await after(put)).toEqual(named('added'))
      const other = '00000000-0000-7000-8000-000000000002'
      const moved = await after(sql`update access_key set entry_id = ${other}::uuid where ${of}`)
      expect(moved).toEqual([`access_key ${other} added`, ...named('missing')].toSorted())
    })

    test('PF-110 what was counted under a grant is compared with the accesses, count by count', async () => {
      for (const count of ['calls', 'asked', 'missed', 'rows', 'off_hours_rows']) {
        const changed = sql`update grant_usage set ${sql.ref(count)} = ${sql.ref(count)} + 1`
        expect(await after(changed), count).toEqual([`grant_usage ${grant}/${day} altered`])
      }
      expect(await after(sql`delete from grant_usage`)).toEqual([`grant_usage ${grant}/${day} missing`])
      const put = sql`insert into grant_usage select grant_id, day + 1, calls, asked, missed, rows, off_hours_rows from grant_usage`
      expect(await after(put)).toEqual([`grant_usage ${grant}/2026-02-11 added`])
    })

    test('PF-110 a kept signature of a call is named when any part of it changed or it is gone', async () => {
      for (const column of (await columnsOf(city, 'call_signature')).filter((c) => c.name !== 'id')) {
        const changed = sql`update call_signature set ${sql.ref(column.name)} = ${otherValue(column)}`
        expect(await after(changed), column.name).toEqual([`call_signature ${signature} altered`])
      }
      expect(await after(sql`delete from call_signature`)).toEqual([`call_signature ${signature} missing`])
    })
  })

  describe('the log itself', () => {
    const entryAt = async (index: number): Promise<string> =>
      (
        await city.services.db
          .selectFrom('log_leaf')
          .select('entry_id')
          .where('leaf_index', '=', index)
          .executeTakeFirstOrThrow()
      ).entry_id
    const after = (statement: ReturnType<typeof sql>) => found(async (tx) => void (await statement.execute(tx)))

    test('PF-110 an entry with one changed byte is named, wherever the byte stands', async () => {
      const ids = await Promise.all([5, 60, 255, 256, 300, 511, 512, 640, 700, 770].map(entryAt))
      const names = await found(async (tx) => {
        for (const [i, id] of ids.entries()) {
          const at = sql`greatest(1, length(body) * ${i}::integer / ${ids.length - 1}::integer)`
          await sql`update log_entry set body = overlay(body placing
            (case substr(body, ${at}, 1) when 'a' then 'b' else 'a' end) from ${at} for 1)
            where id = ${id}::uuid`.execute(tx)
        }
      })
      expect(names).toEqual(ids.map((id) => `log_entry ${id} altered`).toSorted())
    })

    test('PF-110 each column that repeats the body of an entry is compared with it', async () => {
      const expected: string[] = []
      const of = (await columnsOf(city, 'log_entry')).filter((c) => c.name !== 'id' && c.name !== 'body')
      const ids = await Promise.all(of.map((_, i) => entryAt(100 + i)))
      const names = await found(async (tx) => {
        for (const [i, column] of of.entries()) {
          const id = ids[i]!
          // The kind is one of a few words.
          const value = column.name === 'kind' ? sql`'act'` : otherValue(column)
          await sql`update log_entry set ${sql.ref(column.name)} = ${value} where id = ${id}::uuid`.execute(tx)
          expected.push(`log_entry ${id} altered`)
        }
      })
      expect(names).toEqual(expected.toSorted())
    })

    test('PF-110 an entry that was removed, with its leaf or without, is named', async () => {
      const id = await entryAt(400)
      expect(await after(sql`delete from log_entry where id = ${id}::uuid`)).toEqual([`log_entry ${id} missing`])
      expect(await after(sql`delete from log_leaf where leaf_index = 400`)).toEqual(['log_leaf 400 missing'])
      const both = await found(async (tx) => {
        await sql`delete from log_leaf where leaf_index = 400`.execute(tx)
        await sql`delete from log_entry where id = ${id}::uuid`.execute(tx)
      })
      expect(both).toEqual(['log_leaf 400 missing'])
    })

    test('PF-110 an entry that was put in is named: beside the tree, as a leaf, in the place of another', async () => {
      const copy = sql`insert into log_entry select '00000000-0000-7000-8000-000000000001', kind, body, recorded_at, action,
        actor, organization_id, case_id, dataset_id, grant_id from log_entry where id = ${await entryAt(3)}::uuid`
      const id = '00000000-0000-7000-8000-000000000001'
      expect(await after(copy)).toEqual([`log_entry ${id} unplaced`])
      const { rows } = await sql<{ size: number }>`select max(leaf_index)::integer + 1 as size from log_leaf`.execute(
        city.services.db,
      )
      const size = rows[0]!.size
      const asLeaf = await found(async (tx) => {
        await copy.execute(tx)
        await sql`insert into log_leaf values (${size}, ${id}::uuid)`.execute(tx)
      })
      expect(asLeaf).toContain(`log_leaf ${size} added`)
      const instead = await found(async (tx) => {
        await copy.execute(tx)
        await sql`update log_leaf set entry_id = ${id}::uuid where leaf_index = 350`.execute(tx)
      })
      expect(instead).toContain('log_leaf 350 altered')
    })

    test('PF-110 leaves that changed places are named', async () => {
      const names = await found(async (tx) => {
        await sql`update log_leaf set leaf_index = -1 where leaf_index = 20`.execute(tx)
        await sql`update log_leaf set leaf_index = 20 where leaf_index = 600`.execute(tx)
        await sql`update log_leaf set leaf_index = 600 where leaf_index = -1`.execute(tx)
      })
      expect(names).toEqual(['log_leaf 20 altered', 'log_leaf 600 altered'])
    })

    test.each([
      ['0/0', 0, 0],
      ['0/2', 0, 2],
      ['1/0', 1, 0],
    ] as const)('PF-110 tile %s with one changed byte is named', async (key, level, index) => {
      const width = (
        await city.services.db
          .selectFrom('log_tile')
          .select('width')
          .where('level', '=', level)
          .where('tile_index', '=', index)
          .executeTakeFirstOrThrow()
      ).width
      for (const at of [width * 32 - 1]) {
        const flipped = sql`update log_tile set hashes = set_byte(hashes, ${at}, get_byte(hashes, ${at}) # 1)
          where level = ${level} and tile_index = ${index}`
        expect(await after(flipped), `byte ${at}`).toEqual([`log_tile ${key} altered`])
      }
      const gone = sql`delete from log_tile where level = ${level} and tile_index = ${index}`
      expect(await after(gone)).toEqual([`log_tile ${key} missing`])
    })

    test('PF-110 a tile that was put in is named', async () => {
      const put = sql`insert into log_tile select level, 77, width, hashes from log_tile where level = 0 and tile_index = 0`
      expect(await after(put)).toEqual(['log_tile 0/77 added'])
    })

    test('PF-110 a checkpoint is named when any part of it changed, the newest one also when it is gone', async () => {
      const { db } = city.services
      const sizes = (await db.selectFrom('log_checkpoint').select('tree_size').orderBy('tree_size').execute()).map(
        (c) => c.tree_size,
      )
      const changes: ((note: string) => number)[] = [
        () => 3,
        (note) => note.indexOf('\n') + 2,
        (note) => note.indexOf('\n\n') - 4,
        (note) => note.length - 12,
      ]
      const notes = await db.selectFrom('log_checkpoint').select(['tree_size', 'note']).orderBy('tree_size').execute()
      const names = await found(async (tx) => {
        for (const [i, place] of changes.entries()) {
          const { tree_size: size, note } = notes[i + 1]!
          const at = place(note)
          const other = note[at] === 'A' ? 'B' : 'A'
          await sql`update log_checkpoint set note = overlay(note placing ${other} from ${at + 1} for 1)
            where tree_size = ${size}`.execute(tx)
        }
        await sql`update log_checkpoint set root = set_byte(root, 9, get_byte(root, 9) # 1)
          where tree_size in (${sizes[6]!}, ${sizes.at(-1)!})`.execute(tx)
      })
      const touched = [...notes.slice(1, 5).map((n) => n.tree_size), sizes[6]!, sizes.at(-1)!]
      expect(names).toEqual(touched.map((size) => `log_checkpoint ${size} altered`).toSorted())
      const gone = sql`delete from log_checkpoint where tree_size = ${sizes.at(-1)!}`
      expect(await after(gone)).toEqual([`log_checkpoint ${sizes.at(-1)!} missing`])
    })

    test('PF-110 a log that was rewritten in itself is not the one that was signed, and it is said from where', async () => {
      const { hash } = deps
      const id = await entryAt(333)
      const names = await found(async (tx) => {
        await sql`update log_entry set body = replace(body, '"outcome":"done"', '"outcome":"gone"') where id = ${id}::uuid`.execute(
          tx,
        )
        const { rows } = await sql<{ body: string }>`
          select body from log_leaf l join log_entry e on e.id = l.entry_id order by leaf_index`.execute(tx)
        const grown = appendLeaves(
          hash,
          emptyEdge,
          rows.map((r) => leafHash(hash, encodeUtf8(r.body))),
        )
        for (const tile of grown.tiles) {
          await sql`update log_tile set hashes = ${tile.bytes} where level = ${tile.level} and tile_index = ${tile.index}`.execute(
            tx,
          )
        }
      })
      const { rows } = await sql<{ before: number; behind: number }>`
        select max(tree_size) filter (where tree_size <= 333)::integer as before,
          min(tree_size) filter (where tree_size > 333)::integer as behind from log_checkpoint`.execute(
        city.services.db,
      )
      expect(names).toEqual([`log_tree ${rows[0]!.before}-${rows[0]!.behind} altered`])
    })

    test('PF-110 an entry that waits no more without being in the tree is named', async () => {
      const { db, log } = city.services
      const entry = await log.append(db, city.now(), someEntry('waits'))
      expect(await found(() => Promise.resolve())).toEqual([])
      expect(await after(sql`delete from log_pending where entry_id = ${entry.id}::uuid`)).toEqual([
        `log_entry ${entry.id} unplaced`,
      ])
      await log.integrate()
      deps = await checkDeps(city)
    })
  })
})
