import type { RefusalText } from './refusal.ts'

const faults: Readonly<Record<string, string>> = {
  missing: '未填写',
  wrongType: '格式不符',
  notAnOption: '不在可选值内',
  unknown: '表单没有这一项',
  basisUnknown: '的依据不在依据库中',
  basisNotInForce: '的依据现在不具有效力',
  basisRank: '的依据层级不够',
  notYet: '是尚未到来的日子',
  outOfRange: '超出可设的天数（1 至 366）',
}

export const refusalZhCN: RefusalText = {
  ACT_FORBIDDEN: () => '规定禁止这样做，行为未生效',
  ACT_NOT_PERMITTED: () => '没有规定允许这样做，行为未生效',
  ACT_RULE_FAULT: (r) => `规则「${r.rule}」无法判断；禁止性规则无法判断时不放行`,
  ACT_NOT_OFFERED: (r) =>
    `事项现处于「${r.state}」，不能办理「${r.action}」；现在可以办理：${r.offered.join('、') || '无（事项已办结）'}`,
  ACT_NOT_PARTY: (r) => `这一步由事项的「${r.party}」一方办理，您所在单位不是该方`,
  ACT_ROLE_MISSING: (r) => `这一步需要「${r.role}」角色`,
  ACT_ALREADY_USED: (r) => `「${r.action}」在一个事项中只能办理一次，已经办理过`,
  ACT_FORM_INCOMPLETE: (r) =>
    `表单有问题：${r.fields.map((f) => `${f.label}（${f.field}）${faults[f.fault] ?? f.fault}`).join('；')}`,
  ACT_BASIS_MISSING: () => '拒绝必须写明依据：依据的文件和具体条款',
  ACT_BASIS_UNKNOWN: (r) => `依据库中没有「${r.instrument}」；请从依据库选择，或由主管部门先登记`,
  ACT_BASIS_NOT_IN_FORCE: (r) => `「${r.instrument}」在 ${r.on} 不具有效力，不能作为依据`,
  ACT_BASIS_RANK: (r) => `依据的层级不够：给出的是「${r.given}」，可以接受的是：${r.accepted.join('、')}`,
  ACT_COURSE_CLOSED: (r) =>
    r.offer === undefined ? '现行规定下没有这一办理途径' : `现行规定下不能这样办理，可以改为办理「${r.offer}」`,
  ACT_EFFECT_PENDING: (r) => `这一步的后果「${r.effect}」平台尚未实现，因此不受理；不会假装已经办结`,
  ACT_PERIOD_FIXED: (r) => `期限「${r.period}」由条文规定，不由主管部门设定`,
  ACT_PARTY_VACANT: (r) => `事项的「${r.party}」一方没有对应的单位；请先登记该单位`,
}
