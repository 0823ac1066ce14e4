import { expect } from 'vitest'
import type { TreeHead } from '@fadu/audit-log'
import { createClient, type FaduClient } from '@fadu/sdk'
import type { DemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import type { WalkState } from '../../apps/cli/src/demo/step.ts'
import { entryCodeOf } from '../../apps/cli/src/demo/wuzhong-steps.ts'
import { verifyLog } from '../../apps/cli/src/verify/verify-log.ts'

interface Entry {
  readonly id: string
  readonly kind: string
  readonly action: string
  readonly outcome: string
  readonly case?: string
  readonly subject?: { readonly type: string; readonly id: string }
  readonly detail?: Readonly<Record<string, unknown>>
}

/**
 * Everything of a run is there once, whatever happened on its way: read over the API, as its people would.
 *
 * @param runs - Runs on this server so far; the founded city has no request of 鄞州区民政局 itself.
 */
export async function expectNothingDoubled(
  url: string,
  accounts: DemoAccounts,
  state: WalkState,
  runs: number,
): Promise<void> {
  const as = (login: string): Promise<FaduClient> =>
    createClient({ baseUrl: url }).signIn({ login, password: accounts.password })
  const code = entryCodeOf(state.runId)
  const { wzEntry, wzReview, wzSecrecy, wzPreparation, wzCase, yzCase } = state.facts
  const [police, civil, yzPolice, yzCivil] = await Promise.all(
    ['wuzhong.police.steward', 'wuzhong.civil.steward', 'yinzhou.police.steward', 'yinzhou.civil.steward'].map(as),
  )
  const limit = { query: { limit: 200 } }

  const entries = await police!.get('/api/v1/catalog-entries', { params: { query: { q: code } } })
  expect(entries.items.map((e) => [e.id, e.state])).toEqual([[wzEntry, 'published']])
  const cases = await police!.get('/api/v1/cases', { params: limit })
  const ofEntry = cases.items.filter((c) => c.subject.id === wzEntry)
  expect(ofEntry.map((c) => [c.procedure, c.id, c.state]).toSorted()).toEqual([
    ['catalog.review', wzReview, 'published'],
    ['data.preparation', wzPreparation, 'recorded'],
    ['secrecy.review', wzSecrecy, 'concluded'],
    ['share.request', wzCase, 'delivered'],
  ])
  const dataset = await police!.get('/api/v1/datasets/{code}', { params: { path: { code } } })
  expect(dataset.batches.map((b) => [b.stored, b.quarantined])).toEqual([[200, 1]])
  expect(dataset.rows).toBe(200)
  const grants = await civil!.get('/api/v1/grants', { params: limit })
  expect(grants.items.filter((g) => g.entry.code === code).map((g) => g.case)).toEqual([wzCase])

  const moved = await yzPolice!.get('/api/v1/datasets/{code}', { params: { path: { code: 'YZ-RESIDENTS' } } })
  expect(moved.batches.filter((b) => b.fileName === `moved-in-${state.runId}.csv`).map((b) => b.stored)).toEqual([3])
  const yzGrants = await yzCivil!.get('/api/v1/grants', { params: limit })
  expect(yzGrants.items.filter((g) => g.case === yzCase)).toHaveLength(1)
  const yzCases = await yzCivil!.get('/api/v1/cases', { params: limit })
  const asked = yzCases.items.filter((c) => c.procedure === 'share.request')
  expect(asked.map((c) => [c.id, c.state])).toContainEqual([yzCase, 'delivered'])
  expect(asked).toHaveLength(runs)
}

/**
 * The whole log verifies, continues every checkpoint seen on the way, holds every receipt that was handed out, and
 * records each act of the run as done once.
 */
export async function expectWholeLog(
  url: string,
  accounts: DemoAccounts,
  state: WalkState,
  seen: { readonly receipts: readonly string[]; readonly heads: readonly TreeHead[] },
): Promise<void> {
  const auditor = await createClient({ baseUrl: url }).signIn({ login: 'platform.audit', password: accounts.password })
  await settled(auditor)
  const log: Entry[] = []
  const onPage = (bodies: readonly string[]): Promise<void> => {
    for (const body of bodies) log.push(JSON.parse(body) as Entry)
    return Promise.resolve()
  }
  const report = await verifyLog(auditor, { earlier: seen.heads, onPage })
  expect(report.problems).toEqual([])
  expect(report.size).toBeGreaterThanOrEqual(Math.max(0, ...seen.heads.map((h) => h.size)))
  const ids = new Set(log.map((e) => e.id))
  expect(seen.receipts.filter((r) => !ids.has(r))).toEqual([])
  expect(ids.size).toBe(log.length)

  const { wzEntry, wzReview, wzCase, yzCase } = state.facts
  const done = log.filter((e) => e.outcome === 'done')
  const count = (action: string, of: (e: Entry) => boolean): number =>
    done.filter((e) => e.action === action && of(e)).length
  expect(count('catalogEntry.draft', (e) => e.subject?.id === wzEntry)).toBe(1)
  for (const act of ['open', 'approve', 'publish'])
    expect(count(`catalog.review.${act}`, (e) => e.case === wzReview)).toBe(1)
  expect(count('dataset.aggregate', (e) => e.subject?.id === entryCodeOf(state.runId))).toBe(1)
  for (const id of [wzCase, yzCase]) {
    for (const act of ['open', 'approve']) expect(count(`share.request.${act}`, (e) => e.case === id)).toBe(1)
    expect(log.filter((e) => e.case === id && e.detail?.['firstDelivery'] === true)).toHaveLength(1)
  }
}

/** Waits until the tree holds everything that was written before. */
async function settled(auditor: FaduClient): Promise<void> {
  let before = ''
  for (;;) {
    const now = await auditor.get('/log/checkpoint', { parseAs: 'text' })
    if (now === before) return
    before = now
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
}
