import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import { verifyArchive } from '../../../cli/src/verify/verify-archive.ts'
import { act, done, opened } from '../support/cases.ts'
import { engines, openCity, type City } from '../support/city.ts'
import { expectRefused } from '../support/refusals.ts'
import { addResidents, entryId } from '../support/share.ts'

const steward = 'wuzhong.police.steward'
const approver = 'wuzhong.police.approver'

/** Files of a tar by name, read by the plainest reader there is. */
function untar(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const text = (from: number, length: number): string =>
      bytes
        .subarray(at + from, at + from + length)
        .toString('utf8')
        .replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 12), 8)
    files.set(text(0, 100), bytes.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

describe.each(engines)('archives on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine)
    city.travelTo('2026-02-11T09:00:00+08:00')
  })
  afterAll(() => city.close())

  test('WZ-16 reaching the archiving point opens a task that closes with the package of that case and a receipt of the archives', async () => {
    const residents = await addResidents(city, steward, 'WZ-RESIDENTS', 301)
    const subject = { type: 'catalogEntry', id: await entryId(city, steward, 'WZ-RESIDENTS') } as const
    const caseId = await opened(city, steward, 'archive.handover', subject, {
      retention: '三十年',
      archivingScope: '户籍登记全部数据项',
      legalBasis: { instrument: 'archives-law', provision: '第十三条' },
      reachedOn: '2026-02-09',
    })
    const receipt = { archive: '吴忠市档案馆', receipt: '移交 2026-1' }
    const early = await act(city, steward, caseId, 'handOver', receipt)
    expect(early).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } })

    const path = `/api/v1/cases/${caseId}/archive-package`
    for (const login of [steward, 'wuzhong.civil.approver', 'platform.system']) {
      const refused = await (await city.as(login)).get(path)
      await expectRefused(city, login, refused, { clauses: [login === 'platform.system' ? 'PF-03' : 'PF-56'] })
    }
    const session = await (await city.as(approver)).get('/api/v1/session')
    expect(session.status).toBe(200)
    const response = await city.app.inject({
      method: 'GET',
      url: path,
      headers: { authorization: await bearer(approver) },
    })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('application/x-tar')
    const files = untar(response.rawPayload)
    const manifest = JSON.parse(files.get('manifest.json')!.toString()) as {
      files: { name: string; bytes: number; sm3: string; sha256: string }[]
    }
    expect(manifest.files.map((f) => f.name)).toEqual([
      'README.txt',
      'about.json',
      'catalog-entry.json',
      'schema.json',
      'batches.json',
      'verifier-keys.txt',
      'data/part-0000001.jsonl',
    ])
    for (const { name, bytes, sm3: digest, sha256 } of manifest.files) {
      const content = files.get(name)!
      expect([content.length, toHex(sm3(content)), createHash('sha256').update(content).digest('hex')]).toEqual([
        bytes,
        digest,
        sha256,
      ])
    }
    const note = files.get('manifest.note')!.toString()
    expect(note.split('\n')[1]).toBe(toHex(sm3(files.get('manifest.json')!)))
    expect(note.match(/^— /gm)).toHaveLength(2)
    const rows = files
      .get('data/part-0000001.jsonl')!
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { values: Record<string, unknown> })
    const { dataset } = await city.services.aggregate.find('WZ-RESIDENTS')
    expect(rows).toHaveLength(dataset.rowCount)
    // Whole and unmasked: the archives keep what was received.
    for (const { residentId, name } of residents) {
      expect(rows.find((r) => r.values['resident_id'] === residentId)?.values['name']).toBe(name)
    }
    const about = JSON.parse(files.get('about.json')!.toString()) as { receipt: string }
    expect(about).toMatchObject({ dataset: 'WZ-RESIDENTS', case: caseId, handover: { retention: '三十年' } })
    const record = await (await city.as(approver)).get(`/api/v1/evidence/${about.receipt}`)
    expect(JSON.parse(record.body.body as string)).toMatchObject({ kind: 'access', case: caseId, outcome: 'released' })

    // The command line verifies the same bytes with keys from elsewhere.
    const file = join(city.dataFolder, 'package.tar')
    await writeFile(file, response.rawPayload)
    const report = await verifyArchive(file, city.services.verifierKeys)
    expect(report).toMatchObject({ ok: true, files: 9, problems: [] })
    expect(report.signatures.toSorted()).toEqual(['ed25519', 'sm2-sm3'])

    expect(await done(city, steward, caseId, 'handOver', receipt)).toBe('handedOver')
    const late = await (await city.as(approver)).get(path)
    expect(late).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } })
  })

  async function bearer(login: string): Promise<string> {
    const opened = await city.anonymous.send('POST', '/api/v1/session', { login, password: city.demo.password })
    return `Bearer ${opened.body.token as string}`
  }
})
