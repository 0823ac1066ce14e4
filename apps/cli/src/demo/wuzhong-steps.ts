import type { Ground } from '@fadu/sdk'
import { residentFile } from './residents.ts'
import { residentItems, wuzhongEntryFields } from './resident-entry.ts'
import { clausesOf, dueOf, expectThat, readCase, refusedOn, type StepReport, type Walk, type WalkStep } from './step.ts'

const steward = 'wuzhong.police.steward'
const provider = 'wuzhong.police.approver'
const authority = 'wuzhong.data.approver'
const applicant = 'wuzhong.civil.steward'
const application = 'wuzhong.civil.assistance'

const goodRows = 200
export const purpose = '最低生活保障审核'
export const otherPurpose = '商业贷款营销'
export const grantedItems = ['resident_id', 'name', 'address', 'mobile'] as const
/** An item of the entry that the request leaves out. */
export const otherItem = 'ethnicity'

/** What its provider states of the processing before it is shared (WZ-31-1). */
const preparationSteps = [
  { step: 'cleaning', outcome: 'done', method: '去重、补缺、校验标识', doneOn: '2026-01-05', doneBy: '数据管理岗' },
  { step: 'desensitisation', outcome: 'done', method: '按级别脱敏显示', doneOn: '2026-01-05', doneBy: '数据管理岗' },
  { step: 'declassification', outcome: 'notApplicable', reason: '保密审查未发现涉密内容' },
  { step: 'formatConversion', outcome: 'done', method: '导出为 CSV', doneOn: '2026-01-05', doneBy: '数据管理岗' },
]

/** Code of the entry that a run drafts. */
export function entryCodeOf(runId: string): string {
  return `WZ-DEMO-${runId.toUpperCase()}`
}

const permitted = (act: { receipt: string; grounds: readonly Ground[] }, ...result: string[]): StepReport => ({
  outcome: 'permitted',
  result,
  clauses: clausesOf(act.grounds),
  receipt: act.receipt,
})

export async function actOn(
  walk: Walk,
  p: {
    readonly login: string
    readonly case: string
    readonly act: string
    readonly form?: Record<string, unknown>
    readonly key: string
  },
) {
  const person = await walk.as(p.login)
  return person.post('/api/v1/cases/{id}/acts/{act}', {
    params: { path: { id: p.case, act: p.act } },
    body: { form: p.form ?? {} },
    idempotencyKey: p.key,
  })
}

/** The main job under the draft of Wuzhong: an entry is published, data comes in, sharing is asked for, data goes out. */
export const wuzhongSteps: readonly WalkStep[] = [
  {
    name: 'wz-draft',
    who: steward,
    zh: '编制目录条目',
    en: 'drafts a catalog entry with its items',
    run: async (walk, key) => {
      const code = entryCodeOf(walk.runId)
      const person = await walk.as(steward)
      const { result, act } = await person.post('/api/v1/catalog-entries', {
        body: {
          code,
          name: `户籍人口信息（演示 ${walk.runId}，合成数据）`,
          fields: wuzhongEntryFields,
          items: [...residentItems],
        },
        idempotencyKey: key,
      })
      return {
        ...permitted(act, `条目 ${code}，${residentItems.length} 个数据项，版本 ${result.version}`),
        keep: { wzEntry: result.id },
      }
    },
  },
  {
    name: 'wz-submit',
    who: steward,
    zh: '提交目录审定',
    en: 'submits it for review',
    run: async (walk, key) => {
      const person = await walk.as(steward)
      const { result, act } = await person.post('/api/v1/cases', {
        body: { procedure: 'catalog.review', subject: { type: 'catalogEntry', id: walk.fact('wzEntry') }, form: {} },
        idempotencyKey: key,
      })
      const view = await readCase(person, result.case)
      const due = [{ regime: '吴忠', ...dueOf(view, 'catalog.review') }]
      return { ...permitted(act, `事项「${view.title}」→ ${view.stateTitle}`), due, keep: { wzReview: result.case } }
    },
  },
  caseStep('wz-approve-entry', authority, 'wzReview', 'approve', 'approved', '审定目录条目', 'approves the entry'),
  caseStep('wz-publish', authority, 'wzReview', 'publish', 'published', '发布目录条目', 'publishes the entry'),
  {
    name: 'wz-aggregate',
    who: steward,
    zh: `归集 CSV：${goodRows} 名合成居民和一行坏数据`,
    en: `aggregates a CSV file: ${goodRows} synthetic residents and one bad row`,
    run: async (walk, key) => {
      const { csv, person } = await residentFile({
        runId: walk.runId,
        prefecture: '640300',
        count: goodRows,
        spoilLast: true,
      })
      const client = await walk.as(steward)
      const { result, act } = await client.aggregateCsv(entryCodeOf(walk.runId), csv, {
        fileName: `residents-${walk.runId}.csv`,
        idempotencyKey: key,
      })
      const { received, stored, quarantined } = result
      expectThat(stored === goodRows && quarantined === 1, `${goodRows} rows stored, 1 quarantined`, {
        received,
        stored,
        quarantined,
      })
      const counts = `批次 ${result.number}：收到 ${received}，入库 ${stored}，隔离 ${quarantined}，SM3 ${result.contentHash.slice(0, 16)}…`
      const keep = {
        wzBatch: String(result.number),
        wzPerson: person.residentId,
        wzName: person.name,
        wzMobile: person.mobile ?? '',
      }
      return { ...permitted(act, counts), keep }
    },
  },
  {
    name: 'wz-quarantine',
    who: steward,
    zh: '查看被隔离的行（只说行号、数据项和原因，不含值）',
    en: 'reads the quarantine: line, item and reason, never the value',
    run: async (walk) => {
      const client = await walk.as(steward)
      const path = { code: entryCodeOf(walk.runId), number: Number(walk.fact('wzBatch')) }
      const { items } = await client.get('/api/v1/datasets/{code}/batches/{number}/quarantine', { params: { path } })
      const [row] = items
      const [fault] = row?.faults ?? []
      expectThat(items.length === 1 && fault?.item === 'resident_id', 'one row at fault in resident_id', items)
      return {
        outcome: 'read',
        result: [`第 ${row!.line} 行 · ${fault!.item} · ${fault!.fault}（${fault!.why ?? ''}）`],
      }
    },
  },
  {
    name: 'wz-secrecy',
    who: steward,
    zh: '提请对该版本作保密审查',
    en: 'asks for the secrecy review of this version',
    run: async (walk, key) => {
      const person = await walk.as(steward)
      const { result, act } = await person.post('/api/v1/cases', {
        body: { procedure: 'secrecy.review', subject: { type: 'catalogEntry', id: walk.fact('wzEntry') }, form: {} },
        idempotencyKey: key,
      })
      return { ...permitted(act, `→ ${result.state}`), keep: { wzSecrecy: result.case } }
    },
  },
  {
    name: 'wz-cleared',
    who: provider,
    zh: '作出审查结论：可以共享',
    en: 'concludes that it may be shared',
    run: async (walk, key) => {
      const form = {
        version: 1,
        department: '办公室（保密）',
        reviewer: '保密审查员',
        conclusion: 'cleared',
        opinion: '不涉及国家秘密、工作秘密',
      }
      const asked = { login: provider, case: walk.fact('wzSecrecy'), act: 'conclude', form, key }
      const { result, act } = await actOn(walk, asked)
      expectThat(result.state === 'concluded', 'the review to be concluded', result.state)
      return permitted(act, '第 1 版：可以共享、开放')
    },
  },
  {
    name: 'wz-prepared',
    who: steward,
    zh: '登记清洗、脱敏、脱密、格式转换的处理记录',
    en: 'records how it was cleaned, masked, declassified and converted',
    run: async (walk, key) => {
      const person = await walk.as(steward)
      const form = { version: 1, steps: preparationSteps }
      const { result, act } = await person.post('/api/v1/cases', {
        body: { procedure: 'data.preparation', subject: { type: 'catalogEntry', id: walk.fact('wzEntry') }, form },
        idempotencyKey: key,
      })
      return { ...permitted(act, `→ ${result.state}`), keep: { wzPreparation: result.case } }
    },
  },
  {
    name: 'wz-request',
    who: applicant,
    zh: '申请共享该数据',
    en: 'asks for sharing of this data',
    run: async (walk, key) => {
      const client = await walk.as(applicant)
      const { result, act } = await client.post('/api/v1/cases', {
        body: {
          procedure: 'share.request',
          subject: { type: 'catalogEntry', id: walk.fact('wzEntry') },
          form: {
            duty: '最低生活保障审核确认',
            legalBasis: '社会救助暂行办法',
            purposes: [purpose],
            items: [...grantedItems],
            application: walk.applicationId(application),
            mode: 'interface',
            until: walk.fact('until'),
          },
        },
        idempotencyKey: key,
      })
      const view = await readCase(client, result.case)
      const due = [{ regime: '吴忠', ...dueOf(view, 'share.reply') }]
      expectThat(due[0]!.cites.includes('WZ-26-2'), 'the reply to be due under WZ-26-2', due[0])
      return {
        ...permitted(act, `事项「${view.title}」→ ${view.stateTitle}，由 ${view.owner?.name ?? ''} 答复`),
        due,
        keep: { wzCase: result.case },
      }
    },
  },
  {
    name: 'wz-refuse-local',
    who: provider,
    zh: '以本市自己的规定为依据，试图不予共享',
    en: 'tries to refuse, resting on a rule of the city itself',
    run: async (walk, key) => {
      const basis = { instrument: await localInstrument(walk), provision: '第九条' }
      const form = { basis, explanation: '本市规定此类数据不予共享' }
      const act = actOn(walk, { login: provider, case: walk.fact('wzCase'), act: 'refuse', form, key })
      return refusedOn(act, { status: 422, clauses: ['WZ-26-2'] })
    },
  },
  caseStep('wz-approve', provider, 'wzCase', 'approve', 'delivering', '同意共享', 'approves the request'),
  {
    name: 'wz-grant',
    who: applicant,
    zh: '查看取得的授权',
    en: 'reads the grant that came of it',
    run: async (walk) => {
      const client = await walk.as(applicant)
      const { items } = await client.get('/api/v1/grants', { params: { query: { limit: 200 } } })
      const grants = items.filter((g) => g.case === walk.fact('wzCase'))
      const [grant] = grants
      expectThat(grants.length === 1 && grant?.status === 'active', 'one active grant of this case', grants)
      const fields = grant!.fields.join('、')
      return {
        outcome: 'read',
        result: [
          `应用「${grant!.application.name}」，字段 ${fields}，目的 ${grant!.purposes.join('、')}，至 ${grant!.validUntil}`,
        ],
      }
    },
  },
  {
    name: 'wz-lookup',
    who: application,
    zh: '凭授权查询一人',
    en: 'looks a person up under the grant',
    run: async (walk) => {
      const value = walk.fact('wzPerson')
      const request = { purpose, matter: `DB-${walk.runId}-1`, item: 'resident_id', values: [value] }
      const { rows, receipt, grounds } = await walk.application(application).lookup(entryCodeOf(walk.runId), request)
      const [row] = rows
      expectThat(rows.length === 1 && row?.['name'] === walk.fact('wzName'), 'the person that was asked for', rows)
      const mobile = String(row?.['mobile'])
      expectThat(mobile !== walk.fact('wzMobile') && mobile.includes('*'), 'a masked mobile number (grade 4)', mobile)
      return {
        outcome: 'permitted',
        result: [`回答 ${JSON.stringify(row)}`, '手机号码为四级数据，已遮盖 / grade 4, masked'],
        clauses: clausesOf(grounds),
        receipt,
        keep: { wzReceipt: receipt },
      }
    },
  },
  {
    name: 'wz-other-purpose',
    who: application,
    zh: `以另一目的（${otherPurpose}）查询`,
    en: 'asks for another purpose',
    run: async (walk) => {
      const request = {
        purpose: otherPurpose,
        matter: `DB-${walk.runId}-2`,
        item: 'resident_id',
        values: [walk.fact('wzPerson')],
      }
      const lookup = walk.application(application).lookup(entryCodeOf(walk.runId), request)
      const report = await refusedOn(lookup, { status: 403, clauses: ['WZ-27'] })
      return { ...report, keep: { wzRefusal: report.receipt! } }
    },
  },
  {
    name: 'wz-other-field',
    who: application,
    zh: '查询未获授权的字段（民族）',
    en: 'asks for a field that was not granted',
    run: async (walk) => {
      const request = {
        purpose,
        matter: `DB-${walk.runId}-3`,
        item: 'resident_id',
        values: [walk.fact('wzPerson')],
        fields: ['name', otherItem],
      }
      return refusedOn(walk.application(application).lookup(entryCodeOf(walk.runId), request), {
        status: 403,
        clauses: ['WZ-24-3'],
      })
    },
  },
  {
    name: 'wz-delivered',
    who: provider,
    zh: '查看事项：首次成功调用即为已提供',
    en: 'reads the case: the first successful call delivered it',
    run: async (walk) => {
      const view = await readCase(await walk.as(provider), walk.fact('wzCase'))
      expectThat(view.state === 'delivered', 'the case to be delivered', view.state)
      const acts = view.timeline.map((t) => `${t.action} ${t.outcome}`)
      return { outcome: 'read', result: [`${view.stateTitle}；经过 / timeline: ${acts.join(' → ')}`] }
    },
  },
]

/** Ranks that a refusal in Wuzhong may not rest on. */
const localRanks = ['localRegulation', 'localRule', 'departmentalRule', 'normativeDocument']

/** An instrument of local rank that the regime knows; one it does not know is refused on the same clause. */
async function localInstrument(walk: Walk): Promise<string> {
  const path = { territory: '640300000000' }
  const { instruments } = await walk.visitor.get('/api/v1/law/regimes/{territory}', { params: { path } })
  return instruments.find((i) => localRanks.includes(i.rank))?.id ?? 'wuzhong-local-rule'
}

/** An act on a case that needs no form and is expected to lead to one state. */
export function caseStep(
  name: string,
  login: string,
  fact: string,
  act: string,
  leadsTo: string,
  zh: string,
  en: string,
): WalkStep {
  return {
    name,
    who: login,
    zh,
    en,
    run: async (walk, key) => {
      const { result, act: done } = await actOn(walk, { login, case: walk.fact(fact), act, key })
      expectThat(result.state === leadsTo, `the case to be ${leadsTo}`, result.state)
      return permitted(done, `→ ${result.state}`)
    },
  }
}
