import type { IssueText } from './coded-error.ts'
import type { SharedIssue } from './shared-issue.ts'

export const sharedZhCN: IssueText<SharedIssue> = {
  CAL_DATE_MALFORMED: (i) => `日期「${i.input}」不存在或者格式不符，应写作 2025-03-01`,
  CAL_DATE_OUT_OF_RANGE: (i) => `日期「${i.input}」超出可计算的范围（${i.first} 至 ${i.last}），请核对年份`,
  CAL_COUNT_INVALID: (i) =>
    `数目「${i.input}」不能用来计算期间，应为${i.least === null ? '整数' : `不小于 ${i.least} 的整数`}`,
  ID_CLAUSE_MALFORMED: (i) => `条款编号「${i.input}」格式不符，应写作 NB-15-2 或者 WZ-45-1-10`,
  ID_PACK_MALFORMED: (i) => `法规包编号「${i.input}」格式不符，应由小写字母、数字和短横线组成，写作 ningbo-2020`,
  ID_TERRITORY_MALFORMED: (i) => `行政区划代码「${i.input}」格式不符，应为 6 位、9 位或者 12 位数字，写作 330200`,
  ID_ORGANIZATION_MALFORMED: (i) =>
    `单位编号「${i.input}」格式不符，应由字母、数字、点、短横线和下划线组成，以字母或者数字开头，不超过 64 位`,
}
