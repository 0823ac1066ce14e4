/**
 * Compound surnames (复姓) that are shown whole. The first line is in order of bearers (公安部户政管理研究中心
 * 《2020年全国姓名报告》), the rest are from 《百家姓》 and local use.
 *
 * Left out on purpose: pairs that are more often a single surname and the first character of a given name (贺兰, 乐正,
 * 宗政, 梁丘 …). A missing entry shows less of a name, a wrong one shows more.
 */
export const compoundSurnames: ReadonlySet<string> = new Set(
  [
    '欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 完颜 慕容 尉迟 长孙',
    '端木 东方 独孤 南宫 万俟 闻人 公羊 赫连 澹台 濮阳 淳于 单于 太叔 公孙 仲孙 轩辕 钟离 宇文 鲜于 司空 闾丘 亓官 司寇',
    '公冶 巫马 公西 颛孙 壤驷 漆雕 拓跋 夹谷 宰父 谷梁 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 西门 第五 耶律 纳兰 达奚 褚师',
  ].flatMap((line) => line.split(' ')),
)
