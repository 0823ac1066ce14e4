import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { civilDateOf, addDays, endOfCivilDay, type OrganizationId, type TerritoryCode } from '@fadu/domain'
import {
  divisionsFileOf,
  ENTERPRISE_COLUMNS,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticEnterprises,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Division,
} from '@fadu/testkit'
import type { AccountPrincipal } from '../platform/auth/principal.ts'
import { hashPassword } from '../platform/auth/passwords.ts'
import type { Db, Tx } from '../platform/db/open-database.ts'
import type { Services } from '../services.ts'
import { newApplicationKey, newDemoPassword, writeDemoAccounts, type DemoAccounts } from './demo-accounts.ts'
import { divisionEntries, enterpriseEntries, openEntries, residentEntries, type SeedEntry } from './demo-catalog.ts'
import {
  applications,
  officeRoles,
  organizations,
  personRoles,
  platformRoles,
  regions,
  supervisorRoles,
  yinzhou,
  type SeedOrganization,
} from './demo-city.ts'

export interface SeedSize {
  readonly residents: number
  readonly enterprises: number
}
export const demoSize: SeedSize = { residents: 20_000, enterprises: 5_000 }

/** A clock the seed can set back, so that cases of the demonstration are some days old. */
export interface SeedClock {
  now(): Date
  /** Moves to ten in the morning, Asia/Shanghai, so many days before today. */
  daysAgo(days: number): void
}

export function createSeedClock(real: () => Date): SeedClock {
  let offsetMs = 0
  return {
    now: () => new Date(real().getTime() - offsetMs),
    daysAgo: (days) => {
      const day = addDays(civilDateOf(real()), -days)
      const tenInTheMorning = endOfCivilDay(day) - 14 * 3_600_000
      offsetMs = days === 0 ? 0 : real().getTime() - tenInTheMorning
    },
  }
}

/**
 * Fills an empty installation with the demonstration city. Offices and accounts are founded by writing them; everything
 * after that goes through the same acts as in daily use, so that what is seen was decided and recorded.
 *
 * @param services - Built on `clock.now`.
 */
export async function seedDemo(
  services: Services,
  clock: SeedClock,
  options: { readonly dataFolder: string; readonly size: SeedSize; readonly onProgress: (line: string) => void },
): Promise<void> {
  const { size, onProgress } = options
  const asOf = civilDateOf(clock.now())
  clock.daysAgo(30)

  onProgress('地区与单位 / territories and organisations')
  const divisions = {
    ningbo: readDivisions(await readFile(divisionsFileOf('330200'), 'utf8')),
    wuzhong: readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')),
  }
  await founded(services.db, (tx) => foundTerritories(tx, [...divisions.ningbo, ...divisions.wuzhong]))
  await services.reloadTerritories()
  const password = newDemoPassword()
  const people = await founded(services.db, (tx) => foundOrganizations(tx, organizations, password))
  const accounts = await registerApplications(services, people, password)

  clock.daysAgo(20)
  onProgress('行政区划（真实数据）/ administrative divisions (real data)')
  for (const [i, rows] of [divisions.ningbo, divisions.wuzhong].entries()) {
    const entry = divisionEntries[i]!
    await publish(services, people, entry)
    await aggregate(services, people, entry, 'divisions.csv', divisionsCsv(rows))
  }

  onProgress(`合成居民 ${size.residents} 人 / synthetic residents`)
  const inYinzhou = villagesOf(divisions.ningbo).filter((v) => v.countyCode.startsWith(yinzhou.slice(0, 6)))
  for (const [i, villages] of [inYinzhou, villagesOf(divisions.wuzhong)].entries()) {
    const entry = residentEntries[i]!
    await publish(services, people, entry)
    const residents = syntheticResidents({ seed: 330212 + i, count: Math.floor(size.residents / 2), villages, asOf })
    await aggregate(services, people, entry, 'residents.csv', toCsv(RESIDENT_COLUMNS, residents))
  }

  onProgress(`合成企业 ${size.enterprises} 家 / synthetic enterprises`)
  for (const [i, rows] of [divisions.ningbo, divisions.wuzhong].entries()) {
    const entry = enterpriseEntries[i]!
    await publish(services, people, entry)
    const enterprises = syntheticEnterprises({
      seed: 640300 + i,
      count: Math.floor(size.enterprises / 2),
      divisions: rows,
      asOf,
    })
    await aggregate(services, people, entry, 'enterprises.csv', toCsv(ENTERPRISE_COLUMNS, enterprises))
  }

  onProgress('在办事项 / open cases with running clocks')
  await openCases(services, people, clock, accounts)

  clock.daysAgo(0)
  await services.log.integrate()
  await writeDemoAccounts(options.dataFolder, accounts)
  await services.db.updateTable('installation').set({ seeded_at: clock.now() }).execute()
}

/**
 * Founds a platform without demonstration: the territories and the three separated administrators, who do the rest.
 *
 * @returns Their logins and the one password to begin with; it is nowhere else.
 */
export async function seedBare(
  services: Services,
): Promise<{ readonly logins: readonly string[]; readonly password: string }> {
  const divisions = await Promise.all(
    (['330200', '640300'] as const).map(async (city) => readDivisions(await readFile(divisionsFileOf(city), 'utf8'))),
  )
  await founded(services.db, (tx) => foundTerritories(tx, divisions.flat()))
  await services.reloadTerritories()
  const password = newDemoPassword()
  const operator = organizations.filter((o) => o.kinds.includes('platformOperator'))
  const people = await founded(services.db, (tx) => foundOrganizations(tx, operator, password))
  return { logins: [...people.keys()], password }
}

/** Accounts by login: `wuzhong.police.steward`. */
type People = ReadonlyMap<string, AccountPrincipal & { readonly login: string }>

/** What is founded without an act is committed to by the entry that its transaction ends with. */
function founded<T>(db: Db, found: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(found)
}

async function foundTerritories(tx: Tx, divisions: readonly Division[]): Promise<void> {
  const rows = divisions.flatMap((d) =>
    d.level === 'prefecture' || d.level === 'county'
      ? [
          {
            code: d.code,
            name: d.name,
            level: d.level === 'county' ? ('county' as const) : ('city' as const),
            parent_code: d.parentCode,
          },
        ]
      : [],
  )
  await tx
    .insertInto('territory')
    .values([...regions.map((r) => ({ ...r, level: 'region' as const, parent_code: null })), ...rows])
    .execute()
}

/** Ids of the demonstration are derived from their keys: the same office has the same id in every demonstration. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(`fadu-demo/${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function rolesOf(
  organization: SeedOrganization,
): readonly { suffix: string; name: string; roles: readonly string[] }[] {
  if (organization.kinds.includes('platformOperator')) return platformRoles
  if (organization.kinds.includes('person')) return personRoles
  return organization.kinds.includes('supervisor') ? supervisorRoles : officeRoles
}

/** Writes offices and their accounts; what nobody could do lawfully before there is anybody. */
async function foundOrganizations(
  tx: Tx,
  organizations: readonly SeedOrganization[],
  password: string,
): Promise<People> {
  await tx
    .insertInto('organization')
    .values(
      organizations.map((o) => ({
        id: idOf(o.key),
        code: `DEMO-${o.key.toUpperCase()}`,
        name: o.name,
        territory_code: o.territory,
        kinds: [...o.kinds],
      })),
    )
    .execute()
  const hash = await hashPassword(password)
  const people = organizations.flatMap((o) =>
    rolesOf(o).map(({ suffix, name, roles }) => {
      const login = `${o.key}.${suffix}`
      return {
        type: 'Account' as const,
        login,
        id: idOf(login),
        name,
        roles: [...roles],
        organization: {
          id: idOf(o.key) as OrganizationId,
          name: o.name,
          territory: o.territory as TerritoryCode,
          kinds: o.kinds,
        },
      }
    }),
  )
  await tx
    .insertInto('account')
    .values(
      people.map((p) => ({
        id: p.id,
        organization_id: p.organization.id,
        login: p.login,
        name: p.name,
        password_hash: hash,
        roles: p.roles,
      })),
    )
    .execute()
  return new Map(people.map((p) => [p.login, p]))
}

async function registerApplications(services: Services, people: People, password: string): Promise<DemoAccounts> {
  const registered: DemoAccounts['applications'][number][] = []
  for (const { key, organization, name } of applications) {
    const steward = who(people, `${organization}.steward`)
    const { privateKey, publicKey } = await newApplicationKey()
    const owner = { ...steward.organization, code: '' }
    const { result } = await services.acts.perform(
      steward,
      services.org.registerApplication(owner, name, { algorithm: 'EdDSA', publicKey }),
    )
    registered.push({ key, id: result.id, organization: steward.organization.name, name, privateKey })
  }
  const accounts = [...people.values()].map((p) => ({
    login: p.login,
    organization: p.organization.name,
    name: p.name,
    roles: p.roles,
  }))
  return { password, accounts, applications: registered }
}

/** The whole way of an entry: drafted by its agency, approved and published by the authority of its territory. */
async function publish(services: Services, people: People, entry: SeedEntry): Promise<void> {
  const caseId = await submit(services, people, entry)
  const approver = who(people, `${entry.organization.split('.')[0]!}.data.approver`)
  for (const act of ['approve', 'publish']) await doAct(services, approver, caseId, act, {})
  const { dataset } = await services.aggregate.find(entry.code)
  await reviewSecrecy(services, people, entry, dataset.entry)
  await recordPreparation(services, people, entry, dataset.entry)
}

/** Where the regime asks for it, the agency reviews what it published before anybody may ask for it. */
async function reviewSecrecy(services: Services, people: People, entry: SeedEntry, entryId: string): Promise<void> {
  const steward = who(people, `${entry.organization}.steward`)
  if (services.gate.regimeFor(steward.organization.territory).procedure('secrecy.review') === undefined) return
  const subject = { type: 'catalogEntry', id: entryId }
  const { result } = await services.acts.perform(steward, services.runtime.open(steward, 'secrecy.review', subject, {}))
  await doAct(services, who(people, `${entry.organization}.approver`), result.case, 'conclude', {
    version: 1,
    department: '办公室（保密）',
    reviewer: '保密审查员',
    conclusion: 'cleared',
    opinion: '不涉及国家秘密、工作秘密',
  })
}

/** Where the regime asks for it, the agency states how it processed what is to be shared or opened. */
async function recordPreparation(services: Services, people: People, entry: SeedEntry, entryId: string): Promise<void> {
  const steward = who(people, `${entry.organization}.steward`)
  const procedure = 'data.preparation'
  if (services.gate.regimeFor(steward.organization.territory).procedure(procedure) === undefined) return
  const doneOn = services.gate.today()
  const steps = [
    { step: 'cleaning', outcome: 'done', method: '去重、补缺、校验标识', doneOn, doneBy: '数据管理岗' },
    { step: 'desensitisation', outcome: 'done', method: '按数据项的级别脱敏显示', doneOn, doneBy: '数据管理岗' },
    { step: 'declassification', outcome: 'notApplicable', reason: '保密审查未发现涉密内容' },
    { step: 'formatConversion', outcome: 'done', method: '由业务库导出为 CSV', doneOn, doneBy: '数据管理岗' },
  ]
  const subject = { type: 'catalogEntry', id: entryId }
  await services.acts.perform(steward, services.runtime.open(steward, procedure, subject, { version: 1, steps }))
}

/** @returns Id of the review that was opened. */
async function submit(services: Services, people: People, entry: SeedEntry): Promise<string> {
  const steward = who(people, `${entry.organization}.steward`)
  const { code, name, fields, items } = entry
  const drafted = await services.acts.perform(
    steward,
    services.catalog.draft(steward, { code, name, fields, items, organization: steward.organization.id }),
  )
  const subject = { type: 'catalogEntry', id: drafted.result.id }
  const opened = await services.acts.perform(steward, services.runtime.open(steward, 'catalog.review', subject, {}))
  return opened.result.case
}

async function aggregate(
  services: Services,
  people: People,
  entry: SeedEntry,
  fileName: string,
  csv: Iterable<string>,
): Promise<void> {
  const steward = who(people, `${entry.organization}.steward`)
  const { dataset } = await services.aggregate.find(entry.code)
  const prepared = await services.aggregate.prepare(dataset, bytesOf(csv))
  try {
    await services.acts.perform(steward, services.aggregate.store(entry.code, { ...prepared, fileName }))
  } finally {
    await prepared.batch.discard()
  }
}

async function openCases(services: Services, people: People, clock: SeedClock, accounts: DemoAccounts): Promise<void> {
  const ask = async (
    login: string,
    code: string,
    application: string,
    form: Readonly<Record<string, unknown>>,
  ): Promise<string> => {
    const person = who(people, login)
    const { dataset } = await services.aggregate.find(code)
    const { id } = accounts.applications.find((a) => a.key === application)!
    const until = addDays(civilDateOf(clock.now()), 365)
    const whole = { application: id, mode: 'interface', until, legalBasis: '社会救助暂行办法', ...form }
    const opened = await services.acts.perform(
      person,
      services.runtime.open(person, 'share.request', { type: 'catalogEntry', id: dataset.entry }, whole),
    )
    return opened.result.case
  }
  const pension = {
    duty: '社会保险待遇领取资格核验',
    purposes: ['待遇资格核验'],
    items: ['resident_id', 'name'],
    legalBasis: '中华人民共和国社会保险法',
  }
  const assistance = {
    duty: '最低生活保障审核确认',
    purposes: ['最低生活保障审核'],
    items: ['resident_id', 'name', 'address'],
  }
  const enrolment = {
    duty: '义务教育入学资格审核',
    scenario: '入学报名时核对儿童户籍',
    purposes: ['入学资格审核'],
    items: ['resident_id', 'name', 'village_code'],
    legalBasis: '中华人民共和国义务教育法',
  }

  clock.daysAgo(16)
  await ask('wuzhong.labour.steward', 'WZ-RESIDENTS', 'wuzhong.labour.pension', pension) // overdue
  clock.daysAgo(8)
  const returned = await submit(services, people, openEntries.assistance)
  await doAct(services, who(people, 'wuzhong.data.approver'), returned, 'returnForAmendment', {
    opinions: '共享范围应写明具体单位；请补充数据项「起始月份」的格式',
  })
  clock.daysAgo(4)
  const resting = await ask('wuzhong.civil.steward', 'WZ-RESIDENTS', 'wuzhong.civil.assistance', assistance)
  clock.daysAgo(3)
  await doAct(services, who(people, 'wuzhong.police.steward'), resting, 'askSupplement', {
    missing: '请补充职责依据的条款',
  })
  await ask('yinzhou.education.steward', 'YZ-RESIDENTS', 'yinzhou.education.enrolment', enrolment)
  const county = await submit(services, people, openEntries.elderly)
  clock.daysAgo(2)
  await doAct(services, who(people, 'litong.data.approver'), county, 'approve', {})
  await submit(services, people, openEntries.enrolment)
}

async function doAct(
  services: Services,
  person: AccountPrincipal,
  caseId: string,
  act: string,
  form: Readonly<Record<string, unknown>>,
): Promise<void> {
  await services.acts.perform(person, services.runtime.act(person, caseId, act, { form, version: undefined }))
}

function who(people: People, login: string): AccountPrincipal {
  const person = people.get(login)
  if (person === undefined) throw new Error(`the demonstration has no account ${login}`)
  return person
}

const levelNames: Readonly<Record<Division['level'], string>> = {
  province: '省级',
  prefecture: '地级',
  county: '县级',
  township: '乡级',
  village: '村级',
}

function* divisionsCsv(divisions: readonly Division[]): Generator<string> {
  yield '区划代码,名称,级别,上级代码\r\n'
  for (const d of divisions) yield `${d.code},${d.name},${levelNames[d.level]},${d.parentCode}\r\n`
}

async function* bytesOf(text: Iterable<string>): AsyncIterable<Uint8Array> {
  for (const piece of text) yield Buffer.from(piece, 'utf8')
}
