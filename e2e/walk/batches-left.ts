import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { sql } from 'kysely'
import { createClient } from '@fadu/sdk'
import type { DemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { verifyLog } from '../../apps/cli/src/verify/verify-log.ts'
import { openDatabase } from '../../apps/server/src/platform/db/open-database.ts'
import type { Delivery } from './batch-sender.ts'
import type { ServerProcess } from './server-process.ts'

interface Batch {
  readonly number: number
  readonly fileName: string
}

/** Every batch that was told to be stored is there once, recorded once, and nothing lies about. */
export async function expectBatchesWhole(
  server: ServerProcess,
  accounts: DemoAccounts,
  p: { readonly dataset: string; readonly login: string; readonly done: readonly Delivery[]; readonly rows: number },
): Promise<void> {
  const { url, dataFolder } = server
  const client = await createClient({ baseUrl: url }).signIn({ login: p.login, password: accounts.password })
  const path = { params: { path: { code: p.dataset } } }
  const { batches, rows } = (await client.get('/api/v1/datasets/{code}', path)) as unknown as {
    batches: Batch[]
    rows: number
  }
  const ofRounds = batches.filter((b) => b.fileName.startsWith('round-')).map((b) => [b.number, b.fileName])
  expect(ofRounds.toReversed()).toEqual(p.done.map((d) => [d.batch, d.name]))
  expect(rows).toBe(p.rows)
  expect(await readdir(join(dataFolder, 'spool')).catch(() => [])).toEqual([])
  expect((await readdir(join(dataFolder, 'uploads'))).filter((n) => n.endsWith('.part'))).toEqual([])

  const auditor = await createClient({ baseUrl: url }).signIn({ login: 'platform.audit', password: accounts.password })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const jobs: string[] = []
  const report = await verifyLog(auditor, {
    onPage: (bodies) => {
      for (const body of bodies) {
        const entry = JSON.parse(body) as { action: string; outcome: string; detail?: { job?: string } }
        const job = entry.action === 'dataset.aggregate' && entry.outcome === 'done' ? entry.detail?.job : undefined
        if (job !== undefined) jobs.push(job)
      }
      return Promise.resolve()
    },
  })
  expect(report.problems).toEqual([])
  expect(jobs).toEqual(p.done.map((d) => d.id))
}

/** Code and name of every current row, read from the folder of a server that has stopped. */
export async function rowsOnDisk(dataFolder: string, dataset: string): Promise<readonly [string, string][]> {
  const { db, close } = await openDatabase({ url: undefined, dataFolder })
  try {
    const { table_name: table } = await db
      .selectFrom('dataset')
      .select('table_name')
      .where('code', '=', dataset)
      .executeTakeFirstOrThrow()
    const { rows } = await sql<{ code: string; name: string }>`select f_code as code, f_name as name
      from ${sql.table(table)} where superseded_by_batch is null order by f_code, f_name`.execute(db)
    return rows.map((r) => [r.code, r.name])
  } finally {
    await close()
  }
}
