import type { Weighted } from './random.ts'

export interface Industry {
  /** 门类 of GB/T 4754-2017. */
  readonly name: string
  /** What the enterprises of the industry call their trade in their names. */
  readonly trades: readonly string[]
}

/** Industries with rough shares of registered enterprises in percent; estimates, no statistic was followed. */
export const industries: Weighted<Industry> = [
  [industry('批发和零售业', '贸易 商贸 进出口 电子商务 建材 五金 服饰 百货'), 34],
  [industry('制造业', '机械 模具 电器 塑料制品 紧固件 汽车部件 纺织 食品 五金制造 包装 乳业'), 21],
  [industry('租赁和商务服务业', '企业管理 人力资源 会展服务 广告 商务咨询'), 11],
  [industry('科学研究和技术服务业', '科技 检测技术 工程设计 新材料 生物科技'), 9],
  [industry('建筑业', '建设工程 装饰工程 市政工程 园林工程'), 7],
  [industry('信息传输、软件和信息技术服务业', '信息科技 软件 网络科技 数据服务'), 5],
  [industry('交通运输、仓储和邮政业', '物流 供应链管理 货运代理 仓储'), 4],
  [industry('农、林、牧、渔业', '农业发展 种植 养殖 枸杞种植 果蔬'), 3],
  [industry('住宿和餐饮业', '餐饮管理 酒店管理'), 2],
  [industry('居民服务、修理和其他服务业', '家政服务 汽车维修 洗涤'), 2],
  [industry('房地产业', '置业 物业服务'), 1],
  [industry('文化、体育和娱乐业', '文化传媒 体育发展'), 1],
]

export interface LegalForm {
  readonly suffix: string
  /** 机构类别代码 under department 9 (GB 32100-2015): 1 enterprise, 3 farmers' cooperative. */
  readonly category: '1' | '3'
}

export const legalForms: Weighted<LegalForm> = [
  [{ suffix: '有限公司', category: '1' }, 86],
  [{ suffix: '股份有限公司', category: '1' }, 2],
  [{ suffix: '合伙企业（有限合伙）', category: '1' }, 4],
  [{ suffix: '厂', category: '1' }, 8],
]

export const cooperativeForm: LegalForm = { suffix: '专业合作社', category: '3' }

/** Characters that made-up trade names (字号) are put together from. */
export const tradeNameFirst: readonly string[] = [...'恒瑞华宏盛鼎嘉鸿泰润德诚信博创力凯金万弘天启欣永甬明']
export const tradeNameSecond: readonly string[] = [...'达通源丰盛昌隆泰和远兴安业腾锐邦辉航霖森峰博科']

/** Registered capital in 万元. */
export const capitals: Weighted<number> = [
  [3, 2],
  [5, 3],
  [10, 12],
  [20, 5],
  [30, 5],
  [50, 16],
  [100, 22],
  [200, 11],
  [300, 5],
  [500, 9],
  [1000, 6],
  [2000, 2],
  [5000, 1],
  [10000, 0.6],
  [50000, 0.1],
]

export type EnterpriseStatus = '存续' | '注销' | '吊销' | '迁出'

export const statuses: Weighted<EnterpriseStatus> = [
  ['存续', 82],
  ['注销', 13],
  ['吊销', 4],
  ['迁出', 1],
]

function industry(name: string, trades: string): Industry {
  return { name, trades: trades.split(' ') }
}
