import type { RefusalText, RefusedField, SharedItem } from './refusal.ts'

const faults: Readonly<Record<string, string>> = {
  missing: '未填写',
  columnMissing: '文件没有这一列',
  wrongType: '格式不符',
  notAnOption: '不在可选值内',
  unknown: '表单没有这一项',
  excluded: '写明的内容为规定所禁止',
  tooManyRows: '行数超过上限（500 行），请分次填报',
  basisUnknown: '的依据不在依据库中',
  basisNotInForce: '的依据现在不具有效力',
  basisRank: '的依据层级不够',
  notYet: '是尚未到来的日子',
  outOfRange: '超出可设的天数（1 至 366）',
  sourceUnknown: '所列的来源不是目录中已发布的条目',
  projectNotFiled: '没有审核通过的项目数据目录',
}

function rowOf({ row }: RefusedField): string {
  return row === undefined ? '' : `第 ${row} 行 `
}

const reasons: Readonly<Record<SharedItem['because'], string>> = {
  sameName: '名称相同',
  synonym: '同义',
  codeList: '代码集相同',
}

export const refusalZhCN: RefusalText = {
  ACT_FORBIDDEN: () => '规定禁止这样做，行为未生效',
  ACT_NOT_PERMITTED: () => '没有规定允许这样做，行为未生效',
  KEYS_LOCKED: (r) =>
    `平台尚未解锁：需要 ${r.threshold} 名保管人交入密钥份额，已有 ${r.handedIn} 名；此前不提供任何服务`,
  ACT_RULE_FAULT: (r) => `规则「${r.rule}」无法判断；禁止性规则无法判断时不放行`,
  ACT_NOT_OFFERED: (r) =>
    `事项现处于「${r.state}」，不能办理「${r.action}」；现在可以办理：${r.offered.join('、') || '无（事项已办结）'}`,
  ACT_NOT_PARTY: (r) => `这一步由事项的「${r.party}」一方办理，您所在单位不是该方`,
  ACT_ROLE_MISSING: (r) => `这一步需要「${r.role}」角色`,
  ACT_ALREADY_USED: (r) => `「${r.action}」在一个事项中只能办理一次，已经办理过`,
  ACT_FORM_INCOMPLETE: (r) =>
    `表单有问题：${r.fields.map((f) => `${rowOf(f)}${f.label}（${f.field}）${faults[f.fault] ?? f.fault}`).join('；')}`,
  ACT_BASIS_MISSING: () => '拒绝必须写明依据：依据的文件和具体条款',
  ACT_BASIS_UNKNOWN: (r) => `依据库中没有「${r.instrument}」；请从依据库选择，或由主管部门先登记`,
  ACT_BASIS_NOT_IN_FORCE: (r) => `「${r.instrument}」在 ${r.on} 不具有效力，不能作为依据`,
  ACT_BASIS_RANK: (r) => `依据的层级不够：给出的是「${r.given}」，可以接受的是：${r.accepted.join('、')}`,
  ACT_COURSE_CLOSED: (r) =>
    r.offer === undefined ? '现行规定下没有这一办理途径' : `现行规定下不能这样办理，可以改为办理「${r.offer}」`,
  ACT_EFFECT_PENDING: (r) => `这一步的后果「${r.effect}」平台尚未实现，因此不受理；不会假装已经办结`,
  ACT_LIMIT_EXCEEDED: (r) => `超过限值「${r.limit}」：最多 ${r.most}，连同这一次为 ${r.counted}；这一次不作答`,
  ACT_PERIOD_FIXED: (r) => `期限「${r.period}」由条文规定，不由主管部门设定`,
  ACT_OBTAINABLE_BY_SHARING: (r) =>
    `可以通过共享获得，不得重复采集：${r.matches
      .map(
        (m) =>
          `第 ${m.row} 行「${m.wanted}」见${m.agency}的目录「${m.entry.name}」（${m.entry.code}）的「${m.item}」（${reasons[m.because]}）`,
      )
      .join('；')}`,
  ACT_ITEM_NOT_LISTED: (r) => `不在本单位的收集清单之内：${r.items.join('、')}；先列入收集清单，再收集`,
  ACT_IDENTIFIER_MISSING: (r) => `缺少必要标识：${r.items.join('、')}；标为标识的数据项应当是该号码或者代码本身`,
  ACT_STANDARD_EXISTS: (r) =>
    `国家或者自治区已有标准，从其规定：${r.standards.map((s) => `${s.code}《${s.title}》`).join('、')}`,
  ACT_CODE_LIST_UNKNOWN: (r) =>
    `代码集不是现行标准：${r.codeLists.join('、')}；从标准库选择，或者先由主管部门发布该标准`,
  ACT_OUTCOME_MISSING: (r) => `还有需求没有写明处理结果：${r.demands.join('、')}；每一项需求各写一行结果`,
  ACT_GRADE_UNDECIDED: (r) =>
    `按分类分级规则（${r.ruleSet}）建议提高级别而尚未决定：${r.items
      .map((i) => `「${i.name}」${i.grade === null ? '未定级' : `现定 ${i.grade} 级`}，建议 ${i.suggested} 级`)
      .join('；')}`,
  ACT_GRADE_BELOW_ITEMS: (r) => `条目定为 ${r.grade} 级，低于其数据项的最高级别 ${r.highest} 级：${r.items.join('、')}`,
  ACT_GRADE_REASON_MISSING: (r) =>
    `定得低于建议的，应当写明理由：${r.items.map((i) => `「${i.name}」定 ${i.grade} 级，建议 ${i.suggested} 级`).join('；')}`,
  ACT_PARTY_VACANT: (r) => `事项的「${r.party}」一方没有对应的单位；请先登记该单位`,
}
