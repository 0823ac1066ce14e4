import { callsOf, type City } from './harness.ts'

const statute = {
  statutoryAuthority: '《社会救助暂行办法》第三条',
  statutoryScope: '申请人及其共同生活的家庭成员',
  statutoryProcedure: '本人申请，街道受理，民政局核对',
  standards: '民政业务数据标准',
}

/** A plan of an agency of a county in Ningbo, whose notice was published. @returns Its case. */
export async function announcedPlan(city: City): Promise<string> {
  const plan = await openPlan(city, 'yinzhou.civil.steward', {
    ...statute,
    matter: '养老服务补贴',
    items: [
      {
        name: '补贴发放账户',
        concerns: 'persons',
        legalBasis: { instrument: 'personal-information-protection-law', provision: '第十三条' },
        necessity: '用于发放补贴',
        personalInformation: 'involved',
      },
    ],
  })
  const agency = await callsOf(city, 'yinzhou.civil.steward')
  await agency.post(`/api/v1/cases/${plan}/acts/publishNotice`, {
    form: {
      purpose: '发放养老服务补贴',
      method: '窗口填报',
      scope: '申请补贴的老人',
      place: '街道服务大厅',
      noticeVersion: '1',
    },
  })
  return plan
}

/** A list of an agency in Wuzhong, under the draft that is applied on trial. @returns Its case. */
export function listedPlan(city: City): Promise<string> {
  return openPlan(city, 'wuzhong.civil.steward', {
    ...statute,
    matter: '社会救助',
    items: [
      {
        name: '救助档次',
        collectionBasis: '《社会救助暂行办法》第三条',
        necessity: '用于核定救助标准',
        personalInformation: 'involved',
      },
      {
        name: '身份号码',
        collectionBasis: '《社会救助暂行办法》第三条',
        necessity: '用于确认申请人',
        personalInformation: 'involved',
        identifier: 'residentId',
      },
    ],
    subjectKind: 'naturalPerson',
    verification: 'anyOne',
    biometrics: 'notUsed',
  })
}

async function openPlan(city: City, login: string, form: object): Promise<string> {
  const agency = await callsOf(city, login)
  const { organization } = await agency.get<{ organization: { id: string } }>('/api/v1/session')
  const { result } = await agency.post<{ case: string }>('/api/v1/cases', {
    procedure: 'collect.plan',
    subject: { type: 'organization', id: organization.id },
    form,
  })
  return result.case
}
