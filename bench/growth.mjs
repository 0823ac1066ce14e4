// How a keyed lookup grows with the rows of its dataset and with the grants of its city, against a bare handler on as many
// rows, the same PostgreSQL, in the same run.
// Usage: npm run build && node bench/growth.mjs [rows=100000,1000000,10000000] [grants=10,1000,100000] [seconds=8]
import { Buffer } from 'node:buffer'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { sql } from 'kysely'
import pg from 'pg'
import { createClient } from '@fadu/sdk'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createIndexesSql } from '../apps/server/dist/platform/release/layout.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { gatewayToken } from './gateway-token.mjs'
import { loadHttp } from './http-load.mjs'
import { forkServer, layOut, noteBatch, serve } from './server-process.mjs'

const code = 'WZ-RESIDENTS'
const base = { type: 'text', maxLength: 100, nullable: true, identifier: null, sealed: false, mask: 'none', grade: 2 }
/** Two sealed items and five plain ones, as the goal says. */
const layout = [
  { ...base, code: 'resident_id', name: '公民身份号码', identifier: 'residentId', sealed: true, grade: 3 },
  { ...base, code: 'name', name: '姓名', sealed: true, grade: 3 },
  { ...base, code: 'sex', name: '性别' },
  { ...base, code: 'birth_date', name: '出生日期', type: 'date' },
  { ...base, code: 'ethnicity', name: '民族' },
  { ...base, code: 'village_code', name: '村社区代码', maxLength: 12 },
  { ...base, code: 'address', name: '住址' },
]
const items = layout.map((c) => c.code)
const purpose = '审核'
/** Numbers that nobody has: their check characters are not computed, and lookups do not ask for them. */
const idOf = (n) => `64030219${String(n).padStart(10, '0')}`

const plain = `case when n % 2 = 0 then '女' else '男' end, date '1940-01-01' + n % 25000, case when n % 9 = 0 then '回族' else '汉族' end,
  '640302' || lpad((n % 4000)::text, 6, '0'), '金积镇第' || (n % 4000) || '村' || n || '号'`
const plainColumns = sql.raw(plain)

if (process.argv[2] === 'serve') await serveRows()
else await measure()

async function serveRows() {
  const [, , , dataFolder, databaseUrl, rows] = process.argv
  await serve({
    dataFolder,
    databaseUrl,
    prepare: async (services, now) => {
      await layOut(services, services.datasets, { code, layout, now })
      await fill(services, Number(rows))
    },
  })
}

/** Rows straight into the table, sealed and indexed as aggregation does it; how they come in is measured elsewhere. */
async function fill({ db, datasets }, rows) {
  const dataset = await datasets.byCode(db, code)
  const keys = await datasets.keysOf(db, dataset)
  const indexer = keys.indexer('resident_id')
  await noteBatch({ db }, dataset, rows)
  const hex = (bytes) => Buffer.from(bytes).toString('hex')
  for (let from = 0; from < rows; from += 5000) {
    const numbers = Array.from({ length: Math.min(5000, rows - from) }, (_, i) => from + i)
    const sealed = numbers.map((n) => {
      const content = JSON.stringify({ resident_id: idOf(n), name: `王某${n % 977}` })
      return hex(keys.sealer.seal(`1:${n + 2}`, Buffer.from(content)))
    })
    const hashes = numbers.map((n) => hex(indexer.index(idOf(n))))
    await sql`
      insert into ${sql.table(dataset.table)}
        (batch, line, sealed, bx_resident_id, f_sex, f_birth_date, f_ethnicity, f_village_code, f_address)
      select 1, n + 2, decode(s, 'hex'), decode(x, 'hex'), ${plainColumns}
      from unnest(${numbers}::integer[], ${sealed}::text[], ${hashes}::text[]) as given(n, s, x)`.execute(db)
  }
  // A table is indexed after its first rows; those came by another way here.
  await sql.raw(createIndexesSql(dataset.table, dataset.layout)).execute(db)
  await sql`vacuum analyze ${sql.table(dataset.table)}`.execute(db)
}

async function measure() {
  const list = (text) => text.split(',').map(Number)
  const sizes = list(process.argv[2] ?? '100000,1000000,10000000')
  const grants = list(process.argv[3] ?? '10,1000,100000')
  const seconds = Number(process.argv[4] ?? 8)
  const postgres = await startTempPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`)
  // All cities stand before the first is measured: filling one would keep the machine busy beside the other.
  const cities = []
  for (const [i, rows] of sizes.entries()) cities.push(await foundCity(postgres, join(folder, String(i)), rows))
  const compare = async (city, what) => {
    const { rows, bare, key } = city
    const plainly = await loadHttp(bare.url, { body: { values: [key] }, connections: 64, seconds })
    const fadu = await city.load({ key, connections: 64, seconds })
    const ratio = Number((fadu.perSecond / plainly.perSecond).toFixed(3))
    console.log(JSON.stringify({ rows, ...what, bare: plainly, fadu, ratio, load: loadavg()[0].toFixed(1) }))
  }
  for (const [i, city] of cities.entries()) {
    if (i > 0) await compare(city, {})
    // Grants grow on the smallest dataset, so that one thing grows at a time.
    for (const number of i === 0 ? grants : []) {
      await growGrants(city.pool, city.application, number)
      await compare(city, { grants: number })
    }
  }
  for (const city of cities) await city.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/** A city with so many rows in a database of its own, and the same rows bare beside them. */
async function foundCity(postgres, dataFolder, rows) {
  const databaseUrl = new URL(postgres.url)
  databaseUrl.pathname = `/growth_${rows}`
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query(`create database growth_${rows}`)
  await owner.end()
  const server = await forkServer(import.meta.url, [dataFolder, databaseUrl.href, String(rows)])
  const pool = new pg.Pool({ connectionString: databaseUrl.href, max: 20 })
  pool.on('error', () => undefined)
  const bare = await serveBare(pool, rows)
  return {
    ...(await askForGrant(`http://127.0.0.1:${server.port}`, await readDemoAccounts(dataFolder))),
    rows,
    pool,
    bare,
    key: idOf(Math.floor(rows / 2)),
    close: async () => {
      await bare.close()
      await server.stop()
      await pool.end()
    },
  }
}

/** The baseline: the same columns, plain, by an index, with nothing around it. */
async function serveBare(pool, rows) {
  await pool.query(
    `create table bare (resident_id text, name text, sex text, birth_date date, ethnicity text, village_code text, address text)`,
  )
  await pool.query(
    `insert into bare select '64030219' || lpad(n::text, 10, '0'), '王某' || n % 977, ${plain} from generate_series(0, ${rows - 1}) n`,
  )
  await pool.query('create unique index on bare (resident_id)')
  await pool.query('vacuum analyze bare')
  const app = fastify()
  app.post('/lookup', async (request) => {
    const text = 'select * from bare where resident_id = any($1)'
    return { rows: (await pool.query({ name: 'bare', text, values: [request.body.values] })).rows }
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { url: `http://127.0.0.1:${app.server.address().port}/lookup`, close: () => app.close() }
}

/** An application with a grant that came the lawful way. */
async function askForGrant(baseUrl, { password, applications }) {
  const { id, privateKey } = applications.find((a) => a.key === 'wuzhong.civil.assistance')
  const person = await createClient({ baseUrl }).signIn({ login: 'wuzhong.civil.steward', password })
  const found = await person.get('/api/v1/catalog-entries', { params: { query: { q: code } } })
  const entry = found.items.find((e) => e.code === code).id
  const form = {
    duty: purpose,
    legalBasis: '测量',
    purposes: [purpose],
    items,
    application: id,
    mode: 'interface',
    until: '2099-12-31',
  }
  const { result } = await person.post('/api/v1/cases', {
    body: { procedure: 'share.request', subject: { type: 'catalogEntry', id: entry }, form },
  })
  const approver = await createClient({ baseUrl }).signIn({ login: 'wuzhong.police.approver', password })
  await approver.post('/api/v1/cases/{id}/acts/{act}', {
    params: { path: { id: result.case, act: 'approve' } },
    body: { form: {} },
  })
  const application = createClient({ baseUrl }).asApplication({ id, privateKey })
  const call = { purpose, matter: 'BENCH-1', item: 'resident_id', fields: items }
  return {
    application: id,
    load: async ({ key, connections, seconds }) => {
      const answer = await application.lookup(code, { ...call, values: [key] })
      if (answer.rows.length !== 1) throw new Error('the row is not found')
      const headers = { authorization: `Bearer ${await gatewayToken(baseUrl, { id, privateKey })}` }
      const url = `${baseUrl}/gw/v1/datasets/${code}/lookup`
      return loadHttp(url, { headers, body: { ...call, values: [key] }, connections, seconds })
    },
  }
}

/** Grants up to so many: of a thousand applications on all entries, and a hundred that the calling one has no more. */
async function growGrants(pool, application, number) {
  const { rows: have } = await pool.query('select count(*)::integer as n from data_grant')
  const more = Math.max(0, number - have[0].n)
  await pool.query(
    `with template as (select * from data_grant where application_id = $1 order by issued_at desc limit 1),
      grown as (
        insert into application (id, organization_id, name)
        select gen_random_uuid(), a.organization_id, 'bench ' || (select count(*) from application) || '-' || n
        from application a, generate_series(1, least(1000, $2::integer)) n where a.id = $1 returning id),
      callers as (select array_agg(id) as ids from grown),
      entries as (select array_agg(id) as ids from catalog_entry),
      cases as (
        insert into procedure_case
        select (jsonb_populate_record(null::procedure_case, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid()))).*
        from template t join procedure_case c on c.id = t.case_id, generate_series(1, $2::integer) n returning id),
      numbered as (select id, row_number() over () as n from cases)
    insert into data_grant
    select (jsonb_populate_record(null::data_grant, to_jsonb(t) || jsonb_build_object(
      'id', gen_random_uuid(), 'case_id', k.id,
      'application_id', case when k.n <= 100 then $1 else callers.ids[1 + k.n % cardinality(callers.ids)] end,
      'entry_id', case when k.n <= 100 then t.entry_id else entries.ids[1 + (k.n / 7) % cardinality(entries.ids)] end,
      'status', case when k.n <= 100 then 'revoked' else 'active' end))).*
    from template t, numbered k, callers, entries`,
    [application, more],
  )
  await pool.query('vacuum analyze data_grant')
}
