// The parts of an address down to the county level, each optional, from the beginning of the text. What ends a part is
// not inside it, and 市场, 市区 … end none.
const province = /^[^省市区县旗\d]{2,8}?(?:省|自治区|特别行政区)/
const prefecture = /^[^省市区县旗盟\d]{2,10}?(?:自治州|地区|盟|市)/
const county =
  /^(?:[^省市区县旗\d]{2,14}(?:自治县|自治旗)|[^省市区县旗\d]{1,5}?[区县]|[^省市区县旗\d]{2,5}?(?:市(?![场集民政区])|旗))/

// A place to live or work, or something that runs through a street, a village or a number, is no division. Some of these
// characters stand among the first two of a division's name: 镇海区, 新乡县, 路桥区.
const notDivision = /[小社园校厂景片街院营库住商]区|[号幢弄巷]|街道|^.{2,}[镇乡路村街道]/

/**
 * Cuts an address after its county-level division: 浙江省宁波市鄞州区首南街道… → 浙江省宁波市鄞州区.
 *
 * It knows how addresses are written, not which divisions exist: where the county is missing, the result stops earlier
 * (宁波市); where nothing can be told apart from the rest, nothing is shown.
 *
 * @returns The beginning of the address, or null when it names no province, city or county first.
 */
export function maskAddress(address: string): string | null {
  const text = address.trim()
  const kept = [province, prefecture, county].reduce((end, part) => end + lengthOf(part, text.slice(end)), 0)
  return kept === 0 ? null : text.slice(0, kept)
}

function lengthOf(part: RegExp, rest: string): number {
  const found = part.exec(rest)?.[0]
  return found === undefined || notDivision.test(found) ? 0 : found.length
}
