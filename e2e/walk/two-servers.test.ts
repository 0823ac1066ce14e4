import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createClient, FaduRefusal, type ApplicationClient, type FaduClient } from '@fadu/sdk'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { makeDatabase, type TemporaryDatabase } from './temporary-database.ts'

const purpose = '待遇资格核验'
const dataset = 'WZ-DIVISIONS'
/** How often the grant is suspended and restored; each time the other server is asked at once. */
const turns = 20

let database: TemporaryDatabase
let first: ServerProcess
let second: ServerProcess

beforeAll(async () => {
  database = await makeDatabase(inject('walkPostgresUrl'))
  const env = { DATABASE_URL: database.url }
  first = await startServerProcess({ env })
  second = await startServerProcess({ seeded: first.dataFolder, env })
})
afterAll(async () => {
  await second.remove()
  await first.remove()
  await database.drop()
})

/** The same people and the same application, before one of the servers. */
async function at(server: ServerProcess): Promise<{
  readonly as: (login: string) => Promise<FaduClient>
  readonly application: ApplicationClient
  readonly applicationId: string
}> {
  const accounts = await readDemoAccounts(first.dataFolder)
  const visitor = createClient({ baseUrl: server.url })
  const credentials = accounts.applications.find((a) => a.key === 'wuzhong.labour.pension')!
  return {
    as: (login) => visitor.signIn({ login, password: accounts.password }),
    application: visitor.asApplication(credentials),
    applicationId: credentials.id,
  }
}

test('WZ-27 NB-11-2 a grant suspended on one server is refused by the very next call on the other, and served again once restored', async () => {
  const [one, other] = await Promise.all([at(first), at(second)])
  const steward = await one.as('wuzhong.labour.steward')
  const { items } = await steward.get('/api/v1/catalog-entries', { params: { query: { q: dataset } } })
  const entry = items.find((e) => e.code === dataset)!
  await steward.post('/api/v1/cases', {
    body: {
      procedure: 'share.request',
      subject: { type: 'catalogEntry', id: entry.id },
      form: {
        duty: '待遇领取资格核验',
        legalBasis: '社会保险法第二十六条',
        purposes: [purpose],
        items: ['code', 'name'],
        application: one.applicationId,
        mode: 'interface',
        until: '2099-12-31',
      },
    },
  })
  const grants = await steward.get('/api/v1/grants', { params: { query: { limit: 1 } } })
  const grant = grants.items[0]!.id
  const ask = (application: ApplicationClient) =>
    application.lookup(dataset, { purpose, matter: 'DY-1', item: 'code', values: ['640302001001'] })
  await ask(other.application)

  const provider = await one.as('wuzhong.civil.approver')
  for (let turn = 0; turn < turns; turn++) {
    const { result } = await provider.post('/api/v1/cases', {
      body: {
        procedure: 'grant.suspension',
        subject: { type: 'dataGrant', id: grant },
        form: { facts: '用途与授权不符', evidence: ['检查记录'], correction: '停止超范围使用' },
      },
    })
    for (const application of [other.application, one.application]) {
      const refused = await ask(application).catch((error: unknown) => error)
      expect(refused, `turn ${turn}`).toBeInstanceOf(FaduRefusal)
      expect((refused as FaduRefusal).grounds.map((g) => g.clause)).toContain('PF-12')
    }
    await provider.post('/api/v1/cases/{id}/acts/{act}', {
      params: { path: { id: result.case, act: 'restore' } },
      body: { form: { opinion: '已改正' } },
    })
    expect((await ask(other.application)).rows).toBeDefined()
  }
})
