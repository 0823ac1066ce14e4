import type { OrganizationKind } from '../platform/db/tables.ts'

/**
 * The demonstration city: Ningbo with Yinzhou, and Wuzhong. Names of offices are the offices' own; no person is named.
 * Everything that would be personal is synthetic and marked so.
 */

export interface SeedOrganization {
  readonly key: string
  readonly name: string
  readonly territory: string
  readonly kinds: readonly OrganizationKind[]
}

export const ningbo = '330200000000'
export const yinzhou = '330212000000'
export const wuzhong = '640300000000'
export const litong = '640302000000'

export const regions = [
  { code: '330000000000', name: '浙江省' },
  { code: '640000000000', name: '宁夏回族自治区' },
] as const

export const organizations: readonly SeedOrganization[] = [
  { key: 'platform', name: '法度平台运维中心（演示）', territory: ningbo, kinds: ['platformOperator'] },
  { key: 'ningbo.data', name: '宁波市大数据发展管理局', territory: ningbo, kinds: ['authority', 'agency'] },
  { key: 'ningbo.government', name: '宁波市人民政府', territory: ningbo, kinds: ['government'] },
  { key: 'ningbo.cyberspace', name: '宁波市网信办', territory: ningbo, kinds: ['supervisor'] },
  { key: 'ningbo.civil', name: '宁波市民政局', territory: ningbo, kinds: ['agency'] },
  { key: 'ningbo.market', name: '宁波市市场监督管理局', territory: ningbo, kinds: ['agency'] },
  { key: 'yinzhou.data', name: '鄞州区公共数据主管部门', territory: yinzhou, kinds: ['authority', 'agency'] },
  { key: 'yinzhou.government', name: '鄞州区人民政府', territory: yinzhou, kinds: ['government'] },
  { key: 'yinzhou.police', name: '宁波市公安局鄞州分局', territory: yinzhou, kinds: ['agency'] },
  { key: 'yinzhou.civil', name: '鄞州区民政局', territory: yinzhou, kinds: ['agency'] },
  { key: 'yinzhou.education', name: '鄞州区教育局', territory: yinzhou, kinds: ['agency'] },
  { key: 'wuzhong.data', name: '吴忠市公共数据主管部门', territory: wuzhong, kinds: ['authority', 'agency'] },
  { key: 'wuzhong.government', name: '吴忠市人民政府', territory: wuzhong, kinds: ['government'] },
  { key: 'wuzhong.cyberspace', name: '吴忠市网信办', territory: wuzhong, kinds: ['supervisor'] },
  { key: 'wuzhong.police', name: '吴忠市公安局', territory: wuzhong, kinds: ['agency'] },
  { key: 'wuzhong.civil', name: '吴忠市民政局', territory: wuzhong, kinds: ['agency'] },
  { key: 'wuzhong.market', name: '吴忠市市场监督管理局', territory: wuzhong, kinds: ['agency'] },
  { key: 'wuzhong.labour', name: '吴忠市人力资源和社会保障局', territory: wuzhong, kinds: ['agency'] },
  { key: 'litong.data', name: '利通区公共数据主管部门', territory: litong, kinds: ['authority', 'agency'] },
  { key: 'litong.government', name: '利通区人民政府', territory: litong, kinds: ['government'] },
  { key: 'litong.civil', name: '利通区民政局', territory: litong, kinds: ['agency'] },
  { key: 'yinzhou.cyberspace', name: '鄞州区网信办', territory: yinzhou, kinds: ['supervisor'] },
  { key: 'ningbo.contractor', name: '技术服务单位（演示，宁波）', territory: ningbo, kinds: ['contractor'] },
  { key: 'yinzhou.contractor', name: '技术服务单位（演示，鄞州）', territory: yinzhou, kinds: ['contractor'] },
  { key: 'wuzhong.contractor', name: '第三方服务机构（演示，吴忠）', territory: wuzhong, kinds: ['contractor'] },
  { key: 'wuzhong.developer', name: '公共数据开发主体（演示，吴忠）', territory: wuzhong, kinds: ['developer'] },
  { key: 'ningbo.resident', name: '自然人（演示，宁波）', territory: ningbo, kinds: ['person'] },
  { key: 'yinzhou.resident', name: '自然人（演示，鄞州）', territory: yinzhou, kinds: ['person'] },
  { key: 'yinzhou.enterprise', name: '企业（演示，鄞州）', territory: yinzhou, kinds: ['person'] },
  { key: 'wuzhong.resident', name: '自然人（演示，吴忠）', territory: wuzhong, kinds: ['person'] },
]

/** Accounts by login suffix: every business office has both, the platform has its three administrators. */
export const officeRoles = [
  { suffix: 'steward', name: '数据管理员（演示）', roles: ['steward'] },
  { suffix: 'approver', name: '审批负责人（演示）', roles: ['approver'] },
] as const
export const supervisorRoles = [{ suffix: 'inspector', name: '检查人员（演示）', roles: ['inspector'] }] as const
export const personRoles = [{ suffix: 'self', name: '本人（演示）', roles: ['person'] }] as const
export const platformRoles = [
  { suffix: 'system', name: '系统管理员（演示）', roles: ['systemAdmin'] },
  { suffix: 'security', name: '安全管理员（演示）', roles: ['securityAdmin'] },
  { suffix: 'audit', name: '审计管理员（演示）', roles: ['auditAdmin'] },
] as const

/** Applications that call the gateway in the demonstration. */
export const applications = [
  { key: 'wuzhong.civil.assistance', organization: 'wuzhong.civil', name: '社会救助核对系统（演示）' },
  { key: 'wuzhong.labour.pension', organization: 'wuzhong.labour', name: '待遇资格核验系统（演示）' },
  { key: 'litong.civil.eldercare', organization: 'litong.civil', name: '养老服务系统（演示）' },
  { key: 'yinzhou.civil.assistance', organization: 'yinzhou.civil', name: '社会救助核对系统（演示）' },
  { key: 'yinzhou.education.enrolment', organization: 'yinzhou.education', name: '入学报名系统（演示）' },
] as const
