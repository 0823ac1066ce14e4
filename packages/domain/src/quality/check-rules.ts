import { z } from 'zod'
import { comparableText } from './values.ts'
import {
  qualityRule,
  rowKinds,
  type QualityRule,
  type QualityRuleCheck,
  type QualityRuleFault,
  type RuledItem,
} from './rule.ts'

/** Rules of one dataset at most. */
export const mostRules = 200

/** Reads rules as they were written and says what is wrong with them, all of it, before any is kept. */
export function checkQualityRules(value: unknown, items: readonly RuledItem[]): QualityRuleCheck {
  const read = z.array(qualityRule).min(1).max(mostRules).safeParse(value)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => ({
      path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
      message: issue.message,
    }))
    return { ok: false, faults }
  }
  const known = new Map(items.map((item) => [item.code, item]))
  const seen = new Set<string>()
  const faults = read.data.flatMap((rule, i) => {
    const twice = seen.has(rule.id)
    seen.add(rule.id)
    return [
      ...(twice ? [{ path: [i, 'id'], message: `«${rule.id}» stands twice` }] : []),
      ...ruleFaults(rule, known).map(({ path, message }) => ({ path: [i, ...path], message })),
    ]
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rules: read.data }
}

function ruleFaults(rule: QualityRule, known: ReadonlyMap<string, RuledItem>): readonly QualityRuleFault[] {
  const faults: QualityRuleFault[] = []
  const itemOf = (field: string, code: string): RuledItem | undefined => {
    const found = known.get(code)
    if (found === undefined) faults.push({ path: [field], message: `«${code}» is no item of the dataset` })
    return found
  }
  const wrong = (field: string, message: string): void => void faults.push({ path: [field], message })
  if (rule.severity === 'blocking' && !rowKinds.has(rule.kind))
    wrong('severity', 'only what a row answers by itself can keep it out; this rule is counted')
  switch (rule.kind) {
    case 'completeness':
      itemOf('item', rule.item)
      break
    case 'format': {
      const found = itemOf('item', rule.item)
      if (found !== undefined && found.type !== 'text') wrong('item', 'a format is of text')
      if ((rule.format === undefined) === (rule.picture === undefined)) wrong('format', 'either a format or a picture')
      if (rule.picture?.endsWith('\\') === true && !rule.picture.endsWith('\\\\'))
        wrong('picture', 'a picture does not end in a lone escape')
      break
    }
    case 'range': {
      const found = itemOf('item', rule.item)
      if (rule.min === undefined && rule.max === undefined) wrong('min', 'at least one bound')
      if (found === undefined) break
      if (found.type === 'text' || found.type === 'boolean') wrong('item', 'a range is of numbers and days')
      else {
        const bounds = (['min', 'max'] as const).map((side) => {
          const text = rule[side]
          if (text === undefined) return undefined
          const key = comparableText(found.type, text)
          if (key === undefined) wrong(side, `not a value of type ${found.type}`)
          return key
        })
        const [least, most] = bounds
        if (least !== undefined && most !== undefined && least.compare(most) > 0) wrong('max', 'below the least')
      }
      break
    }
    case 'uniqueness':
      rule.items.forEach((code, n) => {
        if (!known.has(code)) faults.push({ path: ['items', n], message: `«${code}» is no item of the dataset` })
      })
      if (new Set(rule.items).size < rule.items.length) wrong('items', 'an item stands twice')
      break
    case 'codes':
      itemOf('item', rule.item)
      break
    case 'reference':
      itemOf('item', rule.item)
      break
    case 'crossField': {
      const [left, right] = [itemOf('left', rule.left), itemOf('right', rule.right)]
      if (left === undefined || right === undefined) break
      if (rule.left === rule.right) wrong('right', 'an item is not compared with itself')
      if (classOf(left) !== classOf(right)) wrong('right', `${right.type} is not compared with ${left.type}`)
      else if (classOf(left) === 'boolean' && rule.comparison !== 'equal' && rule.comparison !== 'notEqual')
        wrong('comparison', 'yes and no have no order')
      break
    }
    case 'crossDataset': {
      const key = itemOf('key', rule.key)
      if (key !== undefined && key.identifier === null) wrong('key', 'rows are matched by an identifier')
      itemOf('item', rule.item)
      break
    }
    case 'timeliness':
      break
  }
  return faults
}

function classOf({ type }: RuledItem): string {
  return type === 'integer' || type === 'decimal' ? 'number' : type
}
