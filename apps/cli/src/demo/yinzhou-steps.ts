import { residentFile } from './residents.ts'
import { clausesOf, dueOf, expectThat, readCase, refusedOn, type Walk, type WalkStep } from './step.ts'
import { actOn, caseStep, otherPurpose, purpose } from './wuzhong-steps.ts'

const steward = 'yinzhou.police.steward'
const provider = 'yinzhou.police.approver'
const authority = 'yinzhou.data.approver'
const applicant = 'yinzhou.civil.steward'
const application = 'yinzhou.civil.assistance'
const dataset = 'YZ-RESIDENTS'
/** Haishu: whoever moved in from there has a number of that county, unlike the residents that are there already. */
const movedFrom = '330203'
const movedIn = 3

/** The same request beside it, under Yinzhou with the city of Ningbo above: other parties, other form, other clauses. */
export const yinzhouSteps: readonly WalkStep[] = [
  {
    name: 'yz-aggregate',
    who: steward,
    zh: `归集新迁入的 ${movedIn} 名合成居民`,
    en: `aggregates ${movedIn} synthetic residents who moved in`,
    run: async (walk, key) => {
      const { csv, person } = await residentFile({
        runId: walk.runId,
        prefecture: '330200',
        county: movedFrom,
        count: movedIn,
        spoilLast: false,
      })
      const client = await walk.as(steward)
      const { result, act } = await client.aggregateCsv(dataset, csv, {
        fileName: `moved-in-${walk.runId}.csv`,
        idempotencyKey: key,
      })
      expectThat(result.stored === movedIn, `${movedIn} rows stored`, result)
      return {
        outcome: 'permitted',
        result: [`批次 ${result.number}：入库 ${result.stored}`],
        clauses: clausesOf(act.grounds),
        receipt: act.receipt,
        keep: { yzPerson: person.residentId, yzName: person.name, yzMobile: person.mobile ?? '' },
      }
    },
  },
  {
    name: 'yz-no-scenario',
    who: applicant,
    zh: '申请共享，未写明应用场景',
    en: 'asks for sharing without an application scenario',
    run: (walk, key) => refusedOn(request(walk, key, {}), { status: 422, clauses: ['YZ-15-1'] }),
  },
  {
    name: 'yz-request',
    who: applicant,
    zh: '申请共享，写明应用场景',
    en: 'asks again, naming the scenario',
    run: async (walk, key) => {
      const { result, act } = await request(walk, key, { scenario: '受理低保申请时核对户籍' })
      const view = await readCase(await walk.as(applicant), result.case)
      const due = [{ regime: '鄞州', ...dueOf(view, 'share.reply') }]
      const decides = view.parties.find((p) => p.organization.id === view.owner?.id)?.label ?? ''
      return {
        outcome: 'permitted',
        result: [`事项「${view.title}」→ ${view.stateTitle}，由 ${view.owner?.name ?? ''}（${decides}）决定`],
        clauses: clausesOf(act.grounds),
        due,
        receipt: act.receipt,
        keep: { yzCase: result.case },
      }
    },
  },
  {
    name: 'yz-provider-approves',
    who: provider,
    zh: '提供单位试图自行同意（鄞州由区主管部门决定）',
    en: 'tries to approve as the provider; in Yinzhou the authority decides',
    run: (walk, key) =>
      refusedOn(actOn(walk, { login: provider, case: walk.fact('yzCase'), act: 'approve', key }), {
        status: 403,
        clauses: [],
      }),
  },
  caseStep(
    'yz-approve',
    authority,
    'yzCase',
    'approve',
    'delivering',
    '区主管部门同意共享',
    'approves as the district authority',
  ),
  {
    name: 'yz-lookup',
    who: application,
    zh: '凭授权查询一人',
    en: 'looks a person up under the grant',
    run: async (walk) => {
      const value = walk.fact('yzPerson')
      const asked = { purpose, matter: `YZ-${walk.runId}-1`, item: 'resident_id', values: [value] }
      const { rows, receipt, grounds } = await walk.application(application).lookup(dataset, asked)
      expectThat(
        rows.some((r) => r['name'] === walk.fact('yzName')),
        'the person that was asked for',
        rows,
      )
      expectThat(
        rows.every((r) => r['mobile'] !== walk.fact('yzMobile')),
        'a masked mobile number (grade 4)',
        rows,
      )
      return {
        outcome: 'permitted',
        result: [`回答 ${JSON.stringify(rows[0])}`],
        clauses: clausesOf(grounds),
        receipt,
        keep: { yzReceipt: receipt },
      }
    },
  },
  {
    name: 'yz-other-purpose',
    who: application,
    zh: `以另一目的（${otherPurpose}）查询`,
    en: 'asks for another purpose',
    run: async (walk) => {
      const asked = {
        purpose: otherPurpose,
        matter: `YZ-${walk.runId}-2`,
        item: 'resident_id',
        values: [walk.fact('yzPerson')],
      }
      return refusedOn(walk.application(application).lookup(dataset, asked), {
        status: 403,
        clauses: ['NB-11-1', 'YZ-16'],
      })
    },
  },
  {
    name: 'yz-delivered',
    who: applicant,
    zh: '查看事项：已提供',
    en: 'reads the case: delivered',
    run: async (walk) => {
      const view = await readCase(await walk.as(applicant), walk.fact('yzCase'))
      expectThat(view.state === 'delivered', 'the case to be delivered', view.state)
      return { outcome: 'read', result: [view.stateTitle] }
    },
  },
  {
    name: 'due-dates',
    who: 'wuzhong.civil.steward',
    zh: '两地答复期限对照',
    en: 'the two due dates side by side',
    run: async (walk) => {
      const wuzhong = await readCase(await walk.as('wuzhong.civil.steward'), walk.fact('wzCase'))
      const yinzhou = await readCase(await walk.as(applicant), walk.fact('yzCase'))
      const due = [
        { regime: '吴忠', ...dueOf(wuzhong, 'share.reply') },
        { regime: '鄞州', ...dueOf(yinzhou, 'share.reply') },
      ]
      expectThat(
        due[0]!.basis === 'draft' && due[1]!.basis === 'policy',
        'a period of the draft and one of policy',
        due.map((d) => d.basis),
      )
      return { outcome: 'read', result: ['吴忠由条文（草案）定期限；鄞州条文未定，按主管部门的读法'], due }
    },
  },
]

async function request(walk: Walk, key: string, extra: Readonly<Record<string, string>>) {
  const client = await walk.as(applicant)
  const { items } = await client.get('/api/v1/catalog-entries', { params: { query: { q: dataset } } })
  const entry = items.find((e) => e.code === dataset)
  expectThat(
    entry !== undefined,
    `the entry ${dataset} of the demonstration`,
    items.map((e) => e.code),
  )
  return client.post('/api/v1/cases', {
    body: {
      procedure: 'share.request',
      subject: { type: 'catalogEntry', id: entry!.id },
      form: {
        duty: '最低生活保障审核确认',
        legalBasis: '社会救助暂行办法',
        purposes: [purpose],
        items: ['resident_id', 'name', 'address', 'mobile'],
        application: walk.applicationId(application),
        mode: 'interface',
        until: walk.fact('until'),
        ...extra,
      },
    },
    idempotencyKey: key,
  })
}
