// Stock for made-up names. No list of real people was used; that a made-up name is also somebody's real one cannot be
// avoided with names as common as these.
import type { Weighted } from './random.ts'

/**
 * Surnames, weights in ten-thousandths of the population. The first twenty: 第六次全国人口普查 (2010), as published by the
 * 国家统计局; compound surnames by bearers from 《2020年全国姓名报告》; the others follow the order of that report, with weights
 * estimated between the published ones.
 */
export const hanSurnames: Weighted<string> = [
  ...weigh('王 710 李 696 张 642 刘 516 陈 426 杨 297 黄 216 赵 203 周 188 吴 178 徐 143 孙 139 马 134 胡 116 朱 114'),
  ...weigh('郭 109 何 105 罗 100 高 97 林 96 郑 90 梁 84 谢 73 宋 70 唐 66 许 64 邓 62 冯 60 韩 59 曹 57 曾 56 彭 55'),
  ...weigh(
    '萧 1 肖 53 蔡 52 潘 50 田 49 董 49 袁 48 于 46 余 45 叶 44 蒋 43 杜 42 苏 41 魏 40 程 39 吕 38 丁 37 沈 36',
  ),
  ...weigh(
    '任 36 姚 35 卢 34 傅 20 钟 33 姜 32 崔 32 谭 31 廖 30 范 30 汪 29 陆 29 金 28 石 28 戴 27 贾 26 韦 26 夏 25',
  ),
  ...weigh(
    '邱 25 方 24 侯 24 邹 23 熊 23 孟 22 秦 22 白 21 江 21 阎 12 薛 20 尹 20 段 19 雷 19 黎 18 史 18 龙 17 陶 17',
  ),
  ...weigh('贺 16 顾 16 毛 15 郝 15 龚 15 邵 15 万 14 钱 14 严 14 覃 13 武 13 戚 3 莫 12 孔 12 向 12 汤 12 俞 8 裘 2'),
  ...weigh('欧阳 8 上官 0.6 皇甫 0.5 令狐 0.4 诸葛 0.4 司徒 0.3 司马 0.2 申屠 0.2 夏侯 0.1'),
]

/** Surnames common among 回族 in Ningxia, 马 first; weights are estimates. */
export const huiSurnames: Weighted<string> = [
  ...weigh('马 310 杨 95 李 80 王 70 丁 45 白 38 金 36 周 30 张 30 罗 26 何 26 田 22 苏 22 锁 14 海 14 吴 14 陈 14'),
  ...weigh('哈 8 纳 8 撒 6 沙 6 买 6 妥 6 虎 5 摆 4 穆 4 冶 3 拜 3 铁 3 禹 3 黑 2 者 2 勉 2'),
]

/** What a generation called its children, by sex. */
export interface GivenNames {
  /** Share of names of a single character. */
  readonly singleShare: number
  readonly singles: readonly string[]
  /** Names that were in fashion as a whole, and their share of the names of two characters. */
  readonly whole: readonly string[]
  readonly wholeShare: number
  /** Characters that the other names of two characters are put together from. */
  readonly first: readonly string[]
  readonly second: readonly string[]
}

export interface NameEra {
  /** Last year of birth of the era. */
  readonly until: number
  readonly male: GivenNames
  readonly female: GivenNames
}

/** Eras after the observations of 《2020年全国姓名报告》 on what was in fashion when. */
export const nameEras: readonly NameEra[] = [
  {
    until: 1959,
    male: {
      singleShare: 0.06,
      singles: chars('明华林义福贵'),
      whole: words('建国 建华 国强 志明 永福 德明 国华 志强 玉山 文华 金水 国平'),
      wholeShare: 0.3,
      first: chars('建国志永德文玉金世正宝兴家荣长海福'),
      second: chars('明华国强林山福贵生祥发根良才荣义昌'),
    },
    female: {
      singleShare: 0.05,
      singles: chars('英兰珍芳凤'),
      whole: words('秀英 桂英 秀兰 玉兰 桂兰 玉英 凤英 玉珍 秀珍 桂珍 素珍 淑珍'),
      wholeShare: 0.4,
      first: chars('秀桂玉凤素淑美月爱金杏彩翠雪'),
      second: chars('英兰珍芳华香娥仙菊琴花云莲'),
    },
  },
  {
    until: 1979,
    male: {
      singleShare: 0.22,
      singles: chars('军勇伟强斌涛刚杰平辉峰波'),
      whole: words('建军 志强 建平 建国 建华 国平 志刚 海军 小军 文军 立军 永强'),
      wholeShare: 0.25,
      first: chars('建志国海小文立永晓卫春红新学伟'),
      second: chars('军勇强平明峰辉斌华东民锋良波涛'),
    },
    female: {
      singleShare: 0.22,
      singles: chars('丽敏静英芳艳红萍燕梅霞琴'),
      whole: words('丽华 秀芳 小红 丽娟 春梅 海燕 建英 丽萍 亚萍 雪芬 红梅 爱萍'),
      wholeShare: 0.25,
      first: chars('丽小春海亚雪红爱美晓玉秀月志'),
      second: chars('英芳萍燕华娟梅芬敏红霞琴飞君'),
    },
  },
  {
    until: 1989,
    male: {
      singleShare: 0.34,
      singles: chars('伟磊勇涛超强鹏军波杰斌峰俊'),
      whole: words('志伟 海波 建波 晓东 志强 海涛 小龙 俊杰 晓峰 旭东'),
      wholeShare: 0.2,
      first: chars('志海晓建俊小旭立佳宏文永'),
      second: chars('伟波东峰杰涛龙磊鹏飞明辉超'),
    },
    female: {
      singleShare: 0.32,
      singles: chars('静丽娜敏艳燕娟霞婷莉芳洁'),
      whole: words('丽娜 海燕 晓燕 丽丽 小燕 佳佳 春燕 晶晶 丹丹 莎莎'),
      wholeShare: 0.22,
      first: chars('丽晓海小佳雅春亚梦美红玲'),
      second: chars('娜燕丽敏静婷娟莉萍芳玲琼'),
    },
  },
  {
    until: 1999,
    male: {
      singleShare: 0.3,
      singles: chars('杰浩鑫鹏超宇凯帆磊涛健'),
      whole: words('俊杰 志豪 家豪 佳豪 文杰 嘉伟 浩杰 晨阳'),
      wholeShare: 0.18,
      first: chars('俊志家佳文嘉浩晨宇天子明旭'),
      second: chars('杰豪伟浩鑫宇凯阳辉航帆鹏'),
    },
    female: {
      singleShare: 0.28,
      singles: chars('婷雪倩颖璐琪丹瑶悦洁'),
      whole: words('雪婷 佳琪 梦婷 雅婷 思琪 佳慧 雨婷 梦琪'),
      wholeShare: 0.2,
      first: chars('雪佳梦雅思雨晓诗静嘉慧欣'),
      second: chars('婷琪慧颖怡雯莹倩洁瑶萍'),
    },
  },
  {
    until: 2012,
    male: {
      singleShare: 0.14,
      singles: chars('涛浩轩睿博宇鑫'),
      whole: words('浩宇 浩然 宇轩 子轩 宇航 俊杰 博文 子涵 天佑 家乐'),
      wholeShare: 0.22,
      first: chars('浩子宇俊博天嘉文晨梓思家'),
      second: chars('宇轩然涵豪杰文航睿阳霖'),
    },
    female: {
      singleShare: 0.12,
      singles: chars('婷悦萱雪怡瑶'),
      whole: words('欣怡 梓涵 诗涵 子涵 雨涵 欣妍 佳怡 思涵 梦瑶 可馨'),
      wholeShare: 0.24,
      first: chars('欣梓诗子雨佳思梦可语嘉雅'),
      second: chars('怡涵萱妍瑶馨彤悦琪雯'),
    },
  },
  {
    until: 9999,
    male: {
      singleShare: 0.06,
      singles: chars('睿宸辰轩'),
      whole: words('奕辰 宇轩 浩宇 亦辰 宇辰 子墨 宇航 浩然 梓豪 亦宸'),
      wholeShare: 0.24,
      first: chars('奕宇浩亦子梓沐一景泽嘉'),
      second: chars('辰轩宇墨航然豪宸泽睿晨'),
    },
    female: {
      singleShare: 0.05,
      singles: chars('玥昕诺悠'),
      whole: words('一诺 依诺 欣怡 梓涵 语桐 欣妍 可欣 语汐 雨桐 梦瑶'),
      wholeShare: 0.26,
      first: chars('一依欣梓语可雨梦沐若思'),
      second: chars('诺怡涵桐妍欣汐瑶玥昕'),
    },
  },
]

/** Given names from the Arabic that some 回族 families use, in characters as commonly written. */
export const huiGivenNames: { readonly male: readonly string[]; readonly female: readonly string[] } = {
  male: words('尔沙 穆沙 木沙 伊斯哈 玉素夫 尤努斯 苏来曼 达吾德 哈三 奴海 海俊 伏海'),
  female: words('法土麦 索菲燕 麦燕 米燕 海彻 赛菲燕 阿依舍 麦姐 海燕 索菲'),
}

/** Seldom written characters, some outside the basic plane: what name fields of real systems stumble over. */
export const rareNameCharacters: readonly string[] = [...'喆堃龑䶮㛃𠅤𬭎𬱖𠮷']

function chars(text: string): readonly string[] {
  return [...text]
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

function weigh(text: string): Weighted<string> {
  const cells = text.split(' ')
  return cells.flatMap((cell, i) => (i % 2 === 0 ? [[cell, Number(cells[i + 1])] as const] : []))
}
