// How long a whole catalog takes to come in from a workbook: uploaded, read, compared with what is there, applied, found.
// Usage: npm run build && node bench/import.mjs [entries=5000] [items=25] [engines=postgres,pglite]
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { entryColumns, itemColumns } from '@fadu/domain'
import { openTable, writeXlsx } from '@fadu/tables'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createApp } from '../apps/server/dist/create-app.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const entries = Number(process.argv[2] ?? 5000)
const items = Number(process.argv[3] ?? 25)
const engines = (process.argv[4] ?? 'postgres,pglite').split(',')
const now = () => new Date()
const quiet = { now, onProgress: () => undefined }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const names = [
  '姓名',
  '公民身份号码',
  '住址',
  '联系电话',
  '登记日期',
  '金额',
  '办理结果',
  '所属街道',
  '经办单位',
  '备注',
]

async function timed(act) {
  const began = performance.now()
  const result = await act()
  return { result, seconds: (performance.now() - began) / 1000 }
}

/** Cells by the titles of their columns; what is not named stays blank. */
const cellsFor = (columns, values) => columns.map(({ title }) => values[title] ?? '')

function* entryRows(columns) {
  for (let e = 0; e < entries; e++) {
    yield cellsFor(columns, {
      目录编码: `BENCH-${e}`,
      名称: `测试目录 ${e} ${names[e % names.length]}登记信息`,
      业务名称: `第 ${e % 97} 项业务`,
      数据形式: '结构化数据',
      数据分类: '社会保障',
      数据分级: '3',
      分类分级所依据的规则和版本: '第1版',
      共享内容: '登记信息',
      共享属性: '无条件共享',
      共享条件: '无',
      共享范围: '全部机构',
      开放属性: '不予开放',
      更新频率: '每月',
      收集部门: '吴忠市民政局',
      核准部门: '吴忠市公共数据主管部门',
      提供部门: '吴忠市民政局',
    })
  }
}
function* itemRows(columns) {
  for (let e = 0; e < entries; e++) {
    for (let i = 0; i < items; i++) {
      yield cellsFor(columns, {
        目录编码: `BENCH-${e}`,
        数据项编码: `item_${i}`,
        数据项名称: `${names[i % names.length]}${i}`,
        类型: '文本',
        长度: '100',
        可否为空: '是',
        数据项分级: '3',
        脱敏方式: '不脱敏',
        含义: '办理业务时登记的内容',
      })
    }
  }
}

/** The floor: the same workbook read without looking at it, and its rows put into bare tables in one transaction. */
async function bare(db, path) {
  await sql`create table bench_entry (code text, cells jsonb)`.execute(db)
  await sql`create table bench_item (code text, cells jsonb)`.execute(db)
  const { seconds } = await timed(() =>
    db.transaction().execute(async (tx) => {
      const table = await openTable(path)
      for (const [i, sheet] of table.sheets.entries()) {
        const into = sql.table(i === 0 ? 'bench_entry' : 'bench_item')
        let rows = []
        const flush = async () => {
          await sql`insert into ${into} select r.code, r.cells
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, cells jsonb)`.execute(tx)
          rows = []
        }
        for await (const row of sheet.rows()) {
          rows.push({ code: row.cells[0], cells: row.cells })
          if (rows.length === 2000) await flush()
        }
        await flush()
      }
      await table.close()
    }),
  )
  return seconds
}

async function measure(engine, databaseUrl, path) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const platform = await startPlatform({ dataFolder, databaseUrl }, quiet)
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: { residents: 100, enterprises: 100 } })
  const { app } = await createApp(platform.services, { now })
  const { password } = await readDemoAccounts(dataFolder)
  const send = async (method, url, payload, headers) => {
    const response = await app.inject({ method, url, payload, headers })
    if (response.statusCode >= 400) throw new Error(`${method} ${url}: ${response.statusCode} ${response.body}`)
    return response.json()
  }
  const json = { 'content-type': 'application/json' }
  const login = JSON.stringify({ login: 'wuzhong.civil.steward', password })
  const { token } = await send('POST', '/api/v1/session', login, json)
  const authorization = `Bearer ${token}`
  const bytes = await readFile(path)
  const progress = []
  const preview = await timed(async () => {
    const headers = { authorization, 'content-type': xlsx }
    const { result } = await send('POST', '/api/v1/catalog-imports', bytes, headers)
    for (;;) {
      const view = await send('GET', `/api/v1/catalog-imports/${result.id}?limit=1`, undefined, { authorization })
      if (view.state !== 'reading') return view
      progress.push(view.progress.done)
      await wait(100)
    }
  })
  const { id, counts, state } = preview.result
  if (state !== 'ready' || counts.new !== entries)
    throw new Error(`not as expected: ${state} ${JSON.stringify(counts)}`)
  const applied = await timed(() =>
    send('POST', `/api/v1/catalog-imports/${id}/apply`, JSON.stringify({ mode: 'all' }), { ...json, authorization }),
  )
  const floor = await bare(platform.services.db, path)
  const total = preview.seconds + applied.seconds
  const seconds = (value) => Number(value.toFixed(1))
  const row = {
    engine,
    'read and compared, s': seconds(preview.seconds),
    'seen under way': new Set(progress).size,
    'applied, s': seconds(applied.seconds),
    'together, s': seconds(total),
    'bare, s': seconds(floor),
    ratio: seconds(total / floor),
    load: seconds(loadavg()[0]),
  }
  await app.close()
  await platform.close()
  await rm(dataFolder, { recursive: true, force: true })
  return row
}

async function template() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const platform = await startPlatform({ dataFolder, databaseUrl: undefined }, quiet)
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: { residents: 10, enterprises: 10 } })
  const found = await platform.services.imports.template('640300000000')
  await platform.close()
  await rm(dataFolder, { recursive: true, force: true })
  return found
}

console.log(`${cpus()[0].model}, ${cpus().length} cores; ${entries} entries of ${items} items`)
const folder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
const path = join(folder, 'catalog.xlsx')
const shape = await template()
const sheets = [
  { name: shape.entries.sheet, columns: entryColumns(shape), rows: entryRows(entryColumns(shape)) },
  { name: shape.items.sheet, columns: itemColumns(shape), rows: itemRows(itemColumns(shape)) },
]
const written = await timed(() => pipeline(Readable.from(writeXlsx(sheets)), createWriteStream(path)))
console.log(`workbook written in ${written.seconds.toFixed(1)} s`)
const measured = []
if (engines.includes('postgres')) {
  const postgres = await startTempPostgres()
  measured.push(await measure('PostgreSQL', postgres.url, path))
  await postgres.stop()
}
if (engines.includes('pglite')) measured.push(await measure('PGlite', undefined, path))
console.table(measured)
await rm(folder, { recursive: true, force: true })
