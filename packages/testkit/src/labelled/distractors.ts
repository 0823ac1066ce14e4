// Columns that are of no category, many of them chosen because they look as if they were.
import { civilDateOf, dayNumberOf } from '../synthetic/civil-day.ts'
import type { Random } from '../synthetic/random.ts'
import {
  brands,
  checks,
  cities,
  colours,
  countyCodes,
  crops,
  departments,
  dishes,
  ethnicities,
  idioms,
  jobs,
  matters,
  places,
  plants,
  products,
  rivers,
  roads,
  schools,
  shortPlaces,
  sentences,
  statuses,
  subjects,
  surveyed,
  titles,
  tradeNames,
  trades,
  words,
} from './stock.ts'
import { digits, letters, luhnEnd, type MakeValue } from './values.ts'

export interface Distractor {
  readonly kind: string
  readonly headers: readonly string[]
  readonly make: (random: Random) => MakeValue
}

/** 静港村委会 → 静港, 天宫社区居委会 → 天宫: short words, many of which begin with a surname. */
const withoutEnding = (name: string): string =>
  name.replace(/(?:村|社区)?(?:村民委员会|居民委员会|村委会|居委会|社区|村)$/, '')

const sorts = words('大 小 红 白 黄 金 高 矮 山 水 新 老 花 方 长 特级 普通 进口 国产 本地')

const lastDay = dayNumberOf('2026-02-28')

const day = (random: Random, years: number): string => civilDateOf(lastDay - random.below(Math.floor(years * 365)))
const time = (random: Random): string =>
  `${String(random.below(24)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`
const hexes = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick([...'0123456789abcdef'])).join('')

/** A number that grows by one, or by a little, from row to row. */
function running(start: number, width: number, head = ''): (random: Random) => MakeValue {
  return (random) => {
    let at = start + random.below(1000)
    return () => head + String((at += 1)).padStart(width, '0')
  }
}

const plain = (make: MakeValue) => (): MakeValue => make
const of = (stock: readonly string[]) => plain((random) => random.pick(stock))

const distractor = (kind: string, headers: string, make: Distractor['make']): Distractor => ({
  kind,
  headers: words(headers),
  make,
})

/** @param placeNames - Of villages and communities as divisions are called, many and different. */
export const distractorsOf = (placeNames: readonly string[]): readonly Distractor[] => [
  distractor('villages and communities', '村社区名称 所属村居', of(placeNames)),
  distractor('villages without 村', '村名 自然村 片区', of(placeNames.map(withoutEnding))),
  distractor(
    'trees and crops of many sorts',
    '品种 苗木名称',
    plain((r) => r.pick(sorts) + r.pick(plants)),
  ),
  distractor(
    'goods of many sorts',
    '货物名称 物资名称',
    plain((r) => `${r.pick(sorts)}${r.pick(products)}`),
  ),
  distractor(
    'trade names of two words',
    '字号 商标名称',
    plain((r) => r.pick(tradeNames) + r.pick(tradeNames).slice(0, 1)),
  ),
  distractor(
    'order numbers of nineteen digits',
    '订单号 交易流水号 order_no',
    plain((r) => `62${digits(r, 17)}`),
  ),
  distractor(
    'order numbers of sixteen digits',
    '订单编号 业务流水号 ddh',
    plain((r) => `4${digits(r, 15)}`),
  ),
  distractor(
    'dated order numbers',
    '订单号 受理编号 lsh',
    plain((r) => day(r, 3).replaceAll('-', '') + digits(r, 10)),
  ),
  distractor(
    'numbers of eighteen digits',
    '业务编号 流水号 serial_no',
    plain((r) => `33${digits(r, 16)}`),
  ),
  distractor(
    'numbers of fifteen digits',
    '设备编码 资产编号 asset_code',
    plain((r) => `8${digits(r, 14)}`),
  ),
  distractor(
    'IMEI',
    'IMEI 设备IMEI号 imei',
    plain((r) => ((open) => open + luhnEnd(open))(`86${digits(r, 12)}`)),
  ),
  distractor(
    'numbers of eleven digits',
    '工单号 表号 meter_no',
    plain((r) => `2${digits(r, 10)}`),
  ),
  distractor('running numbers of eleven digits', '编号 序号 xh', running(13_300_000_000, 11)),
  distractor(
    'numbers of nine digits',
    '户号 用户编号 hh',
    plain((r) => digits(r, 9)),
  ),
  distractor(
    'numbers of eight digits',
    '表计编号 燃气表号',
    plain((r) => String(2 + r.below(7)) + digits(r, 7)),
  ),
  distractor('running numbers with a letter', '单据编号 物料编码 wlbm', running(1, 8, 'E')),
  distractor(
    'numbers with a letter',
    '库存编码 零件号 part_no',
    plain((r) => `${r.pick([...'QRXYB'])}${digits(r, 8)}`),
  ),
  distractor(
    'contract numbers',
    '合同编号 htbh',
    plain((r) => `HT-20${10 + r.below(16)}-${digits(r, 5)}`),
  ),
  distractor(
    'document numbers',
    '文号 发文字号',
    plain((r) => `甬政发〔20${10 + r.below(16)}〕${1 + r.below(99)}号`),
  ),
  distractor(
    'credit-code-like serials',
    '产品编码 追溯码 trace_code',
    plain((r) => `91${digits(r, 6)}MA${hexes(r, 8).toUpperCase()}`),
  ),
  distractor(
    'frame numbers',
    '车架号 vin 车辆识别代号',
    plain(
      (r) =>
        `L${Array.from({ length: 16 }, () => r.pick([...letters.replace(/[IOQ]/g, ''), ...'0123456789'])).join('')}`,
    ),
  ),
  distractor(
    'ISBN',
    'ISBN 书号',
    plain((r) => `9787${digits(r, 9)}`),
  ),
  distractor(
    'md5',
    '摘要 md5 文件哈希',
    plain((r) => hexes(r, 32)),
  ),
  distractor(
    'uuid',
    'id 主键 uuid',
    plain((r) => [8, 4, 4, 4, 12].map((n) => hexes(r, n)).join('-')),
  ),
  distractor(
    'hexadecimal of twelve',
    '设备指纹ID 芯片编号 token',
    plain((r) => hexes(r, 12)),
  ),
  distractor(
    'milliseconds',
    '时间戳 timestamp',
    plain((r) => `17${digits(r, 11)}`),
  ),
  distractor(
    'seconds',
    '更新时间戳 ts',
    plain((r) => `17${digits(r, 8)}`),
  ),
  distractor(
    'days',
    '成立日期 登记日期 发证日期 办结时间 rq',
    plain((r) => day(r, 15)),
  ),
  distractor(
    'compact days',
    '数据日期 统计日期 tjrq',
    plain((r) => day(r, 8).replaceAll('-', '')),
  ),
  distractor(
    'times',
    '创建时间 更新时间 create_time',
    plain((r) => `${day(r, 5)} ${time(r)}`),
  ),
  distractor(
    'compact times',
    '交易时间 jysj',
    plain((r) => day(r, 5).replaceAll('-', '') + time(r).replaceAll(':', '')),
  ),
  distractor(
    'years',
    '年份 年度 nd',
    plain((r) => String(1990 + r.below(37))),
  ),
  distractor(
    'months',
    '月份 所属期 ssq',
    plain((r) => day(r, 8).slice(0, 7)),
  ),
  distractor(
    'amounts',
    '金额 合计金额 je amount',
    plain((r) => (r.fraction() * 90_000).toFixed(2)),
  ),
  distractor(
    'large amounts',
    '注册资本 投资总额',
    plain((r) => String(r.below(900) * 10_000)),
  ),
  distractor(
    'counts',
    '数量 人数 sl',
    plain((r) => String(r.below(5000))),
  ),
  distractor(
    'measurements',
    '浓度 水位 测量值',
    plain((r) => (r.fraction() * 200).toFixed(3)),
  ),
  distractor(
    'fine measurements',
    '流量 电压值 sensor_value',
    plain((r) => (r.fraction() * 10).toFixed(5)),
  ),
  distractor(
    'percentages',
    '比例 完成率',
    plain((r) => `${(r.fraction() * 100).toFixed(1)}%`),
  ),
  distractor(
    'versions',
    '版本号 软件版本 version',
    plain((r) => `${r.below(9)}.${r.below(20)}.${r.below(20)}.${r.below(30)}`),
  ),
  distractor(
    'paragraphs',
    '条款号 章节',
    plain((r) => `${1 + r.below(9)}.${1 + r.below(9)}.${1 + r.below(9)}`),
  ),
  distractor(
    'postcodes',
    '邮编 邮政编码 yb',
    plain((r) => `${r.pick(words('315 751 310 100'))}${digits(r, 3)}`),
  ),
  distractor('division codes', '行政区划代码 区划代码 xzqhdm', of(countyCodes)),
  distractor(
    'long division codes',
    '村社区代码 统计区划',
    plain((r) => r.pick(countyCodes) + digits(r, 6)),
  ),
  distractor(
    'industry codes',
    '行业代码 hydm',
    plain((r) => `${r.pick([...'ABCDEFGHI'])}${digits(r, 4)}`),
  ),
  distractor(
    'model numbers',
    '型号 规格型号 model',
    plain((r) => `${r.pick([...'ABCDEFGK'])}${String(r.below(100)).padStart(2, '0')}.${r.below(10)}`),
  ),
  distractor('sexes', '性别 xb', of(['男', '女'])),
  distractor('codes of one digit', '性别代码 状态码 flag', of(['1', '2', '9'])),
  distractor('yes or no', '是否公开 是否有效', of(['是', '否'])),
  distractor('states', '登记状态 办理状态 zt', of(statuses)),
  distractor('peoples', '民族 mz', of(ethnicities)),
  distractor('jobs', '职务 岗位 职业', of(jobs)),
  distractor('colours', '颜色 车身颜色', of(colours)),
  distractor('crops', '作物 种植品种', of(crops)),
  distractor('rivers', '河流名称 水体', of(rivers)),
  distractor('places', '所属地区 行政村 街道', of(places)),
  distractor(
    'divisions',
    '所属区县 地区名称',
    plain((r) => r.pick(cities).join('')),
  ),
  distractor('roads', '道路名称 路名', of(roads)),
  distractor(
    'enterprises',
    '企业名称 单位名称 dwmc',
    plain((r) => `${r.pick(['宁波', '吴忠市', ''])}${r.pick(tradeNames)}${r.pick(trades)}有限公司`),
  ),
  distractor(
    'enterprises of a town',
    '公司名称 纳税人名称',
    plain((r) => `宁波市海曙区${r.pick(tradeNames)}${r.pick(trades)}有限公司`),
  ),
  distractor(
    'shop names',
    '店名 商户名称 字号',
    plain((r) => r.pick(tradeNames) + r.pick(words('超市 饭店 药店 理发店 五金店 面馆'))),
  ),
  distractor('short trade names', '品牌 简称', of(tradeNames)),
  distractor('products', '产品名称 商品名称 cpmc', of(products)),
  distractor(
    'departments',
    '部门 发证机关 主管部门',
    plain((r) => `${r.pick(['宁波市', '吴忠市', '鄞州区', ''])}${r.pick(departments)}`),
  ),
  distractor('schools', '学校名称 办学单位', of(schools)),
  distractor(
    'hospitals',
    '医疗机构名称 定点医院',
    plain(
      (r) =>
        `${r.pick(places).slice(0, 2)}${r.pick(words('人民医院 中医院 肿瘤医院 眼科医院 骨伤科医院 社区卫生服务中心'))}`,
    ),
  ),
  distractor('matters', '事项名称 服务事项', of(matters)),
  distractor('sentences', '备注 处理意见 问题描述', of(sentences)),
  distractor('titles', '标题 公告名称', of(titles)),
  distractor(
    'links',
    '网址 链接 url',
    plain((r) => `https://www.${hexes(r, 6)}.gov.cn/${hexes(r, 4)}`),
  ),
  distractor(
    'file names',
    '附件 文件名',
    plain((r) => `${r.pick(titles).slice(0, 8)}${digits(r, 4)}.pdf`),
  ),
  distractor(
    'login names',
    '登录名 用户名 login',
    plain((r) => `user${digits(r, 4)}`),
  ),
  distractor(
    'sizes',
    '外形尺寸 规格',
    plain((r) => `${r.below(900)}*${r.below(900)}*${r.below(90)}`),
  ),
  distractor(
    'scores',
    '得分 成绩',
    plain((r) => (60 + r.fraction() * 40).toFixed(1)),
  ),
  distractor('plants', '树种 植物名称 苗木', of(plants)),
  distractor('dishes', '菜名 菜品', of(dishes)),
  distractor('brands', '品牌 商标', of(brands)),
  distractor('short places', '站点 停靠站 所属片区', of(shortPlaces)),
  distractor('subjects', '课程 学科', of(subjects)),
  distractor('items of an inspection', '检查项 检查内容', of(checks)),
  distractor('programmes', '活动 工作名称', of(idioms)),
  distractor('answers', '评价 满意度', of(surveyed)),
  distractor(
    'numbers of ten digits',
    '工单编号 任务编号',
    plain((r) => `0${digits(r, 9)}`),
  ),
  distractor(
    'numbers of twelve digits',
    '发票代码 缴款书号',
    plain((r) => `0${digits(r, 11)}`),
  ),
  distractor(
    'numbers of thirteen digits',
    '条形码 商品条码',
    plain((r) => `69${digits(r, 11)}`),
  ),
  distractor('running numbers of fifteen digits', '受理号 档案流水', running(330_212_200_001_000, 15)),
  distractor(
    'days of a long time',
    '参加工作时间 入党时间',
    plain((r) => day(r, 38)),
  ),
  distractor(
    'places in the grid',
    '网格编码 图幅号',
    plain((r) => `H${50 + r.below(3)}G${digits(r, 6)}`),
  ),
  distractor(
    'decimals near the latitudes',
    '坡度 转换系数',
    plain((r) => (3 + r.fraction() * 50).toFixed(4)),
  ),
  distractor(
    'paths',
    '文件路径 存储位置',
    plain((r) => `/data/${hexes(r, 4)}/${day(r, 2)}/${digits(r, 6)}.jpg`),
  ),
  distractor(
    'sentences about roads',
    '问题描述 建设内容',
    plain(
      (r) => `${r.pick(roads)}${r.pick(words('路面破损 施工围挡未撤除 绿化带缺株 拥堵严重 积水'))}，请相关部门处理`,
    ),
  ),
  distractor(
    'plots',
    '地块编号 宗地代码',
    plain((r) => `${r.pick(countyCodes)}${digits(r, 3)}GB${digits(r, 5)}`),
  ),
]
