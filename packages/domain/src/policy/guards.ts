import type { Capability } from '../procedure/effects.ts'

const built = (text: string): Capability => ({ text, built: true })
const pending = (text: string): Capability => ({ text, built: false })

/**
 * What the platform's own code keeps, whatever a pack says: a regulation binds a clause to it by name in `guards.yaml`.
 * Code knows the guard, the pack knows the clause.
 */
export const guardVocabulary: Readonly<Record<string, Capability>> = {
  'law.library': built('法规全文逐条可查，每次准许和拒绝都引用条款'),
  'regime.territory': built('适用的法规由地区决定，上下级规定一并适用'),
  'regime.inForce': built('法规自施行之日起适用，施行前的行为不受其约束'),
  'regime.draft': built('草案只作试行，凡依其作出的结果均标明草案'),
  'organization.registry': built('单位按类别登记，办理权限随类别而定'),
  'organization.oneAuthority': built('一个地区只有一个主管部门'),
  'role.separation': built('平台三员分立，互不兼任'),
  'role.supervisor': built('监督机构只读查阅辖区内的事项和期限'),
  'access.decided': built('每次取数先经判定，未授权的字段和用途不放行'),
  'access.recorded': built('每次取数在首字节之前留痕，记录不可篡改'),
  'access.oneWayOut': built('数据只经统一出口提供，没有旁路'),
  'value.original': built('收到的数据不被覆盖，再次收到形成新版本'),
  'value.sealed': built('敏感字段加密存储，密钥按数据集分设'),
  'value.masked': built('预览和查询按数据分级脱敏'),
  'batch.identifier': built('归集时校验身份号码和信用代码的校验位'),
  'batch.undeclared': built('归集时发现目录未声明的标识即停止入库'),
  'batch.provider': built('只有目录的提供单位可以归集该目录的数据'),
  'timeline.lifecycle': built('每项数据从编目到使用的全部行为按时间可查'),
  'clock.supervised': built('期限临近预警、逾期上报，主管部门可查'),
  'duty.register': built('各单位的职责台账由主管部门布置，按周期提醒，缺项可查'),
  'basis.checked': built('不予办理的依据须存在、有效、层级足够'),
  'instrument.registry': built('上位法、负面清单由主管部门登记，可作依据'),
  'grading.suggested': built('级别低于未决定的建议、条目级别低于其数据项的，不得报审'),
  'grading.named': built('每个级别注明所依据的规则和版本，规则的各版本不覆盖'),
  'transport.encrypted': pending('传输加密'),
  'statistic.overview': built('数据资源总览：单位、系统、目录、数据量和更新情况，每个数字可以逐条查到其记录'),
  'catalog.derivedSources': built('衍生数据注明来源，所注明的须是目录中已发布的条目'),
  'project.filed': built('项目验收前，其项目数据目录已经审核通过'),
  'project.shared': built('有条件共享的项目数据，有单位实际取得授权的，才算已经共享'),
  'collect.identifierRequired': built('标为必要标识的数据项须是该号码或者代码本身'),
  'collect.duplicate': built('收集前逐项核查可否通过共享取得，并指明所在的目录条目'),
  'collect.listed': built('收集任务只能收集本单位收集清单内的数据项'),
  'standard.higher': built('国家、自治区已有标准的对象，不再制定市级标准'),
  'standard.codeList': built('数据项的代码集须是现行标准，编目提交时核对'),
  'demand.outcomes': built('数据需求清单逐项写明结果才能了结'),
  'quality.cycle': pending('按更新周期监测数据更新'),
  'open.portal': pending('开放平台公开下载'),
  'open.attribution': pending('利用公开数据注明来源'),
  'disclosure.personal': pending('对外提供结果时防止泄露个人信息'),
  'database.base': built('基础库、主题库按责任部门登记内容，逐字段取自数源部门，记录数由平台统计'),
  'operation.sensitive': pending('敏感操作监测'),
  'sharing.scopeSecrets': pending('涉密数据不进入平台'),
  'price.register': pending('数据产权和定价登记'),
  'supervisor.sector': pending('行业主管部门只查阅本行业、本领域的单位和数据'),
}
