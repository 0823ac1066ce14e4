import type { ItemInput } from '../modules/catalog/entry.ts'

/** Catalog entries of the demonstration, as the agencies would describe them. */
export interface SeedEntry {
  readonly code: string
  readonly name: string
  readonly organization: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly ItemInput[]
}

type ItemOptions = Partial<Omit<ItemInput, 'code' | 'name'>>
const item = (code: string, name: string, options: ItemOptions = {}): ItemInput => ({
  code,
  name,
  type: 'text',
  maxLength: 100,
  nullable: false,
  identifier: null,
  mask: 'none',
  grade: 1,
  meaning: null,
  codeList: null,
  category: null,
  ...options,
})

export const residentItems: readonly ItemInput[] = [
  item('resident_id', '公民身份号码', {
    maxLength: 18,
    identifier: 'residentId',
    mask: 'resident-id',
    grade: 3,
    category: 'residentId',
  }),
  item('name', '姓名', { mask: 'name', grade: 3, category: 'personName' }),
  item('sex', '性别', { maxLength: 1, grade: 2, codeList: 'GB/T 2261.1' }),
  item('birth_date', '出生日期', { type: 'date', maxLength: null, mask: 'date', grade: 2, category: 'birthDate' }),
  item('ethnicity', '民族', { maxLength: 20, grade: 2, codeList: 'GB/T 3304' }),
  item('village_code', '村社区代码', { maxLength: 12 }),
  item('village_name', '村社区名称'),
  item('address', '住址', { maxLength: 200, mask: 'address', grade: 2, category: 'address' }),
  item('mobile', '手机号码', { maxLength: 11, nullable: true, mask: 'phone', grade: 4, category: 'mobileNumber' }),
  item('household_no', '户号', { maxLength: 30, grade: 2 }),
  item('marker', '数据标识', { maxLength: 10 }),
]

export const enterpriseItems: readonly ItemInput[] = [
  item('credit_code', '统一社会信用代码', {
    maxLength: 18,
    identifier: 'creditCode',
    mask: 'credit-code',
    category: 'creditCode',
  }),
  item('name', '企业名称', { maxLength: 200 }),
  item('legal_representative', '法定代表人', { mask: 'name', grade: 2, category: 'personName' }),
  item('industry', '行业门类'),
  item('registered_capital', '注册资本（万元）', { type: 'integer', maxLength: null }),
  item('established_on', '成立日期', { type: 'date', maxLength: null }),
  item('status', '登记状态', { maxLength: 20 }),
  item('address', '住所', { maxLength: 200, mask: 'address' }),
  item('division_code', '区划代码', { maxLength: 12 }),
  item('marker', '数据标识', { maxLength: 10 }),
]

export const divisionItems: readonly ItemInput[] = [
  item('code', '区划代码', { maxLength: 12, identifier: 'other' }),
  item('name', '名称'),
  item('level', '级别', { maxLength: 10 }),
  item('parent_code', '上级代码', { maxLength: 12 }),
]

const common = {
  divisions: {
    businessName: '行政区划管理',
    category: '基础数据',
    grade: 1,
    shareAttribute: 'unconditional',
    openAttribute: 'unconditional',
    updateCycle: 'yearly',
  },
  residents: {
    businessName: '户籍人口登记',
    category: '人口',
    grade: 4,
    shareAttribute: 'conditional',
    shareCondition: '申请单位履行法定职责需要，按事项逐人查询',
    shareReason: '含个人信息，仅向履行法定职责确有需要的单位提供',
    openAttribute: 'none',
    updateCycle: 'daily',
  },
  enterprises: {
    businessName: '市场主体登记',
    category: '法人',
    grade: 2,
    shareAttribute: 'unconditional',
    openAttribute: 'conditional',
    updateCycle: 'daily',
  },
} as const

/** The grounds that Wuzhong asks about before a class of opening is settled (WZ-29). */
const wuzhongOpening = {
  free: {
    openForbidden: 'absent',
    openHarm: 'absent',
    openProtected: 'absent',
    openAgreement: 'absent',
    openDemanding: 'absent',
  },
  protected: { openProtected: 'present' },
} as const

/** What the Wuzhong form asks for beyond the common fields (WZ-13-1). */
const wuzhongFields = (content: string, department: string, scope: string) => ({
  dataForm: '结构化数据',
  gradingRule: '吴忠市公共数据分类分级规则（演示）第1版',
  shareContent: content,
  shareScope: scope,
  collectingDepartment: department,
  approvingDepartment: '吴忠市公共数据主管部门',
  providingDepartment: department,
})

/** What the Yinzhou form asks for beyond the common fields (YZ-07-1, YZ-07-2). */
const yinzhouFields = (system: string, opinion: string) => ({
  systemName: system,
  storageFormat: '关系型数据库表',
  provisionMethod: 'interface',
  shareTerm: '长期',
  attributeEvaluation: '按国家和省有关规定评估，属性与数据内容相符',
  providerOpinion: opinion,
})

export const divisionEntries: readonly SeedEntry[] = [
  {
    code: 'NB-DIVISIONS',
    name: '宁波市行政区划代码',
    organization: 'ningbo.civil',
    fields: common.divisions,
    items: divisionItems,
  },
  {
    code: 'WZ-DIVISIONS',
    name: '吴忠市行政区划代码',
    organization: 'wuzhong.civil',
    fields: {
      ...common.divisions,
      ...wuzhongOpening.free,
      shareCondition: '无',
      ...wuzhongFields('区划代码、名称、级别、上级代码', '吴忠市民政局', '全部公共管理和服务机构'),
    },
    items: divisionItems,
  },
]

export const residentEntries: readonly SeedEntry[] = [
  {
    code: 'YZ-RESIDENTS',
    name: '鄞州区户籍人口基本信息（合成数据）',
    organization: 'yinzhou.police',
    fields: { ...common.residents, ...yinzhouFields('人口信息管理系统', '提供机构同意列入目录') },
    items: residentItems,
  },
  {
    code: 'WZ-RESIDENTS',
    name: '吴忠市户籍人口基本信息（合成数据）',
    organization: 'wuzhong.police',
    fields: {
      ...common.residents,
      ...wuzhongOpening.protected,
      ...wuzhongFields('户籍人口基本信息', '吴忠市公安局', '履行法定职责确有需要的公共管理和服务机构'),
    },
    items: residentItems,
  },
]

export const enterpriseEntries: readonly SeedEntry[] = [
  {
    code: 'NB-ENTERPRISES',
    name: '宁波市企业登记信息（合成数据）',
    organization: 'ningbo.market',
    fields: common.enterprises,
    items: enterpriseItems,
  },
  {
    code: 'WZ-ENTERPRISES',
    name: '吴忠市企业登记信息（合成数据）',
    organization: 'wuzhong.market',
    fields: {
      ...common.enterprises,
      ...wuzhongOpening.free,
      openDemanding: 'present',
      shareCondition: '无',
      ...wuzhongFields('企业登记信息', '吴忠市市场监督管理局', '全部公共管理和服务机构'),
    },
    items: enterpriseItems,
  },
]

/** Entries that are still on their way, so that there is something to review on the first morning. */
export const openEntries = {
  /** Waits for the district authority. */
  enrolment: {
    code: 'YZ-ENROLMENT',
    name: '义务教育入学报名信息',
    organization: 'yinzhou.education',
    fields: {
      businessName: '义务教育入学报名',
      category: '教育',
      grade: 4,
      shareAttribute: 'conditional',
      shareCondition: '仅用于入学资格审核',
      shareReason: '含未成年人个人信息',
      openAttribute: 'none',
      updateCycle: 'yearly',
      ...yinzhouFields('入学报名系统', '提供机构同意列入目录'),
    },
    items: [
      item('child_id', '儿童身份号码', { maxLength: 18, identifier: 'residentId', mask: 'resident-id', grade: 4 }),
      item('school', '报名学校'),
    ],
  },
  /** Came back with opinions: ten working days to amend (WZ-12-3). */
  assistance: {
    code: 'WZ-ASSISTANCE',
    name: '最低生活保障对象信息',
    organization: 'wuzhong.civil',
    fields: {
      businessName: '社会救助',
      category: '社会保障',
      grade: 3,
      shareAttribute: 'conditional',
      shareCondition: '按事项逐人查询',
      shareReason: '含个人经济状况',
      openAttribute: 'none',
      ...wuzhongOpening.protected,
      updateCycle: 'monthly',
      ...wuzhongFields('救助对象基本信息', '吴忠市民政局', '民政、医保、住建部门'),
    },
    items: [
      item('resident_id', '公民身份号码', {
        maxLength: 18,
        identifier: 'residentId',
        mask: 'resident-id',
        grade: 3,
        category: 'residentId',
      }),
      item('category', '救助类别'),
      item('since', '起始月份', { maxLength: 7 }),
    ],
  },
  /** A county's entry: its authority agreed, the level above must too (WZ-12-2). */
  elderly: {
    code: 'LT-ELDERLY-CARE',
    name: '利通区养老服务机构信息',
    organization: 'litong.civil',
    fields: {
      businessName: '养老服务管理',
      category: '社会保障',
      grade: 1,
      shareAttribute: 'unconditional',
      shareCondition: '无',
      openAttribute: 'unconditional',
      ...wuzhongOpening.free,
      updateCycle: 'quarterly',
      dataForm: '结构化数据',
      gradingRule: '吴忠市公共数据分类分级规则（演示）第1版',
      shareContent: '机构名称、地址、床位数',
      shareScope: '全部公共管理和服务机构',
      collectingDepartment: '利通区民政局',
      approvingDepartment: '利通区公共数据主管部门',
      providingDepartment: '利通区民政局',
    },
    items: [
      item('name', '机构名称'),
      item('address', '地址', { maxLength: 200 }),
      item('beds', '床位数', { type: 'integer', maxLength: null }),
    ],
  },
} as const satisfies Readonly<Record<string, SeedEntry>>
