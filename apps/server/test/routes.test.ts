import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CivilDate } from '@fadu/domain'
import { parseAllowedHosts } from '../src/platform/allowed-hosts.ts'
import { createAuthenticator } from '../src/platform/auth/authenticate.ts'
import { createHttp } from '../src/platform/http/create-http.ts'
import { done, opened } from './support/cases.ts'
import { engines, openCity, type Answer, type City, type Client } from './support/city.ts'
import { entryId, openShareRequest } from './support/share.ts'

/**
 * Who may not use a route. `wrongRole`: somebody of the right organisation without the role, or of the wrong kind of
 * principal. `foreign`: somebody who would have the role, in another organisation or territory. Where a route is about the
 * asker alone, no organisation is foreign to it: 'ownOnly' says so.
 */
interface Guarded {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly wrongRole: string
  readonly foreign: string
}

/** Routes that answer anybody, each with the reason why nothing needs protection there. */
const open: Readonly<Record<string, string>> = {
  'GET /healthz': 'says only that the process lives',
  'GET /readyz': 'says only that the database answers',
  'GET /metrics': 'numbers by route pattern, no values; on loopback unless configured otherwise',
  'GET /api/openapi.json': 'the document is public',
  'GET /api/v1/law/packs': 'law is public',
  'GET /api/v1/law/packs/:id/clauses': 'law is public',
  'GET /api/v1/law/clauses/:id': 'law is public',
  'GET /api/v1/law/matrix': 'law is public',
  'GET /api/v1/law/regimes/:territory': 'law is public',
  'POST /api/v1/law/due-dates': 'counts days, changes nothing',
  'GET /api/v1/law/notices': 'holiday notices are public',
  'GET /api/v1/law/regimes/:territory/procedures/:name': 'law is public',
  'GET /api/v1/law/regimes/:territory/periods/:name': 'law is public, and so is what an authority sets',
  'GET /api/v1/law/instruments': 'law is public',
  'POST /api/v1/law/decisions': 'says what the rules say of given facts, looks nothing up, changes nothing',
  'GET /api/v1/public/collection-plans': 'who is asked for data reads on what that rests',
  'GET /api/v1/public/collection-plans/:id': 'the same of one plan, without what is internal',
  'GET /api/v1/public/open-catalogs': 'the open catalog is made for everybody',
  'GET /api/v1/public/open-catalogs/:id': 'the same, one version',
  'GET /api/v1/public/open-entries': 'says which entries are open, holds no data',
  'GET /api/v1/public/open-entries/:id': 'the same of one entry, without what is the agency’s own',
  'GET /api/v1/public/territories': 'names of divisions, and the law is public',
  'GET /api/v1/standards': 'standards are public like the law',
  'GET /log/checkpoint': 'commitments only, made to be public',
  'GET /log/keys': 'public keys',
  'GET /gw/v1/keys': 'public keys',
  'GET /link/v1/key': 'public keys',
  'GET /catalog.jsonld': 'says which entries are open, in the words of others; holds no data',
  'GET /log/tile/*': 'hashes only',
  'GET /log/witnesses': 'public keys of supervisors',
  'GET /log/checkpoint/cosigned': 'commitments only, made to be public',
  'POST /log/cosignatures': 'authenticated by the signature of a registered witness; refused without',
  'GET /log/entries/:id/proof': 'hashes only',
  'GET /api/v1/status': 'says whether the gateway is open and what maintenance is announced',
  'POST /api/v1/session': 'the way in; checked by password',
  'GET /api/v1/keys/unlock': 'says whether the keys are open and how many custodians are to come; no names',
  'POST /api/v1/keys/unlock': 'a custodian is whoever has the share; nothing but a share is taken',
  'POST /gw/v1/token': 'the way in; checked by signature',
}

const someSystem = { name: '某系统', funding: 'other', department: '某科' }

const someSource = {
  source: {
    kind: 's3',
    place: { endpoint: 'http://127.0.0.1:9', bucket: 'city', extension: '.csv' },
    secret: { accessKeyId: 'reader', secretAccessKey: 'routes' },
  },
  mode: 'append',
  schedule: { every: 'day', at: '02:30' },
}

const someLink = {
  name: '区平台',
  relation: 'lower',
  application: '$application',
  baseUrl: 'https://agency.test',
  verifierKeys: ['fadu/other+00000000+AAAA'],
}

/** A link with one entry that came over it; how both come about is shown in acceptance/links.test.ts. */
async function aLink(city: City, application: string): Promise<string> {
  const { db } = city.services
  const id = '01990000-0000-7000-8000-000000000003'
  await db
    .insertInto('platform_link')
    .values({
      ...{ id, territory_code: '640300000000', name: '区平台', relation: 'lower', calls: 'none' },
      ...{ other_territory_code: '640302000000', application_id: application, client_id: null },
      ...{ base_url: 'https://agency.test', origin: 'fadu/other', verifier_keys: ['fadu/other'], every_seconds: 60 },
      ...{ next_call_at: city.now(), created_at: city.now() },
    })
    .execute()
  await db
    .insertInto('foreign_entry')
    .values({
      ...{ link_id: id, id: '01990000-0000-7000-8000-000000000002', change: 1, code: 'LT-FAR', name: '外平台条目' },
      ...{ territory_code: '640302000000', provider_name: '利通区民政局', state: 'published', version: 1 },
      ...{ fields: '{}', items: '[]', published_at: city.now(), receipt: null, words: 'lt-far' },
      ...{ heard_at: city.now(), told_in: id },
    })
    .execute()
  return id
}

/** Something an organisation was told of a clock; how the sweeper tells is shown in clocks.test.ts. */
async function aNotification(city: City, organization: string, caseId: string): Promise<string> {
  const { db } = city.services
  const clock = await db.selectFrom('case_clock').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow()
  const body = JSON.stringify({ period: clock.period, basis: 'policy', cites: [], provisional: false })
  const id = '01990000-0000-7000-8000-000000000001'
  const about = { clock_id: clock.id, case_id: caseId, kind: 'warning' as const, due_on: clock.due_on! }
  await db
    .insertInto('notification')
    .values({ id, organization_id: organization, ...about, body, created_at: city.now(), read_at: null })
    .execute()
  return id
}

/** A processing job of an agency; how one comes about is shown in acceptance/derived.test.ts. */
async function aJob(city: City, organization: string): Promise<string> {
  const id = '01990000-0000-7000-8000-000000000002'
  const entry = await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS')
  const about = { entry_id: entry, organization_id: organization, created_by: organization, created_at: city.now() }
  const empty = { plan: '{}', facts: '{}', purpose: '统计', state: 'discarded' as const }
  await city.services.db
    .insertInto('processing_job')
    .values({ id, ...about, ...empty })
    .execute()
  return id
}

/** A grant on data that is had without approval; how others come about is shown in acceptance/share-grants.test.ts. */
async function aGrant(city: City): Promise<string> {
  const asked = { items: ['name'], purposes: ['核对'] }
  const login = 'wuzhong.civil.steward'
  const opened = await openShareRequest(city, login, 'WZ-ENTERPRISES', 'wuzhong.civil.assistance', asked)
  const { items } = (await (await city.as(login)).get('/api/v1/grants?limit=200')).body as {
    items: readonly { id: string; case: string }[]
  }
  return items.find((grant) => grant.case === opened.body.result.case)!.id
}

/** A file that the police's data went into, gone by now; how one comes about is shown in acceptance/exports.test.ts. */
async function anExport(city: City): Promise<string> {
  const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
  const { db } = city.services
  const grant = await db.selectFrom('data_grant').selectAll().limit(1).executeTakeFirstOrThrow()
  const id = '01990000-0000-7000-8000-000000000003'
  await db
    .insertInto('export_job')
    .values({
      ...{
        id,
        dataset_id: dataset.id,
        dataset_code: dataset.code,
        grant_id: grant.id,
        organization_id: grant.applicant_id,
      },
      ...{ application_id: grant.application_id, entry_version: 1, layout_version: 1, up_to_batch: 1 },
      ...{ purpose: '核对', approval: null, matter: '1', fields: ['name'], conditions: '[]', format: 'csv' },
      ...{
        terms: '{"rowFilter":[],"masks":{}}',
        withheld_per_mille: 0,
        state: 'expired',
        folder: 'routes',
        worker: null,
      },
      ...{ rows_total: 0, bytes: null, sm3: null, sha256: null, file_key: null, problem: null, receipt: null },
      ...{ created_at: city.now(), started_at: null, finished_at: null, expires_at: city.now() },
    })
    .execute()
  return id
}

const untilLater = { valid_until: '2099-12-31' as CivilDate, proven_until: null }

/** What was disclosed to a person; how that comes about is shown in acceptance/own-data.test.ts. */
async function aDisclosure(city: City, caseId: string): Promise<void> {
  const { db } = city.services
  const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
  const account = await db
    .selectFrom('account')
    .select('id')
    .where('login', '=', 'wuzhong.resident.self')
    .executeTakeFirstOrThrow()
  const about = { case_id: caseId, dataset_id: dataset.id, account_id: account.id, disclosed_by: account.id }
  const number = { item: 'resident_id', digest: new Uint8Array(32), identifier: null, person_digest: null }
  await db
    .insertInto('record_disclosure')
    .values({
      id: '01990000-0000-7000-8000-000000000001',
      ...about,
      ...number,
      ...untilLater,
      disclosed_at: city.now(),
    })
    .execute()
}

/** A database that the police leads; how one is set up is shown in acceptance/databases.test.ts. */
async function aDatabase(city: City, lead: string): Promise<string> {
  const territory = { type: 'territory', id: '640300000000' } as const
  const form = { databaseKind: 'base', base: 'population', lead }
  const database = await opened(city, 'wuzhong.data.steward', 'database.register', territory, form)
  const fields = [{ field: 'name', fieldName: '姓名', entry: 'WZ-RESIDENTS', item: 'name', source: 'lead' }]
  const content = { matchedBy: 'residentId', databaseEntries: ['WZ-RESIDENTS'], fields }
  await done(city, 'wuzhong.police.steward', database, 'record', content)
  return database
}

describe.each(engines)('every route on %s', (engine) => {
  let city: City
  let guarded: Readonly<Record<string, Guarded>>
  let params: Readonly<Record<string, string>>

  beforeAll(async () => {
    city = await openCity(engine)
    const request = await openShareRequest(city, 'wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    const police = (await (await city.as('wuzhong.police.steward')).get('/api/v1/session')).body
    const application = city.demo.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
    const draft = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/catalog-entries', { code: 'ROUTES-1', name: '条目', fields: {}, items: [] })
    const entered = await (
      await city.as('wuzhong.data.approver')
    ).send('POST', '/api/v1/law/instruments', {
      id: 'routes-0',
      title: '文件',
      rank: 'localRule',
      inForce: '2026-01-01',
    })
    expect(entered.status, JSON.stringify(entered.body)).toBe(201)
    const unsure = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/catalog-entries', {
      code: 'ROUTES-GRADED',
      name: '条目',
      fields: {},
      items: [{ code: 'id_no', name: '公民身份号码', type: 'text', grade: 1 }],
    })
    const graded = await (
      await city.as('wuzhong.police.steward')
    ).get(`/api/v1/catalog-entries/${unsure.body.result.id as string}/grading`)
    const upload = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/catalog-imports?fileName=routes.csv', '目录编码\n', { 'content-type': 'text/csv' })
    const system = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/information-systems', { ...someSystem, code: 'ROUTES-S' })
    const correction = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/corrections', {
      lines: [{ target: { batch: 1, line: 2 }, values: { address: '某路' } }],
    })
    const source = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/sources', someSource)
    const begun = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/datasets/WZ-RESIDENTS/uploads', { fileName: 'routes.csv', bytes: 10 })
    const approval = await (
      await city.as('wuzhong.police.steward')
    ).send('POST', '/api/v1/operation-approvals', {
      operation: 'archive.package',
      dataset: 'WZ-RESIDENTS',
      rows: 1,
      purpose: '归档',
    })
    params = {
      correction: correction.body.result.id,
      announcement: '01990000-0000-7000-8000-000000000002',
      source: source.body.result.id,
      upload: begun.body.result.id,
      database: await aDatabase(city, police.organization.id),
      job: await aJob(city, police.organization.id),
      link: await aLink(city, application.id),
      grant: await aGrant(city),
      export: await anExport(city),
      system: system.body.result.id,
      approval: approval.body.result.id,
      import: upload.body.result.id,
      suggestion: (graded.body.items as { pending: { id: string } | null }[]).flatMap((i) => i.pending?.id ?? [])[0]!,
      organization: police.organization.id,
      account: police.account.id,
      application: application.id,
      key: '01990000-0000-7000-8000-000000000004',
      case: request.body.result.case,
      entry: draft.body.result.id,
      published: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS'),
      receipt: request.body.act.receipt,
      handover: await opened(
        city,
        'wuzhong.police.steward',
        'archive.handover',
        { type: 'catalogEntry', id: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS') },
        {
          retention: '三十年',
          archivingScope: '全部',
          legalBasis: { instrument: 'archives-law', provision: '第十三条' },
          reachedOn: '2026-01-05',
        },
      ),
      notification: await aNotification(city, police.organization.id, request.body.result.case),
    }
    await aDisclosure(city, params['case']!)
    const key = { algorithm: 'EdDSA', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }
    const byAuthority = { wrongRole: 'wuzhong.data.steward', foreign: 'ningbo.data.approver' }
    const bySteward = { wrongRole: 'wuzhong.police.approver', foreign: 'wuzhong.civil.steward' }
    const csv = { headers: { 'content-type': 'text/csv' }, body: '姓名\n某某\n' }
    const another = 'ningbo.market.steward'
    guarded = {
      'GET /api/v1/session': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'DELETE /api/v1/session': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'POST /api/v1/session/revocations': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'POST /api/v1/session/totp': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'POST /api/v1/session/totp/confirmation': {
        body: { code: '123456' },
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ownOnly',
      },
      'POST /api/v1/session/totp/removal': {
        body: { password: 'not the password', totp: '123456' },
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ownOnly',
      },
      'PUT /api/v1/session/password': {
        body: { password: 'not the password', newPassword: 'a password of some length' },
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ownOnly',
      },
      'GET /api/v1/session/notices': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'POST /api/v1/session/notices/read': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'GET /api/v1/territories': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'GET /api/v1/organizations?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/organizations/counts?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/organizations/:organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'POST /api/v1/organizations': {
        body: { code: 'X-1', name: '某单位', territory: '640300000000', kinds: ['agency'] },
        wrongRole: 'wuzhong.data.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/organizations/:organization/accounts': { wrongRole: 'platform.audit', foreign: another },
      'POST /api/v1/organizations/:organization/accounts': {
        body: { login: 'new.person', name: '某人', password: 'a long enough password' },
        wrongRole: 'wuzhong.police.steward',
        foreign: another,
      },
      'PUT /api/v1/accounts/:account/roles': {
        body: { roles: ['approver'] },
        wrongRole: 'platform.system',
        foreign: another,
      },
      'POST /api/v1/accounts/:account/factor-reset': { wrongRole: 'platform.system', foreign: another },
      'DELETE /api/v1/accounts/:account': { wrongRole: 'platform.security', foreign: another },
      'GET /api/v1/organizations/:organization/applications': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/organizations/:organization/applications': {
        body: { name: '应用', key },
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'GET /api/v1/applications/:application': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'PUT /api/v1/applications/:application/status': {
        body: { status: 'suspended' },
        wrongRole: 'wuzhong.civil.approver',
        foreign: 'wuzhong.police.steward',
      },
      'PUT /api/v1/applications/:application/signatures': {
        body: { demanded: true },
        wrongRole: 'wuzhong.civil.approver',
        foreign: 'wuzhong.police.steward',
      },
      'GET /api/v1/applications/:application/keys': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/applications/:application/keys': {
        body: { key },
        wrongRole: 'wuzhong.civil.approver',
        foreign: 'wuzhong.police.steward',
      },
      'DELETE /api/v1/applications/:application/keys/:key': {
        wrongRole: 'wuzhong.civil.approver',
        foreign: 'wuzhong.police.steward',
      },
      'GET /api/v1/catalog-entries?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/catalog-entries': {
        body: { code: 'ROUTES-2', name: '条目', organization: '$organization', fields: {}, items: [] },
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'GET /api/v1/catalog-entries/:entry': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'GET /api/v1/catalog-entries/:entry/versions': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'GET /api/v1/catalog-entries/:entry/versions/1': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'GET /api/v1/catalog-entries/:entry/versions/1/difference/2': {
        wrongRole: 'wuzhong.civil.steward',
        foreign: another,
      },
      'PUT /api/v1/catalog-entries/:entry': {
        body: { version: 1, name: '条目', fields: {}, items: [] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/cases': {
        body: { procedure: 'share.request', subject: { type: 'catalogEntry', id: '$published' }, form: {} },
        wrongRole: 'wuzhong.civil.approver',
        foreign: 'ningbo.government.steward',
      },
      'GET /api/v1/cases?organization=$organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/cases/:case': { wrongRole: 'wuzhong.labour.approver', foreign: another },
      'GET /api/v1/cases/:case/comments': { wrongRole: 'wuzhong.labour.approver', foreign: another },
      'POST /api/v1/cases/:case/comments': {
        body: { text: '留言' },
        wrongRole: 'wuzhong.labour.approver',
        foreign: another,
      },
      'POST /api/v1/cases/:case/comments/01990000-0000-7000-8000-000000000001/withdrawal': {
        wrongRole: 'wuzhong.labour.approver',
        foreign: another,
      },
      'GET /api/v1/cases/:case/documents': { wrongRole: 'wuzhong.labour.approver', foreign: another },
      'POST /api/v1/cases/:case/documents?fileName=a.txt': {
        body: '说明',
        headers: { 'content-type': 'application/octet-stream' },
        wrongRole: 'wuzhong.cyberspace.inspector',
        foreign: another,
      },
      'GET /api/v1/cases/:case/documents/01990000-0000-7000-8000-000000000001/file': {
        wrongRole: 'wuzhong.labour.approver',
        foreign: another,
      },
      'POST /api/v1/cases/:case/documents/01990000-0000-7000-8000-000000000001/withdrawal': {
        wrongRole: 'wuzhong.labour.approver',
        foreign: another,
      },
      'POST /api/v1/cases/:case/acts/approve': {
        body: { form: {} },
        wrongRole: 'wuzhong.police.steward',
        foreign: another,
      },
      'GET /api/v1/worklist?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/happenings?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/law/notices': {
        body: { year: 2040, papers: ['示例'], days: [{ name: '元旦', date: '2040-01-01', isOffDay: true }] },
        wrongRole: 'platform.security',
        foreign: another,
      },
      'GET /api/v1/notifications?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/notifications/:notification/read': {
        wrongRole: 'wuzhong.civil.steward',
        foreign: another,
      },
      'GET /api/v1/supervision/clocks?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/territories/640300000000/duties': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'POST /api/v1/territories/640300000000/duties': {
        wrongRole: 'wuzhong.data.steward',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/datasets/WZ-RESIDENTS': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/datasets/WZ-RESIDENTS/preview': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/batches': {
        ...csv,
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/sources': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/corrections': {
        body: { lines: [{ target: { batch: 1, line: 2 }, values: { address: '某路' } }] },
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/corrections': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/datasets/WZ-RESIDENTS/corrections/:correction/values': {
        wrongRole: 'wuzhong.civil.approver',
        foreign: another,
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/corrections/:correction/discard': {
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/history': {
        body: { of: { batch: 1, line: 2 }, items: ['address'], matter: '核对' },
        wrongRole: 'wuzhong.civil.approver',
        foreign: another,
      },
      'PUT /api/v1/datasets/WZ-RESIDENTS/rows/1/2': {
        body: { values: { address: '某路' } },
        wrongRole: 'wuzhong.police.steward',
        foreign: another,
      },
      'DELETE /api/v1/datasets/WZ-RESIDENTS/rows/1/2': { wrongRole: 'wuzhong.police.steward', foreign: another },
      'GET /api/v1/announcements?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/announcements/issued?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/announcements/:announcement/acknowledge': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ownOnly',
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/quality-rules': {
        body: { rules: [{ id: 'fresh', title: '及时', severity: 'counted', kind: 'timeliness' }] },
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/quality-rules': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/quality-runs': { wrongRole: 'wuzhong.police.approver', foreign: another },
      'GET /api/v1/datasets/WZ-RESIDENTS/quality-runs': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/quality-tasks?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/problems?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/supervision/problems?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/supervision/tampering?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/supervision/late-verifications?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/updates?organization=$organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/supervision/updates?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/sources': {
        body: someSource,
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'PUT /api/v1/data-sources/:source': {
        body: { ...someSource, version: 1 },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/data-sources/:source/state': {
        body: { version: 1, state: 'paused' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/data-sources/:source/pulls': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/data-sources/:source/pulls': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/batches/1/quarantine': bySteward,
      'GET /api/v1/datasets/WZ-RESIDENTS/batches/1/quarantine.csv': bySteward,
      'POST /api/v1/datasets/WZ-RESIDENTS/batches/1/quarantine/corrections': {
        ...bySteward,
        body: { rows: [{ line: 2, values: {} }] },
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/batches': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'POST /api/v1/datasets/WZ-RESIDENTS/rows': { ...bySteward, body: { rows: [{}] } },
      'POST /api/v1/datasets/WZ-RESIDENTS/uploads': { ...bySteward, body: { fileName: 'a.csv', bytes: 1 } },
      'GET /api/v1/datasets/WZ-RESIDENTS/uploads': bySteward,
      'GET /api/v1/uploads/:upload': bySteward,
      'GET /api/v1/uploads/:upload/events': bySteward,
      'GET /api/v1/uploads/:upload/report': bySteward,
      'PATCH /api/v1/uploads/:upload': {
        ...bySteward,
        body: 'x',
        headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
      },
      'POST /api/v1/uploads/:upload/repeat': bySteward,
      'DELETE /api/v1/uploads/:upload': bySteward,
      'GET /api/v1/grants?organization=$organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/grants/:grant': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/grants/:grant/usage': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/exports?organization=$organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/exports/:export': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'DELETE /api/v1/exports/:export': { wrongRole: 'wuzhong.civil.approver', foreign: 'wuzhong.police.steward' },
      'GET /api/v1/supervision/exports?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'GET /api/v1/catalog-entries/:entry/usage': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'GET /api/v1/sharing?organization=$organization': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/supervision/sharing?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'POST /gw/v1/datasets/WZ-RESIDENTS/lookup': {
        body: { purpose: '审核', matter: '1', item: 'resident_id', values: ['11010519491231002X'], fields: ['name'] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'POST /gw/v1/datasets/WZ-RESIDENTS/exports': {
        body: { purpose: '审核', matter: '1', format: 'csv', fields: ['name'] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      // An export is its application's own; to every other it does not exist.
      'GET /gw/v1/datasets/WZ-RESIDENTS/exports/:export': { wrongRole: 'wuzhong.police.approver', foreign: 'ownOnly' },
      'GET /gw/v1/datasets/WZ-RESIDENTS/exports/:export/manifest': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ownOnly',
      },
      'GET /gw/v1/datasets/WZ-RESIDENTS/exports/:export/file': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ownOnly',
      },
      'DELETE /gw/v1/datasets/WZ-RESIDENTS/exports/:export': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ownOnly',
      },
      'POST /api/v1/trace': { ...csv, wrongRole: 'platform.security', foreign: 'ningbo.market.steward' },
      'POST /gw/v1/datasets/WZ-RESIDENTS/verify': {
        body: {
          purpose: '审核',
          matter: '1',
          item: 'resident_id',
          pairs: [{ key: '11010519491231002X', values: { name: '某' } }],
        },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'GET /api/v1/verification-permits?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/sensitive-operations?organization=$organization&day=2026-01-05': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/sensitive-operations/days?organization=$organization': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/sensitive-operations/reviews': {
        body: { organization: '$organization', day: '2026-01-05', operations: 0, conclusion: '无异常' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/operation-approvals?organization=$organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/keys/log': { wrongRole: 'wuzhong.police.approver', foreign: another },
      'POST /api/v1/keys/log/1/revocation': {
        body: { from: 0 },
        wrongRole: 'platform.audit',
        foreign: another,
      },
      'POST /api/v1/keys/log/1/revocation/approval': { wrongRole: 'platform.security', foreign: another },
      'POST /api/v1/operation-approvals': {
        body: { operation: 'archive.package', dataset: 'WZ-RESIDENTS', rows: 1, purpose: '归档' },
        wrongRole: 'wuzhong.police.approver',
        foreign: another,
      },
      'POST /api/v1/operation-approvals/:approval/approval': {
        wrongRole: 'wuzhong.police.steward',
        foreign: 'wuzhong.civil.approver',
      },
      'POST /gw/v1/datasets/WZ-RESIDENTS/query': {
        body: { purpose: '审核', matter: '1', fields: ['name'] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'POST /gw/v1/datasets/WZ-RESIDENTS/changes': {
        body: { purpose: '审核', matter: '1', fields: ['name'] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'POST /api/v1/law/instruments': {
        body: { id: 'routes-1', territory: '640300000000', title: '文件', rank: 'localRule', inForce: '2026-01-01' },
        wrongRole: 'wuzhong.data.steward',
        foreign: 'ningbo.data.approver',
      },
      'POST /api/v1/law/instruments/routes-0/repeal': {
        body: { on: '2026-06-01' },
        wrongRole: 'wuzhong.data.steward',
        foreign: 'ningbo.data.approver',
      },
      'PUT /api/v1/law/regimes/330212000000/periods/share.reply': {
        body: { value: 3, from: '2099-01-01' },
        wrongRole: 'yinzhou.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'POST /api/v1/law/diff/open-cases': {
        body: { pack: 'wuzhong-draft-2024', periods: [{ name: 'share.reply', length: 3 }] },
        wrongRole: 'wuzhong.police.steward',
        foreign: 'ownOnly',
      },
      'GET /api/v1/grading-rules?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/grading-rules': {
        body: {
          territory: '640300000000',
          version: 'routes-1',
          title: '规则',
          basis: { instrument: 'data-security-law', provision: '第二十一条' },
          inForceFrom: '2040-01-01',
          content: {},
        },
        wrongRole: 'wuzhong.data.steward',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/catalog-entries/:entry/grading': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'GET /api/v1/grading-suggestions?territory=640300000000': {
        wrongRole: 'wuzhong.government.approver',
        foreign: another,
      },
      'POST /api/v1/grading-suggestions/:suggestion/decision': {
        body: { decision: 'accept' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/grading-suggestions/decisions': {
        body: { decisions: [{ suggestion: '$suggestion', decision: 'accept' }] },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/catalog-imports': {
        headers: { 'content-type': 'text/csv' },
        body: '目录编码\n',
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ownOnly',
      },
      'GET /api/v1/catalog-imports': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'ownOnly' },
      'GET /api/v1/catalog-imports/:import': { wrongRole: 'wuzhong.civil.steward', foreign: another },
      'POST /api/v1/catalog-imports/:import/apply': {
        body: { mode: 'all' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/catalog-imports/:import/discard': {
        body: {},
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/catalog-template?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/catalog-exports?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/catalog-outlines': {
        headers: { 'content-type': 'text/csv' },
        body: '名称\n甲\n',
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ownOnly',
      },
      'GET /api/v1/databases?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/databases/:database/comparisons': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/aggregation-tasks?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'POST /gw/v1/databases/:database/lookup': {
        body: { purpose: '低保审核', matter: '事项', value: '1' },
        wrongRole: 'wuzhong.civil.steward',
        foreign: 'app:wuzhong.civil.assistance',
      },
      'GET /api/v1/catalog-entries/:published/lineage': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/catalog-entries/:published/lineage/openlineage': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/catalog-entries/:published/lineage/openlineage/batches/1': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/catalog-entries/:published/timeline': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/processing-jobs': {
        body: {
          output: 'WZ-RESIDENTS',
          plan: {
            inputs: [{ name: 'a', entry: 'WZ-DIVISIONS' }],
            result: { kind: 'select', items: [{ to: 'name', from: { input: 'a', item: 'name' } }] },
          },
          form: { purpose: '统计', method: '汇聚' },
        },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/processing-jobs/:job': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'GET /api/v1/information-systems?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'POST /api/v1/information-systems': {
        body: { ...someSystem, organization: '$organization', code: 'ROUTES-T', name: '另一系统' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/information-systems/:system': { wrongRole: 'app:wuzhong.civil.assistance', foreign: another },
      'PUT /api/v1/information-systems/:system': {
        body: { ...someSystem, code: 'ROUTES-S', version: 1 },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/information-systems/:system/closure': {
        body: { version: 1 },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/information-systems/:system/schema-changes': {
        body: { changedOn: '2026-01-05', description: '增加一列' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/recovery?organization=:organization': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/recovery/system/:system': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/recovery/system/:system/plans': {
        body: { intervalDays: 1, medium: '磁带', place: '异地机房', retentionDays: 90, responsible: '运维岗' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/recovery/system/:system/backups': {
        body: { takenAt: '2026-01-05T02:00:00+08:00', reference: '备份 1' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'POST /api/v1/recovery/system/:system/restore-tests': {
        body: { testedOn: '2026-01-05', result: 'passed', testedBy: '运维岗' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'wuzhong.civil.steward',
      },
      'GET /api/v1/supervision/recovery?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/statistics/cockpit?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/statistics/overview?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/statistics/datasets?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/destruction': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/keys': { wrongRole: 'wuzhong.police.steward', foreign: another },
      'POST /api/v1/keys/datasets/WZ-RESIDENTS/rotation': {
        wrongRole: 'platform.system',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/datasets/WZ-RESIDENTS/checksum-comparisons': {
        wrongRole: 'platform.system',
        foreign: 'wuzhong.data.approver',
      },
      'GET /api/v1/datasets/WZ-RESIDENTS/checksum-comparisons': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: another,
      },
      'GET /api/v1/backups': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'wuzhong.data.approver' },
      'GET /api/v1/watch/signals': { wrongRole: 'wuzhong.data.approver', foreign: 'wuzhong.data.approver' },
      'GET /api/v1/watch/alerts': { wrongRole: 'wuzhong.data.approver', foreign: 'wuzhong.data.approver' },
      'POST /api/v1/watch/alerts/01990000-0000-7000-8000-000000000001/acknowledgement': {
        body: { note: '处置' },
        wrongRole: 'platform.audit',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/watch/alerts/01990000-0000-7000-8000-000000000001/risk': {
        body: { organization: '01990000-0000-7000-8000-000000000001' },
        wrongRole: 'platform.audit',
        foreign: 'wuzhong.data.approver',
      },
      'GET /api/v1/retention': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'wuzhong.data.approver' },
      'GET /api/v1/retention/due?kind=systemLogs': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'wuzhong.data.approver',
      },
      'GET /api/v1/retention/orders/01990000-0000-7000-8000-000000000001/removals': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'wuzhong.data.approver',
      },
      'GET /api/v1/retention/orders': { wrongRole: 'app:wuzhong.civil.assistance', foreign: 'wuzhong.data.approver' },
      'POST /api/v1/retention/orders': {
        body: { kind: 'systemLogs' },
        wrongRole: 'platform.security',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/retention/orders/01990000-0000-7000-8000-000000000001/approval': {
        wrongRole: 'platform.audit',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/retention/holds': {
        body: { scope: 'platform', reason: '调查', matter: 'JC-1' },
        wrongRole: 'platform.security',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/retention/holds/01990000-0000-7000-8000-000000000001/end': {
        wrongRole: 'platform.system',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/backups': { body: {}, wrongRole: 'platform.security', foreign: 'wuzhong.data.approver' },
      'POST /api/v1/backups/drills': { wrongRole: 'platform.audit', foreign: 'wuzhong.data.approver' },
      'POST /api/v1/backups/01990000-0000-7000-8000-000000000001/approval': {
        wrongRole: 'platform.system',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/maintenance-windows': {
        body: { ends: '2199-01-01T00:00:00+08:00', notice: '升级' },
        wrongRole: 'platform.security',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/maintenance-windows/01990000-0000-7000-8000-000000000001/end': {
        wrongRole: 'platform.audit',
        foreign: 'wuzhong.data.approver',
      },
      'POST /api/v1/keys/answers/renewal': { wrongRole: 'platform.system', foreign: 'wuzhong.data.approver' },
      'POST /api/v1/keys/answers/1/revocation': {
        body: {},
        wrongRole: 'platform.system',
        foreign: 'wuzhong.data.approver',
      },
      'GET /api/v1/links?territory=640300000000': {
        wrongRole: 'wuzhong.police.approver',
        foreign: 'ningbo.data.approver',
      },
      'POST /api/v1/links': { body: someLink, wrongRole: 'wuzhong.data.steward', foreign: 'ownOnly' },
      'GET /api/v1/links/:link': { wrongRole: 'wuzhong.police.approver', foreign: 'ningbo.data.approver' },
      'PUT /api/v1/links/:link': { body: { version: 1, ...someLink }, ...byAuthority },
      'POST /api/v1/links/:link/suspend': { body: { version: 1 }, ...byAuthority },
      'POST /api/v1/links/:link/resume': { body: { version: 1 }, ...byAuthority },
      'POST /api/v1/links/:link/end': { body: { version: 1 }, ...byAuthority },
      'POST /api/v1/links/:link/calls': byAuthority,
      'GET /api/v1/links/:link/exchanges': { wrongRole: 'wuzhong.police.approver', foreign: 'ningbo.data.approver' },
      'GET /api/v1/links/:link/grants': { wrongRole: 'wuzhong.police.approver', foreign: 'ningbo.data.approver' },
      'GET /api/v1/links/:link/entries/01990000-0000-7000-8000-000000000002': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ningbo.data.approver',
      },
      'GET /api/v1/foreign-entries?territory=640300000000': {
        wrongRole: 'app:wuzhong.civil.assistance',
        foreign: 'ningbo.data.approver',
      },
      'GET /link/v1/changes?after=0&from=0': {
        wrongRole: 'wuzhong.data.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'GET /link/v1/position': { wrongRole: 'wuzhong.data.approver', foreign: 'app:yinzhou.civil.assistance' },
      'POST /link/v1/changes': {
        body: { page: '{}', record: '{}', leafIndex: 0, path: [], checkpoint: '', consistency: [] },
        wrongRole: 'wuzhong.data.approver',
        foreign: 'app:yinzhou.civil.assistance',
      },
      'POST /api/v1/keys/rewrapping': { wrongRole: 'platform.system', foreign: 'wuzhong.data.approver' },
      'GET /api/v1/cases/:handover/archive-package': {
        wrongRole: 'wuzhong.police.steward',
        foreign: 'wuzhong.civil.approver',
      },
      'GET /api/v1/evidence/:receipt/signature': { wrongRole: 'wuzhong.police.steward', foreign: another },
      'GET /api/v1/evidence/:receipt': { wrongRole: 'wuzhong.police.steward', foreign: another },
      'GET /api/v1/audit/entries': { wrongRole: 'platform.security', foreign: another },
      'GET /api/v1/audit/entries/:receipt': { wrongRole: 'platform.security', foreign: another },
      'POST /api/v1/audit/person-searches': {
        body: { identifier: 'residentId', value: '640101199001011234', reason: '来信', matter: 'JC-1' },
        wrongRole: 'platform.security',
        foreign: another,
      },
      'GET /api/v1/persons/self/disclosures': { wrongRole: 'wuzhong.police.steward', foreign: 'ownOnly' },
      'POST /api/v1/persons/self/disclosures/01990000-0000-7000-8000-000000000001/rows': {
        body: { value: '640101199001011234' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'yinzhou.resident.self',
      },
      'POST /api/v1/persons/self/disclosures/01990000-0000-7000-8000-000000000001/file': {
        body: { value: '640101199001011234', format: 'csv' },
        wrongRole: 'wuzhong.police.approver',
        foreign: 'yinzhou.resident.self',
      },
      'POST /api/v1/persons/self/accesses': {
        body: { identifier: 'residentId', value: '640101199001011234' },
        wrongRole: 'platform.audit',
        foreign: 'yinzhou.resident.self',
      },
      'POST /api/v1/audit/bundles': {
        body: {
          entries: ['01990000-0000-7000-8000-000000000001'],
          recipient: '检查组',
          reason: '检查',
          matter: 'JC-1',
        },
        wrongRole: 'platform.security',
        foreign: another,
      },
      'GET /api/v1/audit/bundles': { wrongRole: 'platform.system', foreign: another },
      'POST /api/v1/audit/bundles/01990000-0000-7000-8000-000000000001/approval': {
        wrongRole: 'platform.audit',
        foreign: another,
      },
      'GET /api/v1/audit/bundles/01990000-0000-7000-8000-000000000001/file': {
        wrongRole: 'platform.security',
        foreign: another,
      },
      'POST /api/v1/audit/checks': { wrongRole: 'platform.security', foreign: another },
      'POST /api/v1/log/witnesses': {
        body: { organization: '01990000-0000-7000-8000-000000000001', key: 'x' },
        wrongRole: 'platform.audit',
        foreign: another,
      },
      'POST /api/v1/log/witnesses/01990000-0000-7000-8000-000000000001/end': {
        wrongRole: 'platform.audit',
        foreign: another,
      },
      'GET /api/v1/audit/leaves': { wrongRole: 'platform.system', foreign: another },
    }
  })
  afterAll(() => city.close())

  const pattern = (route: string): string =>
    route
      .replace(/\?.*/, '')
      .replace(
        /:(organization|account|application|case|entry|notification|receipt|suggestion|import|system|source|upload|handover|job|database|grant|export|approval|link)/g,
        ':id',
      )
      .replace('/keys/answers/1/', '/keys/answers/:generation/')
      .replace('/keys/log/1/', '/keys/log/:version/')
      .replace('/01990000-0000-7000-8000-000000000001/', '/:id/')
      .replace('/comments/:id/', '/comments/:comment/')
      .replace('/documents/:id/', '/documents/:document/')
      .replace('/entries/01990000-0000-7000-8000-000000000002', '/entries/:entry')
      .replace('/recovery/system/:id', '/recovery/:kind/:ref')
      .replace('/territories/640300000000/', '/territories/:code/')
      .replace('/acts/approve', '/acts/:act')
      .replace('/datasets/WZ-RESIDENTS', '/datasets/:code')
      .replace('/rows/1/2', '/rows/:batch/:line')
      .replace(':published/', ':id/')
      .replace(/\/batches\/1(?=\/|$)/, '/batches/:number')
      .replace('/versions/1/difference/2', '/versions/:number/difference/:other')
      .replace(/\/versions\/1$/, '/versions/:number')
      .replace('/instruments/routes-0/', '/instruments/:id/')
      .replace('/regimes/330212000000/periods/share.reply', '/regimes/:territory/periods/:name')
  const fill = (text: string): string =>
    text.replaceAll(
      /[:$](organization|account|application|case|entry|notification|receipt|suggestion|import|system|source|upload|handover|correction|announcement|job|database|grant|export|approval|published|key|link)/g,
      (_, name: string) => params[name]!,
    )

  const ask = (client: Client, route: string, { body, headers }: Guarded): Promise<Answer> => {
    const [method, url] = fill(route).split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', string]
    if (method === 'GET') return client.get(url)
    const content =
      typeof body === 'string'
        ? body
        : body === undefined
          ? undefined
          : (JSON.parse(fill(JSON.stringify(body))) as unknown)
    return client.send(method, url, content, { ...headers })
  }
  const become = (who: string): Promise<Client> =>
    who.startsWith('app:') ? city.asApplication(who.slice(4)) : city.as(who)

  test('names a policy action that the law book declares, and is either open for a reason or guarded here', () => {
    const declared = new Set(city.services.law.book.actions.map((a) => a.id))
    const known = new Set([...Object.keys(open), ...Object.keys(guarded).map(pattern)])
    for (const { method, url, action } of city.routes) {
      expect(declared, `${method} ${url}`).toContain(action)
      expect(known, `${method} ${url} is missing in this test`).toContain(`${method} ${url}`)
    }
    const existing = new Set(city.routes.map((r) => `${r.method} ${r.url}`))
    for (const route of known) expect(existing, `${route} does not exist any more`).toContain(route)
  })

  test('does not start without one, nor with one that no pack declares', async () => {
    const { acts, db, law, metrics, tokenSecret } = city.services
    const authenticator = createAuthenticator({ db, tokenSecret, administratorFactor: 'offered', now: city.now })
    const { app } = await createHttp({
      acts,
      authenticator,
      actions: law.book.actions,
      metrics,
      maintenance: city.services.maintenanceCalendar,
      now: city.now,
      sessionCookie: 'fadu_session',
      transport: { trustedProxies: parseAllowedHosts([]), grounds: [] },
    })
    expect(() => app.get('/nameless', () => 'x')).toThrow('names no policy action')
    expect(() => app.get('/misnamed', { config: { action: 'no.such.act' } }, () => 'x')).toThrow('no.such.act')
    await app.close()
  })

  test('without a session refuses, and says nothing of what it expects', async () => {
    for (const [route, guard] of Object.entries(guarded)) {
      const answer = await ask(city.anonymous, route, guard)
      expect(answer.status, route).toBe(401)
      expect(answer.body.code, route).toBe('AUTH_REQUIRED')
    }
  })

  test('refuses the wrong role, with a clause wherever a rule decided', async () => {
    for (const [route, guard] of Object.entries(guarded)) {
      const answer = await ask(await become(guard.wrongRole), route, guard)
      expect(answer.status, `${route} as ${guard.wrongRole}: ${JSON.stringify(answer.body)}`).toBe(403)
      if (!guard.wrongRole.startsWith('app:') && !route.includes('/gw/')) {
        expect(answer.body.grounds.length, `${route} names its clause`).toBeGreaterThan(0)
      }
    }
  })

  test('refuses a foreign organisation', async () => {
    for (const [route, guard] of Object.entries(guarded)) {
      if (guard.foreign === 'ownOnly') continue
      const answer = await ask(await become(guard.foreign), route, guard)
      expect(answer.status, `${route} as ${guard.foreign}: ${JSON.stringify(answer.body)}`).toBe(403)
    }
  })

  test('is guarded as well where the case was to be changed: nothing of the refused acts left a trace in it', async () => {
    const view = (await (await city.as('wuzhong.police.steward')).get(fill('/api/v1/cases/:case'))).body
    expect(view.state).toBe('submitted')
    expect(view.version).toBe(1)
    const refusals = view.timeline.filter((e: { outcome: string }) => e.outcome === 'refused') as { action: string }[]
    expect(refusals.map((r) => r.action)).toContain('share.request.approve')
  })

  test('ids of others answer like ids that do not exist only where existence is a secret; unknown ids are 404', async () => {
    const client = await city.as('wuzhong.police.steward')
    const nobody = '00000000-0000-4000-8000-000000000000'
    for (const url of [
      `/api/v1/cases/${nobody}`,
      `/api/v1/catalog-entries/${nobody}`,
      `/api/v1/organizations/${nobody}/accounts`,
      '/api/v1/datasets/NOTHING-HERE',
      `/log/entries/${nobody}/proof`,
    ]) {
      const answer = await client.get(url)
      expect(answer.status, url).toBe(404)
      expect(answer.body.code, url).toBe('NOT_FOUND')
    }
  })
})
