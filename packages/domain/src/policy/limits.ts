/**
 * Most of something that the platform allows, as law may set it by name in `limits.yaml`: what is counted, in Chinese. Code
 * knows what it counts, packs say how many.
 */
export const limitVocabulary: Readonly<Record<string, string>> = {
  'verification.perDay': '一项核实许可一日的比对次数',
  'verification.perMatter': '一项核实许可为一个事项的比对次数',
  'verification.mattersPerDay': '一个单位一日核实所涉的事项数',
  'verification.days': '下列各数累计的天数',
  'verification.valuesPerKey': '对同一对象的同一数据项所试的不同值',
  'verification.keysPerFailedValue': '以同一个值去试而不符的不同对象',
  'verification.neighbouringKeys': '同一号段内逐个查询的不同号码',
  'verification.keysNotFound': '查无此号的不同号码',
  'sensitiveOperation.rowsAlone': '一个人可以自行导出的行数，超过的须经第二人同意',
  'sensitiveOperation.usualFactor': '超过平常数量的倍数，达到即列为异常',
  'sensitiveOperation.usualDays': '据以计算平常数量的天数',
  'sensitiveOperation.dayBegins': '上班时间开始的整点，早于此的列为异常',
  'sensitiveOperation.dayEnds': '下班时间的整点，自此起的列为异常',
  'sensitiveOperation.approvalDays': '第二人的同意的有效天数',
}
