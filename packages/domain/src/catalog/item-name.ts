/** Brackets with what they hold: a remark, a unit, an example. After NFKC full-width brackets are plain ones. */
const remarks = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}/gu
const numbering = /^\d+[.、]/u
const separators = /[\s_·•.*:'"“”‘’-]/gu
const units = /(万元|平方米|平方公里|公顷|千米|公里|厘米|千克|公斤|kg|cm|km|㎡|m2|%)$/u
/** 的 between words says nothing; 目的 and 标的 are words. */
const particle = /(?<![目标])的/gu
const fillers = /(基本信息|信息|数据|资料|情况)$/u

/** Endings that name the same thing in other words, longest first. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(号码|编号|编码|序列号)$/u, '号'],
  [/名称$/u, ''],
  [/(年月日|日期|时间)$/u, '日期'],
]

/**
 * The name of a data item without what writers vary: width, case, blanks, remarks and units in brackets, 的, fillers such
 * as 信息, and the choice among 号, 号码 and 编号. Idempotent. Never empty for a name that has a letter or character
 * outside brackets.
 */
export function normalizeItemName(name: string): string {
  const plain = withoutRemarks(name.normalize('NFKC').toLowerCase()).replace(numbering, '').replace(separators, '')
  const bare = settle(plain.replace(particle, ''), (text) => trimmed(text, units, ''))
  return settle(bare, (text) => endings.reduce((t, [ending, to]) => trimmed(t, ending, to), trimmed(text, fillers, '')))
}

/** `gb/t 2261.1-2003` and `GB/T 2261.1` are one list: year and blanks do not count. Undefined where none is named. */
export function codeListOf(codeList: string | null | undefined): string | undefined {
  const code = (codeList ?? '').normalize('NFKC').toUpperCase().replaceAll(/\s/gu, '')
  const undated = code.replace(/[-—–](19|20)\d{2}$/u, '')
  return undated === '' ? undefined : undated
}

function withoutRemarks(name: string): string {
  const bare = settle(name, (text) => text.replaceAll(remarks, ''))
  return bare.trim() === '' ? name : bare
}

/** Cuts or replaces an ending, unless nothing would be left. */
function trimmed(text: string, ending: RegExp, to: string): string {
  const shorter = text.replace(ending, to)
  return shorter === '' || shorter === to ? text : shorter
}

/** Repeats a step until it changes nothing more; every step shortens the text or leaves it. */
function settle(text: string, step: (text: string) => string): string {
  const next = step(text)
  return next === text ? text : settle(next, step)
}
