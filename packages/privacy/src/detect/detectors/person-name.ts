import { compoundSurnames } from '../../masking/index.ts'
import { verdicts, yesIf, type Detector } from '../detector.ts'
import { charsets } from '../shape.ts'
import { endsGivenNames, isSurname } from './surnames.ts'

/** A Chinese name: a surname and one or two more characters (after a compound one also two), the last of which often ends names. */
export const personNameDetector: Detector = {
  category: 'personName',
  admits: [{ charset: charsets.ideographs, lengths: [2, 4] }],
  judge: (text) => yesIf(isChineseName(text)),
}

/** A name with a middle dot: 买买提·艾力. */
export const dottedNameDetector: Detector = {
  category: 'personName',
  admits: [{ charset: charsets.ideographs, lengths: [4, 25] }],
  judge: (text) =>
    /^[\u3400-\u9fff]{1,10}(?:[·•‧・][\u3400-\u9fff]{1,10}){1,3}$/.test(text) ? verdicts.yes : verdicts.no,
}

/** Names that the rules of a Chinese name do not know: other surnames, other scripts. */
export const otherNameDetector: Detector = {
  category: 'personName',
  admits: [
    { charset: charsets.ideographs, lengths: [2, 4] },
    { charset: charsets.alphanumeric, lengths: [2, 24] },
    { charset: charsets.ascii, lengths: [4, 40] },
  ],
  judge: (text) =>
    /^[A-Za-z][A-Za-z'.,\- ]+$/.test(text) || (/^[\u3400-\u9fff]+$/.test(text) && !isWord(text))
      ? verdicts.possible
      : verdicts.no,
}

function isChineseName(text: string): boolean {
  const isCompound = text.length > 2 && compoundSurnames.has(text.slice(0, 2))
  if (text.length === 4 && !isCompound) return isDoubleSurname(text)
  if (!isCompound && !isSurname(text.charCodeAt(0))) return false
  return endsGivenNames(text.charCodeAt(text.length - 1)) && !isWord(text)
}

/** Father's and mother's surname before a given name of two characters: 张李思远. */
const isDoubleSurname = (text: string): boolean =>
  isSurname(text.charCodeAt(0)) && isSurname(text.charCodeAt(1)) && commonDouble.test(text) && !isWord(text)

const commonDouble = /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾]{2}/

/** Ends as things, places, offices and amounts do and hardly any name does, or is one of the words that look like a name. */
function isWord(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return endings[last] === 1 || (text.length > 2 && inner[text.charCodeAt(1)] === 1) || words.has(text)
}

const endings = table(
  '区县市省镇乡村街巷弄路站厂店铺院校所局部处室科厅委组队社团馆库房楼厦场寺庙司行费款额率税价值数量度级型类式族号码证表册单据件项目品种器机具料材油酒菜茶糖饭面粉肉蛋奶鱼虾药片剂病症炎癌瘤色性的了是在否无有者员师工法务网线管箱盒瓶袋卡票板架门窗灯车船泵阀杆布纸皮鞋帽衣裤裙液膏漆胶酸碱盐气煤电火热厘米吨角分秒时日期次位个人教论史育术',
)

// 「第二」位置上出现即为词: 高中, 大学 …
const inner = table('的和与及或等号级类型费款率市县区镇乡街')

const words: ReadonlySet<string> = new Set(
  (
    '安全 安徽 成功 成立 方案 方向 方便 高级 高中 高低 高温 高清 和平 和谐 华东 华南 华北 华中 华为 江苏 江西 江南 江北 黄金 黄山 黄河 金属 金融 金额 ' +
    '经营 康复 康健 空白 连接 连续 明确 明显 平均 平安 平方 平时 普通 齐全 强制 强度 全部 全市 全国 全省 全年 商业 商品 商贸 时间 石材 石化 石油 ' +
    '文化 文件 文明 温度 西安 相关 项目 信息 信用 修改 应急 应用 应届 游客 游戏 原因 原始 远程 云南 云计算 张数 支付 支出 支持 智能 综合 钟表 ' +
    '党员 党校 国家 国有 国际 国内 公开 公司 公共 公安 公民 公布 公告 公示 花生 花卉 来源 路由 利润 利率 马铃薯 马上 满意 满分 满族 农业 农村 农民 ' +
    '农户 农林 牛肉 乐器 任务 任命 荣誉 容量 容积 盛夏 司法 司机 师范 束缚 水利 孙子 田径 童装 通知 万元 危险 危房 卫生 卫星 文盲 武术 武警 夏季 ' +
    '鲜花 相同 向上 信件 阳光 阳性 阴性 易燃 银行 印刷 印章 幸福 宣传 玉米 元素 原件 展览 战争 章程 植物 祖籍 左侧 左右 中级 初级 初中 初审 初始 ' +
    '常规 常住 常用 边界 边境 车辆 车间 成人 成年 成品 成本 程序 都市 范围 方形 房产 房屋 符合 干部 干燥 甘肃 高速 关闭 关联 管理 管道 广东 广西 广告 ' +
    '海南 海关 海洋 宁夏 宁波 贵州 河南 河北 湖南 计算 计划 计量 简易 简介 解除 解决 居住 居民 居委 开放 康养 利用 连锁 林业 林地 农药 平台 普查 普惠 ' +
    '强化 权利 权属 权限 任职 荣获 商务 商铺 师资 史志 索引 通过 同意 文物 席位 习惯 鲜活 显示 相片 项次 信访 修缮 严重 严格 养老 游泳 余额 余量 ' +
    '元旦 原告 云端 展示 战略 支部 支行 植树 智慧 终止 宗教 宗地 租赁 祖国 左岸 东部 东北 南部 西部 西北 北部 白色 白酒 白银 黄色 红色 蓝色 苏州 杭州 ' +
    '温州 常州 徐州 郑州 兰州 贵阳 沈阳 洛阳 安阳 南阳 信阳 南京 南昌 南宁 海口 石家庄 乌鲁木齐 金华 易货 包装 包裹 毛巾 毛衣 梅花 桂花 荷花 兰花 柳树 柏树 ' +
    '柴油 梅子 米粉 米线 豆腐 豆浆 豆芽 麦片 麦克风 牛奶 羊毛 羊绒 羊肉 鱼类 鱼塘 海鲜 海带 花椒 花茶 包子 汤圆 蒲公英 管件 管材 钢管 石膏 石灰 干果'
  ).split(' '),
)

function table(text: string): Uint8Array {
  const units = new Uint8Array(65536)
  for (const char of text) units[char.charCodeAt(0)] = 1
  return units
}
