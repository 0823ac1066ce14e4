import { setTimeout as after } from 'node:timers/promises'
import { RESIDENT_COLUMNS, toCsv } from '@fadu/testkit'
import type { SeededRandom } from '../../walk/seeded-random.ts'
import { openStock, type Stock } from '../../walk/crash/residents.ts'
import { emptyLedger, type Ledger, type SentFile, type SentJob } from '../ledger/ledger.ts'
import type { PlatformServer, World } from '../world/world.ts'
import { askOnce, type Asked, type Outcome } from './asking.ts'
import { applicationOf, personOf, type Person } from './people.ts'

export const dataset = 'WZ-RESIDENTS'
export const purpose = '最低生活保障审核'
export const applicationKey = 'wuzhong.civil.assistance'

/** Sends mixed work and writes down what it was told. */
export interface Driver {
  readonly ledger: Ledger
  readonly told: Told
  /** Goes on until told to end; what is under way then is finished. */
  run(isOver: () => boolean): Promise<void>
  /** One look-up, at once; its answer is written down. */
  lookUp(server: PlatformServer): Promise<Outcome>
  /** Leaves a file to a job of this server. @param prefix - `poison` for one that the database takes at no attempt. */
  leaveFile(server: PlatformServer, prefix?: 'job' | 'poison'): Promise<void>
}

/** How the platform answered. */
export interface Told {
  acknowledged: number
  /** Requests without an answer. */
  silences: number
  /** Asked to come again later: 429, 503, 507. */
  deferred: number
  /** Of these, without saying when; a full disk (507) does not know. */
  deferredWithoutTime: number
  /** Other refusals, by `status code`: none is expected beyond those of a clock that is wrong. */
  readonly refused: Map<string, number>
}

const workers = 5
/** What may pass has passed by then; who asked in vain for so long found a fault of the platform, or of this suite. */
const patienceMs = 240_000
const pauseMs = 60
const rowsOfFile = 3

export async function createDriver(p: {
  readonly world: World
  readonly random: SeededRandom
  readonly seed: number
}): Promise<Driver> {
  const { world, random } = p
  const { accounts, servers } = world
  const applicant = personOf(accounts, 'wuzhong.civil.steward')
  const steward = personOf(accounts, 'wuzhong.police.steward')
  const approver = personOf(accounts, 'wuzhong.police.approver')
  const application = applicationOf(accounts, applicationKey)
  const stock = await openStock(p.seed)
  const ledger = emptyLedger()
  const told: Told = { acknowledged: 0, silences: 0, deferred: 0, deferredWithoutTime: 0, refused: new Map() }
  const open: string[] = []
  let marks = 0
  const known: string[] = []

  const any = (): PlatformServer => servers[random.below(servers.length)]!

  const count = (outcome: Outcome): void => {
    if (outcome.kind === 'silence') told.silences++
    else if (outcome.status < 300) told.acknowledged++
    else if ([429, 503, 507].includes(outcome.status)) {
      told.deferred++
      if (outcome.status !== 507 && outcome.headers.get('retry-after') === null) told.deferredWithoutTime++
    } else {
      const key = answerOf(outcome)
      told.refused.set(key, (told.refused.get(key) ?? 0) + 1)
    }
  }

  const askAs = async (person: Person, server: PlatformServer, asked: Asked): Promise<Outcome> => {
    const bearer = await person.bearer(server)
    if (bearer === undefined) return { kind: 'silence' }
    const outcome = await askOnce(server, bearer, asked)
    if (outcome.kind === 'answer' && outcome.status === 401) person.forget(bearer)
    count(outcome)
    return outcome
  }

  /** Asks until it is done, wherever it may be done: once, since it is one request under one key. */
  const persist = async (
    person: Person,
    where: () => PlatformServer,
    asked: Asked,
    isDone = (status: number): boolean => status < 300,
  ): Promise<Extract<Outcome, { kind: 'answer' }>> => {
    const began = performance.now()
    for (;;) {
      const outcome = await askAs(person, where(), asked)
      if (outcome.kind === 'answer' && isDone(outcome.status)) return outcome
      if (performance.now() - began > patienceMs) throw new Error(`${asked.method} ${asked.path}: ${answerOf(outcome)}`)
      await after(200 + random.below(200))
    }
  }

  const found = await persist(applicant, any, { method: 'GET', path: `/api/v1/catalog-entries?q=${dataset}` })
  const subject = { type: 'catalogEntry', id: (found.body as { items: { id: string }[] }).items[0]!.id }
  const form = {
    duty: '审核',
    legalBasis: '办法',
    purposes: [purpose],
    items: ['resident_id', 'name'],
    application: accounts.applications.find((a) => a.key === applicationKey)!.id,
    mode: 'interface',
    until: '2099-12-31',
  }
  const openCase = (duty: string): Promise<{ readonly id: string; readonly receipt: string }> =>
    persist(applicant, any, {
      method: 'POST',
      path: '/api/v1/cases',
      json: { procedure: 'share.request', subject, form: { ...form, duty } },
      headers: { 'idempotency-key': `open-${duty}` },
    }).then(({ body }) => {
      const { result, act } = body as { result: { case: string }; act: { receipt: string } }
      return { id: result.case, receipt: act.receipt }
    })

  // The right to look up: asked for and given before any fault.
  const granted = await openCase(`grant-${p.seed}`)
  await persist(approver, any, {
    method: 'POST',
    path: `/api/v1/cases/${granted.id}/acts/approve`,
    json: { form: {} },
    headers: { 'idempotency-key': `approve-${granted.id}` },
  })

  const openOne = async (): Promise<void> => {
    const mark = `mark-${p.seed}-${marks++}`
    ledger.opened.set(mark, undefined)
    const acknowledged = await openCase(mark)
    ledger.opened.set(mark, acknowledged)
    open.push(acknowledged.id)
  }
  const withdrawOne = async (): Promise<void> => {
    const [id] = open.splice(random.below(open.length), 1)
    if (id === undefined) return openOne()
    ledger.withdrawn.set(id, undefined)
    const { body } = await persist(applicant, any, {
      method: 'POST',
      path: `/api/v1/cases/${id}/acts/withdraw`,
      json: { form: {} },
      headers: { 'idempotency-key': `withdraw-${id}` },
    })
    ledger.withdrawn.set(id, { receipt: (body as { act: { receipt: string } }).act.receipt })
  }
  const lookUp = async (server: PlatformServer): Promise<Outcome> => {
    const values = known.length === 0 ? ['nobody'] : [known[random.below(known.length)]!]
    const outcome = await askAs(application, server, {
      method: 'POST',
      path: `/gw/v1/datasets/${dataset}/lookup`,
      json: { purpose, matter: 'FAULT-1', item: 'resident_id', values },
    })
    // Whatever came is an access, also one whose sender asks no more.
    if (outcome.kind === 'answer' && outcome.status < 300) {
      const { rows, receipt } = outcome.body as { rows: unknown[]; receipt?: string }
      ledger.accesses.push({ receipt, rows: rows.length })
    }
    return outcome
  }
  const sendFile = async (): Promise<void> => {
    const { name, csv, people } = nextFile(stock, `file-${p.seed}-${marks++}.csv`)
    const sent: SentFile = { people }
    ledger.files.set(name, sent)
    const { body } = await persist(steward, any, {
      method: 'POST',
      path: `/api/v1/datasets/${dataset}/batches?fileName=${name}`,
      bytes: csv,
      headers: { 'content-type': 'text/csv', 'idempotency-key': name },
    })
    sent.receipt = (body as { act: { receipt: string } }).act.receipt
    known.push(...people)
  }
  const leaveFile: Driver['leaveFile'] = async (server, prefix = 'job') => {
    const { name, csv, people } = nextFile(stock, `${prefix}-${p.seed}-${marks++}.csv`)
    const job: SentJob = { people, isPoison: prefix === 'poison' }
    ledger.jobs.set(name, job)
    // The bytes lie in the folder of the server that took them.
    const there = (): PlatformServer => server
    const begun = await persist(steward, there, {
      method: 'POST',
      path: `/api/v1/datasets/${dataset}/uploads`,
      json: { fileName: name, bytes: csv.length, mode: 'append' },
      headers: { 'idempotency-key': name },
    })
    const { id } = (begun.body as { result: { id: string } }).result
    const path = `/api/v1/uploads/${id}`
    for (;;) {
      const head = await persist(steward, there, { method: 'HEAD', path }, (status) => status < 300 || status === 410)
      // A server whose clock ran days ahead gave it up; its sender was told, and nothing of it is acknowledged.
      if (head.status === 410) return
      const offset = Number(head.headers.get('upload-offset'))
      if (offset >= csv.length) break
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
      // 409 says from where on: the next round asks.
      const isTaken = (status: number): boolean => status < 300 || status === 409 || status === 410
      await persist(steward, there, { method: 'PATCH', path, bytes: csv.slice(offset), headers }, isTaken)
    }
    job.job = id
  }

  const turn = (): Promise<unknown> => {
    const drawn = random.below(100)
    if (drawn < 55) return lookUp(any())
    if (drawn < 75) return openOne()
    if (drawn < 88) return withdrawOne()
    if (drawn < 96) return sendFile()
    return leaveFile(any())
  }
  return {
    ledger,
    told,
    lookUp,
    leaveFile,
    run: async (isOver) => {
      const work = async (): Promise<void> => {
        while (!isOver()) {
          await turn()
          await after(random.below(2 * pauseMs))
        }
      }
      await Promise.all(Array.from({ length: workers }, work))
    },
  }
}

function answerOf(outcome: Outcome): string {
  if (outcome.kind === 'silence') return 'no answer'
  const { code = '' } = (typeof outcome.body === 'object' ? outcome.body : {}) as { code?: string }
  return `${outcome.status} ${code}`
}

function nextFile(
  stock: Stock,
  name: string,
): { readonly name: string; readonly csv: Uint8Array<ArrayBuffer>; readonly people: readonly string[] } {
  const residents = stock(rowsOfFile)
  const csv = Uint8Array.from(Buffer.from([...toCsv(RESIDENT_COLUMNS, residents)].join('')))
  return { name, csv, people: residents.map((r) => r.residentId) }
}
