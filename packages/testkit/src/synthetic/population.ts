// Published figures that shape the synthetic population, and what we assume where none was found. Nothing here is about a
// person. Male share, age groups and ethnic shares are fractions of one; populations are in 万人.
import type { Weighted } from './random.ts'

/** Age bands of five years: 0–4, 5–9 … 90–94, 95 and over. */
export const AGE_BANDS = 20

export interface PopulationProfile {
  readonly maleShare: number
  /** Shares of ages 0–14, 15–59, 60–64, 65 and over. */
  readonly ageGroups: readonly [number, number, number, number]
  /** Tunes how many adults live as couples, and with that the size of households. */
  readonly coupleShare: number
}

// Nationwide shape within the four groups, percent by band, and males per 100 females by band: 第七次全国人口普查 (2020),
// rounded; bands from 80 on are estimates that add up to the published total of the group.
const nationalBands = [
  5.52, 6.39, 6.04, 5.15, 5.3, 6.52, 8.81, 7.02, 6.59, 8.12, 8.59, 7.19, 5.2, 5.25, 3.52, 2.22, 1.45, 0.75, 0.25, 0.06,
] as const
const nationalSexRatios = [
  113, 114, 118, 116, 111, 108, 105, 105, 105, 104, 102, 101, 99, 96, 94, 88, 79, 68, 55, 45,
] as const

const groupOfBand = (band: number): 0 | 1 | 2 | 3 => (band < 3 ? 0 : band < 12 ? 1 : band === 12 ? 2 : 3)

const national: PopulationProfile = {
  maleShare: 0.5124,
  ageGroups: [0.1795, 0.6335, 0.052, 0.135],
  coupleShare: 0.9,
}

const profiles: Readonly<Record<string, PopulationProfile>> = {
  // 2024年宁波市人口主要数据公报: 0–14 11.5 %, 15–59 67.0 %, 60+ 21.5 %, 65+ 14.9 %, men 52.4 %.
  '3302': { maleShare: 0.524, ageGroups: [0.115, 0.67, 0.066, 0.149], coupleShare: 0.85 },
  // 吴忠市第七次全国人口普查公报 (2020): 22.96 %, 64.21 %, 60+ 12.83 %, 65+ 9.20 %, men 50.83 %.
  '6403': { maleShare: 0.5083, ageGroups: [0.2296, 0.6421, 0.0363, 0.092], coupleShare: 1 },
}

/** Profile of the one prefecture that all the counties are in; the national one when they are in several or unknown. */
export function profileOf(countyCodes: Iterable<string>): PopulationProfile {
  const prefectures = new Set([...countyCodes].map((code) => code.slice(0, 4)))
  const [only] = prefectures
  return (prefectures.size === 1 && only !== undefined ? profiles[only] : undefined) ?? national
}

/** One cell of the age pyramid. `band` counts from 0; `sex` 0 is female, 1 male. */
export interface AgeSexCell {
  readonly band: number
  readonly sex: 0 | 1
}

/** The age pyramid of a profile: the national shape, scaled to the profile's age groups and share of men. */
export function agePyramid(profile: PopulationProfile): Weighted<AgeSexCell> {
  const bands = nationalBands.map((_, band) => bandShare(profile, band))
  const odds = maleOddsFactor(profile, bands)
  return bands.flatMap((share, band) => {
    const men = share * maleShareOfBand(band, odds)
    return [
      [{ band, sex: 0 }, share - men],
      [{ band, sex: 1 }, men],
    ] as const
  })
}

function bandShare(profile: PopulationProfile, band: number): number {
  const group = groupOfBand(band)
  const inGroup = nationalBands.reduce((sum, share, b) => (groupOfBand(b) === group ? sum + share : sum), 0)
  return (nationalBands[band]! / inGroup) * profile.ageGroups[group]
}

function maleShareOfBand(band: number, oddsFactor: number): number {
  const ratio = nationalSexRatios[band]! * oddsFactor
  return ratio / (ratio + 100)
}

/** Factor on every band's sex ratio with which the whole comes to the profile's share of men, by fixed-point iteration. */
function maleOddsFactor(profile: PopulationProfile, bands: readonly number[]): number {
  const target = profile.maleShare / (1 - profile.maleShare)
  let factor = 1
  for (let i = 0; i < 8; i++) {
    const share = bands.reduce((sum, s, band) => sum + s * maleShareOfBand(band, factor), 0)
    factor *= target / (share / (1 - share))
  }
  return factor
}

// Permanent residents in 万人: 2024年宁波市人口主要数据公报; 宁夏统计年鉴2022 for Wuzhong (end of 2021).
const countyPopulations: Readonly<Record<string, number>> = {
  330203: 107.2,
  330205: 51.8,
  330206: 90.4,
  330211: 53.2,
  330212: 171.1,
  330213: 59.2,
  330225: 57.9,
  330226: 71.3,
  330281: 126.7,
  330282: 188.9,
  640302: 46.3,
  640303: 20,
  640323: 16,
  640324: 32.4,
  640381: 24.5,
}

/** Population of a county in 万人, or undefined where this package has none. */
export function countyPopulation(countyCode: string): number | undefined {
  return countyPopulations[countyCode]
}

// Share of 回族. 54.61 % for Wuzhong as a whole is published (census of 2020); its split among the five counties is our
// estimate and adds up to it.
const huiShares: Readonly<Record<string, number>> = {
  640302: 0.639,
  640303: 0.63,
  640323: 0.03,
  640324: 0.87,
  640381: 0.21,
}

/**
 * Ethnic groups of a county with their shares. In Wuzhong others than 汉族 and 回族 are 0.65 % (census of 2020). Elsewhere
 * 3.4 % are not 汉族, as in Zhejiang as a whole; how those divide is an estimate.
 */
export function ethnicShares(countyCode: string): Weighted<string> {
  const hui = huiShares[countyCode]
  if (hui !== undefined) return [['汉族', 1 - hui - 0.0065], ['回族', hui], ...scaled(northwestMinorities, 0.0065)]
  return [['汉族', 0.966], ...scaled(eastCoastMinorities, 0.034)]
}

const northwestMinorities: Weighted<string> = [
  ['满族', 40],
  ['蒙古族', 25],
  ['东乡族', 15],
  ['土家族', 8],
  ['壮族', 7],
  ['藏族', 5],
]

const eastCoastMinorities: Weighted<string> = [
  ['苗族', 27],
  ['土家族', 19],
  ['布依族', 13],
  ['彝族', 9],
  ['侗族', 8],
  ['壮族', 7],
  ['回族', 6],
  ['畲族', 4],
  ['仡佬族', 3],
  ['满族', 2],
  ['水族', 2],
]

function scaled(weighted: Weighted<string>, share: number): Weighted<string> {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
  return weighted.map(([name, weight]) => [name, (weight / total) * share])
}
