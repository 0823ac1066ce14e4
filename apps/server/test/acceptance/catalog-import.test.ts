import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { openTable, readHeader, sheetOf, writeCsv, writeXlsx } from '@fadu/tables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, opened } from '../support/cases.ts'
import { engines, openCity, type Answer, type City } from '../support/city.ts'
import { complete, draft, plainItem, published, type Fields } from '../support/entries.ts'

type Sheets = Record<string, { columns: string[]; rows: string[][] }>

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const steward = 'wuzhong.civil.steward'

describe.each(engines)('catalogs in files, on %s', (engine) => {
  let city: City
  let folder: string
  let serial = 0
  const nextCode = (): string => `WZ-IMP-${String(++serial).padStart(3, '0')}`

  beforeAll(async () => {
    city = await openCity(engine)
    folder = await mkdtemp(join(tmpdir(), 'fadu-import-'))
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** The file as people would open it: every sheet with its columns and rows. */
  async function sheetsOf(bytes: Uint8Array): Promise<Sheets> {
    const path = join(folder, `read-${++serial}`)
    await writeFile(path, bytes)
    const table = await openTable(path)
    const sheets: Sheets = {}
    for (const sheet of table.sheets) {
      const headed = await readHeader(sheetOf(table, table.kind === 'csv' ? undefined : sheet.name))
      const rows: string[][] = []
      for await (const row of headed.rows()) rows.push(headed.columns.map((_, i) => row.cells[i] ?? ''))
      sheets[sheet.name] = { columns: [...headed.columns], rows }
    }
    await table.close()
    return sheets
  }
  async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for await (const part of stream) parts.push(part)
    return Buffer.concat(parts)
  }
  const workbookOf = (sheets: Sheets): Promise<Buffer> =>
    bytesOf(
      writeXlsx(
        Object.entries(sheets).map(([name, { columns, rows }]) => ({
          name,
          columns: columns.map((title) => ({ title })),
          rows,
        })),
      ),
    )

  async function download(login: string, url: string): Promise<Buffer> {
    const answer = await city.app.inject({
      method: 'GET',
      url,
      headers: { authorization: await bearer(login) },
    })
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200)
    return answer.rawPayload
  }
  const tokens = new Map<string, string>()
  async function bearer(login: string): Promise<string> {
    if (!tokens.has(login)) {
      const session = await city.anonymous.send('POST', '/api/v1/session', { login, password: city.demo.password })
      tokens.set(login, `Bearer ${session.body.token as string}`)
    }
    return tokens.get(login)!
  }

  async function upload(login: string, bytes: Buffer | string, type = xlsxType): Promise<Answer> {
    const client = await city.as(login)
    return client.send('POST', '/api/v1/catalog-imports?fileName=catalog', bytes, { 'content-type': type })
  }
  /** Uploads and waits until it was read. */
  async function previewed(login: string, bytes: Buffer | string, type = xlsxType): Promise<Answer['body']> {
    console.log('upload', bytes.length)
    const begun = await upload(login, bytes, type)
    console.log('begun', begun.status)
    expect(begun.status, JSON.stringify(begun.body)).toBe(202)
    const url = `/api/v1/catalog-imports/${begun.body.result.id as string}?limit=200`
    for (let pause = 20; ; pause = Math.min(pause * 2, 1000)) {
      const { body, status } = await (await city.as(login)).get(url)
      expect(status, JSON.stringify(body)).toBe(200)
      console.log(body.state, body.done)
      if (body.state !== 'reading') return body
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  const apply = async (login: string, id: string, mode = 'all'): Promise<Answer> =>
    (await city.as(login)).send('POST', `/api/v1/catalog-imports/${id}/apply`, { mode })
  const entryOf = async (login: string, code: string): Promise<Answer['body']> => {
    const client = await city.as(login)
    const found = await client.get(`/api/v1/catalog-entries?q=${code}&limit=200`)
    const hit = (found.body.items as { id: string; code: string }[]).find((e) => e.code === code)
    return hit === undefined ? undefined : (await client.get(`/api/v1/catalog-entries/${hit.id}`)).body
  }

  /** Cells of a row by the names of the columns; what is not given is blank. */
  const rowOf = (columns: readonly string[], cells: Readonly<Record<string, string>>): string[] => {
    for (const name of Object.keys(cells)) expect(columns, name).toContain(name)
    return columns.map((name) => cells[name] ?? '')
  }
  const goodEntry = (code: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    目录编码: code,
    名称: `导入的条目 ${code}`,
    业务名称: '社会救助',
    数据形式: '结构化数据',
    数据分类: '社会保障',
    数据分级: '2',
    分类分级所依据的规则和版本: '吴忠市公共数据分类分级规则（演示）第1版',
    共享内容: '救助对象基本信息',
    共享属性: '有条件共享',
    共享条件: '按事项逐人查询',
    共享范围: '民政部门',
    列为有条件共享的理由: '含个人经济状况',
    开放属性: '不予开放',
    '涉及个人隐私、个人信息、商业秘密、保密商务信息': '有此情形',
    更新频率: '每月',
    收集部门: '吴忠市民政局',
    核准部门: '吴忠市公共数据主管部门',
    提供部门: '吴忠市民政局',
    ...more,
  })
  const goodItem = (
    code: string,
    item: string,
    more: Readonly<Record<string, string>> = {},
  ): Record<string, string> => ({
    目录编码: code,
    数据项编码: item,
    数据项名称: `数据项 ${item}`,
    类型: '文本',
    长度: '100',
    可否为空: '是',
    数据项分级: '1',
    脱敏方式: '不脱敏',
    ...more,
  })
  async function template(login = steward): Promise<Sheets> {
    return sheetsOf(await download(login, '/api/v1/catalog-template'))
  }
  async function filled(
    entries: readonly Readonly<Record<string, string>>[],
    items: readonly Readonly<Record<string, string>>[],
  ): Promise<Sheets> {
    const sheets = await template()
    return {
      目录: { columns: sheets['目录']!.columns, rows: entries.map((e) => rowOf(sheets['目录']!.columns, e)) },
      数据项: { columns: sheets['数据项']!.columns, rows: items.map((i) => rowOf(sheets['数据项']!.columns, i)) },
    }
  }

  test('WZ-12-1 entries are imported in the one template; a file that departs from it is refused with the differing fields, and the catalog is found in one place', async () => {
    const [code, other] = [nextCode(), nextCode()]
    const sheets = await filled([goodEntry(code)], [goodItem(code, 'title')])
    const departing: Sheets = {
      ...sheets,
      目录: {
        columns: sheets['目录']!.columns.map((c) => (c === '共享范围' ? '共享对象' : c)),
        rows: sheets['目录']!.rows,
      },
    }
    const departed = await previewed(steward, await workbookOf(departing))
    expect(departed.state).toBe('departing')
    expect(departed.departures).toEqual([
      { sheet: '目录', column: '共享范围', departure: 'missing', cites: ['WZ-13-1'] },
      { sheet: '目录', column: '共享对象', departure: 'unknown', cites: [] },
    ])
    for (const mode of ['all', 'valid']) {
      const refused = await apply(steward, departed.id as string, mode)
      expect(refused.status).toBe(422)
      expect((refused.body.grounds as { clause: string }[]).map((g) => g.clause)).toContain('WZ-12-1')
      expect(refused.body.fields).toEqual([
        { field: '目录.共享范围', label: '共享范围', fault: 'columnMissing' },
        { field: '目录.共享对象', label: '共享对象', fault: 'unknown' },
      ])
      expect(refused.body.receipt).toBeTypeOf('string')
    }
    expect(await entryOf(steward, code)).toBeUndefined()

    const preview = await previewed(steward, await workbookOf(sheets))
    expect(preview).toMatchObject({ state: 'ready', counts: { new: 1, refused: 0 }, progress: { done: 1, total: 1 } })
    expect((await apply(steward, preview.id as string)).body.result).toMatchObject({ created: 1, changed: 0 })
    expect(await entryOf(steward, code)).toMatchObject({
      state: 'draft',
      fields: { shareAttribute: 'conditional', openAttribute: 'none', grade: 2, updateCycle: 'monthly' },
      items: [{ code: 'title', type: 'text', maxLength: 100, nullable: true }],
    })

    // Agencies of the city and of its counties use the same columns, and what is published is found in one place.
    expect(await template('litong.civil.steward')).toEqual(await template(steward))
    const publishedId = await published(city, 'wuzhong.market.steward', { code: other, fields: complete.wuzhong })
    for (const login of [steward, 'litong.civil.steward']) {
      const list = await (await city.as(login)).get(`/api/v1/catalog-entries?territory=640300000000&q=${other}`)
      expect((list.body.items as { id: string }[]).map((e) => e.id)).toEqual([publishedId])
      const exported = await sheetsOf(await download(login, '/api/v1/catalog-exports?territory=640300000000'))
      expect(exported['目录']!.rows.map((r) => r[0])).toContain(other)
    }
  })

  test('the preview names every fault by row, column and clause; only what is good is written, and only when asked', async () => {
    const [good, bad, bare] = [nextCode(), nextCode(), nextCode()]
    const sheets = await filled(
      [
        goodEntry(good),
        goodEntry(bad, { 共享属性: '随意共享', 数据分级: '二级', 不予共享的依据: '《没有的法》第一条' }),
        { 目录编码: bare, 名称: '只有名称' },
        goodEntry(good, { 名称: '又一次' }),
      ],
      [
        goodItem(good, 'title'),
        goodItem(bad, 'Title'),
        goodItem(bad, 'number', { 类型: '整数', 标识: '公民身份号码' }),
        goodItem('WZ-IMP-NONE', 'x'),
      ],
    )
    const preview = await previewed(steward, await workbookOf(sheets))
    expect(preview.counts).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 3 })
    const rows = preview.rows.items as {
      code: string
      line: number
      kind: string
      faults: {
        severity: string
        sheet: string
        line: number
        column: string
        fault: string
        cites: string[]
        text: string
      }[]
    }[]
    const faultsOf = (line: number) =>
      rows.find((r) => r.line === line)!.faults.map((f) => [f.severity, f.sheet, f.line, f.column, f.fault])
    expect(faultsOf(3)).toEqual([
      ['error', '目录', 3, '数据分级', 'wrongType'],
      ['error', '目录', 3, '共享属性', 'notAnOption'],
      ['error', '目录', 3, '不予共享的依据', 'basisForm'],
      ['error', '数据项', 3, '数据项编码', 'codeForm'],
      ['error', '数据项', 4, '标识', 'invalid'],
    ])
    expect(rows.find((r) => r.line === 3)!.faults[1]).toMatchObject({
      cites: expect.arrayContaining(['WZ-13-1', 'WZ-24-1']),
      text: '不在可选值内',
    })
    const warnings = rows.find((r) => r.line === 4)!
    expect(warnings.kind).toBe('new')
    expect(warnings.faults.every((f) => f.severity === 'warning' && f.fault === 'missing')).toBe(true)
    expect(warnings.faults.map((f) => f.column)).toContain('共享内容')
    expect(rows.find((r) => r.line === 5 && r.code === good)!.faults.map((f) => f.fault)).toEqual(['twice'])
    expect(rows.find((r) => r.code === 'WZ-IMP-NONE')!.faults.map((f) => f.fault)).toContain('entryUnknown')

    const whole = await apply(steward, preview.id as string, 'all')
    expect(whole.status).toBe(422)
    expect(whole.body).toMatchObject({ code: 'IMPORT_HAS_ERRORS' })
    expect(await entryOf(steward, good)).toBeUndefined()
    const part = await apply(steward, preview.id as string, 'valid')
    expect(part.body.result).toMatchObject({ created: 2, repeated: false })
    expect((part.body.result.skipped as { because: string }[]).every((s) => s.because === 'refused')).toBe(true)
    expect(await entryOf(steward, good)).toMatchObject({ name: `导入的条目 ${good}` })
    expect(await entryOf(steward, bad)).toBeUndefined()
  })

  test('a file applied twice is applied once, and uploaded again it changes nothing', async () => {
    const code = nextCode()
    const bytes = await workbookOf(await filled([goodEntry(code)], [goodItem(code, 'title'), goodItem(code, 'since')]))
    const first = await previewed(steward, bytes)
    expect((await apply(steward, first.id as string)).body.result).toMatchObject({ created: 1, repeated: false })
    expect((await apply(steward, first.id as string)).body.result).toMatchObject({ created: 1, repeated: true })
    const again = await previewed(steward, bytes)
    expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 1, refused: 0 })
    expect((await apply(steward, again.id as string)).body.result).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 1,
    })
    expect(await entryOf(steward, code)).toMatchObject({ version: 1 })
  })

  test('differences are readable, and an entry that somebody changed since is not overwritten', async () => {
    const [kept, raced] = [nextCode(), nextCode()]
    const seed = await previewed(
      steward,
      await workbookOf(
        await filled([goodEntry(kept), goodEntry(raced)], [goodItem(kept, 'title'), goodItem(raced, 'title')]),
      ),
    )
    await apply(steward, seed.id as string)
    const changed = await filled(
      [goodEntry(kept, { 更新频率: '每日' }), goodEntry(raced, { 更新频率: '每日' })],
      [
        goodItem(kept, 'title', { 数据项分级: '2' }),
        goodItem(kept, 'phone', { 敏感类别: '手机号码' }),
        goodItem(raced, 'title'),
      ],
    )
    const bytes = await workbookOf(changed)
    const preview = await previewed(steward, bytes)
    expect(preview.counts).toMatchObject({ changed: 2 })
    const { differences } = (preview.rows.items as { code: string; differences: Answer['body'] }[]).find(
      (r) => r.code === kept,
    )!
    expect(differences.fields).toMatchObject([{ label: '更新频率', oldText: '每月', newText: '每日' }])
    expect(differences.items).toMatchObject([
      { code: 'title', kind: 'changed', changes: [{ label: '数据项分级', old: 1, new: 2 }] },
      { code: 'phone', kind: 'added' },
    ])

    const entry = await entryOf(steward, raced)
    const { id, version, name, fields, items } = entry
    const bare = (items as Fields[]).map(({ sealed: _, ...item }) => item)
    const edited = await (
      await city.as(steward)
    ).send('PUT', `/api/v1/catalog-entries/${id as string}`, {
      version,
      name,
      fields: { ...fields, shareScope: '另有改动' },
      items: bare,
    })
    expect(edited.status, JSON.stringify(edited.body)).toBe(200)

    const outdated = await apply(steward, preview.id as string, 'all')
    expect(outdated.status).toBe(409)
    expect(outdated.body).toMatchObject({ code: 'IMPORT_OUTDATED' })
    expect(outdated.body.detail).toContain(raced)
    expect(await entryOf(steward, kept)).toMatchObject({ version: 1 })
    const part = await apply(steward, preview.id as string, 'valid')
    expect(part.body.result).toMatchObject({ changed: 1, skipped: [{ code: raced, because: 'changedSince' }] })
    expect(await entryOf(steward, kept)).toMatchObject({ version: 2, fields: { updateCycle: 'daily' } })
    expect(await entryOf(steward, raced)).toMatchObject({ fields: { shareScope: '另有改动', updateCycle: 'monthly' } })
  })

  test('a published entry asks for an update of the catalog first; its working copy is then what is imported and exported', async () => {
    const code = nextCode()
    const login = 'wuzhong.police.steward'
    const id = await published(city, login, { code, fields: complete.wuzhong })
    const url = `/api/v1/catalog-exports?organization=${(await (await city.as(login)).get('/api/v1/session')).body.organization.id as string}`
    const own = async (): Promise<Sheets> => {
      const all = await sheetsOf(await download(login, url))
      const only = (name: string) => ({
        columns: all[name]!.columns,
        rows: all[name]!.rows.filter((r) => r[0] === code),
      })
      return { 目录: only('目录'), 数据项: only('数据项') }
    }
    const sheets = await own()
    const name = sheets['目录']!.columns.indexOf('名称')
    sheets['目录']!.rows[0]![name] = '改了名称'
    const refused = await previewed(login, await workbookOf(sheets))
    expect(refused.rows.items[0]).toMatchObject({ kind: 'refused', faults: [{ fault: 'needsChange' }] })

    const cause = { changeCause: 'legalBasis', changedOn: '2026-02-06', description: '依据有变化' }
    const change = await opened(city, login, 'catalog.change', { type: 'catalogEntry', id }, cause)
    await done(city, login, change, 'reopen')
    const preview = await previewed(login, await workbookOf(sheets))
    expect(preview.counts).toMatchObject({ changed: 1 })
    expect((await apply(login, preview.id as string)).body.result).toMatchObject({ changed: 1 })
    expect((await own())['目录']!.rows[0]![name]).toBe('改了名称')
    expect(await entryOf(login, code)).toMatchObject({ name: `条目 ${code}`, revision: { name: '改了名称' } })
  })

  test('an organisation imports its own catalog only, and nobody else sees or applies its imports', async () => {
    const code = nextCode()
    const bytes = await workbookOf(await filled([goodEntry(code)], [goodItem(code, 'title')]))
    expect((await upload('wuzhong.civil.approver', bytes)).status).toBe(403)
    expect((await upload('platform.system', bytes)).status).toBe(403)
    const preview = await previewed(steward, bytes)
    const stranger = await city.as('wuzhong.police.steward')
    expect((await stranger.get(`/api/v1/catalog-imports/${preview.id as string}`)).status).toBe(403)
    expect((await apply('wuzhong.police.steward', preview.id as string)).status).toBe(403)
    expect((await stranger.send('POST', `/api/v1/catalog-imports/${preview.id as string}/discard`)).status).toBe(403)
    await draft(city, 'wuzhong.police.steward', { code, fields: complete.wuzhong })
    const taken = await previewed(steward, bytes)
    expect(taken.rows.items[0]).toMatchObject({ kind: 'refused', faults: [{ fault: 'codeTaken' }] })
    const discarded = await (
      await city.as(steward)
    ).send('POST', `/api/v1/catalog-imports/${taken.id as string}/discard`)
    expect(discarded.body.result).toMatchObject({ state: 'discarded' })
    expect((await apply(steward, taken.id as string)).body.code).toBe('STATE_CONFLICT')
  })

  test('formulas stay text in every file, and are no difference when they come back', async () => {
    const code = nextCode()
    const evil = '=HYPERLINK("http://example.invalid","x")'
    await draft(city, steward, {
      code,
      fields: { ...complete.wuzhong, shareScope: evil, businessName: "'+1" },
      items: [plainItem('title', '@SUM(A1)')],
    })
    const organization = (await (await city.as(steward)).get('/api/v1/session')).body.organization.id as string
    for (const format of ['xlsx', 'csv']) {
      const bytes = await download(steward, `/api/v1/catalog-exports?organization=${organization}&format=${format}`)
      if (format === 'csv') {
        const cells = Object.values(await sheetsOf(bytes)).flatMap((s) => s.rows.flat())
        expect(cells).toContain(`'${evil}`)
        expect(cells.filter((c) => /^[=+\-@\t\r]/.test(c))).toEqual([])
      }
      const preview = await previewed(steward, bytes, format === 'csv' ? 'text/csv' : xlsxType)
      expect(preview.counts, JSON.stringify(preview)).toMatchObject({ new: 0, changed: 0 })
    }
  })

  test('what is exported comes back without a difference', async () => {
    const login = 'yinzhou.education.steward'
    const organization = (await (await city.as(login)).get('/api/v1/session')).body.organization.id as string
    // Blanks around a text say nothing, and control characters are not entered.
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
        fc.constantFrom('；', '\\；', '=1', "'=", '第一行\n第二行', 'a,b"c', '_x000D_', '《x》', '001'),
      )
      // eslint-disable-next-line no-control-regex -- control characters are exactly what is left out
      .map((t) => t.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f\ufeff]/g, '').trim())
      .filter((t) => t !== '')
    const oneLine = text.map((t) => t.replaceAll('\n', ' ')).filter((t) => t.trim() !== '')
    const fields = fc.record(
      {
        businessName: text,
        shareAttribute: fc.constantFrom('unconditional', 'conditional', 'none'),
        shareBasis: fc.record({ instrument: fc.constant('data-security-law'), provision: oneLine }),
        obtainedBySharing: fc.constant(false),
        updateCycle: fc.constantFrom('daily', 'irregular'),
        grade: fc.integer({ min: 1, max: 4 }),
        shareReason: text,
      },
      { requiredKeys: [] },
    )
    const item = fc.record({
      name: oneLine,
      type: fc.constantFrom('text', 'integer', 'decimal', 'date', 'boolean'),
      maxLength: fc.option(fc.integer({ min: 1, max: 100_000 })),
      nullable: fc.boolean(),
      mask: fc.constantFrom('none', 'resident-id', 'phone', 'date'),
      grade: fc.integer({ min: 1, max: 4 }),
      meaning: fc.option(oneLine),
      codeList: fc.option(fc.constantFrom('GB/T 2261.1', '=2261')),
      category: fc.option(fc.constantFrom('residentId', 'birthDate', 'minor')),
    })
    const entries = fc.array(fc.tuple(fields, fc.array(item, { maxLength: 4 })), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(entries, async (drafts) => {
        for (const [entryFields, items] of drafts) {
          const made = await (
            await city.as(login)
          ).send('POST', '/api/v1/catalog-entries', {
            code: `YZ-IMP-${++serial}`,
            name: '往返',
            fields: entryFields,
            items: items.map((i, at) => ({ ...i, code: `item_${at}` })),
          })
          expect(made.status, JSON.stringify(made.body)).toBe(201)
        }
        for (const format of ['xlsx', 'csv']) {
          const bytes = await download(login, `/api/v1/catalog-exports?organization=${organization}&format=${format}`)
          const preview = await previewed(login, bytes, format === 'csv' ? 'text/csv' : xlsxType)
          expect(preview.state, JSON.stringify(preview.fault)).toBe('ready')
          const differing = (preview.rows.items as { kind: string }[]).filter((r) => r.kind !== 'unchanged')
          expect(differing).toEqual([])
        }
      }),
      // A run drives the whole platform: the first counterexample is told as it is.
      { numRuns: 5, endOnFailure: true },
    )
  })

  test('an archive bomb, merged headers, a million empty rows, GB18030 and UTF-8 with byte order mark are told from each other', async () => {
    const failing = async (bytes: Buffer | string, type = xlsxType): Promise<{ code: string; text: string }> => {
      const preview = await previewed(steward, bytes, type)
      expect(preview.state).toBe('failed')
      return preview.fault as { code: string; text: string }
    }
    const { handMadeWorkbook, textRow } = await import('../support/hostile-workbooks.ts')
    const made = async (hostile: Parameters<typeof handMadeWorkbook>[1]): Promise<Buffer> =>
      handMadeWorkbook(folder, hostile)
    const bomb = await made({ rows: Array.from({ length: 400 }, () => `<row>${' '.repeat(64 * 1024)}</row>`) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await failing(bomb)).toMatchObject({ code: 'ARCHIVE_RATIO', text: expect.stringContaining('压缩炸弹') })
    const merged = await made({
      rows: [textRow(1, ['目录编码', '名称'])],
      after: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    })
    expect(await failing(merged)).toMatchObject({ code: 'HEADER_MERGED', text: expect.stringContaining('A1:B1') })
    expect(await failing(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toMatchObject({
      code: 'TABLE_KIND',
    })
    expect(await failing(Buffer.from([0x61, 0xff, 0xff]), 'text/csv')).toMatchObject({ code: 'TEXT_ENCODING' })

    const code = nextCode()
    const good = await filled([goodEntry(code)], [goodItem(code, 'title')])
    const headers = good['目录']!
    const sparse = await made({
      sheets: {
        目录: [
          textRow(1, headers.columns),
          ...Array.from({ length: 1000 }, (_, i) => {
            let rows = ''
            for (let r = 2 + i * 1000; r < 1002 + i * 1000; r++) rows += `<row r="${r}"><c r="A${r}" s="0"/></row>`
            return rows
          }),
          textRow(1_048_576, headers.rows[0]!),
        ],
        数据项: [textRow(1, good['数据项']!.columns), textRow(2, good['数据项']!.rows[0]!)],
      },
    })
    const preview = await previewed(steward, sparse)
    expect(preview, JSON.stringify(preview.fault)).toMatchObject({ state: 'ready', counts: { new: 1, refused: 0 } })
    expect(preview.rows.items[0]).toMatchObject({ line: 1_048_576, code })

    const flat = await sheetsOf(await download(steward, '/api/v1/catalog-template?format=csv'))
    const columns = flat['']!.columns
    const cells = { ...goodEntry(code), ...goodItem(code, 'title') }
    const csv = (await bytesOf(writeCsv([columns, rowOf(columns, cells)], { bom: true }))).toString('utf8')
    for (const bytes of [Buffer.from(csv), Buffer.from(csv.slice(1)), gb18030Of(csv.slice(1))]) {
      const read = await previewed(steward, bytes, 'text/csv')
      expect(read, JSON.stringify(read)).toMatchObject({ state: 'ready', counts: { new: 1, refused: 0 } })
      expect(read.rows.items[0]).toMatchObject({ name: `导入的条目 ${code}` })
    }
  })

  test('a data file gives proposed items and leaves nothing behind', async () => {
    const lines = ['公民身份号码,姓名,手机号码,备注']
    for (const resident of residents) lines.push(`${resident},王小明,13900000001,无`)
    const client = await city.as(steward)
    const answer = await client.send('POST', '/api/v1/catalog-outlines', lines.join('\n'), {
      'content-type': 'text/csv',
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const items = (answer.body.items as { item: Fields }[]).map((i) => i.item)
    expect(items.map((i) => [i['code'], i['type'], i['identifier'], i['category'], i['mask']])).toMatchObject([
      ['gongminshenfenhaoma', 'text', 'residentId', 'residentId', 'resident-id'],
      ['xingming', 'text', null, 'personName', 'name'],
      ['shoujihaoma', 'text', null, 'mobileNumber', 'phone'],
      ['beizhu', 'text', null, null, 'none'],
    ])
    expect(items[0]!['grade']).toBeGreaterThan(items[3]!['grade'] as number)
    expect(JSON.stringify(answer.body)).not.toContain(residents[0]!)
    const drafted = await client.send('POST', '/api/v1/catalog-entries', {
      code: nextCode(),
      name: '由文件起草',
      items,
    })
    expect(drafted.status, JSON.stringify(drafted.body)).toBe(201)
    const unreadable = await client.send('POST', '/api/v1/catalog-outlines', '%PDF-1.7', { 'content-type': 'text/csv' })
    expect(unreadable.body).toMatchObject({ code: 'TABLE_UNREADABLE', detail: expect.stringContaining('PDF') })
    expect(
      (
        await (
          await city.as('platform.audit')
        ).send('POST', '/api/v1/catalog-outlines', 'a\n1', { 'content-type': 'text/csv' })
      ).status,
    ).toBe(403)
  })
})

/** Synthetic numbers of residents with valid check characters. */
const residents = Array.from({ length: 30 }, (_, i) => {
  const body = `6403021990${String((i % 9) + 1).padStart(2, '0')}1${i % 10}0${i % 10}1`.padEnd(17, '3').slice(0, 17)
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * weights[at]!, 0)
  return `${body}${'10X98765432'[sum % 11]!}`
})

/** Encodes what the decoder of the runtime reads: every character of the text, looked up by decoding all pairs of bytes once. */
function gb18030Of(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(first, second))
      if ([...character].length === 1 && !table.has(character)) table.set(character, [first, second])
    }
  }
  const bytes = [...text].flatMap((c) => {
    const code = c.codePointAt(0)!
    const found = code < 0x80 ? [code] : table.get(c)
    if (found === undefined) throw new Error(`no pair of bytes for ${c}`)
    return found
  })
  return Buffer.from(bytes)
}
