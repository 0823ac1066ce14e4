// A page of search with its counts over HTTP, on PGlite and on PostgreSQL, beside a bare `select … limit` in the same run.
// Usage: npm run build && node bench/catalog.mjs [entries=20000] [itemsEach=25] [rounds=20] [engines=postgres,pglite]
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { URLSearchParams } from 'node:url'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createApp } from '../apps/server/dist/create-app.js'
import { indexMissing } from '../apps/server/dist/modules/catalog/index.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const [entries, itemsEach, rounds] = [2, 3, 4].map((at, i) => Number(process.argv[at] ?? [20_000, 25, 20][i]))
const engines = (process.argv[5] ?? 'postgres,pglite').split(',')
const agencies = 300
const chunk = 500
const territory = '640300000000'
const summary = []

const subjects =
  '人口 户籍 婚姻 救助 低保 就业 失业 社保 医保 养老 教育 学籍 房屋 不动产 土地 规划 车辆 驾驶 企业 个体 许可 处罚 信用 税务 环境 水质 气象 农业 林业 畜牧 交通 公交 旅游 文化 体育 应急 消防 安全 食品 药品'.split(
    ' ',
  )
const kinds = '登记 信息 名单 档案 目录 统计 台账 记录 证照 基本情况 变更情况 年度汇总 审批结果 检查结果'.split(' ')
const aspects =
  '姓名 公民身份号码 性别 出生日期 民族 联系电话 住址 统一社会信用代码 名称 类型 状态 日期 金额 数量 编号 机构 负责人 备注 等级 面积 用途 来源 期限 原因 结果'.split(
    ' ',
  )
const categories =
  '人口 法人 空间地理 社会保障 交通运输 生态环境 市场监管 教育科技 医疗健康 城建住房 农业农村 公共安全'.split(' ')
// The same catalog at every run.
let state = 20260211
const random = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}
const pick = (list) => list[random(list.length)]

/** Memory of this process without what may be let go, where `node --expose-gc` allows to tell. */
const heldMiB = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}
const round = (value) => Number(value.toPrecision(3))
const at = (times, part) =>
  round(times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))])

const queries = {
  empty: {},
  oneCharacter: { q: '人' },
  oneWord: { q: '婚姻' },
  twoWords: { q: '公民身份号码 低保' },
  sentence: { q: '企业处罚信息' },
  initials: { q: 'gmsf' },
  spelt: { q: 'hunyindengji' },
  oneLetter: { q: 'h' },
  itemCode: { q: 'field_7' },
  entryCode: { q: 'BENCH-12345' },
  agency: { q: '第123局' },
  nothing: { q: '麒麟' },
  oneFilter: { shareAttribute: 'conditional' },
  threeFilters: { shareAttribute: 'conditional', grade: '2', state: 'published' },
  wordAndFilters: { q: '登记', openAttribute: 'none', category: '人口', freshness: 'never' },
}

for (const engine of engines) {
  const postgres = engine === 'postgres' ? await startTempPostgres() : undefined
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const now = () => new Date()
  const options = { now, onProgress: () => undefined, patience: { statementTimeoutMs: 600_000 } }
  const platform = await startPlatform({ dataFolder, databaseUrl: postgres?.url }, options)
  const size = { residents: 100, enterprises: 100 }
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { now, onProgress: () => undefined, size })
  const { db } = platform.services
  const { app } = await createApp(platform.services, { now })
  const demo = await readDemoAccounts(dataFolder)
  const login = { login: 'wuzhong.data.approver', password: demo.password }
  const { token } = (await app.inject({ method: 'POST', url: '/api/v1/session', payload: login })).json()

  const filled = performance.now()
  const providers = await fillAgencies(db)
  for (let from = 0; from < entries; from += chunk) await fillEntries(db, providers, from)
  const indexed = performance.now()
  await indexMissing(db)
  const indexMs = performance.now() - indexed
  await sql`analyze`.execute(db)
  const memoryBefore = heldMiB()
  const read = performance.now()
  await platform.services.search.prepare()
  const readMs = performance.now() - read
  const memory = heldMiB() - memoryBefore

  const ask = async (query) => {
    const spent = process.cpuUsage()
    const url = `/api/v1/catalog-entries?${new URLSearchParams({ territory, ...query })}`
    const began = performance.now()
    const answer = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
    const ms = performance.now() - began
    const { user, system } = process.cpuUsage(spent)
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
    return { ms, total: answer.json().total, cpu: (user + system) / 1000 }
  }
  const bare = async () => {
    const began = performance.now()
    await sql`select id, code, name from catalog_entry where territory_code = ${territory} order by code limit 51`.execute(
      db,
    )
    return performance.now() - began
  }
  const load = loadavg()[0]
  const times = Object.fromEntries(Object.keys(queries).map((name) => [name, []]))
  const totals = {}
  const bareTimes = []
  const firstTimes = {}
  const cpuTimes = []
  for (const [name, query] of Object.entries(queries)) firstTimes[name] = (await ask(query)).ms
  for (let i = 0; i < rounds; i++) {
    for (const [name, query] of Object.entries(queries)) {
      const { ms, total, cpu } = await ask(query)
      cpuTimes.push(cpu)
      times[name].push(ms)
      totals[name] = total
      bareTimes.push(await bare())
    }
  }
  const all = Object.values(times).flat()
  console.table(
    Object.fromEntries(
      Object.entries(times).map(([name, ms]) => [
        name,
        {
          found: totals[name],
          'first asked, ms': round(firstTimes[name]),
          'median, ms': at(ms, 0.5),
          '95 %, ms': at(ms, 0.95),
        },
      ]),
    ),
  )
  const ofWords = Object.entries(times).flatMap(([name, ms]) => (queries[name].q === undefined ? [] : ms))
  const without = Object.entries(times).flatMap(([name, ms]) => (queries[name].q === undefined ? ms : []))
  summary.push({
    engine,
    entries,
    items: entries * itemsEach,
    'founded, s': round((indexed - filled) / 1000),
    'search rows, s': round(indexMs / 1000),
    'read to memory, s': round(readMs / 1000),
    'MiB held': Math.round(memory),
    'median, ms': at(all, 0.5),
    '95 %, ms': at(all, 0.95),
    'processor a page, ms': at(cpuTimes, 0.5),
    'with words 95 %': at(ofWords, 0.95),
    'without 95 %': at(without, 0.95),
    'bare median': at(bareTimes, 0.5),
    'bare 95 %': at(bareTimes, 0.95),
    'ratio of medians': round(at(all, 0.5) / at(bareTimes, 0.5)),
    load: `${round(load)} to ${round(loadavg()[0])}`,
  })
  await app.close()
  await platform.close()
  await postgres?.stop()
  await rm(dataFolder, { recursive: true, force: true })
}
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`)
console.table(Object.fromEntries(summary.map(({ engine, ...row }) => [engine, row])))

async function fillAgencies(db) {
  const rows = Array.from({ length: agencies }, (_, i) => ({
    id: uuidv7(),
    code: `bench.${i}`,
    name: `吴忠市第${i}局`,
    territory_code: territory,
    kinds: ['agency'],
  }))
  await db.insertInto('organization').values(rows).execute()
  return rows.map((row) => row.id)
}

async function fillEntries(db, providers, from) {
  const rows = Array.from({ length: Math.min(chunk, entries - from) }, (_, i) => {
    const published = random(10) > 1
    const fields = {
      businessName: `${pick(subjects)}${pick(kinds)}管理`,
      systemName: `${pick(subjects)}业务系统`,
      category: pick(categories),
      shareAttribute: pick(['unconditional', 'conditional', 'conditional', 'none']),
      openAttribute: pick(['unconditional', 'conditional', 'none', 'none']),
      grade: 1 + random(4),
      updateCycle: pick(['daily', 'monthly', 'yearly', 'irregular']),
      shareContent: `${pick(subjects)}${pick(aspects)}等数据项`,
    }
    return {
      id: uuidv7(),
      code: `BENCH-${from + i}`,
      name: `${pick(subjects)}${pick(subjects)}${pick(kinds)}`,
      territory_code: territory,
      provider_id: pick(providers),
      state: published ? 'published' : 'draft',
      fields: JSON.stringify(fields),
      created_at: new Date(),
      published_at: published ? new Date() : null,
    }
  })
  await db.insertInto('catalog_entry').values(rows).execute()
  const items = rows.flatMap((row) =>
    Array.from({ length: itemsEach }, (_, position) => [
      row.id,
      position,
      `field_${position}`,
      `${pick(subjects)}${pick(aspects)}`,
    ]),
  )
  const [ids, positions, codes, names] = [0, 1, 2, 3].map((column) => items.map((item) => item[column]))
  await sql`insert into data_item (entry_id, position, code, name, type, max_length, nullable, identifier, sealed, mask, grade)
    select i, p, c, n, 'text', 100, true, null, false, 'none', 1
    from unnest(${ids}::uuid[], ${positions}::int[], ${codes}::text[], ${names}::text[]) as t (i, p, c, n)`.execute(db)
}
