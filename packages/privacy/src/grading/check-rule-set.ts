import { detectorCategories, type DetectorCategory } from '../detect/category.ts'
import { read, type Faults, type Reader } from './read-value.ts'
import {
  grades,
  type CategoryNode,
  type Grade,
  type GradingRule,
  type Named,
  type RuleCondition,
  type RuleSet,
} from './rule-set.ts'

/** What is wrong with a rule set and where: keys and positions from the top. */
export interface RuleSetFault {
  readonly path: readonly (string | number)[]
  /** What was expected, in English; shown beside the path. */
  readonly message: string
}

export type RuleSetCheck =
  { readonly ok: true; readonly ruleSet: RuleSet } | { readonly ok: false; readonly faults: readonly RuleSetFault[] }

/** More than any authority writes, and few enough to try on every item of a city. */
const most = { rules: 2000, categories: 2000, words: 200 }

/**
 * Reads a rule set from plain data, such as a YAML or JSON document, and finds every fault in it: what is missing or of the
 * wrong kind, cycles and unknown parents in the category tree, a matrix with gaps or in which more harm gives a lower grade,
 * names that nothing bears, and rules that can never settle a grade.
 */
export function checkRuleSet(value: unknown): RuleSetCheck {
  const faults: RuleSetFault[] = []
  const ruleSet = readRuleSet(value, faults)
  if (faults.length > 0) return { ok: false, faults }
  const unsound = [
    ...checkNames(ruleSet),
    ...checkTree(ruleSet.categories),
    ...checkMatrix(ruleSet),
    ...checkReferences(ruleSet),
    ...checkReach(ruleSet.rules),
  ]
  return unsound.length > 0 ? { ok: false, faults: unsound } : { ok: true, ruleSet }
}

// Shape

function readRuleSet(value: unknown, faults: Faults): RuleSet {
  const from = read(faults)
  const top = from.record(value, [])
  from.onlyKeys(top, ['levels', 'objects', 'degrees', 'matrix', 'categories', 'confidence', 'rules'], [])
  const objects = from.list(top['objects'], ['objects'], { least: 1, most: 50 }, readNamed)
  const degrees = from.list(top['degrees'], ['degrees'], { least: 1, most: 10 }, readNamed)
  const matrix = readMatrix(top['matrix'], from)
  const rules = from.list(top['rules'], ['rules'], { least: 1, most: most.rules }, (rule, path, r) =>
    readRule(rule, path, r, matrix),
  )
  return {
    levels: from.list(top['levels'], ['levels'], { least: 1, most: 4 }, readLevel),
    objects,
    degrees,
    matrix,
    categories: from.list(top['categories'], ['categories'], { least: 0, most: most.categories }, readCategory),
    confidence: from.numberIn(top['confidence'], ['confidence'], { from: 0, to: 1 }),
    rules,
  }
}

type Path = readonly (string | number)[]

function readLevel(value: unknown, path: Path, from: Reader): { grade: Grade; name: string } {
  const level = from.record(value, path)
  from.onlyKeys(level, ['grade', 'name'], path)
  return {
    grade: readGrade(level['grade'], [...path, 'grade'], from),
    name: from.text(level['name'], [...path, 'name']),
  }
}

function readNamed(value: unknown, path: Path, from: Reader): Named {
  const named = from.record(value, path)
  from.onlyKeys(named, ['code', 'name'], path)
  return { code: from.code(named['code'], [...path, 'code']), name: from.text(named['name'], [...path, 'name']) }
}

function readCategory(value: unknown, path: Path, from: Reader): CategoryNode {
  const node = from.record(value, path)
  from.onlyKeys(node, ['code', 'name', 'parent'], path)
  const { parent } = node
  return {
    code: from.code(node['code'], [...path, 'code']),
    name: from.text(node['name'], [...path, 'name']),
    ...(parent === undefined ? {} : { parent: from.code(parent, [...path, 'parent']) }),
  }
}

function readMatrix(value: unknown, from: Reader): RuleSet['matrix'] {
  const rows = Object.entries(from.record(value, ['matrix']))
  return Object.fromEntries(
    rows.map(([object, row]) => {
      const cells = Object.entries(from.record(row, ['matrix', object]))
      return [object, Object.fromEntries(cells.map(([d, g]) => [d, readGrade(g, ['matrix', object, d], from)]))]
    }),
  )
}

function readRule(value: unknown, path: Path, from: Reader, matrix: RuleSet['matrix']): GradingRule {
  const rule = from.record(value, path)
  from.onlyKeys(rule, ['id', 'text', 'of', 'when', 'category', 'impact', 'grade'], path)
  const { category, impact, grade, of = 'item' } = rule
  if ((impact === undefined) === (grade === undefined)) from.fault(path, 'expected either impact or grade')
  const head = {
    id: from.code(rule['id'], [...path, 'id']),
    text: from.text(rule['text'], [...path, 'text']),
    of: from.oneOf(of, ['item', 'entry'] as const, [...path, 'of']),
    when: readCondition(rule['when'], [...path, 'when'], from),
    ...(category === undefined ? {} : { category: from.code(category, [...path, 'category']) }),
  }
  if (impact === undefined)
    return { ...head, grade: grade === undefined ? 1 : readGrade(grade, [...path, 'grade'], from) }
  const { object, degree } = from.record(impact, [...path, 'impact'])
  from.onlyKeys(impact, ['object', 'degree'], [...path, 'impact'])
  const harm = {
    object: from.code(object, [...path, 'impact', 'object']),
    degree: from.code(degree, [...path, 'impact', 'degree']),
  }
  // Where the matrix has no such cell the references are at fault, and are told.
  return { ...head, impact: harm, grade: cellOf(matrix, harm.object, harm.degree) ?? 1 }
}

/** Names come from whoever writes the rules: only what the matrix itself says counts, not what every object has. */
function cellOf(matrix: RuleSet['matrix'], object: string, degree: string): Grade | undefined {
  const row = Object.hasOwn(matrix, object) ? matrix[object]! : {}
  return Object.hasOwn(row, degree) ? row[degree] : undefined
}

function readCondition(value: unknown, path: Path, from: Reader): RuleCondition {
  const when = from.record(value, path)
  const keys = ['detected', 'with', 'named', 'theme', 'codeList', 'minors', 'quasiIdentifiers', 'rowsFrom']
  from.onlyKeys(when, keys, path)
  if (Object.keys(when).length === 0)
    from.fault(path, 'expected at least one condition; without one the rule would grade everything')
  const words = (key: string): Record<string, readonly string[]> =>
    when[key] === undefined
      ? {}
      : { [key]: from.list(when[key], [...path, key], { least: 1, most: most.words }, (w, at, r) => r.text(w, at)) }
  const categories = (key: string): Record<string, readonly DetectorCategory[]> =>
    when[key] === undefined
      ? {}
      : {
          [key]: from.list(when[key], [...path, key], { least: 1, most: detectorCategories.length }, (c, at, r) =>
            r.oneOf(c, detectorCategories, at),
          ),
        }
  const yes = (key: string): Record<string, true> =>
    when[key] === undefined ? {} : { [key]: from.oneOf(when[key], [true] as const, [...path, key]) }
  const { rowsFrom } = when
  return {
    ...categories('detected'),
    ...categories('with'),
    ...words('named'),
    ...words('theme'),
    ...words('codeList'),
    ...yes('minors'),
    ...yes('quasiIdentifiers'),
    ...(rowsFrom === undefined
      ? {}
      : { rowsFrom: from.numberIn(rowsFrom, [...path, 'rowsFrom'], { from: 1, to: Number.MAX_SAFE_INTEGER }) }),
  }
}

function readGrade(value: unknown, path: Path, from: Reader): Grade {
  return from.oneOf(value, grades, path)
}

// Soundness

function checkNames({ levels, objects, degrees, categories, rules }: RuleSet): readonly RuleSetFault[] {
  const twice = (list: string, names: readonly (string | number)[], key: string): readonly RuleSetFault[] =>
    names.flatMap((name, i) =>
      names.indexOf(name) === i
        ? []
        : [{ path: [list, i, key], message: `«${name}» stands there already; names are distinct` }],
    )
  return [
    ...twice(
      'levels',
      levels.map((l) => l.grade),
      'grade',
    ),
    ...twice(
      'objects',
      objects.map((o) => o.code),
      'code',
    ),
    ...twice(
      'degrees',
      degrees.map((d) => d.code),
      'code',
    ),
    ...twice(
      'categories',
      categories.map((c) => c.code),
      'code',
    ),
    ...twice(
      'rules',
      rules.map((r) => r.id),
      'id',
    ),
  ]
}

function checkTree(categories: readonly CategoryNode[]): readonly RuleSetFault[] {
  const parents = new Map(categories.map(({ code, parent }) => [code, parent]))
  return categories.flatMap(({ code, parent }, i): readonly RuleSetFault[] => {
    if (parent === undefined) return []
    const path = ['categories', i, 'parent']
    if (!parents.has(parent)) return [{ path, message: `no category is called «${parent}»` }]
    return isAboveItself(code, parents)
      ? [{ path, message: `«${code}» stands above itself; a tree has no circle` }]
      : []
  })
}

function isAboveItself(code: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>()
  for (let above = parents.get(code); above !== undefined && !seen.has(above); above = parents.get(above)) {
    if (above === code) return true
    seen.add(above)
  }
  return false
}

/** Every object with every degree has a grade that bears a name, and more harm never gives a lower one. */
function checkMatrix({ levels, objects, degrees, matrix }: RuleSet): readonly RuleSetFault[] {
  const foreign = Object.entries(matrix).flatMap(([object, row]): readonly RuleSetFault[] => {
    if (!objects.some((o) => o.code === object))
      return [{ path: ['matrix', object], message: `no object is called «${object}»` }]
    const unknown = Object.keys(row).filter((degree) => !degrees.some((d) => d.code === degree))
    return unknown.map((degree) => ({ path: ['matrix', object, degree], message: `no degree is called «${degree}»` }))
  })
  const cells = objects.flatMap(({ code: object }) =>
    degrees.flatMap(({ code: degree }, i): readonly RuleSetFault[] => {
      const path = ['matrix', object, degree]
      const grade = cellOf(matrix, object, degree)
      if (grade === undefined) return [{ path, message: `expected a grade for «${object}» and «${degree}»` }]
      if (!levels.some((l) => l.grade === grade)) return [{ path, message: `no level has the grade ${grade}` }]
      const lesser = i === 0 ? undefined : cellOf(matrix, object, degrees[i - 1]!.code)
      return lesser === undefined || lesser <= grade
        ? []
        : [{ path, message: `more harm gives the lower grade ${grade}; «${degrees[i - 1]!.code}» has ${lesser}` }]
    }),
  )
  return [...foreign, ...cells]
}

function checkReferences({ levels, objects, degrees, categories, rules }: RuleSet): readonly RuleSetFault[] {
  return rules.flatMap(({ of, when, category, impact, grade }, i) => {
    const at = (...path: readonly (string | number)[]): Path => ['rules', i, ...path]
    const faults: RuleSetFault[] = []
    if (category !== undefined && !categories.some((c) => c.code === category)) {
      faults.push({ path: at('category'), message: `no category is called «${category}»` })
    }
    if (impact !== undefined && !objects.some((o) => o.code === impact.object)) {
      faults.push({ path: at('impact', 'object'), message: `no object is called «${impact.object}»` })
    }
    if (impact !== undefined && !degrees.some((d) => d.code === impact.degree)) {
      faults.push({ path: at('impact', 'degree'), message: `no degree is called «${impact.degree}»` })
    }
    if (impact === undefined && !levels.some((l) => l.grade === grade)) {
      faults.push({ path: at('grade'), message: `no level has the grade ${grade}` })
    }
    for (const key of ['with', 'codeList'] as const) {
      if (of === 'entry' && when[key] !== undefined) {
        faults.push({ path: at('when', key), message: 'asks about an item, which a rule of an entry never sees' })
      }
    }
    return faults
  })
}

/** A rule that another, stricter one always accompanies settles nothing: whoever wrote it meant something else. */
function checkReach(rules: readonly GradingRule[]): readonly RuleSetFault[] {
  return rules.flatMap((rule, i): readonly RuleSetFault[] => {
    const stricter = rules.find(
      (other) => other.of === rule.of && other.grade > rule.grade && implies(rule.when, other.when),
    )
    if (stricter === undefined) return []
    return [
      {
        path: ['rules', i, 'when'],
        message: `never settles a grade: wherever it applies, «${stricter.id}» gives ${stricter.grade}`,
      },
    ]
  })
}

/** Whether whatever meets the one condition meets the other too. */
function implies(one: RuleCondition, other: RuleCondition): boolean {
  const lists = ['detected', 'with', 'named', 'theme', 'codeList'] as const
  return (
    lists.every((key) => other[key] === undefined || isWithin(one[key], other[key])) &&
    (other.minors === undefined || one.minors === true) &&
    (other.quasiIdentifiers === undefined || one.quasiIdentifiers === true) &&
    (other.rowsFrom === undefined || (one.rowsFrom !== undefined && one.rowsFrom >= other.rowsFrom))
  )
}

function isWithin(list: readonly string[] | undefined, whole: readonly string[]): boolean {
  return list !== undefined && list.every((member) => whole.includes(member))
}
