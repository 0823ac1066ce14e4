import { setTimeout as after } from 'node:timers/promises'
import { expect } from 'vitest'
import { parseCheckpoint, parseNote, type TreeHead } from '@fadu/audit-log'
import { createClient } from '@fadu/sdk'
import type { DemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'
import { verifyLog } from '../../../apps/cli/src/verify/verify-log.ts'
import type { Work } from './work.ts'

interface Entry {
  readonly action: string
  readonly outcome: string
  readonly detail?: { readonly job?: string; readonly version?: number; readonly state?: string }
}

export async function headOf(url: string): Promise<TreeHead> {
  const { size, root } = parseCheckpoint(parseNote(await (await fetch(`${url}/log/checkpoint`)).text()).text)
  return { size, root }
}

/** The log verifies, continues every head that was seen, and holds each file and each key that was replaced once. */
export async function expectWholeLog(
  url: string,
  accounts: DemoAccounts,
  p: { readonly dataset: string; readonly work: Work; readonly heads: readonly TreeHead[] },
): Promise<void> {
  const auditor = await createClient({ baseUrl: url }).signIn({ login: 'platform.audit', password: accounts.password })
  await after(1_500)
  const entries: Entry[] = []
  const report = await verifyLog(auditor, {
    earlier: p.heads,
    onPage: (bodies) => {
      entries.push(...bodies.map((body) => JSON.parse(body) as Entry))
      return Promise.resolve()
    },
  })
  expect(report.problems).toEqual([])
  const done = entries.filter((e) => e.outcome === 'done')
  const jobs = done.filter((e) => e.action === 'dataset.aggregate' && e.detail?.job !== undefined)
  expect(jobs.map((e) => e.detail!.job)).toEqual(p.work.stored.map((d) => d.id))
  const ended = done.filter((e) => e.action === 'key.rotate' && e.detail?.state === 'done')
  expect(ended.map((e) => e.detail!.version)).toEqual(Array.from({ length: p.work.rotations() }, (_, i) => i + 2))
}
