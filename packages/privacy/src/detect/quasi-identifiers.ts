import type { DetectorCategory } from './category.ts'

/** What a column tells of a person besides its category, as far as the sets below ask. */
export type Trait =
  | 'birth'
  | 'sex'
  | 'place'
  | 'name'
  | 'ethnicity'
  | 'occupation'
  | 'employer'
  | 'education'
  | 'device'
  | 'vehicle'
  | 'position'
  | 'time'
  | 'health'

/** Traits that together single people out although none of them does alone. */
export interface QuasiIdentifierSet {
  readonly id: string
  readonly traits: readonly Trait[]
}

/**
 * The sets that are looked for. Birth date, sex and place of residence alone single out most people of a town; name with
 * birth date or place nearly all; positions with times whoever moves.
 */
export const quasiIdentifierSets: readonly QuasiIdentifierSet[] = [
  { id: 'birth-sex-place', traits: ['birth', 'sex', 'place'] },
  { id: 'name-birth', traits: ['name', 'birth'] },
  { id: 'name-place', traits: ['name', 'place'] },
  { id: 'name-employer', traits: ['name', 'employer'] },
  { id: 'birth-place-occupation', traits: ['birth', 'place', 'occupation'] },
  { id: 'ethnicity-birth-place', traits: ['ethnicity', 'birth', 'place'] },
  { id: 'education-employer-sex', traits: ['education', 'employer', 'sex'] },
  { id: 'health-birth-place', traits: ['health', 'birth', 'place'] },
  { id: 'device-position-time', traits: ['device', 'position', 'time'] },
  { id: 'vehicle-position-time', traits: ['vehicle', 'position', 'time'] },
]

/** A set that a table holds. */
export interface QuasiIdentifierFinding {
  readonly id: string
  readonly traits: readonly Trait[]
  /** Columns by their place in the table, one or more for each trait, in the order of the traits. */
  readonly columns: readonly (readonly number[])[]
}

/** The sets of which a table has every trait. */
export function findQuasiIdentifiers(traits: readonly (readonly Trait[])[]): readonly QuasiIdentifierFinding[] {
  return quasiIdentifierSets.flatMap(({ id, traits: wanted }) => {
    const columns = wanted.map((trait) => traits.flatMap((of, i) => (of.includes(trait) ? [i] : [])))
    return columns.every((c) => c.length > 0) ? [{ id, traits: wanted, columns }] : []
  })
}

const traitsOfCategory: Readonly<Partial<Record<DetectorCategory, readonly Trait[]>>> = {
  birthDate: ['birth'],
  personName: ['name'],
  address: ['place'],
  coordinates: ['position', 'place'],
  plateNumber: ['vehicle'],
  ipAddress: ['device'],
  macAddress: ['device'],
  medical: ['health'],
}

// Ends of headings, as with the categories.
const traitsOfHeader: readonly (readonly [Trait, RegExp])[] = [
  ['sex', /(?:性别|性別)(?:代码)?$|^(?:xb|xbdm|sex|gender)$/i],
  ['birth', /年龄$|周岁$|出生年份$|^(?:nl|age|birthyear|birth_year)$/i],
  [
    'place',
    /(?:邮编|邮政编码|区划代码|街道|乡镇|社区|村居|行政村|户籍地|常住地|居住地|籍贯|所在区县)(?:代码|名称)?$|^(?:yb|yzbm|zip|zipcode|postcode|xzqh|xzqhdm|jg)$/i,
  ],
  ['ethnicity', /民族(?:代码)?$|^(?:mz|mzdm|ethnicity|nation)$/i],
  ['occupation', /(?:职业|岗位|职务|职称|工种)(?:代码|名称)?$|^(?:zy|zw|zc|occupation|job|position|title)$/i],
  ['employer', /(?:工作单位|就业单位|任职单位|用人单位|就读学校|学校名称)$|^(?:gzdw|employer|workunit)$/i],
  ['education', /(?:学历|学位|文化程度)(?:代码)?$|^(?:xl|xw|whcd|education|degree)$/i],
  ['time', /(?:时间|时刻|日期)$|(?:time|timestamp|date)$|^(?:sj|rq)$/i],
]

/** Traits of a column by the categories that it counts as, and by its heading. */
export function traitsOf(header: string, categories: readonly DetectorCategory[]): readonly Trait[] {
  const heading = header.replaceAll(/[\s*]|[(（].*?[)）]/g, '')
  const told = traitsOfHeader.flatMap(([trait, pattern]) => (pattern.test(heading) ? [trait] : []))
  const detected = categories.flatMap((category) => traitsOfCategory[category] ?? [])
  const isBirth = categories.includes('birthDate')
  return [...new Set([...detected, ...told.filter((trait) => trait !== 'time' || !isBirth)])]
}
