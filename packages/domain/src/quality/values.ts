import { isCivilDate } from '../shared/index.ts'
import type { RuledItem } from './rule.ts'

/** A value as it is stored. */
export type QualityValue = string | boolean | null

/** A value that can be put in order with another of its kind. */
export interface Comparable {
  /** Negative, 0 or positive. */
  compare(other: Comparable): number
}

class NumberText implements Comparable {
  readonly digits: bigint
  readonly scale: number
  constructor(digits: bigint, scale: number) {
    this.digits = digits
    this.scale = scale
  }
  /** Exact: a decimal is never brought through a binary fraction. */
  compare(other: NumberText): number {
    const scale = Math.max(this.scale, other.scale)
    const own = this.digits * 10n ** BigInt(scale - this.scale)
    const theirs = other.digits * 10n ** BigInt(scale - other.scale)
    return own < theirs ? -1 : own > theirs ? 1 : 0
  }
}

class OrderedText implements Comparable {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  compare(other: OrderedText): number {
    return this.text < other.text ? -1 : this.text > other.text ? 1 : 0
  }
}

/** @returns Undefined when the text is no value of that type. */
export function comparableText(type: RuledItem['type'], text: string): Comparable | undefined {
  switch (type) {
    case 'integer':
    case 'decimal': {
      const match = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text)
      if (match === null || (type === 'integer' && match[3] !== undefined)) return undefined
      const fraction = match[3] ?? ''
      const digits = BigInt(`${match[2]!}${fraction}`)
      return new NumberText(match[1] === '-' ? -digits : digits, fraction.length)
    }
    case 'date':
      return isCivilDate(text) ? new OrderedText(text) : undefined
    case 'text':
    case 'boolean':
      return new OrderedText(text)
  }
}
