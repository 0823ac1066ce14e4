import { announcedPlan, listedPlan } from './collection-plans.ts'
import { callsOf, type Calls, type City } from './harness.ts'
import { exportResidents, grantResidents } from './residents.ts'

/**
 * What the founding of the demonstration city leaves out and pages are about: a batch with a row that does not fit, a catalog
 * read from a file, a system, a draft whose grade is doubted, a grant, a file made under one, plans to collect.
 *
 * @returns addresses, by whose work they are, to which no link leads from a page that somebody else sees.
 */
export async function fillCity(city: City): Promise<Readonly<Record<string, readonly string[]>>> {
  // With one row more it would need a second person.
  await grantResidents(city, ['resident_id', 'name'], { mode: 'batch' })
  await exportResidents(city)
  await announcedPlan(city)
  await listedPlan(city)

  const steward = await callsOf(city, 'wuzhong.police.steward')
  await steward.post('/api/v1/datasets/WZ-RESIDENTS/batches?fileName=residents.csv', residents)
  const read = await steward.post<Made>('/api/v1/catalog-imports?fileName=catalog.csv', await lostProperty(steward))
  await steward.post('/api/v1/information-systems', {
    code: 'WZ-S1',
    name: '户政管理系统（演示）',
    funding: 'other',
    department: '户政科',
  })
  const item = { code: 'finder_id', name: '公民身份号码', type: 'text', grade: 1 }
  const draft = await steward.post<Made>('/api/v1/catalog-entries', {
    code: 'WZ-FOUND',
    name: '拾得物品信息',
    fields: {},
    items: [item],
  })

  const approver = await callsOf(city, 'wuzhong.police.approver')
  const { items } = await approver.get<{ items: { id: string; procedure: string }[] }>('/api/v1/worklist?limit=200')
  const asked = items.find(({ procedure }) => procedure === 'share.request')
  if (asked === undefined) throw new Error('nobody has asked the police for data')
  await approver.post(`/api/v1/cases/${asked.id}/acts/approve`, { form: {} })

  const asker = await callsOf(city, 'wuzhong.labour.steward')
  const found = await asker.get<{ items: { id: string }[] }>('/api/v1/catalog-entries?q=WZ-RESIDENTS')
  return {
    'wuzhong.police.steward': [
      '/datasets/WZ-RESIDENTS',
      '/datasets/WZ-RESIDENTS/batches/2/quarantine',
      `/catalog/import/${read.result.id}`,
      `/catalog/${draft.result.id}/edit`,
    ],
    'wuzhong.labour.steward': [`/catalog/${found.items[0]!.id}/request`],
    'wuzhong.civil.steward': [`/applications/${await someApplication(city)}`],
  }
}

interface Made {
  readonly id: string
}

/** An application of an organisation that asks for data. */
async function someApplication(city: City): Promise<string> {
  const owner = await callsOf(city, 'wuzhong.civil.steward')
  const { organization } = await owner.get<{ organization: { id: string } }>('/api/v1/session')
  const { items } = await owner.get<{ items: { id: string }[] }>(
    `/api/v1/organizations/${organization.id}/applications`,
  )
  if (items[0] === undefined) throw new Error('no application is there')
  return items[0].id
}

/** A catalog of one entry in the template of the regime. */
async function lostProperty(steward: Calls): Promise<string> {
  const template = await steward.text('/api/v1/catalog-template?format=csv')
  const columns = template
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)[0]!
    .split(',')
  const values: Readonly<Record<string, string>> = { 目录编码: 'WZ-LOST', 名称: '失物招领信息' }
  const cells = columns.map((column) => values[column.replaceAll('"', '')] ?? '')
  return [columns.join(','), cells.join(',')].join('\r\n')
}

/** The check digit of the second is wrong. */
const residents = [
  '公民身份号码,姓名,性别,出生日期,民族,村社区代码,村社区名称,住址,手机号码,户号,数据标识',
  '640302199003070119,周立群,男,1990-03-07,汉族,640302001001,朝阳社区,利通区金星镇,,H-1,合成',
  '640302199104180021,马晓兰,女,1991-04-18,汉族,640302001001,朝阳社区,利通区金星镇,,H-1,合成',
].join('\r\n')
