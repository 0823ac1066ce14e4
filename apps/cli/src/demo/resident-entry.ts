import type { paths } from '@fadu/sdk'

type DraftBody = paths['/api/v1/catalog-entries']['post']['requestBody']['content']['application/json']
type Item = NonNullable<DraftBody['items']>[number]

const item = (code: string, name: string, options: Partial<Item> & Pick<Item, 'grade'>): Item => ({
  code,
  name,
  type: 'text',
  maxLength: 100,
  nullable: false,
  identifier: null,
  mask: 'none',
  ...options,
})

/** Items of a table of residents, with the columns that the synthetic residents have. */
export const residentItems: readonly Item[] = [
  item('resident_id', '公民身份号码', { maxLength: 18, identifier: 'residentId', mask: 'resident-id', grade: 3 }),
  item('name', '姓名', { mask: 'name', grade: 3 }),
  item('sex', '性别', { maxLength: 1, grade: 2 }),
  item('birth_date', '出生日期', { type: 'date', maxLength: null, mask: 'date', grade: 2 }),
  item('ethnicity', '民族', { maxLength: 20, grade: 2 }),
  item('village_code', '村社区代码', { maxLength: 12, grade: 1 }),
  item('village_name', '村社区名称', { grade: 1 }),
  item('address', '住址', { maxLength: 200, mask: 'address', grade: 2 }),
  item('mobile', '手机号码', { maxLength: 11, nullable: true, mask: 'phone', grade: 4 }),
  item('household_no', '户号', { maxLength: 30, grade: 2 }),
  item('marker', '数据标识', { maxLength: 10, grade: 1 }),
]

/** What the form of Wuzhong asks of an entry (WZ-12-1, WZ-13-1, WZ-25-1, WZ-29-2). */
export const wuzhongEntryFields: NonNullable<DraftBody['fields']> = {
  businessName: '户籍人口登记',
  category: '人口',
  grade: 4,
  dataForm: '结构化数据',
  gradingRule: '吴忠市公共数据分类分级规则（演示）第1版',
  shareContent: '户籍人口基本信息',
  shareAttribute: 'conditional',
  shareCondition: '申请单位履行法定职责需要，按事项逐人查询',
  shareScope: '履行法定职责确有需要的公共管理和服务机构',
  shareReason: '含个人信息，仅向履行法定职责确有需要的单位提供',
  openAttribute: 'none',
  openProtected: 'present',
  updateCycle: 'daily',
  collectingDepartment: '吴忠市公安局',
  approvingDepartment: '吴忠市公共数据主管部门',
  providingDepartment: '吴忠市公安局',
}
