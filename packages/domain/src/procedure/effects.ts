/** Something the platform does, or is to do, as law may ask for it by name. */
export interface Capability {
  /** What it does, in Chinese: read by those who write law and shown where it is missing. */
  readonly text: string
  /** False while the platform cannot do it yet: what needs it is refused with that reason, never silently skipped. */
  readonly built: boolean
}

const built = (text: string): Capability => ({ text, built: true })
const pending = (text: string): Capability => ({ text, built: false })

/**
 * Effects that an act of a procedure may have beyond moving its case. An act whose only consequence is its own record (an
 * inspection, a training, a notice) names none. The server carries out those that are built; a test compares.
 */
export const effectVocabulary: Readonly<Record<string, Capability>> = {
  'entry.submit': built('目录条目提交审定，审定期间不得修改'),
  'entry.return': built('目录条目退回修改'),
  'entry.withdraw': built('目录条目撤回为草稿'),
  'entry.approve': built('目录条目审定通过'),
  'entry.publish': built('目录条目发布并建立数据集'),
  'entry.reopen': built('已发布的目录条目转入修订，待重新提交'),
  'entry.retire': built('废止已发布的目录条目，其授权不再有效'),
  'secrecy.record': built('登记该目录版本的保密审查结论'),
  'preparation.record': built('登记该目录版本开放、共享之前的数据处理记录'),
  'grade.confirm': built('登记依现行规则重新分级后保留的级别'),
  'gradingRules.publish': built('录入的分类分级规则自施行之日起适用，受影响的条目重新分类分级'),
  'grant.issue': built('按申请生成数据授权，网关即时生效'),
  'grant.amend': built('变更数据授权的内容，下一次调用即按新的内容'),
  'grant.renew': built('延长数据授权的期限'),
  'grant.end': built('终止数据授权，下一次调用即被拒绝'),
  'grant.suspend': built('中止该项数据授权，下一次调用即被拒绝'),
  'grant.restore': built('恢复该项因处理而中止的数据授权'),
  'standard.enact': built('标准列入标准库，自施行之日起适用'),
  'standard.retire': built('标准不再适用，自当日起移出现行标准'),
  'organization.admit': built('把单位登记为公共管理和服务机构'),
  'access.suspend': built('中止该单位的全部数据授权，下一次调用即被拒绝'),
  'access.restore': built('恢复该单位因处理而中止的数据授权'),
  'attribute.set': built('把审定的共享、开放属性写入目录'),
  'match.answer': built('按申请生成核实许可：限于所列应用、数据项、用途和次数，只答是否一致'),
  'permit.restore': built('恢复因异常查询中止的核实许可，重新累计'),
  'permit.revoke': built('撤销核实许可，下一次调用即被拒绝'),
  'data.return': built('把上级机构的数据以授权回流到申请单位，或者在数据专区内供其使用'),
  'record.disclose': built('在有效期内向本人提供其数据的查阅、复制，逐次留痕'),
  'value.delete': built('从数据集中真正删除本人各个版本的数据，只留存删除的记录'),
  'value.correct': built('以新版本更正数据，保留原始数据和更正记录'),
  'value.announce': built('向取得过原值的单位通告数据已修正，待其确认'),
  'original.change': built('经同意变更原始数据，形成新版本'),
  'open.publish': pending('在开放平台发布数据'),
  'open.catalog': built('发布开放目录的新版本，任何人可以查阅'),
  'open.delist': built('条目即时移出开放目录和公开列表'),
  'open.relist': built('权利人重新同意的，条目恢复列入公开列表'),
  'open.suspend': pending('中止开放，下载即时停止'),
  'open.withdraw': pending('撤回已开放的数据'),
  'open.restore': pending('恢复开放'),
  'open.license': pending('按协议向申请人开放'),
  'derived.block': built('停止对涉密、敏感衍生结果的处理，结果锁定，任何出口不放行'),
  'derived.release': built('评估之后解除对衍生结果的停止处理'),
  'derived.store': built('处理结果连同来源写入结果条目的数据集'),
  'derived.discard': built('终止处理任务，删除其未放行的结果'),
  'processing.admit': built('准许处理任务使用所列数据，在平台内运行'),
  'emergency.grant': pending('发放应急数据授权'),
  'emergency.close': pending('关闭应急应用和授权'),
  'dataset.seal': built('封存数据集，任何途径都不再提供，解封之后恢复'),
  'dataset.unseal': built('解封数据集，恢复使用'),
  'dataset.destroy': built('先销毁密钥、后删除数据，留存销毁凭证，摘要记入日志'),
  'disposal.request': built('向收到过该数据的每个单位发出处置通知'),
  'contractor.review': built('登记服务提供方承接的活动通过安全审查，此后可以开立账号'),
  'contractor.admit': built('准许服务提供方的账号在服务期限内查看合同所列的数据集，其他一律拒绝'),
  'contractor.quality': built('准许服务提供方的账号对合同所列的数据集制定质量规则、进行检查'),
  'contractor.remove': built('合同终止，注销只为该合同开立的账号及其会话'),
  'developer.license': pending('按授权向开发主体提供数据'),
  'developer.end': pending('终止开发主体的数据授权'),
  'archive.handover': built('按事项生成的归档移交包移交档案管理部门，登记移交'),
  'database.found': built('设立基础数据库、主题数据库，列入数据库目录'),
  'database.record': built('登记数据库的目录条目和各字段的数源部门，记录数由平台统计'),
  'database.close': built('停用数据库，不再提供合并查询'),
  'aggregation.demand': built('把目录条目列为待归集，写明归集到哪个数据库'),
  'aggregation.load': built('以已入库的批次登记为已归集'),
  'aggregation.cancel': built('取消归集任务'),
}
