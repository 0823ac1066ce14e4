import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromHex, toHex } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import { sql } from 'kysely'
import { act, clausesOf, done, openCase, opened, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { dumpAll, filesWith } from '../support/dump.ts'
import { published, plainItem, complete } from '../support/entries.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId, grantInWuzhong, lookup } from '../support/share.ts'

const steward = 'ningbo.market.steward'
const approver = 'ningbo.market.approver'
const header = '登记序号,备注'
const csvOf = (rows: readonly (readonly [string, string])[]): string =>
  [header, ...rows.map((r) => r.join(','))].join('\n')

/** Sealing off, destruction and what remains of a dataset: NB-15-1, WZ-16, and the platform's own PF-50 to PF-55. */
describe.each(engines)('destruction on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-09T09:00:00+08:00')
    await secondApprover('ningbo.market.approver', 'ningbo.market.second')
  })
  afterAll(() => city.close())

  /** Another approver of the same organisation. */
  async function secondApprover(beside: string, login: string): Promise<void> {
    const session = await (await city.as(beside)).get('/api/v1/session')
    const organization = session.body.organization.id as string
    const system = await city.as('platform.system')
    const account = await system.send('POST', `/api/v1/organizations/${organization}/accounts`, {
      login,
      name: '复核人（测试）',
      password: city.demo.password,
    })
    expect(account.status, JSON.stringify(account.body)).toBe(201)
    const roles = await (
      await city.as('platform.security')
    ).send('PUT', `/api/v1/accounts/${account.body.result.id as string}/roles`, { roles: ['approver'] })
    expect(roles.status, JSON.stringify(roles.body)).toBe(200)
  }

  const upload = async (code: string, csv: string, login = steward): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/datasets/${code}/batches?fileName=甲乙丙.csv`, csv, {
      'content-type': 'text/csv',
    })

  /** A published entry with one plain and one sealed item, and rows of both kinds. */
  const prepared = async (code: string): Promise<{ id: string; values: readonly string[] }> => {
    const id = await published(city, steward, {
      code,
      fields: { ...complete.ningbo, grade: 3 },
      items: [
        plainItem('credit_code', '登记序号', { identifier: 'other', maxLength: 40, grade: 3, mask: 'none' }),
        plainItem('note', '备注', { nullable: true, maxLength: 20 }),
      ],
    })
    const values = [`${code}-密甲`, `${code}-密乙`, `${code}文`, `${code}一二三四五六七八九十过长的备注`]
    const stored = await upload(
      code,
      csvOf([
        [values[0]!, values[2]!],
        [values[1]!, ''],
        [`${code}-坏`, values[3]!],
      ]),
    )
    expect(stored.status, JSON.stringify(stored.body)).toBe(201)
    expect(stored.body.result).toMatchObject({ stored: 2, quarantined: 1 })
    return { id, values: [...values, `${code}-坏`, '甲乙丙.csv'] }
  }

  /** Files of the database beside its write-ahead log that hold one of these texts, once dead rows are cleared away. */
  const onDisk = async (texts: readonly string[]): Promise<readonly string[]> => {
    const { db } = city.services
    await sql`vacuum full`.execute(db)
    await sql`checkpoint`.execute(db)
    const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(db)
    const folder = engine === 'pglite' ? join(city.dataFolder, 'pglite') : rows[0]!.folder
    return filesWith(join(folder, 'base'), texts)
  }

  const destructionForm = { destructionGround: 'notNeeded', reason: '业务终止', copies: ['登记系统', '公共数据平台'] }
  const copy = (name: string) => ({ copy: name, deletedOn: '2026-02-09' })
  const report = { copies: ['登记系统：已删除', '公共数据平台：已删除'], media: 'absent' }
  const preview = async (code: string, login = steward): Promise<Answer> =>
    (await city.as(login)).get(`/api/v1/datasets/${code}/preview`)

  test('NB-15-1 what is no longer needed is blocked from every door at once, and destroyed only with a record for each copy and by a second person', async () => {
    const { id, values } = await prepared('NB-DESTROY-1')
    const market = await city.as(steward)
    const path = '/api/v1/datasets/NB-DESTROY-1'
    // What else keeps something of it: an upload under way, prepared values, a source, who looked at it.
    const begun = await market.send('POST', `${path}/uploads`, { fileName: '丁戊己.csv', bytes: 100 })
    expect(begun.status, JSON.stringify(begun.body)).toBe(201)
    const planned = await market.send('POST', `${path}/corrections`, {
      lines: [{ target: { batch: 1, line: 2 }, values: { note: '待更正的备注' } }],
    })
    expect(planned.status, JSON.stringify(planned.body)).toBe(201)
    const source = await market.send('POST', `${path}/sources`, {
      source: {
        kind: 's3',
        place: { endpoint: 'http://127.0.0.1:9', bucket: 'city', extension: '.csv' },
        secret: { accessKeyId: 'reader', secretAccessKey: 'destroy' },
      },
      mode: 'append',
      schedule: { every: 'day', at: '02:30' },
    })
    expect(source.status, JSON.stringify(source.body)).toBe(201)
    const subject = { type: 'catalogEntry', id } as const
    expect((await preview('NB-DESTROY-1')).status).toBe(200)
    const answer = await openCase(city, approver, 'data.destruction', subject, destructionForm)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const caseId = answer.body.result.case as string

    const blocked = await preview('NB-DESTROY-1')
    await expectRefused(city, steward, blocked, { clauses: ['NB-15-1', 'PF-50'] })
    await expectRefused(city, steward, await upload('NB-DESTROY-1', csvOf([['X-1', '']])), {
      clauses: ['NB-15-1', 'PF-50'],
    })

    const { db } = city.services
    const own = (await city.services.aggregate.find('NB-DESTROY-1')).dataset
    const bare = await act(city, 'ningbo.market.second', caseId, 'complete', report)
    await expectRefused(city, 'ningbo.market.second', bare, { clauses: ['NB-15-1'] })
    await done(city, steward, caseId, 'recordCopy', copy('登记系统'))
    const half = await act(city, 'ningbo.market.second', caseId, 'complete', report)
    await expectRefused(city, 'ningbo.market.second', half, { clauses: ['NB-15-1'] })
    expect(JSON.stringify(half.body.needed)).toContain('公共数据平台')
    await done(city, steward, caseId, 'recordCopy', copy('公共数据平台'))
    const alone = await act(city, approver, caseId, 'complete', report)
    await expectRefused(city, approver, alone, { clauses: ['PF-52'] })

    const before = await dumpAll(city)
    for (const plain of [values[2]!, '甲乙丙.csv', '丁戊己.csv']) expect(before.includes(plain), plain).toBe(true)
    const { dataset } = await city.services.aggregate.find('NB-DESTROY-1')
    const keys = await city.services.datasets.keysOf(city.services.db, dataset)
    const index = toHex(keys.indexer('credit_code').index(values[0]!))
    expect(before.includes(index)).toBe(true)
    expect((await onDisk([values[2]!])).length).toBeGreaterThan(0)

    expect(await done(city, 'ningbo.market.second', caseId, 'complete', report)).toBe('destroyed')
    const after = await dumpAll(city)
    for (const value of [...values, index, '丁戊己.csv']) expect(after.includes(value), value).toBe(false)
    expect(after.includes(`-- public.${dataset.table}`)).toBe(false)
    expect(before.includes(`-- public.${dataset.table}`)).toBe(true)
    expect(await onDisk([...values, index.slice(0, 32)])).toEqual([])
    const key = await city.services.db
      .selectFrom('dataset_key')
      .selectAll()
      .where('dataset_id', '=', dataset.id)
      .execute()
    expect(key).toMatchObject([{ version: 1, state: 'destroyed', wrapped_key: null }])
    const left = {
      jobs: await db.selectFrom('aggregation_job').select('state').where('dataset_id', '=', own.id).execute(),
      lines: await db
        .selectFrom('correction_line')
        .innerJoin('correction', 'correction.id', 'correction_line.correction_id')
        .select(['correction.state', 'correction_line.sealed'])
        .where('correction.dataset_id', '=', own.id)
        .execute(),
      asked: await db.selectFrom('access_key').selectAll().where('dataset_id', '=', own.id).execute(),
      sources: await db.selectFrom('data_source').select('state').where('dataset_id', '=', own.id).execute(),
    }
    expect(left).toEqual({
      jobs: [{ state: 'cancelled' }],
      lines: [{ state: 'discarded', sealed: null }],
      asked: [],
      sources: [{ state: 'ended' }],
    })
    // A process that still held the key has dropped it with the first reading that told.
    const standing = (await city.services.datasets.byId(city.services.db, dataset.id))!
    await expect(city.services.datasets.keyringOf(city.services.db, standing)).rejects.toThrow(/changed/)
    await expect(city.services.datasets.keyringOf(city.services.db, dataset)).rejects.toThrow(/changed/)

    await expectRefused(city, steward, await preview('NB-DESTROY-1'), { clauses: ['NB-15-1'] })
    const again = await openCase(city, approver, 'data.destruction', subject, destructionForm)
    await expectRefused(city, approver, again, { clauses: ['NB-15-1'] })

    const shown = await (await city.as(approver)).get('/api/v1/datasets/NB-DESTROY-1/destruction')
    expect(shown.status, JSON.stringify(shown.body)).toBe(200)
    const text = shown.body.certificate as string
    expect(toHex(sm3(new TextEncoder().encode(text)))).toBe(shown.body.hash)
    const certificate = JSON.parse(text)
    expect(certificate).toMatchObject({
      dataset: { code: 'NB-DESTROY-1' },
      copies: ['登记系统', '公共数据平台'],
      erased: { keys: [1], rows: 2, quarantined: 1, batches: 1 },
    })
    expect(certificate.steps.map((s: { action: string }) => s.action)).toEqual([
      'data.destruction.open',
      'data.destruction.recordCopy',
      'data.destruction.recordCopy',
    ])
    for (const entry of [
      shown.body.logEntry,
      ...certificate.steps.map((s: { entry: string }) => s.entry),
    ] as string[]) {
      const proof = await (await city.as(approver)).get(`/log/entries/${entry}/proof`)
      expect(proof.status, JSON.stringify(proof.body)).toBe(200)
    }
    const entry = await (await city.as(approver)).get(`/api/v1/evidence/${shown.body.logEntry as string}`)
    expect(JSON.parse(entry.body.body as string)).toMatchObject({ detail: { certificate: shown.body.hash } })
    expect(fromHex(shown.body.hash as string)).toHaveLength(32)
    for (const value of values) expect(text).not.toContain(value)
  })

  test('NB-15-1 storage media go to a disposer on the list of the secrecy department and to nobody else', async () => {
    const { id } = await prepared('NB-DESTROY-2')
    const caseId = await opened(city, approver, 'data.destruction', { type: 'catalogEntry', id }, destructionForm)
    for (const name of destructionForm.copies) await done(city, steward, caseId, 'recordCopy', copy(name))
    const media = { ...report, media: 'present', mediaList: '硬盘 2 块，编号 A1、A2', mediaHandedOver: '2026-02-09' }
    const unnamed = await act(city, 'ningbo.market.second', caseId, 'complete', media)
    await expectRefused(city, 'ningbo.market.second', unnamed, { clauses: ['NB-15-1'], fields: ['mediaDisposer'] })
    const withDisposer = { ...media, mediaDisposer: '某销毁中心' }
    const unlisted = await act(city, 'ningbo.market.second', caseId, 'complete', withDisposer)
    await expectRefused(city, 'ningbo.market.second', unlisted, { clauses: ['NB-15-1', 'PF-55'] })
    const list = { type: 'territory', id: '330200000000' } as const
    const designation = { disposer: '某销毁中心', document: '甬保发〔2026〕1 号', until: '2026-02-08' }
    await opened(city, 'ningbo.cyberspace.inspector', 'media.disposer', list, designation)
    const expired = await act(city, 'ningbo.market.second', caseId, 'complete', withDisposer)
    await expectRefused(city, 'ningbo.market.second', expired, { clauses: ['NB-15-1'] })
    expect((await openCase(city, approver, 'media.disposer', list, designation)).status).toBe(403)
    await opened(city, 'ningbo.cyberspace.inspector', 'media.disposer', list, { ...designation, until: '2026-12-31' })
    expect(await done(city, 'ningbo.market.second', caseId, 'complete', withDisposer)).toBe('destroyed')
    const shown = await (await city.as(approver)).get('/api/v1/datasets/NB-DESTROY-2/destruction')
    expect(JSON.parse(shown.body.certificate as string).media).toEqual({
      disposer: '某销毁中心',
      list: media.mediaList,
      handedOver: '2026-02-09',
    })
  })

  test('a destruction that was begun in error is abandoned, and the data is what it was', async () => {
    const { id } = await prepared('NB-DESTROY-3')
    const caseId = await opened(city, approver, 'data.destruction', { type: 'catalogEntry', id }, destructionForm)
    expect((await preview('NB-DESTROY-3')).status).toBe(403)
    expect(await done(city, approver, caseId, 'abandon', { reason: '误操作' })).toBe('abandoned')
    const rows = await preview('NB-DESTROY-3')
    expect(rows.status).toBe(200)
    expect(rows.body.rows).toHaveLength(2)
    // What had been sealed before stays sealed when a later destruction is abandoned.
    const subject = { type: 'catalogEntry', id } as const
    const sealing = await opened(city, approver, 'data.sealing', subject, { reason: '来源存疑' })
    const second = await opened(city, approver, 'data.destruction', subject, destructionForm)
    await done(city, approver, sealing, 'askRelease', { reason: '已核实' })
    const held = await act(city, 'ningbo.data.approver', sealing, 'release')
    expect(held).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } })
    await done(city, approver, second, 'abandon', { reason: '误操作' })
    expect((await preview('NB-DESTROY-3')).status).toBe(403)
    expect(await done(city, 'ningbo.data.approver', sealing, 'release')).toBe('released')
    expect((await preview('NB-DESTROY-3')).status).toBe(200)
  })

  test('sealing off blocks the gateway from the next call on and is undone by the authority; recipients are asked to dispose of what they have', async () => {
    const [resident] = await addResidents(city, 'wuzhong.police.steward', 'WZ-RESIDENTS', 71)
    await grantInWuzhong(city)
    const application = await city.asApplication('wuzhong.civil.assistance')
    const ask = (): Promise<Answer> => lookup(application, 'WZ-RESIDENTS', [resident!.residentId])
    expect((await ask()).status).toBe(200)
    const subject = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS') } as const
    const police = 'wuzhong.police.approver'
    const sealing = await opened(city, police, 'data.sealing', subject, { reason: '来源存疑' })
    const refused = await ask()
    expect(refused.status, JSON.stringify(refused.body)).toBe(403)
    expect(clausesOf(refused)).toContain('PF-50')
    const twice = await openCase(city, police, 'data.sealing', subject, { reason: '再封存' })
    await expectRefused(city, police, twice, { clauses: ['PF-51'] })
    await done(city, police, sealing, 'askRelease', { reason: '来源已核实' })
    expect((await act(city, police, sealing, 'release')).status).toBe(403)
    expect(await done(city, 'wuzhong.data.approver', sealing, 'release')).toBe('released')
    expect((await ask()).status).toBe(200)

    // WZ-16: what is due to the archives is not destroyed.
    const handover = await opened(city, 'wuzhong.police.steward', 'archive.handover', subject, {
      retention: '三十年',
      archivingScope: '全部',
      legalBasis: { instrument: 'archives-law', provision: '第十三条' },
      reachedOn: '2026-02-09',
    })
    const due = await openCase(city, police, 'data.destruction', subject, destructionForm)
    await expectRefused(city, police, due, { clauses: ['WZ-16'] })
    const exempt = { basis: { instrument: 'archives-law', provision: '第十三条' }, explanation: '不属于归档范围' }
    await done(city, police, handover, 'exempt', exempt)
    const caseId = await opened(city, police, 'data.destruction', subject, destructionForm)
    const tasks = await city.services.db
      .selectFrom('disposal_request')
      .innerJoin('organization', 'organization.id', 'disposal_request.organization_id')
      .select(['organization.name', 'task_id', 'grants', 'accesses'])
      .where('case_id', '=', caseId)
      .execute()
    expect(tasks).toMatchObject([{ name: '吴忠市民政局', grants: 1 }])
    const task = tasks[0]!.task_id
    expect((await viewCase(city, 'wuzhong.civil.steward', task)).clocks).toMatchObject([{ basis: 'policy' }])
    const answerForm = { deletedOn: '2026-02-09', method: '数据库记录和缓存均已删除' }
    expect(await done(city, 'wuzhong.civil.approver', task, 'confirm', answerForm)).toBe('confirmed')
    expect(await done(city, police, caseId, 'abandon', { reason: '另行处理' })).toBe('abandoned')
    expect((await ask()).status).toBe(200)
  })

  test('WZ-16 destruction is refused while a hand-over to the archives is due, also when it became due after the destruction began', async () => {
    const police = 'wuzhong.police.approver'
    await secondApprover(police, 'wuzhong.police.second')
    const subject = { type: 'catalogEntry', id: await entryId(city, 'wuzhong.police.steward', 'WZ-RESIDENTS') } as const
    const caseId = await opened(city, police, 'data.destruction', subject, { ...destructionForm, copies: ['平台'] })
    await done(city, 'wuzhong.police.steward', caseId, 'recordCopy', copy('平台'))
    await opened(city, 'wuzhong.police.steward', 'archive.handover', subject, {
      retention: '三十年',
      archivingScope: '全部',
      legalBasis: { instrument: 'archives-law', provision: '第十三条' },
      reachedOn: '2026-02-09',
    })
    const late = await act(city, 'wuzhong.police.second', caseId, 'complete', report)
    await expectRefused(city, 'wuzhong.police.second', late, { clauses: ['WZ-16'] })
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from dataset_key where state = 'current'
      and dataset_id = (select id from dataset where code = 'WZ-RESIDENTS')`.execute(city.services.db)
    expect(rows[0]!.n).toBe(1)
  })
})
