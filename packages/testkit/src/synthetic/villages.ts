import type { Division } from './divisions.ts'
import { countyPopulation } from './population.ts'

/** A place where synthetic people live: a division that has none below it, usually a village or a community. */
export interface Village {
  /** Twelve digits. */
  readonly code: string
  /** As in the divisions file, for example 静港村委会. */
  readonly name: string
  /** From the province down, as an address begins: 浙江省宁波市象山县西周镇静港村. */
  readonly addressStem: string
  /** First six digits of the code: the address code of resident ids issued here. */
  readonly countyCode: string
  /** A community of a town, with buildings and rooms, as against a village with groups and house numbers. */
  readonly isUrban: boolean
  /** Relative number of residents. Within one county in proportion to size, across counties to population. */
  readonly weight: number
}

/**
 * The places without a division below them, with what a generator needs to know of each.
 *
 * Counties weigh what their population is; within a county a community counts as three villages, and a virtual community
 * of a development zone hardly counts: which is our assumption, as no figures below the county are public.
 */
export function villagesOf(divisions: readonly Division[]): readonly Village[] {
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  const parents = new Set(divisions.map(({ parentCode }) => parentCode))
  const leaves = divisions.filter(({ code }) => !parents.has(code))
  const sizes = sizeByCounty(leaves)
  return leaves.map((leaf) => villageOf(leaf, byCode, sizes))
}

function villageOf(leaf: Division, byCode: ReadonlyMap<string, Division>, sizes: ReadonlyMap<string, number>): Village {
  const countyCode = leaf.code.slice(0, 6)
  const size = sizes.get(countyCode)!
  const population = countyPopulation(countyCode) ?? size * usualPopulation
  return {
    code: leaf.code,
    name: leaf.name,
    addressStem: addressStemOf(leaf, byCode),
    countyCode,
    isUrban: isUrban(leaf.name),
    weight: (population * sizeOf(leaf)) / size,
  }
}

/** In 万人 for each unit of size, where the population of a county is not known; about that of Ningbo. */
const usualPopulation = 0.2

function sizeByCounty(leaves: readonly Division[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const leaf of leaves) {
    const county = leaf.code.slice(0, 6)
    sizes.set(county, (sizes.get(county) ?? 0) + sizeOf(leaf))
  }
  return sizes
}

function sizeOf(leaf: Division): number {
  if (leaf.name.includes('虚拟')) return 0.05
  return isUrban(leaf.name) ? 3 : 1
}

function isUrban(name: string): boolean {
  return /(?:社区|居委会|居民委员会)$/.test(name)
}

const provinceNames: Readonly<Record<string, string>> = { 33: '浙江省', 64: '宁夏回族自治区' }

function addressStemOf(leaf: Division, byCode: ReadonlyMap<string, Division>): string {
  const names: string[] = []
  for (let at: Division | undefined = leaf; at !== undefined; at = byCode.get(at.parentCode)) {
    names.unshift(at === leaf ? placeName(at.name) : at.name)
    if (at.level === 'prefecture') names.unshift(provinceNames[at.code.slice(0, 2)] ?? '')
  }
  return names.join('')
}

/** 天宫社区居委会 → 天宫社区, 静港村委会 → 静港村, 西坞居委会 → 西坞社区: an address names the place, not its committee. */
function placeName(name: string): string {
  return name
    .replace(/村?村(?:民委员|委)会$/, '村')
    .replace(/社区(?:居民委员|居委)会$/, '社区')
    .replace(/(?:居民委员|居委)会$/, '社区')
}
