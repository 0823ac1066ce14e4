// What the law costs: reading it, deciding by it, counting its days. Each beside a bare baseline of the same run.
// Usage: npm run build && node bench/law.mjs [grants=10000] [decisions=3000]     (grants 0 leaves out the database)
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  addDays,
  civil,
  clockState,
  createDecider,
  deriveDueDate,
  dueDate,
  startClock,
  workingDays,
} from '@fadu/domain'
import { loadLaw, packNames, packsFolder } from '@fadu/law-files'
import { readCallFacts } from '../apps/server/dist/modules/gateway/facts.js'
import { datasetFacts } from '../apps/server/dist/modules/aggregate/index.js'
import { cedar } from '../packages/law-files/dist/cedar.js'
import { createGate } from '../apps/server/dist/platform/law/gate.js'
import { createDatasetStore } from '../apps/server/dist/platform/release/dataset-store.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { territoryTree } from '../apps/server/dist/platform/territory/territory-tree.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const grants = Number(process.argv[2] ?? 10_000)
const decisions = Number(process.argv[3] ?? 3_000)
const today = civil('2026-03-02')
const load = loadavg()[0]

const round = (value) => Number(value.toPrecision(3))
const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]

/** Median microseconds of one call, after a warm-up. Of calls shorter than the clock can tell, `batch` are timed together. */
function micros(count, call, batch = 1) {
  for (let i = 0; i < Math.min(count, 300); i++) call(i)
  const times = []
  for (let i = 0; i < count; i++) {
    const began = process.hrtime.bigint()
    for (let j = 0; j < batch; j++) call(i * batch + j)
    times.push(Number(process.hrtime.bigint() - began) / 1000 / batch)
  }
  return round(median(times))
}

async function timed(act) {
  const [began, used] = [performance.now(), process.cpuUsage()]
  const result = await act()
  const { user, system } = process.cpuUsage(used)
  return { result, ms: Math.round(performance.now() - began), cpuMs: Math.round((user + system) / 1000) }
}

// Reading: all packs from disk to a checked law book; bare is the same files as text.
const bareRead = async () => {
  for (const name of await packNames(packsFolder)) {
    const entries = await readdir(join(packsFolder, name), { recursive: true, withFileTypes: true })
    await Promise.all(entries.filter((e) => e.isFile()).map((e) => readFile(join(e.parentPath, e.name), 'utf8')))
  }
}
const bare = await timed(bareRead)
const first = await timed(() => loadLaw())
const again = []
for (let i = 0; i < 5; i++) again.push(await timed(() => loadLaw()))
const law = first.result
const { book } = law
const reading = {
  packs: book.packs.length,
  first: { ms: first.ms, cpuMs: first.cpuMs },
  warm: { ms: median(again.map((a) => a.ms)), cpuMs: median(again.map((a) => a.cpuMs)) },
  bareReadMs: bare.ms,
}

// Deciding. The facts are those that the gateway and the cases ask with.
const cities = [
  { name: 'ningbo', path: ['330200000000', '330000000000'], course: 'platform' },
  { name: 'yinzhou', path: ['330212000000', '330200000000', '330000000000'], course: 'yinzhou-2023' },
  { name: 'wuzhong', path: ['640300000000', '640000000000'], course: 'wuzhong-draft-2024' },
]
const entry = (level) => ({
  provider: 'provider',
  state: 'published',
  level,
  shareAttribute: 'conditional',
  openAttribute: 'none',
  grade: 3,
  obtainedBySharing: false,
  revision: 'none',
  aggregated: true,
  secrecy: 'cleared',
})
const organization = (territory) => ({ organization: 'applicant', territory, kinds: ['agency'] })
const lookupQuery = ({ path: [territory], course }, i) => ({
  action: 'data.lookup',
  principal: { type: 'Application', id: 'app', facts: { ...organization(territory), id: 'app', status: 'active' } },
  resource: { type: 'Dataset', id: 'D', facts: { territory } },
  context: {
    today,
    reach: 'own',
    entry: entry('city'),
    grant: {
      status: 'active',
      course,
      fields: ['resident_id', 'name', 'sex', 'birth_date', 'address', `f${i}`],
      purposes: ['最低生活保障审核'],
      application: 'app',
    },
    purpose: '最低生活保障审核',
    matterGiven: true,
    fields: ['resident_id', 'name', 'address'],
    mode: 'lookup',
  },
})
const requestQuery = ({ path: [territory] }, i) => ({
  action: 'share.request.open',
  principal: { type: 'Account', id: 'person', facts: { ...organization(territory), roles: ['steward'] } },
  resource: { type: 'Case', id: `case-${i}`, facts: { territory, procedure: 'share.request', state: 'new' } },
  context: {
    today,
    reach: 'own',
    level: 'city',
    subject: 'catalogEntry',
    entry: entry('city'),
    parties: ['applicant', 'provider'],
    form: {
      given: ['application', 'duty', 'items', 'legalBasis', 'mode', 'purposes', 'scenario', 'until'],
      chosen: ['mode=interface'],
      roles: ['steward'],
    },
  },
})
const queries = { 'data.lookup': lookupQuery, 'share.request.open': requestQuery }
const groupOf = { 'data.lookup': 'use', 'share.request.open': 'procedure' }

/** How many rules the engine is given for an act. */
const inSlice = (policies, action) =>
  policies.filter((p) => p.actions.length === 0 || p.actions.includes(action) || p.actions.includes(groupOf[action]))

/** The packs of a regime with prohibitions added until an act has `size` rules to be decided by; none of them applies. */
function filledTo(regime, action, size) {
  const missing =
    size -
    inSlice(
      regime.packs.flatMap((p) => p.policies),
      action,
    ).length
  const [pack, ...others] = regime.packs
  const [clause] = pack.clauses.keys()
  const scope = action === 'data.lookup' ? 'principal is Application' : 'principal is Account'
  const added = Array.from({ length: missing }, (_, i) => ({
    id: `${clause}/bench-${i}`,
    clause,
    pack: pack.id,
    effect: 'forbid',
    actions: [action],
    needed: '-',
    neededEn: '-',
    text: `@id("${clause}/bench-${i}") forbid (${scope}, action == Action::"${action}", resource) when { context.entry.grade > ${4 + i} && principal.kinds.contains("k${i}") };`,
    file: '-',
    line: 1,
  }))
  return [{ ...pack, policies: [...pack.policies, ...added] }, ...others]
}

/** The same law by hand, for one act: what deciding costs where nothing can be cited. */
function byHand({ principal, context }) {
  const { grant } = context
  if (grant.status !== 'active' || grant.application !== principal.id || principal.facts.status !== 'active')
    return false
  if (!context.matterGiven || context.entry.shareAttribute === 'none') return false
  return grant.purposes.includes(context.purpose) && context.fields.every((f) => grant.fields.includes(f))
}

const deciding = []
for (const city of cities) {
  const regime = book.regimeOf(city.path, today)
  const policies = regime.packs.flatMap((p) => p.policies)
  for (const [action, query] of Object.entries(queries)) {
    const asked = Array.from({ length: 500 }, (_, i) => query(city, i))
    const outcome = regime.decider.decide(asked[0])
    const filled = createDecider(cedar, `bench ${city.name} ${action}`, filledTo(regime, action, 100), book.actions)
    const faults = [outcome, filled.decide(asked[0])].flatMap((d) => d.faults)
    if (outcome.effect !== 'allow' || faults.length > 0)
      throw new Error(`${city.name} ${action}: ${JSON.stringify(outcome)}`)
    deciding.push({
      city: city.name,
      action,
      'rules of the regime': policies.length,
      'rules of the act': inSlice(policies, action).length,
      µs: micros(decisions, (i) => regime.decider.decide(asked[i % 500])),
      'µs with 100 rules of the act': micros(decisions, (i) => filled.decide(asked[i % 500])),
    })
  }
}

// The gate, as a process of the server has it: the same facts again.
const territories = territoryTree([
  { code: '640000000000', name: '', level: 'region', parent: undefined },
  { code: '640300000000', name: '', level: 'city', parent: '640000000000' },
])
const noon = new Date('2026-03-02T12:00:00+08:00')
const gate = createGate({ law, texts: undefined, territories: () => territories, now: () => noon })
const [, , wuzhong] = cities
const one = lookupQuery(wuzhong, 0)
const applicant = { id: 'applicant', name: '-', territory: '640300000000', kinds: ['agency'] }
const call = {
  action: 'data.lookup',
  principal: { type: 'Application', id: 'app', name: '-', organization: applicant, status: 'active' },
  resource: { ...one.resource, territory: '640300000000' },
  context: one.context,
}
const known = new Map([[JSON.stringify(one), true]])
const remembered = {
  'gate, nothing changed, µs': micros(2000, () => gate.decide(call), 50),
  'bare JSON.stringify and Map lookup, µs': micros(2000, () => known.get(JSON.stringify(one)), 50),
  'if statements by hand, µs': micros(2000, () => byHand(one), 200),
}

// Counting days.
const offDays = new Set(law.notices.flatMap((n) => n.days.filter((d) => d.isOffDay).map((d) => d.date)))
const workedDays = new Set(law.notices.flatMap((n) => n.days.filter((d) => !d.isOffDay).map((d) => d.date)))
const dayMs = 86_400_000
/** The obvious loop, without papers, ledger or provisional years. */
function bareLoop(from, days) {
  let at = Date.parse(from)
  for (let left = days; left > 0;) {
    at += dayMs
    const day = new Date(at)
    const name = day.toISOString().slice(0, 10)
    if (workedDays.has(name) || (!offDays.has(name) && day.getUTCDay() % 6 !== 0)) left--
  }
  return new Date(at).toISOString().slice(0, 10)
}
const starts = Array.from({ length: 1000 }, (_, i) => addDays(civil('2023-01-02'), i))
const input = (i) => ({ event: starts[i % 1000], period: { unit: 'workingDay', length: 5 }, calendar: law.calendar })
const ledgers = starts.map((on) => {
  const terms = { period: 'b', length: 5, unit: 'workingDay', basis: 'policy', cites: [], warnDays: 1 }
  return startClock(terms, on).ledger
})
for (const i of starts.keys()) {
  const [counted, looped] = [dueDate(input(i)).date, bareLoop(starts[i], workingDays(5))]
  if (counted !== looped) throw new Error(`${starts[i]}: ${counted}, by the loop ${looped}`)
}
const each = {
  'bare day loop': micros(1000, (i) => bareLoop(starts[i % 1000], 5), 20),
  dueDate: micros(1000, (i) => dueDate(input(i)), 20),
  clockState: micros(1000, (i) => clockState(ledgers[i % 1000], starts[(i + 3) % 1000], law.calendar), 20),
  deriveDueDate: micros(1000, (i) => deriveDueDate(input(i)), 20),
}
const counting = Object.entries(each).map(([what, time]) => ({
  what,
  µs: time,
  'per second': Math.round(1e6 / time),
  ratio: round(each['bare day loop'] / time),
}))

/** A call of the gateway on a database with many grants: facts loaded as it loads them, then decided. */
async function onDatabase() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const quiet = { now: () => new Date(), onProgress: () => undefined }
  const platform = await startPlatform({ dataFolder, databaseUrl: undefined }, quiet)
  try {
    await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: { residents: 100, enterprises: 100 } })
    const { db, gate, territories } = platform.services
    const datasets = createDatasetStore({ keyStore: undefined })
    await grantMany(db)
    const applications = await db.selectFrom('application').selectAll().where('name', 'like', 'bench %').execute()
    const facts = async (i) => {
      const { id } = applications[i % applications.length]
      const asked = {
        application: id,
        code: 'WZ-RESIDENTS',
        purpose: `purpose ${Math.floor(i / 100) % (grants / 100)}`,
        today: gate.today(),
      }
      const found = await readCallFacts(db, datasets, asked)
      if (found.grant.facts.status !== 'active') throw new Error(`no grant ${JSON.stringify(asked)}`)
      const { resource, context } = datasetFacts(found.dataset, found.entry, territories())
      return {
        action: 'data.lookup',
        principal: { type: 'Application', id, name: '-', organization: applicant, status: 'active' },
        resource,
        context: {
          ...context,
          grant: found.grant.facts,
          purpose: asked.purpose,
          matterGiven: true,
          fields: ['resident_id'],
          mode: 'lookup',
        },
      }
    }
    const [loading, deciding, again] = [[], [], []]
    const since = (began) => Number(process.hrtime.bigint() - began) / 1000
    for (let i = 0; i < Math.min(decisions, grants); i++) {
      let began = process.hrtime.bigint()
      const asked = await facts(i)
      loading.push(since(began))
      began = process.hrtime.bigint()
      const { effect } = gate.decide(asked)
      deciding.push(since(began))
      began = process.hrtime.bigint()
      gate.decide(asked)
      again.push(since(began))
      if (effect !== 'allow') throw new Error('refused')
    }
    return {
      grants: Number((await sql`select count(*) as n from data_grant`.execute(db)).rows[0].n),
      'facts from the database, µs': round(median(loading)),
      'decided, µs': round(median(deciding)),
      'the same again, µs': round(median(again)),
    }
  } finally {
    await platform.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

/** A hundred applications, each with its share of the grants on one entry, every grant for another purpose. */
async function grantMany(db) {
  const { id, subject_id, applicant } = await db
    .selectFrom('procedure_case as c')
    .innerJoin('dataset as d', (join) => join.on(sql`d.entry_id::text = c.subject_id::text`))
    .select(['c.id', 'c.subject_id', sql`c.parties->>'applicant'`.as('applicant')])
    .where('c.procedure', '=', 'share.request')
    .where('d.code', '=', 'WZ-RESIDENTS')
    .limit(1)
    .executeTakeFirstOrThrow()
  await sql`insert into application (id, organization_id, name)
    select gen_random_uuid(), ${applicant}::uuid, 'bench ' || n from generate_series(1, 100) n`.execute(db)
  await sql`
    with made as (
      insert into procedure_case (id, procedure, pack, pack_version, territory_code, subject_type, subject_id, state,
        is_open, parties, owner_id, form, used, version, opened_by, opened_at)
      select gen_random_uuid(), c.procedure, c.pack, c.pack_version, c.territory_code, c.subject_type, c.subject_id,
        'delivered', false, c.parties, null, c.form, c.used, c.version, c.opened_by, c.opened_at
      from procedure_case c, generate_series(1, ${grants}::integer) where c.id = ${id}
      returning id, pack, opened_at
    ), numbered as (select made.*, (row_number() over () - 1)::integer as n from made),
    applications as (select id, (row_number() over () - 1)::integer as n from application where name like 'bench %')
    insert into data_grant (id, case_id, entry_id, applicant_id, application_id, course, fields, purposes, valid_until,
      status, issued_at)
    select gen_random_uuid(), m.id, ${subject_id}::uuid, ${applicant}::uuid, a.id, m.pack, array['resident_id', 'name'],
      array['purpose ' || m.n / 100], date '2099-12-31', 'active', m.opened_at
    from numbered m join applications a on a.n = m.n % 100`.execute(db)
  await sql`analyze data_grant`.execute(db)
}

const database = grants === 0 ? undefined : await onDatabase()

console.log('\ndeciding (median)')
console.table(deciding)
console.table(remembered)
if (database !== undefined) console.table(database)
console.log('counting days (median, 5 working days)')
console.table(counting)
console.table({
  'first start': reading.first,
  warm: reading.warm,
  'bare reading of the files': { ms: reading.bareReadMs },
})
const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, load ${load.toFixed(1)} at the start`
console.log(JSON.stringify({ machine, reading, deciding, remembered, database, counting }, null, 2))
