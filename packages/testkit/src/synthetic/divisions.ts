import { SyntheticError } from './synthetic-error.ts'

export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

/** One administrative division of the statistical division codes (统计用区划代码). */
export interface Division {
  /** Twelve digits: GB/T 2260 for the first six, then township and village. */
  readonly code: string
  readonly name: string
  readonly level: DivisionLevel
  readonly parentCode: string
}

const levels: ReadonlyMap<string, DivisionLevel> = new Map([
  ['省级', 'province'],
  ['地级', 'prefecture'],
  ['县级', 'county'],
  ['乡级', 'township'],
  ['村级', 'village'],
])

const header = '区划代码,名称,级别,上级代码'

/** Prefectures whose divisions are in this package. */
export type PrefectureWithData = '330200' | '640300'

/** Where the divisions of a prefecture are: a CSV file for `readDivisions`. 330200 is Ningbo, 640300 Wuzhong. */
export function divisionsFileOf(prefecture: PrefectureWithData): URL {
  return new URL(`../../data/divisions-${prefecture}.csv`, import.meta.url)
}

/**
 * Reads the rows of a divisions file, in the order of the file.
 *
 * @param csvText - Columns 区划代码, 名称, 级别, 上级代码; no quoted fields; LF or CRLF, an optional byte order mark.
 * @throws {SyntheticError} `DIVISIONS_MALFORMED` with the line, when a row has not four cells, a code has not twelve
 *   digits or occurs twice, a level is unknown, or a parent is neither in the file nor above its first row.
 */
export function readDivisions(csvText: string): readonly Division[] {
  const [first = '', ...lines] = csvText.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (first !== header) throw malformed(1, `the header ${header}`)
  const divisions = lines.flatMap((line, i) => (line === '' ? [] : [parseDivision(line, i + 2)]))
  requireUniqueCodes(divisions)
  requireParents(divisions)
  return divisions
}

function parseDivision(line: string, number: number): Division {
  const [code = '', name = '', levelName = '', parentCode = '', ...more] = line.split(',')
  const level = levels.get(levelName)
  if (more.length > 0 || name === '' || line.includes('"')) throw malformed(number, 'four plain cells')
  if (!/^\d{12}$/.test(code) || !/^\d{12}$/.test(parentCode)) throw malformed(number, 'codes of twelve digits')
  if (level === undefined) throw malformed(number, `a level out of ${[...levels.keys()].join(' ')}`)
  return { code, name, level, parentCode }
}

function requireUniqueCodes(divisions: readonly Division[]): void {
  const seen = new Set<string>()
  for (const [i, { code }] of divisions.entries()) {
    if (seen.has(code)) throw malformed(i + 2, 'a code that occurs once')
    seen.add(code)
  }
}

function requireParents(divisions: readonly Division[]): void {
  const codes = new Set(divisions.map(({ code }) => code))
  const above = divisions[0]?.parentCode
  for (const [i, { parentCode }] of divisions.entries())
    if (parentCode !== above && !codes.has(parentCode)) throw malformed(i + 2, 'a parent that is in the file')
}

function malformed(line: number, expected: string): SyntheticError {
  return new SyntheticError({ code: 'DIVISIONS_MALFORMED', line, expected })
}
