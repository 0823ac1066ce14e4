import { readFile } from 'node:fs/promises'
import { civil } from '@fadu/domain'
import { createClient } from '@fadu/sdk'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type Resident,
} from '@fadu/testkit'
import { callsOf, type City } from './harness.ts'

export const residents = 'WZ-RESIDENTS'

/** Two people more in the register of residents, known to the story that asked for them. */
export async function storeResidents(city: City, seed: number): Promise<readonly [Resident, Resident]> {
  const villages = villagesOf(readDivisions(await readFile(divisionsFileOf('640300'), 'utf8')))
  const people = [...syntheticResidents({ seed, count: 2, villages, asOf: civil('2026-01-01') })]
  const csv = [...toCsv(RESIDENT_COLUMNS, people)].join('')
  const police = await callsOf(city, 'wuzhong.police.steward')
  const { result } = await police.post<{ stored: number }>(`/api/v1/datasets/${residents}/batches`, csv)
  if (result.stored !== people.length) throw new Error(`${result.stored} of ${people.length} residents were stored`)
  return people as [Resident, Resident]
}

/** The catalog entry of the register. */
export async function residentsEntry(city: City): Promise<string> {
  const police = await callsOf(city, 'wuzhong.police.steward')
  const { items } = await police.get<{ items: { id: string; code: string }[] }>(
    `/api/v1/catalog-entries?q=${residents}`,
  )
  return items.find(({ code }) => code === residents)!.id
}

/** What the civil affairs bureau asks for when it looks somebody up. */
export const assistanceMatter = 'JZ-2026-0901'

const assistancePurpose = '最低生活保障审核'

/** A grant for these items to the application of the civil affairs bureau. @param consent - What the provider agrees to, where it is less. */
export async function grantResidents(
  city: City,
  items: readonly string[],
  { mode = 'interface', consent = {} }: { readonly mode?: 'interface' | 'batch'; readonly consent?: object } = {},
): Promise<void> {
  const { id } = assistanceOf(city)
  const civilAffairs = await callsOf(city, 'wuzhong.civil.steward')
  const { result } = await civilAffairs.post<{ case: string }>('/api/v1/cases', {
    procedure: 'share.request',
    subject: { type: 'catalogEntry', id: await residentsEntry(city) },
    form: {
      duty: '最低生活保障审核确认',
      legalBasis: '社会救助暂行办法第十一条',
      purposes: [assistancePurpose],
      items,
      application: id,
      mode,
      until: '2099-12-31',
    },
  })
  const police = await callsOf(city, 'wuzhong.police.approver')
  await police.post(`/api/v1/cases/${result.case}/acts/approve`, { form: consent })
}

/** The application of the civil affairs bureau asks for a person, on a grant for these items that is made for it. */
export async function lookUpResident(city: City, { residentId }: Resident, items: readonly string[]): Promise<void> {
  await grantResidents(city, items)
  const { rows } = await gatewayOf(city).lookup(residents, {
    purpose: assistancePurpose,
    matter: assistanceMatter,
    item: 'resident_id',
    values: [residentId],
  })
  if (rows.length !== 1) throw new Error(`${rows.length} rows were given for one person`)
}

/** The application of the civil affairs bureau asks for the register as a file, on a grant for batches that it has. @returns Its id. */
export function exportResidents(city: City): Promise<string> {
  return gatewayOf(city).requestExport(residents, {
    purpose: assistancePurpose,
    matter: assistanceMatter,
    format: 'csv',
  })
}

/** The application of the civil affairs bureau at the gateway. */
export function gatewayOf(city: City) {
  const { id, privateKey } = assistanceOf(city)
  return createClient({ baseUrl: city.origin }).asApplication({ id, privateKey })
}

/** The application of the civil affairs bureau with its key. */
export function assistanceOf(city: City): City['applications'][number] {
  return city.applications.find((a) => a.key === 'wuzhong.civil.assistance')!
}
