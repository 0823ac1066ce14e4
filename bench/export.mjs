// An export over HTTP, masked and marked, against a bare COPY … TO STDOUT of the same rows, the same PostgreSQL, in the same run.
// Usage: npm run build && node bench/export.mjs [rows=1000000] [format=csv] [repeat=1]
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { createClient } from '@fadu/sdk'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { forkServer, layOut, noteBatch, serve } from './server-process.mjs'

const base = { maxLength: 100, nullable: true, identifier: null, sealed: false, mask: 'none', grade: 2 }
const shared = [
  { ...base, code: 'sex', name: '性别', type: 'text' },
  { ...base, code: 'birth_date', name: '出生日期', type: 'date' },
  { ...base, code: 'ethnicity', name: '民族', type: 'text' },
  { ...base, code: 'village_code', name: '村社区代码', type: 'text', maxLength: 12 },
  { ...base, code: 'village', name: '村社区名称', type: 'text' },
  { ...base, code: 'household', name: '户号', type: 'text' },
  { ...base, code: 'members', name: '户人口数', type: 'integer' },
  { ...base, code: 'subsidy', name: '补贴金额', type: 'decimal' },
  { ...base, code: 'active', name: '是否在册', type: 'boolean' },
]
/** Plain fields; and two sealed ones, of which one is masked. */
const layouts = {
  plain: [
    { ...base, code: 'serial', name: '流水号', type: 'text' },
    { ...base, code: 'item', name: '事项', type: 'text' },
    ...shared,
  ],
  sealed: [
    { ...base, code: 'name', name: '姓名', type: 'text', sealed: true, grade: 3, mask: 'name' },
    { ...base, code: 'mobile', name: '手机号码', type: 'text', sealed: true, grade: 4, mask: 'phone' },
    ...shared,
  ],
}
const sqlTypes = { text: 'text', integer: 'bigint', decimal: 'numeric', date: 'date', boolean: 'boolean' }
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红']

if (process.argv[2] === 'serve') await serveDatasets()
else await measure()

/** The server in its own process: a dataset of each layout with so many rows. */
async function serveDatasets() {
  const [, , , dataFolder, databaseUrl, rows] = process.argv
  await serve({
    dataFolder,
    databaseUrl,
    prepare: async (services, now) => {
      for (const [code, layout] of Object.entries({
        'WZ-RESIDENTS': layouts.sealed,
        'WZ-ENTERPRISES': layouts.plain,
      })) {
        await layOut(services, services.datasets, { code, layout, now })
        await fill(services, code, Number(rows))
      }
    },
  })
}

/** Rows straight into the table: how they come in is measured elsewhere. The people are made up. */
async function fill({ db, datasets }, code, rows) {
  const dataset = await datasets.byCode(db, code)
  const keys = await datasets.keysOf(db, dataset)
  const isSealed = dataset.layout.some((c) => c.sealed)
  await noteBatch({ db }, dataset, rows)
  const first = isSealed ? sql`` : sql`f_serial, f_item, `
  for (let from = 0; from < rows; from += 5000) {
    const numbers = Array.from({ length: Math.min(5000, rows - from) }, (_, i) => from + i)
    const sealed = numbers.map((n) => {
      const name = surnames[n % 20] + given[(n * 7) % 27] + given[(n * 13) % 27]
      const mobile = `13${String((n * 104729) % 1_000_000_000).padStart(9, '0')}`
      return isSealed
        ? Buffer.from(keys.sealer.seal(`1:${n + 2}`, Buffer.from(JSON.stringify({ name, mobile })))).toString('hex')
        : ''
    })
    await sql`
      insert into ${sql.table(dataset.table)} (batch, line, ${first}f_sex, f_birth_date, f_ethnicity, f_village_code, f_village,
        f_household, f_members, f_subsidy, f_active${isSealed ? sql`, sealed` : sql``})
      select 1, n + 2, ${isSealed ? sql`` : sql`'LS' || lpad(n::text, 16, '0'), '事项第' || (n % 977) || '号',`}
        case when n % 2 = 0 then '女' else '男' end, date '1940-01-01' + n % 25000, case when n % 9 = 0 then '回族' else '汉族' end,
        '640302' || lpad((n % 4000)::text, 6, '0'), '金积镇第' || (n % 4000) || '村', 'H' || (n % 300000), n % 9,
        ((n % 5000) || '.' || lpad((n % 100)::text, 2, '0'))::numeric, n % 3 <> 0
        ${isSealed ? sql`, decode(s, 'hex')` : sql``}
      from unnest(${numbers}::integer[], ${sealed}::text[]) as given(n, s)`.execute(db)
  }
  await sql`vacuum analyze ${sql.table(dataset.table)}`.execute(db)
}

async function measure() {
  const rows = Number(process.argv[2] ?? 1_000_000)
  const format = process.argv[3] ?? 'csv'
  const repeat = Number(process.argv[4] ?? 1)
  const folder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const postgres = await startTempPostgres()
  const dataFolder = join(folder, 'data')
  const server = await forkServer(import.meta.url, [dataFolder, postgres.url, String(rows)])
  const { password, applications } = await readDemoAccounts(dataFolder)
  const baseUrl = `http://127.0.0.1:${server.port}`
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // The database ends before the last idle connection does.
  pool.on('error', () => undefined)
  const { id, privateKey } = applications.find((a) => a.key === 'wuzhong.civil.assistance')
  const application = createClient({ baseUrl }).asApplication({ id, privateKey })
  for (const [code, name] of [
    ['WZ-ENTERPRISES', 'plain'],
    ['WZ-RESIDENTS', 'sealed'],
  ]) {
    const items = layouts[name].map((c) => c.code)
    await grant(baseUrl, pool, { code, application: id, password, items })
    for (let round = 0; round < repeat; round++) {
      const copied = await bareCopy(pool, layouts[name], rows)
      const approval = await approved(baseUrl, application, { code, password, rows, items })
      const before = await server.load()
      const began = performance.now()
      const wish = { purpose: '批量核验', matter: 'BENCH-1', format }
      const job = await application.requestExport(code, { ...wish, approval })
      await application.exportReady(code, job, { everyMs: 20 })
      const written = performance.now()
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of application.downloadExport(code, job)) {
        hash.update(chunk)
        bytes += chunk.byteLength
      }
      const seconds = (performance.now() - began) / 1000
      const after = await server.load()
      console.log(
        JSON.stringify({
          what: name === 'plain' ? 'plain fields' : 'two sealed fields',
          format,
          rows,
          megabytes: Math.round(bytes / 1e6),
          barePerSecond: Math.round(rows / copied),
          faduPerSecond: Math.round(rows / seconds),
          ratio: Number((copied / seconds).toFixed(3)),
          ratioToReady: Number((copied / ((written - began) / 1000)).toFixed(3)),
          cpuPerMillion: Number((((after.cpu - before.cpu) / rows) * 1e6).toFixed(1)),
          rssBeforeMb: Math.round(before.idle / 1e6),
          peakRssMb: Math.round(after.peak / 1e6),
          longestBlockMs: Math.round(after.late),
          load: loadavg()[0].toFixed(1),
        }),
      )
      await application.discardExport(code, job)
    }
  }
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`)
  await server.stop()
  await pool.end()
  await postgres.stop()
  await wait(100)
  await rm(folder, { recursive: true, force: true })
}

/** A grant as an approved request would have made it, over the items of this measurement. */
async function grant(baseUrl, pool, { code, application, password, items }) {
  const person = await createClient({ baseUrl }).signIn({ login: 'wuzhong.civil.steward', password })
  const found = await person.get('/api/v1/catalog-entries', { params: { query: { q: code } } })
  const { id } = found.items.find((e) => e.code === code)
  const opened = await person.post('/api/v1/cases', {
    body: {
      procedure: 'share.request',
      subject: { type: 'catalogEntry', id },
      form: {
        duty: '批量核验',
        legalBasis: '测量',
        purposes: ['批量核验'],
        items: code === 'WZ-RESIDENTS' ? ['name', 'mobile'] : ['name'],
        application,
        mode: 'batch',
        until: '2099-12-31',
      },
    },
  })
  if (opened.result.state !== 'delivering') {
    const approver = await createClient({ baseUrl }).signIn({ login: 'wuzhong.police.approver', password })
    await approver.post('/api/v1/cases/{id}/acts/{act}', {
      params: { path: { id: opened.result.case, act: 'approve' } },
      body: { form: {} },
    })
  }
  await pool.query('update data_grant set fields = $1 where case_id = $2', [items, opened.result.case])
}

/** A file of so many rows leaves with the approval of a second person; each serves once. */
async function approved(baseUrl, application, { code, password, rows, items }) {
  const { result } = await application.post('/api/v1/operation-approvals', {
    body: { operation: 'data.export', dataset: code, items, rows, purpose: '批量核验' },
  })
  const approver = await createClient({ baseUrl }).signIn({ login: 'wuzhong.civil.approver', password })
  await approver.post('/api/v1/operation-approvals/{id}/approval', { params: { path: { id: result.id } } })
  return result.id
}

/** The same rows in a table of plain columns, read as CSV and thrown away. */
async function bareCopy(pool, layout, rows) {
  await pool.query(`drop table if exists bare`)
  await pool.query(`create table bare (${layout.map((c) => `${c.code} ${sqlTypes[c.type]}`).join(', ')})`)
  const values = layout.map(({ code, type }) => {
    if (type === 'date') return `date '1940-01-01' + n % 25000`
    if (type === 'integer') return 'n % 9'
    if (type === 'decimal') return `((n % 5000) || '.' || lpad((n % 100)::text, 2, '0'))::numeric`
    if (type === 'boolean') return 'n % 3 <> 0'
    if (code === 'name') return `'王伟芳'`
    if (code === 'mobile') return `'13' || lpad(n::text, 9, '0')`
    if (code === 'serial') return `'LS' || lpad(n::text, 16, '0')`
    if (code === 'item') return `'事项第' || (n % 977) || '号'`
    if (code === 'village_code') return `'640302' || lpad((n % 4000)::text, 6, '0')`
    if (code === 'village') return `'金积镇第' || (n % 4000) || '村'`
    if (code === 'household') return `'H' || (n % 300000)`
    return `'汉族'`
  })
  await pool.query(`insert into bare select ${values.join(', ')} from generate_series(1, ${rows}) n`)
  await pool.query('vacuum analyze bare')
  const client = await pool.connect()
  const began = performance.now()
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() })
  await pipeline(client.query(copyTo('copy bare to stdout with (format csv)')), sink)
  const seconds = (performance.now() - began) / 1000
  client.release()
  return seconds
}
