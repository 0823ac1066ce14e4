// Aggregation over HTTP against a bare COPY of the same CSV into the same plain columns, the same PostgreSQL, in the same run.
// Usage: npm run build && node bench/aggregate.mjs [rows=1000000] [engine=postgres|pglite] [repeat=1]
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text as textOf } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { residentIdCheckCharacter } from '@fadu/privacy'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createDatasetStore } from '../apps/server/dist/platform/release/dataset-store.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { forkServer, layOut, serve } from './server-process.mjs'

const base = { maxLength: 100, nullable: true, identifier: null, sealed: false, mask: 'none', grade: 2 }
const columns = [
  { ...base, code: 'resident_id', name: '公民身份号码', type: 'text', identifier: 'residentId', nullable: false },
  { ...base, code: 'name', name: '姓名', type: 'text' },
  { ...base, code: 'phone', name: '手机号码', type: 'text' },
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
const secret = new Set(['resident_id', 'name', 'phone'])
/** With three sealed fields, one of them an indexed identifier; without, the number is one of the plain, unindexed ones. */
const sealedLayout = columns.map((c) => (secret.has(c.code) ? { ...c, sealed: true, grade: 3 } : c))
const plainColumns = columns.map((c) =>
  c.code === 'resident_id' ? { ...c, code: 'serial', name: '流水号', identifier: null } : c,
)
const plainLayout = plainColumns.map((c) =>
  c.code === 'name'
    ? { ...c, code: 'item', name: '事项' }
    : c.code === 'phone'
      ? { ...c, code: 'window', name: '窗口号' }
      : c,
)

const sqlTypes = { text: 'text', integer: 'bigint', decimal: 'numeric', date: 'date', boolean: 'text' }
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红']

/** Rows as CSV. The numbers are well-formed and made up; every 20,000th row has a fault and goes to quarantine. */
function* csv(layout, rows, seed) {
  const isSealed = layout.some((c) => c.sealed)
  let text = `${layout.map((c) => c.name).join(',')}\r\n`
  for (let i = 0; i < rows; i++) {
    const n = i + seed * 7919
    const birth = `${1940 + (n % 70)}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`
    const body = `640302${birth}${String(n % 1000).padStart(3, '0')}`
    const first = isSealed ? body + residentIdCheckCharacter(body) : `LS${String(n).padStart(16, '0')}`
    const name = isSealed
      ? surnames[n % surnames.length] + given[(n * 7) % given.length] + given[(n * 13) % given.length]
      : `事项第${n % 977}号`
    const phone = isSealed ? `13${String((n * 104729) % 1_000_000_000).padStart(9, '0')}` : `${n % 40}号窗口`
    const day = i % 20_000 === 19_999 ? '1990-02-30' : `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`
    text += `${first},${name},${phone},${n % 2 === 0 ? '女' : '男'},${day},${n % 9 === 0 ? '回族' : '汉族'},640302${String(n % 4000).padStart(6, '0')},"金积镇第${n % 4000}村",H${n % 300_000},${n % 9},${n % 5000}.${String(n % 100).padStart(2, '0')},${n % 3 === 0 ? '否' : '是'}\r\n`
    if (text.length > 256 * 1024) {
      yield text
      text = ''
    }
  }
  yield text
}

if (process.argv[2] === 'serve') await serveDatasets()
else await measure()

/** The server in its own process: two datasets of the layouts above. */
async function serveDatasets() {
  const [, , , dataFolder, databaseUrl] = process.argv
  // The shape alone changes; the key store is not asked.
  const store = createDatasetStore({ keyStore: undefined })
  await serve({
    dataFolder,
    databaseUrl,
    prepare: async (services, now) => {
      await layOut(services, store, { code: 'WZ-RESIDENTS', layout: sealedLayout, now })
      await layOut(services, store, { code: 'WZ-DIVISIONS', layout: plainLayout, now })
    },
  })
}

async function measure() {
  const rows = Number(process.argv[2] ?? 1_000_000)
  const engine = process.argv[3] ?? 'postgres'
  const repeat = Number(process.argv[4] ?? 1)
  const folder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const postgres = await startTempPostgres()
  const dataFolder = join(folder, 'data')
  const server = await forkServer(import.meta.url, [dataFolder, engine === 'postgres' ? postgres.url : ''])
  const { port } = server
  const { password } = await readDemoAccounts(dataFolder)
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // The database ends before the last idle connection does.
  pool.on('error', () => undefined)
  const results = []
  for (let round = 0; round < repeat; round++) {
    for (const [name, code, login, layout] of [
      ['three sealed fields', 'WZ-RESIDENTS', 'wuzhong.police.steward', sealedLayout],
      ['no sealed field', 'WZ-DIVISIONS', 'wuzhong.civil.steward', plainLayout],
    ]) {
      const path = join(folder, 'rows.csv')
      const good = join(folder, 'good.csv')
      await pipeline(Readable.from(csv(layout, rows, round)), createWriteStream(path))
      // The bare table refuses a date that does not exist; it gets the same file with that day put right.
      await pipeline(Readable.from(putRight(csv(layout, rows, round))), createWriteStream(good))
      const bytes = (await stat(path)).size
      const cpuBefore = await databaseCpu(pool)
      const copied = await bareCopy(pool, layout, good)
      const cpuBare = (await databaseCpu(pool)) - cpuBefore
      const token = await signIn(port, login, password)
      const { idle, cpu: cpuIdle } = await server.load()
      const databaseIdle = await databaseCpu(pool)
      const began = performance.now()
      const answer = await upload(port, code, token, path)
      const seconds = (performance.now() - began) / 1000
      const { peak, late, cpu } = await server.load()
      const cpuDatabase = (await databaseCpu(pool)) - databaseIdle
      if (answer.result.stored + answer.result.quarantined !== rows) throw new Error(JSON.stringify(answer))
      results.push({
        what: name,
        rows,
        quarantined: answer.result.quarantined,
        megabytes: Math.round(bytes / 1e6),
        barePerSecond: Math.round(rows / copied),
        faduPerSecond: Math.round(rows / seconds),
        ratio: Number((copied / seconds).toFixed(3)),
        // Processor time for a million rows, in seconds: it says what a busy machine hides.
        cpuPerMillion: {
          bareDatabase: Number(((cpuBare / rows) * 1e6).toFixed(1)),
          database: Number(((cpuDatabase / rows) * 1e6).toFixed(1)),
          server: Number((((cpu - cpuIdle) / rows) * 1e6).toFixed(1)),
        },
        rssBeforeMb: Math.round(idle / 1e6),
        peakRssMb: Math.round(peak / 1e6),
        longestBlockMs: Math.round(late),
        load: loadavg()[0].toFixed(1),
      })
      console.log(JSON.stringify(results.at(-1)))
      await rm(path)
      await rm(good)
    }
  }
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}, ${engine}`)
  await server.stop()
  await pool.end()
  await postgres.stop()
  await wait(100)
  await rm(folder, { recursive: true, force: true })
}

function* putRight(pieces) {
  for (const piece of pieces) yield piece.replaceAll('1990-02-30', '1990-02-28')
}

async function bareCopy(pool, layout, path) {
  await pool.query(
    `create table bare (${layout.map((c) => `${c.code === 'window' ? 'window_no' : c.code} ${sqlTypes[c.type]}`).join(', ')})`,
  )
  const client = await pool.connect()
  const began = performance.now()
  await client.query('begin')
  await pipeline(
    createReadStream(path, { highWaterMark: 256 * 1024 }),
    client.query(copyFrom('copy bare from stdin with (format csv, header)')),
  )
  await client.query('commit')
  const seconds = (performance.now() - began) / 1000
  client.release()
  await pool.query('drop table bare')
  return seconds
}

/** Seconds of processor time that the database's processes have used so far; only Linux tells. */
async function databaseCpu(pool) {
  const { rows } = await pool.query('select pid from pg_stat_activity where pid is not null')
  let ticks = 0
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, after = ''] = stat.split(') ')
    const fields = after.split(' ')
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  return ticks / 100
}

async function signIn(port, login, password) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  return (await answer.json()).token
}

/** `fetch` gives up on an answer that takes longer than five minutes; a plain request waits. */
async function upload(port, code, token, path) {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: `/api/v1/datasets/${code}/batches?fileName=bench.csv`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
  })
  const answered = once(outgoing, 'response')
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), outgoing)
  const [response] = await answered
  const body = await textOf(response)
  if (response.statusCode !== 201) throw new Error(`${response.statusCode}: ${body}`)
  return JSON.parse(body)
}
