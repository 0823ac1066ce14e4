import { randomUUID } from 'node:crypto'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from '../support/city.ts'
import { askExport, batchGrantInWuzhong } from '../support/exports.ts'
import { expectRefused } from '../support/refusals.ts'

/** An export of much data, under the law as it ships with a second approval from three rows on. */
describe.each(engines)('approval of exports on %s', (engine) => {
  let city: City
  let packs: string
  beforeAll(async () => {
    packs = join(tmpdir(), `fadu-packs-${randomUUID()}`)
    await cp(fileURLToPath(new URL('../../../../packs/', import.meta.url)), packs, { recursive: true })
    const file = join(packs, 'platform', 'limits.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/(sensitiveOperation\.rowsAlone:[^]*?value: )10000/, '$12'))
    city = await openCity(engine, { packsFolder: packs })
    await batchGrantInWuzhong(city)
  })
  afterAll(async () => {
    await city.close()
    await rm(packs, { recursive: true, force: true })
  })

  test('WZ-40-2-5 an export above the set volume needs the approval of a second person, of this very export, once', async () => {
    const client = await city.asApplication('wuzhong.civil.assistance')
    const alone = await askExport(client, 'WZ-RESIDENTS')
    await expectRefused(city, 'wuzhong.civil.steward', alone, { clauses: ['PF-94'] })
    const asked = await client.send('POST', '/api/v1/operation-approvals', {
      operation: 'data.export',
      dataset: 'WZ-RESIDENTS',
      items: ['resident_id', 'name', 'mobile'],
      rows: 1000,
      purpose: '最低生活保障审核',
    })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const approval = asked.body.result.id as string
    const approver = await city.as('wuzhong.civil.approver')
    const approved = await approver.send('POST', `/api/v1/operation-approvals/${approval}/approval`)
    expect(approved.status, JSON.stringify(approved.body)).toBeLessThan(300)
    const allowed = await askExport(client, 'WZ-RESIDENTS', { approval })
    expect(allowed.status, JSON.stringify(allowed.body)).toBe(201)
    await city.services.exportRunner.idle()
    const file = await client.get(`${String(allowed.headers['location'])}/file`)
    expect(file.status).toBe(200)
    const record = await client.get(`/api/v1/evidence/${String(file.headers['fadu-receipt'])}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({ detail: { approval } })
    // Whoever gave the data sees that there was one.
    const provider = await city.as('wuzhong.police.steward')
    const told = await provider.get(`/api/v1/exports/${allowed.body.result.id as string}`)
    expect(told.body).toMatchObject({ approval: { id: approval, approvedAt: expect.any(String) } })
    const again = await askExport(client, 'WZ-RESIDENTS', { approval })
    expect(again.status).toBeGreaterThanOrEqual(400)
    expect(again.status).toBeLessThan(500)
  })
})
