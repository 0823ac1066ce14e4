import { fitsPicture, hasFormat } from './format.ts'
import type { Comparison, QualityRule, RuledItem } from './rule.ts'
import { comparableText, type Comparable, type QualityValue } from './values.ts'

type Row = Readonly<Record<string, QualityValue | undefined>>

/** One rule made ready: whether a row has something to check, and whether it holds. */
export interface RowRule {
  readonly rule: QualityRule
  /** `idle` when there is no value that the rule could be asked of. */
  check(row: Row): 'holds' | 'broken' | 'idle'
}

/** The rules that a row answers by itself, made ready once for many rows. Rules of other kinds are left out. */
export function rowRules(rules: readonly QualityRule[], items: readonly RuledItem[]): readonly RowRule[] {
  const typeOf = new Map(items.map((item) => [item.code, item.type]))
  return rules.flatMap((rule): readonly RowRule[] => {
    const check = checkOf(rule, (code) => typeOf.get(code) ?? 'text')
    return check === undefined ? [] : [{ rule, check }]
  })
}

function checkOf(rule: QualityRule, typeOf: (code: string) => RuledItem['type']): RowRule['check'] | undefined {
  switch (rule.kind) {
    case 'completeness':
      return (row) => (isEmpty(row[rule.item]) ? 'broken' : 'holds')
    case 'format': {
      const { format, picture } = rule
      return asked(rule.item, (text) => (format === undefined ? fitsPicture(picture!, text) : hasFormat(format, text)))
    }
    case 'codes': {
      const codes = new Set(rule.values)
      return asked(rule.item, (text) => codes.has(text))
    }
    case 'range': {
      const type = typeOf(rule.item)
      const [least, most] = [rule.min, rule.max].map((b) => (b === undefined ? undefined : comparableText(type, b)))
      return asked(rule.item, (text) => {
        const value = comparableText(type, text)
        if (value === undefined) return false
        return (least === undefined || value.compare(least) >= 0) && (most === undefined || value.compare(most) <= 0)
      })
    }
    case 'crossField':
      return (row) => {
        const [left, right] = [row[rule.left], row[rule.right]]
        if (isEmpty(left) || isEmpty(right)) return 'idle'
        const a = comparableText(typeOf(rule.left), String(left))
        const b = comparableText(typeOf(rule.right), String(right))
        return a !== undefined && b !== undefined && compares(rule.comparison, a, b) ? 'holds' : 'broken'
      }
    default:
      return undefined
  }
}

function asked(item: string, holds: (text: string) => boolean): RowRule['check'] {
  return (row) => {
    const value = row[item]
    if (isEmpty(value)) return 'idle'
    return holds(String(value)) ? 'holds' : 'broken'
  }
}

function isEmpty(value: QualityValue | undefined): boolean {
  return value === null || value === undefined || value === ''
}

function compares(comparison: Comparison, a: Comparable, b: Comparable): boolean {
  const order = a.compare(b)
  switch (comparison) {
    case 'equal':
      return order === 0
    case 'notEqual':
      return order !== 0
    case 'less':
      return order < 0
    case 'atMost':
      return order <= 0
    case 'greater':
      return order > 0
    case 'atLeast':
      return order >= 0
  }
}
