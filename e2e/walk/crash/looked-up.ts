import { expect } from 'vitest'
import { createClient, type ApplicationClient } from '@fadu/sdk'
import type { DemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'
import type { Residents } from './residents.ts'
import { signIn } from './steadfast.ts'
import type { Work } from './work.ts'

const purpose = '最低生活保障审核'
const most = 30

/** Obtains the right to look residents up, the lawful way. */
export async function applicationWithGrant(
  url: string,
  accounts: DemoAccounts,
  dataset: string,
): Promise<ApplicationClient> {
  const applicant = await signIn(url, accounts, 'wuzhong.civil.steward')
  const approver = await signIn(url, accounts, 'wuzhong.police.approver')
  const application = accounts.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
  const found = (await applicant.ask('GET', `/api/v1/catalog-entries?q=${dataset}`)).body as { items: { id: string }[] }
  const form = {
    duty: '审核',
    legalBasis: '办法',
    purposes: [purpose],
    items: ['resident_id', 'name'],
    application: application.id,
    mode: 'interface',
    until: '2099-12-31',
  }
  const subject = { type: 'catalogEntry', id: found.items[0]!.id }
  const opened = await applicant.ask('POST', '/api/v1/cases', { json: { procedure: 'share.request', subject, form } })
  const { result } = opened.body as { result: { case: string } }
  await approver.ask('POST', `/api/v1/cases/${result.case}/acts/approve`, { json: { form: {} } })
  return createClient({ baseUrl: url }).asApplication(application)
}

/**
 * Looks up people over the gateway: who is current both before and after the file under way is found once, and of those
 * whom it brings or takes away all are there or none.
 */
export async function expectFoundOnce(application: ApplicationClient, dataset: string, work: Work): Promise<void> {
  for (;;) {
    const { now, next } = work.truth()
    const staying = some([...now.keys()].filter((id) => next.has(id)))
    const coming = some([...next.keys()].filter((id) => !now.has(id)))
    const leaving = some([...now.keys()].filter((id) => !next.has(id)))
    const values = [...staying, ...coming, ...leaving]
    if (values.length === 0) return
    const { rows } = await application.lookup(dataset, { purpose, matter: 'CRASH-1', item: 'resident_id', values })
    // The file was told to be stored in between: what was expected is no longer so.
    if (work.truth().now !== now) continue
    const found = rows.map((row) => String(row['resident_id']))
    expect(new Set(found).size, 'nobody is found twice').toBe(found.length)
    const isThere = new Set(found)
    expect(staying.filter((id) => !isThere.has(id))).toEqual([])
    expect([0, coming.length]).toContain(coming.filter((id) => isThere.has(id)).length)
    expect([0, leaving.length]).toContain(leaving.filter((id) => isThere.has(id)).length)
    return
  }
}

/** The first, the last, and some of those in between. */
function some(ids: readonly string[]): readonly string[] {
  if (ids.length <= most) return ids
  return Array.from({ length: most }, (_, i) => ids[Math.round((i * (ids.length - 1)) / (most - 1))]!)
}

export function namesOf(residents: Residents): ReadonlyMap<string, string> {
  return new Map([...residents].map(([id, { name }]) => [id, name]))
}
