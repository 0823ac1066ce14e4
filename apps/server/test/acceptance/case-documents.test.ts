import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clausesOf, viewCase } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { docx, jpeg, ofd, pdf, png, xlsx } from '../support/document-files.ts'
import { act, openShareRequest } from '../support/share.ts'

const applicant = 'wuzhong.civil.steward'
const provider = 'wuzhong.police.approver'
const stranger = 'wuzhong.labour.approver'
const secret = '申请人身份证号六四零三零二一九九零零一零一'
const mebibyte = 1024 * 1024

describe.each(engines)('documents of a case on %s', (engine) => {
  let city: City
  let caseId: string
  beforeAll(async () => {
    city = await openCity(engine)
    caseId = await aCase()
  })
  afterAll(() => city.close())

  const aCase = async (): Promise<string> => {
    const opened = await openShareRequest(city, applicant, 'WZ-RESIDENTS', 'wuzhong.civil.assistance')
    return opened.body.result.case as string
  }
  const path = (id = caseId): string => `/api/v1/cases/${id}/documents`
  const add = async (
    login: string,
    fileName: string,
    content: Buffer | string,
    { headers = {}, to = caseId }: { headers?: Record<string, string>; to?: string } = {},
  ): Promise<Answer> => {
    const client = await city.as(login)
    return client.send('POST', `${path(to)}?fileName=${encodeURIComponent(fileName)}`, content, {
      'content-type': 'application/octet-stream',
      ...headers,
    })
  }
  const list = async (login: string, id = caseId): Promise<Answer> => (await city.as(login)).get(path(id))
  const file = async (login: string, id: string, of = caseId) => (await city.as(login)).get(`${path(of)}/${id}/file`)
  const added = async (name: string, content: Buffer | string, to = caseId): Promise<string> => {
    const answer = await add(applicant, name, content, { to })
    expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(201)
    return answer.body.result.id as string
  }
  const recorded = async (action: string): Promise<readonly string[]> => {
    const rows = await city.services.db.selectFrom('log_entry').select('body').where('action', '=', action).execute()
    return rows.map((row) => row.body)
  }

  test('PF-101 a party puts documents to a case; each is found in the list with its digest, the other parties are told', async () => {
    const files = {
      '照片.png': png,
      '扫描件.jpg': jpeg,
      '函.pdf': pdf,
      '说明.docx': docx,
      '清单.xlsx': xlsx,
      '公文.ofd': ofd,
      '说明.txt': secret,
    }
    for (const [name, content] of Object.entries(files)) await added(name, content)
    const { body } = await list(provider)
    expect(body.mayAdd).toBe(true)
    expect(body.items.map((item: { name: string }) => item.name)).toEqual(Object.keys(files))
    const [image] = body.items
    expect(image).toMatchObject({
      ...{ mediaType: 'image/png', bytes: png.length, shown: true, organization: { name: '吴忠市民政局' } },
      ...{ sm3: createHash('sm3').update(png).digest('hex'), withdrawn: null, withdrawable: false },
    })
    const shown = (body.items as { name: string; shown: boolean }[]).filter((i) => i.shown).map((i) => i.name)
    expect(shown).toEqual(['照片.png', '扫描件.jpg'])
    const told = (await (await city.as(provider)).get('/api/v1/notifications')).body.items
    expect(told[0]).toMatchObject({ kind: 'document', case: caseId, by: { name: '吴忠市民政局' }, owner: null })
    expect((await viewCase(city, applicant, caseId)).timeline.at(-1)).toMatchObject({ action: 'document.add' })
  })

  test('PF-101 it is given out as it came, as a file and never as a page, recorded before it leaves', async () => {
    const items = (await list(applicant)).body.items as { id: string; name: string }[]
    const idOf = (name: string): string => items.find((item) => item.name === name)!.id
    const note = await file(provider, idOf('说明.txt'))
    expect(note.status).toBe(200)
    expect(note.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="document.txt"; filename*=UTF-8''${encodeURIComponent('说明.txt')}`,
    })
    expect(String(note.headers['content-security-policy'])).toContain('sandbox')
    expect(note.body).toBe(secret)
    const image = await file(provider, idOf('照片.png'))
    expect(image.headers['content-type']).toBe('image/png')
    expect((await file(provider, idOf('函.pdf'))).headers['content-type']).toBe('application/octet-stream')
    expect((await file('wuzhong.data.approver', idOf('说明.txt'))).status).toBe(200)
    const reads = await recorded('document.read')
    expect(reads).toHaveLength(4)
    expect(reads[0]).toContain('PF-101')
    // Downloads are on record and do not crowd the acts of the case.
    const { timeline } = await viewCase(city, applicant, caseId)
    expect((timeline as { action: string }[]).map((entry) => entry.action)).not.toContain('document.read')
  })

  test('PF-101 nothing of it stands in clear: sealed in the database, no name and no digest in the log', async () => {
    const { db } = city.services
    const { rows } = await sql<{ part: Uint8Array }>`select sealed as part from case_document_part`.execute(db)
    expect(rows.length).toBeGreaterThan(6)
    for (const { part } of rows) {
      const text = Buffer.from(part).toString('latin1')
      expect(text).not.toContain(Buffer.from(secret).toString('latin1'))
      expect(text).not.toMatch(/PDF-|IHDR|word\/document/)
    }
    const said = (await recorded('document.add')).join('\n')
    expect(said).not.toContain('说明')
    expect(said).not.toContain(createHash('sm3').update(secret).digest('hex'))
  })

  test('PF-101 another agency, another city and the three administrators neither add, list nor download, and learn the clause', async () => {
    const { id } = (await list(applicant)).body.items[0] as { id: string }
    for (const login of [stranger, 'ningbo.data.approver', 'platform.audit', 'wuzhong.resident.self']) {
      const refused = await add(login, '说明.txt', 'a')
      expect(refused.status, login).toBe(403)
      expect(JSON.stringify([refused.body.needed, refused.body.grounds]), login).toMatch(/PF-101|PF-03/)
      expect((await list(login)).status, login).toBe(403)
      expect((await file(login, id)).status, login).toBe(403)
    }
    // Whoever supervises reads and does not add.
    expect((await add('wuzhong.cyberspace.inspector', '说明.txt', 'a')).status).toBe(403)
    expect((await file('wuzhong.cyberspace.inspector', id)).status).toBe(200)
    const before = (await recorded('document.read')).length
    expect((await file(stranger, id)).body.receipt).toBeDefined()
    expect((await recorded('document.read')).length).toBe(before + 1)
    // By the number of another case it is not there.
    expect((await file(applicant, id, await aCase())).status).toBe(404)
  })

  test('PF-101 what is too large, empty, of another type or under a hostile name is a clear mistake and leaves nothing', async () => {
    const count = async (): Promise<number> => ((await list(applicant)).body.items as unknown[]).length
    const before = await count()
    const large = await add(applicant, '大.txt', Buffer.alloc(20 * mebibyte + 1, 97))
    expect([large.status, large.body.code]).toEqual([413, 'REQUEST_TOO_LARGE'])
    const empty = await add(applicant, '空.txt', '')
    expect([empty.status, empty.body.fields]).toMatchObject([400, [{ field: 'body' }]])
    const json = await (await city.as(applicant)).send('POST', `${path()}?fileName=a.txt`, { a: 1 })
    expect([json.status, json.body.code]).toEqual([415, 'REQUEST_MEDIA_TYPE'])
    for (const [name, content] of [
      ['证明.pdf', png],
      ['页.html', Buffer.from('<html></html>')],
      ['图.svg', Buffer.from('<svg/>')],
      ['程序.txt', randomBytes(4096)],
    ] as const) {
      const answer = await add(applicant, name, content)
      expect([answer.status, answer.body.code], name).toEqual([415, 'DOCUMENT_TYPE'])
    }
    for (const name of [
      '../a.txt',
      'a\u0000.txt',
      '资料\u202etxt.pdf',
      'a\r\nb.txt',
      `${'长'.repeat(130)}.txt`,
      '证明',
      'CON.txt',
      '.txt',
    ]) {
      const answer = await add(applicant, name, 'a')
      expect(answer.status, JSON.stringify(name)).toBe(400)
      expect(answer.body.fields[0].field, JSON.stringify(name)).toContain('fileName')
    }
    expect(await count()).toBe(before)
  })

  test('PF-101 one under the same key is added once; the same key for other content is refused', async () => {
    const headers = { 'idempotency-key': 'document-once' }
    const to = await aCase()
    const first = await add(applicant, '一次.txt', '一次', { headers, to })
    const again = await add(applicant, '一次.txt', '一次', { headers, to })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect((await add(applicant, '一次.txt', '两次', { headers, to })).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect((await list(applicant, to)).body.items).toHaveLength(1)
  })

  test('PF-101 one of several parts comes back whole; altered, exchanged or cut it is given to nobody', async () => {
    const to = await aCase()
    const { db } = city.services
    const content = Buffer.from('第一行\n'.repeat(200_000))
    const id = await added('长.txt', content, to)
    expect((await file(provider, id, to)).body).toBe(content.toString())
    const parts = (
      await sql<{ n: number }>`select count(*)::int as n from case_document_part where document_id = ${id}`.execute(db)
    ).rows
    expect(parts[0]!.n).toBeGreaterThan(2)
    const after = async (change: string): Promise<Answer> => {
      await sql.raw(change.replaceAll('$id', `'${id}'`)).execute(db)
      return file(provider, id, to)
    }
    const parted = 'update case_document_part set position ='
    const turned = 'update case_document_part set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)'
    expect((await after(`${parted} 99 where document_id = $id and position = 0`)).body.code).toBe('DATA_TAMPERED')
    expect((await after(`${parted} 0 where document_id = $id and position = 99`)).status).toBe(200)
    expect((await after(`${turned} where document_id = $id and position = 1`)).body.code).toBe('DATA_TAMPERED')
    expect((await after(`${turned} where document_id = $id and position = 1`)).status).toBe(200)
    const cut = await after('delete from case_document_part where document_id = $id and position = 2')
    expect([cut.status, cut.body.code]).toEqual([500, 'DATA_TAMPERED'])
  })

  test('PF-101 its own organisation withdraws a document: it is given out no more, who and when stay', async () => {
    const to = await aCase()
    const id = await added('错件.txt', '错', to)
    const withdrawal = `${path(to)}/${id}/withdrawal`
    const foreign = await (await city.as(provider)).send('POST', withdrawal)
    expect(foreign.status).toBe(403)
    expect(clausesOf(foreign)).toContain('PF-101')
    expect((await (await city.as(applicant)).send('POST', withdrawal)).status).toBe(200)
    expect((await file(provider, id, to)).status).toBe(409)
    const [shown] = (await list(provider, to)).body.items
    expect(shown).toMatchObject({ id, name: '错件.txt', shown: false })
    expect(shown.withdrawn.by).not.toBe('')
    expect((await (await city.as(applicant)).send('POST', withdrawal)).status).toBe(409)
  })

  test('PF-101 so many in a day and no more; a closed case takes none and gives out those it has', async () => {
    const to = await aCase()
    const ids: string[] = []
    for (let n = 0; n < 20; n++) ids.push(await added(`第${n}份.txt`, String(n), to))
    const over = await add(applicant, '第二十一份.txt', 'a', { to })
    expect([over.status, over.body.code]).toEqual([403, 'ACT_LIMIT_EXCEEDED'])
    expect(clausesOf(over)).toContain('PF-101')
    expect((await act(city, applicant, to, 'withdraw')).status).toBe(200)
    expect((await list(applicant, to)).body.mayAdd).toBe(false)
    expect((await add(provider, '晚.txt', 'a', { to })).status).toBe(409)
    expect((await file(provider, ids[0]!, to)).body).toBe('0')
  })

  test('PF-101 after the key-encryption key was renewed and keys were wrapped again, documents open', async () => {
    const rewrapped = await (await city.as('platform.security')).send('POST', '/api/v1/keys/rewrapping')
    expect(rewrapped.status, JSON.stringify(rewrapped.body)).toBe(200)
    const [first] = (await list(applicant)).body.items
    expect((await file(provider, first.id as string)).status).toBe(200)
  })
})
