import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import fc, { type Arbitrary } from 'fast-check'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { civil, type TerritoryCode } from '@fadu/domain'
import { RESIDENT_COLUMNS, divisionsFileOf, readDivisions, syntheticResidents, toCsv, villagesOf } from '@fadu/testkit'
import { apiDocument, operationsOf, type Operation } from './support/api-document.ts'
import { openCity, type City, type Client, type Engine } from './support/city.ts'
import { batchGrantInWuzhong, exported } from './support/exports.ts'
import {
  hostileText,
  schemaArbitraries,
  spoiled,
  type JsonSchema,
  type Vocabulary,
} from './support/schema-arbitraries.ts'
import { grantInWuzhong } from './support/share.ts'
import { watchWrites, type WrittenRows } from './support/written-rows.ts'

/**
 * Every address of the API document, asked by everybody with what the document allows, with its edges, and with what it does
 * not allow. `FADU_FUZZ_RUNS` is the number of requests for each address beside those of the round (the short form when not
 * said), `FADU_FUZZ_PATH` a part of the paths asked, `FADU_FUZZ_SEED` another seed (`random` for a new one), `FADU_FUZZ_ENGINE=postgres` the other engine.
 */
const runs = Number(process.env['FADU_FUZZ_RUNS'] ?? 16)
const seed = seedFrom(process.env['FADU_FUZZ_SEED'])
const engine: Engine = process.env['FADU_FUZZ_ENGINE'] === 'postgres' ? 'postgres' : 'pglite'
/** Generous: what a pattern that backtracks takes is minutes. */
const slowestMs = 8000
const longFormMs = 8 * 60 * 60_000

function seedFrom(given: string | undefined): number {
  if (given === undefined) return 20261129
  return given === 'random' ? randomInt(2 ** 31) : Number(given)
}

const listedCodes = new Set(
  [
    ...readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z][A-Z0-9_]*)` /gm),
  ].map(([, code]) => code!),
)
const rowRoutes = new Set(
  [
    ...readFileSync(new URL('../../../docs/ways-out.md', import.meta.url), 'utf8').matchAll(
      /^\| `((?:GET|POST) [^`]+)`/gm,
    ),
  ].map(([, route]) => route!.replace(/:([a-z]+)/gi, '{$1}')),
)

/** What changes the city for everybody comes last, so that the others still find it as it was. */
const last = [
  '/api/v1/maintenance-windows',
  '/api/v1/accounts/{id}',
  '/api/v1/applications/{id}/status',
  '/api/v1/session/revocations',
]
const operations = operationsOf(apiDocument)
  // Events go on until the job ends.
  .filter(({ path }) => !path.endsWith('/events') && path.includes(process.env['FADU_FUZZ_PATH'] ?? ''))
  .toSorted((a, b) => Number(last.includes(a.path)) - Number(last.includes(b.path)))

const people = [
  'wuzhong.police.steward',
  'wuzhong.police.approver',
  'wuzhong.civil.steward',
  'wuzhong.civil.approver',
  'wuzhong.data.steward',
  'wuzhong.data.approver',
  'wuzhong.cyberspace.inspector',
  'wuzhong.government.approver',
  'wuzhong.contractor.steward',
  'wuzhong.resident.self',
  'yinzhou.data.approver',
  'ningbo.data.steward',
  'platform.system',
  'platform.security',
  'platform.audit',
]
const application = 'wuzhong.civil.assistance'
const askers = ['nobody', `app:${application}`, ...people]

const territory = '640300000000' as TerritoryCode
/** What stands before an id in an address, or the name of a property, and where such ids are. */
const tableOf: Readonly<Record<string, string>> = {
  'catalog-entries': 'catalog_entry',
  entry: 'catalog_entry',
  id: 'catalog_entry',
  cases: 'procedure_case',
  case: 'procedure_case',
  grants: 'data_grant',
  organizations: 'organization',
  accounts: 'account',
  applications: 'application',
  keys: 'application_key',
  evidence: 'log_entry',
  entries: 'log_entry',
  exports: 'export_job',
  uploads: 'aggregation_job',
  'information-systems': 'information_system',
  'catalog-imports': 'catalog_import',
  'grading-suggestions': 'grading_suggestion',
  notifications: 'notification',
}

/** Values that nothing but these rows has: one in clear, one sealed, one that did not pass. */
const canaries = { address: '卡纳里路七十二号', name: '银丝雀', rejected: '未过关银丝雀' }

interface Request {
  readonly who: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

let city: City
let written: WrittenRows
let vocabulary: Vocabulary
let secrets: readonly string[]
const faults: string[] = []
const clients = new Map<string, Client>()

beforeAll(async () => {
  const logger = pino(
    { level: 'error' },
    {
      write: (text: string) => {
        faults.push(text)
      },
    },
  )
  city = await openCity(engine, { logger })
  await grantInWuzhong(city)
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  const residents = [...syntheticResidents({ seed: 11, count: 3, villages, asOf: civil('2026-01-01') })]
  const marked = residents.map((person, i) =>
    i === 2
      ? { ...person, name: canaries.rejected, residentId: '640302199001010010' }
      : { ...person, name: canaries.name, address: canaries.address },
  )
  const stored = await (
    await city.as('wuzhong.police.steward')
  ).send(
    'POST',
    '/api/v1/datasets/WZ-RESIDENTS/batches?mostQuarantined=1',
    [...toCsv(RESIDENT_COLUMNS, marked)].join(''),
    {
      'content-type': 'text/csv',
    },
  )
  expect(stored.status, JSON.stringify(stored.body)).toBe(201)
  await batchGrantInWuzhong(city)
  await exported(city, await city.asApplication(application), 'WZ-RESIDENTS')
  vocabulary = await vocabularyOf(city)
  const hashes = await city.services.db.selectFrom('account').select('password_hash').execute()
  secrets = [
    city.demo.password,
    city.dataFolder,
    ...city.demo.applications.map((a) => String(a.privateKey.d)),
    ...hashes.map((row) => String(row.password_hash)),
  ]
  written = await watchWrites(city)
  await written.take()
})
afterAll(() => city.close())

/** Ids of everything there is, and the codes and names by which the API calls things. */
async function vocabularyOf({ services: { db, gate, law }, demo }: City): Promise<Vocabulary> {
  const own = new Set<string>(demo.applications.map((a) => a.id))
  const accounts = await db.selectFrom('account').select(['id', 'login']).execute()
  // Whoever asks must not be locked out by what the others ask.
  for (const account of accounts) if (people.includes(account.login)) own.add(account.id)
  const byTable: Record<string, readonly string[]> = {}
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'`.execute(db)
  const ids = new Set<string>()
  for (const { name } of tables) {
    const { rows } = await sql<{
      id: string
    }>`select id::text as id from ${sql.table(name)} order by id desc limit 8`.execute(db)
    byTable[name] = rows.map(({ id }) => id).filter((id) => !own.has(id))
    for (const id of byTable[name]) ids.add(id)
  }
  const codes = await db.selectFrom('catalog_entry').select(['code']).execute()
  const items = await db.selectFrom('data_item').select(['code']).distinct().execute()
  const territories = await db.selectFrom('territory').select('code').execute()
  const actions = law.book.actions.map((action) => action.id)
  const fields = [...law.book.packs.values()].flatMap((pack) =>
    [...pack.forms.values()].flatMap((form) => form.fields.map((field) => field.name)),
  )
  const procedures = gate.regimeFor(territory).procedures
  const offices = await db.selectFrom('organization').select('id').where('territory_code', '=', territory).execute()
  const byName = {
    ...Object.fromEntries(Object.entries(tableOf).map(([name, table]) => [name, byTable[table] ?? []])),
    organization: offices.map((row) => row.id),
    agency: offices.map((row) => row.id),
    application: demo.applications.map((a) => a.id),
    territory: [territory, territory, '330200000000', '330212000000'],
    territories: [territory],
    regimes: [territory],
    code: ['WZ-RESIDENTS', 'WZ-ENTERPRISES'],
    datasets: ['WZ-RESIDENTS', 'WZ-RESIDENTS', 'WZ-ENTERPRISES'],
    dataset: ['WZ-RESIDENTS'],
    output: ['WZ-RESIDENTS'],
    procedure: [...procedures],
    procedures: [...procedures],
    periods: ['share.reply', 'correction.verify'],
    acts: [
      ...new Set(
        procedures.flatMap((name) =>
          [...(gate.regimeFor(territory).procedure(name)?.definition.states.values() ?? [])].flatMap((state) => [
            ...state.actions.keys(),
          ]),
        ),
      ),
    ],
    batches: ['1', '2'],
    versions: ['1', '2'],
    rows: ['1', '2'],
    items: ['resident_id', 'name', 'mobile', 'address', 'credit_code'],
    item: ['resident_id', 'name', 'credit_code'],
    purpose: ['最低生活保障审核'],
    purposes: ['最低生活保障审核'],
    matter: ['JZ-2026-0001'],
    until: ['2099-12-31', '2027-01-01'],
    mode: ['interface', 'both', 'batch', 'append'],
  }
  const words = [
    ...ids,
    ...new Set(codes.map((row) => row.code)),
    ...items.map((row) => row.code),
    ...territories.map((row) => row.code),
    ...actions,
    ...actions.map((action) => action.split('.').at(-1)!),
    ...[
      'share.request',
      'catalog.entry',
      'correction',
      'share.reply',
      'csv',
      'xlsx',
      'residentId',
      'system',
      'dataset',
    ],
    ...['最低生活保障审核', 'JZ-2026-0001', '2026-11-30', '1', '2', '20'],
  ]
  return { words, byName, properties: [...new Set(fields)] }
}

async function become(who: string): Promise<Client> {
  const known = clients.get(who)
  if (known !== undefined) return known
  const made =
    who === 'nobody'
      ? city.anonymous
      : who.startsWith('app:')
        ? await city.asApplication(who.slice(4))
        : await signedIn(who)
  clients.set(who, made)
  return made
}

/** A session of its own, since the fuzzer ends sessions. */
async function signedIn(login: string): Promise<Client> {
  city.travel(0)
  return city.as(login)
}

/** Percent-encoded, lone surrogates as the bytes that a careless client makes of them. */
function encoded(text: string): string {
  return [...text].map((c) => (/^[\ud800-\udfff]$/.test(c) ? '%ED%A0%80' : encodeURIComponent(c))).join('')
}

const oddHeaders: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, string>>(
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json;charset=gbk' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/xml' },
    { 'content-type': 'text/csv' },
    { 'content-type': 'application/json, application/json' },
    { 'content-type': ';;;' },
    { 'content-type': '' },
    { 'content-encoding': 'gzip' },
    { 'accept-language': 'en,'.repeat(1000) },
    { accept: 'application/x-nothing' },
    { 'idempotency-key': 'a'.repeat(200) },
    { 'idempotency-key': 'a'.repeat(201) },
    { 'idempotency-key': ' ' },
    { range: 'bytes=-1' },
    { range: 'bytes=5-2,1-' },
    { range: 'bytes=99999999999999999999-' },
    { 'if-none-match': '*' },
    { 'if-range': '"' },
    { 'upload-offset': '-1' },
    { 'upload-offset': '1e99' },
    { 'last-event-id': '9'.repeat(400) },
    { 'content-digest': 'sha-256=:not base64:' },
    { 'repr-digest': 'sha-256=::, sha-256=' },
    { 'signature-input': 'sig=("@method" "@authority");created=0;keyid="x"', signature: 'sig=:AA==:' },
    { 'signature-input': '=;;"', signature: '(' },
    { 'x-forwarded-for': '::ffff:1.2.3.4, %00' },
    { 'x-forwarded-proto': 'https' },
    { 'x-http-method-override': 'DELETE' },
    { cookie: 'fadu_session=; fadu_session=a; __proto__=1' },
    { traceparent: '00-zz' },
  ),
)

const rawBodies: Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom<string | Buffer>(
    '',
    'resident_id,name\n1,2\n',
    'resident_id;name;mobile\n"unclosed',
    `a${',a'.repeat(20_000)}\n`,
    `${'"'.repeat(100_001)}`,
    '{"resident_id":"1"}\n{"__proto__":{"a":1}}\n',
    Buffer.from([0x50, 0x4b, 3, 4, ...Array.from({ length: 60 }, () => 0xff)]),
    Buffer.from('PAR1\u0000\u0000\u0000PAR1'),
    Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x00, 0x00]),
    Buffer.from([0xed, 0xa0, 0x80, 0x2c, 0xc0, 0x80]),
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]),
    [...toCsv(RESIDENT_COLUMNS, [])].join(''),
  ),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  hostileText,
)

/** Requests to one address, without who asks: as the document allows them, or spoiled. */
function requestsTo(operation: Operation, isSpoiled: boolean): Arbitrary<Omit<Request, 'who'>> {
  const { valid } = schemaArbitraries(apiDocument.components.schemas, vocabulary)
  const { method, path, parameters, body } = operation
  const text = (schema: JsonSchema, name: string): Arbitrary<string> => {
    const good = valid(schema, name).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    return isSpoiled ? fc.oneof({ weight: 2, arbitrary: good }, hostileText) : good
  }
  const sentBody = (): Arbitrary<string | Buffer | undefined> => {
    if (body !== undefined) {
      const good = valid(body, '')
      if (!isSpoiled) return good.map((value) => JSON.stringify(value))
      return fc.oneof({ weight: 10, arbitrary: good.chain(spoiled) }, fc.constant(undefined), rawBodies)
    }
    return method === 'GET' ? fc.constant(undefined) : fc.option(rawBodies, { nil: undefined, freq: 4 })
  }
  const inPath = parameters.filter((p) => p.in === 'path')
  const inQuery = parameters.filter((p) => p.in === 'query')
  const inHeader = parameters.filter((p) => p.in === 'header')
  const given = (list: Operation['parameters'], always: boolean) =>
    fc.tuple(
      ...list.map((p) => {
        const value = text(p.schema, meaningOf(path, p))
        const isSent = always || (p.required === true && !isSpoiled)
        return (isSent ? value : fc.option(value, { nil: undefined })).map((v) => [p.name, v] as const)
      }),
    )
  const twice = isSpoiled
    ? fc.constantFrom('', '', '', '&limit=1&limit=2', '&cursor[]=a', '&a=%', '&%00=%ff', '&__proto__=1')
    : fc.constant('')
  return fc
    .record({
      path: given(inPath, true),
      query: given(inQuery, false),
      header: given(inHeader, !isSpoiled),
      twice,
      odd: isSpoiled ? oddHeaders : fc.constant({}),
      body: sentBody(),
    })
    .map((parts) => {
      const address = parts.path.reduce(
        (url, [name, value]) => url.replace(`{${name}}`, () => encoded(value ?? '')),
        path,
      )
      const query = parts.query
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encoded(value)}`]))
        .join('&')
      const headers = Object.fromEntries([
        ...parts.header.filter(([, v]) => v !== undefined && /^[\x20-\x7e]*$/.test(v)),
        ...Object.entries(parts.odd),
      ] as [string, string][])
      const search = `${query}${parts.twice}`
      return {
        method,
        url: search === '' ? address : `${address}?${search.replace(/^&/, '')}`,
        headers: body === undefined && parts.body !== undefined ? { 'content-type': 'text/csv', ...headers } : headers,
        ...(parts.body === undefined ? {} : { body: parts.body }),
      }
    })
}

/** What a parameter is called by: in a path by the part before it. */
function meaningOf(path: string, parameter: Operation['parameters'][number]): string {
  if (parameter.in !== 'path') return parameter.name
  const before = path.split('/')
  return before[before.indexOf(`{${parameter.name}}`) - 1] ?? parameter.name
}

const leaks =
  /\$argon2|BEGIN [A-Z ]*PRIVATE KEY|syntax error at|duplicate key value|violates [a-z- ]+ constraint|invalid input syntax|invalid byte sequence|relation "|\n\s+at \S+ \(|node_modules|\.[jt]s:\d+/

/** What is wrong with the answer; empty when nothing is. */
async function examine(operation: Operation, request: Request): Promise<{ status: number; wrong: readonly string[] }> {
  const client = await become(request.who)
  faults.length = 0
  const begun = performance.now()
  const answer =
    request.method === 'GET'
      ? await client.get(request.url, { ...request.headers })
      : await client.send(request.method as 'POST', request.url, request.body, { ...request.headers })
  const ms = performance.now() - begun
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const wrong: string[] = []
  const isMaintenance = answer.body?.code === 'MAINTENANCE'
  if (answer.status >= 500 && !isMaintenance && answer.status !== 507) wrong.push(`a fault: ${text} ${faults.join('')}`)
  if (answer.status >= 400) {
    if (!String(answer.headers['content-type']).startsWith('application/problem+json'))
      wrong.push('no problem document')
    else {
      const { code, status, title, detail, type } = answer.body as Record<string, unknown>
      if (!listedCodes.has(String(code))) wrong.push(`unlisted code ${String(code)}`)
      if (status !== answer.status || type !== `urn:fadu:problem:${String(code)}`)
        wrong.push('a problem that contradicts itself')
      if (typeof title !== 'string' || typeof detail !== 'string' || detail === '')
        wrong.push('a problem without words')
    }
    const tables = await written.take()
    if (tables.length > 0)
      wrong.push(`${String(answer.status)} ${String(answer.body?.code)} wrote into ${tables.join(', ')}`)
  }
  const isRowRoute = rowRoutes.has(`${operation.method} ${operation.path}`) && answer.status < 400
  for (const secret of secrets) if (text.includes(secret)) wrong.push(`a secret: ${secret.slice(0, 12)}…`)
  if (!isRowRoute)
    for (const value of Object.values(canaries)) if (text.includes(value)) wrong.push(`a stored value ${value}`)
  const [leak] = leaks.exec(text) ?? []
  if (leak !== undefined) wrong.push(`the inside of the server: ${leak}`)
  if (ms > slowestMs) wrong.push(`slow: ${String(Math.round(ms))} ms`)
  if (answer.status === 401 && request.who !== 'nobody') clients.delete(request.who)
  if (answer.status < 400) {
    if (request.method !== 'GET') await settled()
    await written.take()
  }
  return { status: answer.status, wrong }
}

/** What an answer set going beside the request ends before its writes are counted. */
async function settled(): Promise<void> {
  const { db, exportRunner, jobs } = city.services
  await Promise.all([exportRunner.idle(), jobs.idle()])
  const reading = db.selectFrom('catalog_import').select('id').where('state', '=', 'reading')
  while ((await reading.executeTakeFirst()) !== undefined) await delay(20)
}

function told({ who, method, url, headers, body }: Request, wrong: readonly string[]): string {
  const short = (text: string, most: number): string =>
    text.length > most ? `${text.slice(0, most)}… (${String(text.length)})` : text
  const sent =
    body === undefined ? '' : short(typeof body === 'string' ? body : `base64 ${body.toString('base64')}`, 700)
  return `${wrong.map((w) => short(w.replaceAll('\n', ' '), 1300)).join('; ')}\n  ${who} ${method} ${short(url, 300)} ${short(JSON.stringify(headers), 200)} ${sent}`
}

test(
  'NB-11-2 every address answers whatever it is sent with a decision or a problem, never with a fault, a secret or a trace of what was refused',
  async () => {
    console.info(`fuzz: seed ${String(seed)}, ${String(runs)} requests for each address beside the round, on ${engine}`)
    const findings: string[] = []
    const answered = new Set<string>()
    let count = 0
    for (const [index, operation] of operations.entries()) {
      const good = fc.sample(requestsTo(operation, false), { seed: seed + index, numRuns: askers.length })
      const round = good.map((request, i): Request => ({ who: askers[i]!, ...request }))
      const free = fc.record({ who: fc.constantFrom(...askers), request: requestsTo(operation, true) })
      const spoilt = fc.sample(free, { seed: seed - index, numRuns: runs })
      for (const request of [...round, ...spoilt.map(({ who, request: sent }): Request => ({ who, ...sent }))]) {
        const { status, wrong } = await examine(operation, request)
        count++
        if (status < 400) answered.add(`${operation.method} ${operation.path}`)
        if (wrong.length > 0) findings.push(told(request, wrong))
      }
    }
    console.info(
      `fuzz: ${String(count)} requests; ${String(answered.size)} of ${String(operations.length)} addresses answered somebody`,
    )
    expect(findings.slice(0, 40).join('\n'), `${String(findings.length)} findings, seed ${String(seed)}`).toBe('')
    // Requests that nobody takes prove little: most addresses must have been reached.
    if (operations.length > 100) expect(answered.size).toBeGreaterThan(operations.length / 3)
  },
  longFormMs,
)
