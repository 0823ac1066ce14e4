// Keyed gateway lookup against a bare Fastify + SQL handler on the same row, the same PostgreSQL, in the same run.
// Usage: npm run build && node bench/lookup.mjs [rows=100000] [seconds=10]
// FADU_BENCH_POSTGRAPHILE names PostGraphile's command line program, installed elsewhere, to be measured beside them.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import pg from 'pg'
import { civil } from '@fadu/domain'
import { divisionsFileOf, readDivisions, RESIDENT_COLUMNS, syntheticResidents, toCsv, villagesOf } from '@fadu/testkit'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createApp } from '../apps/server/dist/create-app.js'
import { startSequencer } from '../apps/server/dist/platform/log/evidence-log.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'
import { gatewayToken } from './gateway-token.mjs'
import { loadHttp } from './http-load.mjs'
import { servePostgraphile } from './postgraphile.mjs'

const rows = Number(process.argv[2] ?? 100_000)
const seconds = Number(process.argv[3] ?? 10)
const connections = 64

const postgres = await startTempPostgres()
const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
const now = () => new Date()
const platform = await startPlatform({ dataFolder, databaseUrl: postgres.url }, { now, onProgress: () => undefined })
await seedIfEmpty(
  platform,
  { seed: 'demo', dataFolder },
  { now, onProgress: () => undefined, size: { residents: 100, enterprises: 100 } },
)
const { app } = await createApp(platform.services, { now })
await app.listen({ host: '127.0.0.1', port: 0 })
const stopSequencer = startSequencer(platform.services.log, 250, {
  onGrown: () => undefined,
  onFault: (e) => console.error(e),
})
const base = `http://127.0.0.1:${app.server.address().port}`
const demo = await readDemoAccounts(dataFolder)

const post = async (path, body, headers = {}) => {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const as = async (login) => ({
  authorization: `Bearer ${(await post('/api/v1/session', { login, password: demo.password })).token}`,
})
const get = async (path, headers) => (await fetch(base + path, { headers })).json()

const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
const people = [...syntheticResidents({ seed: 42, count: rows, villages, asOf: civil('2026-01-01') })]
const police = await as('wuzhong.police.steward')
const aggregated = performance.now()
await post('/api/v1/datasets/WZ-RESIDENTS/batches', [...toCsv(RESIDENT_COLUMNS, people)].join(''), {
  ...police,
  'content-type': 'text/csv',
})
const aggregateSeconds = (performance.now() - aggregated) / 1000

const civilAffairs = await as('wuzhong.civil.steward')
const application = demo.applications.find((a) => a.key === 'wuzhong.civil.assistance')
const entry = (await get('/api/v1/catalog-entries?q=WZ-RESIDENTS', civilAffairs)).items[0].id
const fields = ['resident_id', 'name', 'sex', 'birth_date', 'ethnicity', 'village_code', 'address']
const form = {
  duty: '审核',
  legalBasis: '办法',
  purposes: ['审核'],
  items: fields,
  application: application.id,
  mode: 'interface',
  until: '2099-12-31',
}
const opened = await post(
  '/api/v1/cases',
  { procedure: 'share.request', subject: { type: 'catalogEntry', id: entry }, form },
  civilAffairs,
)
await post(`/api/v1/cases/${opened.result.case}/acts/approve`, { form: {} }, await as('wuzhong.police.approver'))
const token = await gatewayToken(base, application)
const key = people[Math.floor(rows / 2)].residentId
const lookup = { purpose: '审核', matter: 'B-1', item: 'resident_id', values: [key], fields }
const first = await post('/gw/v1/datasets/WZ-RESIDENTS/lookup', lookup, { authorization: `Bearer ${token}` })
if (first.rows.length !== 1) throw new Error('the row is not found')

// The baseline: the same plain columns of the same row by an index on a plain column, with nothing around it.
const pool = new pg.Pool({ connectionString: postgres.url, max: 20 })
await pool.query(
  'create table bare (resident_id text primary key, name text, sex text, birth_date date, ethnicity text, village_code text, address text)',
)
for (let i = 0; i < people.length; i += 5000) {
  const part = people.slice(i, i + 5000)
  const columns = ['residentId', 'name', 'sex', 'birthDate', 'ethnicity', 'villageCode', 'address'].map((k) =>
    part.map((p) => p[k]),
  )
  await pool.query(
    'insert into bare select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[])',
    columns,
  )
}
await pool.query('analyze')
const bare = fastify()
bare.post('/lookup', async (request) => {
  const found = await pool.query({
    name: 'bare',
    text: 'select * from bare where resident_id = any($1)',
    values: [request.body.values],
  })
  return { rows: found.rows }
})
await bare.listen({ host: '127.0.0.1', port: 0 })

/** CPU time of each process of the database since it started, µs. */
const ticks = async (pid) => {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}
const databaseCpu = async () => {
  const { rows: found } = await pool.query('select pid from pg_stat_activity')
  const each = found.map(async ({ pid }) => [pid, await ticks(pid).catch(() => 0)])
  return new Map(await Promise.all(each))
}
/** Of processes that are still there; helpers of a single question that came and went are left out. */
const spentSince = (before, after) =>
  [...after].reduce((sum, [pid, micros]) => sum + micros - (before.get(pid) ?? 0), 0)

const load = async (url, headers, body = lookup, clients = connections) => {
  const [before, databaseBefore] = [process.cpuUsage(), await databaseCpu()]
  const { total, ...result } = await loadHttp(url, { headers, body, connections: clients, seconds })
  const spent = process.cpuUsage(before)
  const each = (micros) => Math.round(micros / total)
  return {
    ...result,
    serverCpuMicros: each(spent.user + spent.system),
    databaseCpuMicros: each(spentSince(databaseBefore, await databaseCpu())),
  }
}
// In turns, since the pace of a machine changes within a minute: what is compared ran at the same time as nearly as can be.
const turns = 5
const peer = process.env.FADU_BENCH_POSTGRAPHILE
  ? await servePostgraphile({
      cli: process.env.FADU_BENCH_POSTGRAPHILE,
      pool,
      databaseUrl: postgres.url,
      columns: fields,
    })
  : undefined
await peer?.ready(key)
const sides = {
  bare: () => load(`http://127.0.0.1:${bare.server.address().port}/lookup`, {}),
  fadu: () => load(`${base}/gw/v1/datasets/WZ-RESIDENTS/lookup`, { authorization: `Bearer ${token}` }),
  ...(peer && { postgraphile: () => load(peer.url, {}, peer.questionOf(key)) }),
}
const taken = Object.fromEntries(Object.keys(sides).map((side) => [side, []]))
for (let turn = 0; turn < turns; turn++) {
  for (const [side, ask] of Object.entries(sides)) taken[side].push(await ask())
}
peer?.stop()
/** The middle one of each figure. */
const middle = (results) =>
  Object.fromEntries(
    Object.keys(results[0]).map((k) => [k, results.map((r) => r[k]).toSorted((a, b) => a - b)[results.length >> 1]]),
  )
const ratios = taken.fadu.map((f, i) => f.perSecond / taken.bare[i].perSecond)
const many = Array.from({ length: 1000 }, (_, i) => people[(i * 7919) % rows].residentId)
const bulk = await load(
  `${base}/gw/v1/datasets/WZ-RESIDENTS/lookup`,
  { authorization: `Bearer ${token}` },
  { ...lookup, values: many },
  4,
)
console.log(
  JSON.stringify(
    {
      machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`,
      rows,
      aggregateRowsPerSecond: Math.round(rows / aggregateSeconds),
      ...Object.fromEntries(Object.entries(taken).map(([side, results]) => [side, middle(results)])),
      bulkRowsPerSecond: bulk.perSecond * many.length,
      bulk,
      ratio: middle(ratios.map((ratio) => ({ ratio: Number(ratio.toFixed(3)) }))).ratio,
      ratios: ratios.map((ratio) => Number(ratio.toFixed(3))),
    },
    null,
    2,
  ),
)
await bare.close()
await pool.end()
await app.close()
await stopSequencer()
await platform.close()
await postgres.stop()
await rm(dataFolder, { recursive: true, force: true })
