// Keys: re-wrapping those of 100 datasets, and replacing the key of one large dataset while lookups go on over HTTP.
// Usage: npm run build && node bench/rotate.mjs [rows=1000000] [datasets=100]
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { importJWK, SignJWT } from 'jose'
import { civil } from '@fadu/domain'
import { addFileKek } from '@fadu/smcrypto'
import { divisionsFileOf, readDivisions, RESIDENT_COLUMNS, syntheticResidents, toCsv, villagesOf } from '@fadu/testkit'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { createApp } from '../apps/server/dist/create-app.js'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { readDemoAccounts } from '../apps/server/dist/seed/demo-accounts.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const rows = Number(process.argv[2] ?? 1_000_000)
const datasets = Number(process.argv[3] ?? 100)
const lookupsBefore = 300

const postgres = await startTempPostgres()
const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
const now = () => new Date()
const platform = await startPlatform({ dataFolder, databaseUrl: postgres.url }, { now, onProgress: () => undefined })
const size = { residents: 100, enterprises: 100 }
await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { now, onProgress: () => undefined, size })
const { services } = platform
const { app } = await createApp(services, { now })
await app.listen({ host: '127.0.0.1', port: 0 })
const base = `http://127.0.0.1:${app.server.address().port}`
const demo = await readDemoAccounts(dataFolder)

const post = async (path, body, headers = {}) => {
  const stream = body instanceof Readable
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: stream ? Readable.toWeb(body) : JSON.stringify(body),
    ...(stream ? { duplex: 'half' } : {}),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const get = async (path, headers) => (await fetch(base + path, { headers })).json()
const as = async (login) => ({
  authorization: `Bearer ${(await post('/api/v1/session', { login, password: demo.password })).token}`,
})
const security = await as('platform.security')

// Re-wrapping: datasets beside those of the demonstration, each with its own key.
const layout = [
  {
    code: 'a',
    name: '甲',
    type: 'text',
    maxLength: 10,
    nullable: true,
    identifier: null,
    sealed: true,
    mask: 'none',
    grade: 3,
  },
]
const provider = await services.db.selectFrom('organization').selectAll().limit(1).executeTakeFirstOrThrow()
for (let i = 0; i < datasets; i++) {
  await services.db.transaction().execute(async (tx) => {
    const entry = { id: randomUUID(), code: `BENCH-${i}` }
    const fields = { name: entry.code, territory_code: provider.territory_code, provider_id: provider.id }
    await tx
      .insertInto('catalog_entry')
      .values({ ...entry, ...fields, state: 'published', fields: '{}', created_at: now(), published_at: now() })
      .execute()
    await services.datasets.follow(tx, entry, layout, now())
  })
}
await addFileKek(join(dataFolder, 'keys'))
const wrapping = performance.now()
const { result: wrapped } = await post('/api/v1/keys/rewrapping', {}, security)
const wrapMs = performance.now() - wrapping

// A large dataset, and an application that may look it up.
const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
const make = () => syntheticResidents({ seed: 42, count: rows, villages, asOf: civil('2026-01-01') })
const keys = []
let seen = 0
for (const person of make()) if (seen++ % Math.ceil(rows / 1000) === 0) keys.push(person.residentId)
const police = await as('wuzhong.police.steward')
const aggregating = performance.now()
await post('/api/v1/datasets/WZ-RESIDENTS/batches', Readable.from(toCsv(RESIDENT_COLUMNS, make())), {
  ...police,
  'content-type': 'text/csv',
})
const aggregateSeconds = (performance.now() - aggregating) / 1000
const civilAffairs = await as('wuzhong.civil.steward')
const application = demo.applications.find((a) => a.key === 'wuzhong.civil.assistance')
const entry = (await get('/api/v1/catalog-entries?q=WZ-RESIDENTS', civilAffairs)).items[0].id
const form = {
  duty: '审核',
  legalBasis: '办法',
  purposes: ['审核'],
  items: ['resident_id', 'name'],
  application: application.id,
  mode: 'interface',
  until: '2099-12-31',
}
const subject = { type: 'catalogEntry', id: entry }
const opened = await post('/api/v1/cases', { procedure: 'share.request', subject, form }, civilAffairs)
await post(`/api/v1/cases/${opened.result.case}/acts/approve`, { form: {} }, await as('wuzhong.police.approver'))
let token = ''
let tokenUntil = 0
const bearer = async () => {
  if (Date.now() < tokenUntil) return token
  const issued = Math.floor(Date.now() / 1000)
  const claims = {
    iss: application.id,
    sub: application.id,
    aud: 'fadu-gateway',
    iat: issued,
    exp: issued + 60,
    jti: randomUUID(),
  }
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(await importJWK(application.privateKey, 'EdDSA'))
  const answer = await post('/gw/v1/token', {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  token = answer.access_token
  tokenUntil = Date.now() + 300_000
  return token
}
let asked = 0
let missed = 0
const lookup = async () => {
  const authorization = `Bearer ${await bearer()}`
  const values = [keys[asked++ % keys.length]]
  const began = performance.now()
  const answer = await post(
    '/gw/v1/datasets/WZ-RESIDENTS/lookup',
    { purpose: '审核', matter: 'B-1', item: 'resident_id', values },
    { authorization },
  )
  if (answer.rows.length === 0) missed++
  return performance.now() - began
}
const quantiles = (times) => {
  const sorted = times.toSorted((a, b) => a - b)
  return { n: sorted.length, p50: sorted[Math.floor(sorted.length / 2)], p99: sorted[Math.floor(sorted.length * 0.99)] }
}
for (let i = 0; i < 20; i++) await lookup()
const before = []
for (let i = 0; i < lookupsBefore; i++) before.push(await lookup())

await post('/api/v1/keys/datasets/WZ-RESIDENTS/rotation', {}, security)
const rotating = performance.now()
let ended = false
const work = services.keyJobs.work({ aborted: false }).then((result) => {
  ended = true
  return result
})
const during = []
while (!ended) during.push(await lookup())
const { resealed } = await work
const rotateSeconds = (performance.now() - rotating) / 1000
const view = (await get('/api/v1/keys', security)).datasets.find((d) => d.code === 'WZ-RESIDENTS')

const ms = (value) => `${value.toFixed(1)} ms`
const line = (name, { n, p50, p99 }) =>
  console.log(`${name}: ${n} lookups, median ${ms(p50)}, 99th percentile ${ms(p99)}`)
console.log(`${cpus().length} cores, Node ${process.version}, PostgreSQL on the same machine, one process`)
console.log(`re-wrapped ${wrapped.datasetKeys} dataset keys in ${ms(wrapMs)} (one act over HTTP)`)
console.log(`aggregated ${rows} rows in ${aggregateSeconds.toFixed(1)} s`)
console.log(
  `rotated ${resealed} rows in ${rotateSeconds.toFixed(1)} s: ${Math.round(resealed / rotateSeconds)} rows a second; state ${view.rotation.state}`,
)
line('before', quantiles(before))
line('during', quantiles(during))
console.log(`lookups that missed their row: ${missed}`)

await app.close()
await platform.close()
await postgres.stop()
await rm(dataFolder, { recursive: true, force: true })
if (missed > 0 || view.rotation.state !== 'done') process.exitCode = 1
