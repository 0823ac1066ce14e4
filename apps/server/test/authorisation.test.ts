import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCity, type Answer, type City, type Client } from './support/city.ts'
import { apiDocument, type Operation, operationsOf } from './support/api-document.ts'
import { exampleOf } from './support/schema-examples.ts'
import { batchGrantInWuzhong, exported } from './support/exports.ts'
import { organizationId } from './support/offices.ts'
import { entryId, openShareRequest } from './support/share.ts'

/**
 * Who gets what, as a page to be read: every address of the API document, asked by every kind of asker for one and the same
 * things, those of the police of Wuzhong. Who belongs to that bureau, to another of its city, or to another city stands in
 * the name of the column. `FADU_WRITE_AUTHORISATION=1` writes the page anew; a difference is a change of rights.
 */
const page = fileURLToPath(new URL('../../../docs/security/authorisation.csv', import.meta.url))

/** Column, and whose account it is. Behind the dot: how far from the things asked for. */
const askers: readonly (readonly [column: string, who: string])[] = [
  ['visitor', 'nobody'],
  ['steward.own', 'wuzhong.police.steward'],
  ['approver.own', 'wuzhong.police.approver'],
  ['steward.foreign', 'wuzhong.market.steward'],
  ['approver.foreign', 'wuzhong.market.approver'],
  ['steward.otherCity', 'ningbo.market.steward'],
  ['approver.otherCity', 'ningbo.market.approver'],
  ['authoritySteward', 'wuzhong.data.steward'],
  ['authorityApprover', 'wuzhong.data.approver'],
  ['authorityApprover.district', 'litong.data.approver'],
  ['authorityApprover.otherCity', 'ningbo.data.approver'],
  ['supervisor', 'wuzhong.cyberspace.inspector'],
  ['supervisor.otherCity', 'ningbo.cyberspace.inspector'],
  ['government', 'wuzhong.government.approver'],
  ['person', 'wuzhong.resident.self'],
  ['contractorWithoutContract', 'wuzhong.contractor.steward'],
  ['securityOfficer.own', 'wuzhong.police.officer'],
  ['securityOfficer.foreign', 'wuzhong.market.officer'],
  ['application.grantee', 'app:wuzhong.civil.assistance'],
  ['application.foreign', 'app:wuzhong.labour.pension'],
  ['application.otherCity', 'app:yinzhou.civil.assistance'],
  ['systemAdmin', 'platform.system'],
  ['securityAdmin', 'platform.security'],
  ['auditAdmin', 'platform.audit'],
]

const operations = operationsOf(apiDocument)
let city: City
let values: Readonly<Record<string, string>>
const clients = new Map<string, Client>()

beforeAll(async () => {
  city = await openCity('pglite')
  values = await thingsOfThePolice(city)
  for (const office of ['wuzhong.police', 'wuzhong.market']) await addOfficer(office)
  for (const [, who] of askers) clients.set(who, await become(who))
  await stopAtFirstWrite(city)
})
afterAll(() => city.close())

function become(who: string): Promise<Client> {
  if (who === 'nobody') return Promise.resolve(city.anonymous)
  return who.startsWith('app:') ? city.asApplication(who.slice(4)) : city.as(who)
}

/** The security officer of an office; the demonstration has none. */
async function addOfficer(office: string): Promise<void> {
  const organization = await organizationId(city, `${office}.steward`)
  const created = await (
    await city.as('platform.system')
  ).send('POST', `/api/v1/organizations/${organization}/accounts`, {
    login: `${office}.officer`,
    name: '安全负责人（测试）',
    password: city.demo.password,
  })
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  const assigned = await (
    await city.as('platform.security')
  ).send('PUT', `/api/v1/accounts/${created.body.result.id as string}/roles`, { roles: ['securityOfficer'] })
  expect(assigned.status, JSON.stringify(assigned.body)).toBe(200)
}

/** Tables that hold the record of refusals and accesses, and what every request may touch. */
const beside = ['log_entry', 'log_pending', 'session', 'assertion_used', 'access_key', 'fuzz_stopped']

/**
 * From here on nothing changes any more: whoever was permitted is stopped at the first write, with what the platform answers
 * to a database that is busy. So every asker finds the same things, and what the rules let through is seen apart from what
 * they refuse.
 */
async function stopAtFirstWrite({ services: { db } }: City): Promise<void> {
  await sql`create function fuzz_stop() returns trigger language plpgsql as $$
    begin raise exception using errcode = '57014'; end $$`.execute(db)
  const { rows } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db)
  for (const { schema, name } of rows) {
    if (beside.includes(name)) continue
    await sql`create trigger fuzz_stop before insert or update or delete on ${sql.table(`${schema}.${name}`)}
      for each row execute function public.fuzz_stop()`.execute(db)
  }
}

/** One of everything, each belonging to the police of Wuzhong or about its data. */
async function thingsOfThePolice(city: City): Promise<Readonly<Record<string, string>>> {
  const police = await city.as('wuzhong.police.steward')
  const made = async (path: string, body: unknown, headers?: Record<string, string>): Promise<string> => {
    const answer = await police.send('POST', path, body, headers)
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body.result.id as string
  }
  const request = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
  const papersOf = `/api/v1/cases/${request.body.result.case as string}`
  await batchGrantInWuzhong(city)
  const file = await exported(city, await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS')
  const { db } = city.services
  const organization = await organizationId(city, 'wuzhong.police.steward')
  const published = await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS')
  const grants = await db.selectFrom('data_grant').select('id').where('entry_id', '=', published).execute()
  const account = await db
    .selectFrom('account')
    .select('id')
    .where('login', '=', 'wuzhong.police.approver')
    .executeTakeFirstOrThrow()
  const graded = await made('/api/v1/catalog-entries', {
    code: 'RIGHTS-GRADED',
    name: '条目',
    fields: {},
    items: [{ code: 'id_no', name: '公民身份号码', type: 'text', grade: 1 }],
  })
  const grading = await police.get(`/api/v1/catalog-entries/${graded}/grading`)
  const application = await made(`/api/v1/organizations/${organization}/applications`, {
    name: '应用',
    key: { algorithm: 'EdDSA', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } },
  })
  const keys = await police.get(`/api/v1/applications/${application}/keys`)
  return {
    organization,
    'organizations/id': organization,
    'accounts/id': account.id,
    application,
    'applications/id': application,
    'keys/key': (keys.body.items as { id: string }[])[0]!.id,
    'catalog-entries/id': published,
    entry: published,
    'cases/id': request.body.result.case as string,
    'acts/act': 'approve',
    'comments/comment': await made(`${papersOf}/comments`, { text: '已收到' }),
    'documents/document': await made(`${papersOf}/documents?fileName=rights.txt`, '说明', {
      'content-type': 'application/octet-stream',
    }),
    fileName: 'rights.txt',
    'evidence/id': request.body.act.receipt as string,
    'entries/id': request.body.act.receipt as string,
    'grants/id': grants[0]!.id,
    'exports/id': file.split('/').at(-1)!,
    'catalog-imports/id': await made('/api/v1/catalog-imports?fileName=rights.csv', '目录编码\n', {
      'content-type': 'text/csv',
    }),
    'information-systems/id': await made('/api/v1/information-systems', {
      code: 'RIGHTS-S',
      name: '某系统',
      funding: 'other',
      department: '某科',
    }),
    'corrections/correction': await made('/api/v1/datasets/WZ-RESIDENTS/corrections', {
      lines: [{ target: { batch: 1, line: 2 }, values: { address: '某路' } }],
    }),
    'data-sources/id': await made('/api/v1/datasets/WZ-RESIDENTS/sources', source),
    'uploads/id': await made('/api/v1/datasets/WZ-RESIDENTS/uploads', { fileName: 'rights.csv', bytes: 10 }),
    'operation-approvals/id': await made('/api/v1/operation-approvals', {
      operation: 'archive.package',
      dataset: 'WZ-RESIDENTS',
      rows: 1,
      purpose: '归档',
    }),
    'grading-suggestions/id': (grading.body.items as { pending: { id: string } | null }[]).flatMap(
      (i) => i.pending?.id ?? [],
    )[0]!,
    suggestion: (grading.body.items as { pending: { id: string } | null }[]).flatMap((i) => i.pending?.id ?? [])[0]!,
    'recovery/kind': 'dataset',
    'dataset/ref': 'WZ-RESIDENTS',
    'datasets/code': 'WZ-RESIDENTS',
    dataset: 'WZ-RESIDENTS',
    output: 'WZ-RESIDENTS',
    territory: '640300000000',
    'regimes/territory': '640300000000',
    'territories/code': '640300000000',
    'periods/name': 'share.reply',
    'procedures/name': 'share.request',
    'packs/id': 'wuzhong-draft-2024',
    'clauses/id': 'WZ-26-2',
    'batches/number': '1',
    'versions/number': '1',
    'difference/other': '1',
    'rows/batch': '1',
    'rows/line': '2',
    'tile/*': '0/000',
    procedure: 'share.request',
    type: 'catalogEntry',
    id: published,
    item: 'resident_id',
    purpose: '最低生活保障审核',
    matter: 'JZ-2026-0001',
    from: '2026-01-05',
    day: '2026-01-05',
  }
}

const source = {
  source: {
    kind: 's3',
    place: { endpoint: 'http://127.0.0.1:9', bucket: 'city', extension: '.csv' },
    secret: { accessKeyId: 'reader', secretAccessKey: 'rights' },
  },
  mode: 'append',
  schedule: { every: 'day', at: '02:30' },
}

/** Bodies that an example out of the schema alone does not make: files, and what is checked beyond the schema. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/v1/datasets/{code}/batches': '姓名\n某某\n',
  'POST /api/v1/catalog-imports': '目录编码\n',
  'POST /api/v1/catalog-outlines': '名称\n甲\n',
  'POST /api/v1/trace': 'name\n甲\n',
  'POST /api/v1/cases/{id}/documents': 'name\n甲\n',
  'POST /api/v1/datasets/{code}/sources': source,
}

function addressOf({ path, parameters }: Operation): string {
  const parts = path.split('/')
  const filled = parts.map((part, i) => {
    const [, name] = /^\{(.+)\}$/.exec(part) ?? []
    if (name === undefined) return part
    const before = parts[i - 1]!
    const meant = before.startsWith('{kind') ? 'dataset' : before.startsWith('{') ? parts[i - 2]! : before
    return values[`${meant}/${name}`] ?? '01990000-0000-7000-8000-000000000009'
  })
  const query = parameters
    .filter((p) => p.in === 'query' && (p.required === true || p.name === 'territory' || p.name === 'organization'))
    .map((p) => `${p.name}=${values[p.name] ?? String(exampleOf(apiDocument, p.schema, p.name, values))}`)
  return [filled.join('/'), ...(query.length === 0 ? [] : [query.join('&')])].join('?')
}

async function ask(client: Client, operation: Operation): Promise<Answer> {
  const { method, path, body } = operation
  const address = addressOf(operation)
  if (method === 'GET') return client.get(address)
  const given = bodies[`${method} ${path}`]
  const type = path.endsWith('/documents') ? 'application/octet-stream' : 'text/csv'
  if (typeof given === 'string') return client.send(method as 'POST', address, given, { 'content-type': type })
  if (given !== undefined) return client.send(method as 'POST', address, given)
  if (body === undefined) return client.send(method as 'POST', address)
  return client.send(method as 'POST', address, exampleOf(apiDocument, body, '', values))
}

/**
 * `permit`: answered, or stopped at its first write. `refused` with the clauses, `hidden` as if it were not there, `malformed`
 * before anything was decided. A code: let through by the rules, and then not possible as things stand.
 */
function outcomeOf({ status, body }: Answer): string {
  if (status === 401) return 'sign in'
  if (status === 403) {
    const clauses = (body.grounds as { clause: string }[]).map((g) => g.clause)
    const needed = (body.needed as { clause: string }[]).map((n) => n.clause)
    const named = [...new Set(clauses.length > 0 ? clauses : needed)].toSorted()
    return named.length === 0 ? `refused ${String(body.code)}` : `refused ${named.join(' ')}`
  }
  if (status === 404) return 'hidden'
  if (status === 400) return 'malformed'
  return status < 400 || body.code === 'BUSY' ? 'permit' : String(body.code)
}

test('NB-11-2 who gets what: the page says it for every address and every kind of asker', async () => {
  const columns = askers.map(([column]) => column)
  const lines = [['method', 'path', 'action', ...columns].join(',')]
  const faults: string[] = []
  for (const operation of operations.toSorted((a, b) =>
    `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`, 'en'),
  )) {
    if (operation.path.endsWith('/events') || operation.path.startsWith('/api/v1/session')) continue
    const cells: string[] = []
    for (const [column, who] of askers) {
      const answer = await ask(clients.get(who)!, operation)
      if (answer.status >= 500 && answer.body.code !== 'BUSY') {
        faults.push(`${operation.method} ${operation.path} as ${column}: ${JSON.stringify(answer.body)}`)
      }
      cells.push(outcomeOf(answer))
    }
    lines.push([operation.method, operation.path, operation.action, ...cells].join(','))
  }
  expect(faults).toEqual([])
  const text = `${lines.join('\n')}\n`
  if (process.env['FADU_WRITE_AUTHORISATION'] === '1') await writeFile(page, text)
  expect(text).toBe(await readFile(page, 'utf8'))
}, 600_000)
