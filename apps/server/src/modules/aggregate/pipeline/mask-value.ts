import { defaultMaskFor, mask } from '@fadu/privacy'
import type { Column } from '../../../platform/release/layout.ts'

/** Signs that stand for what is hidden, at most. */
const mostSigns = 12

/**
 * A value that did not pass, so far as its owner needs it to find it again: by the mask of the item's category, and of an
 * item without one the first and the last character. Never the whole value.
 */
export function maskFaulty(column: Pick<Column, 'mask'> | undefined, value: string): string {
  const ends = firstAndLast(value)
  if (column === undefined || column.mask === 'none') return ends
  const masked = mask(defaultMaskFor(column.mask), value)
  // What a rule does not understand it may leave as it is; what does not fit its category is shown least.
  const isTelling = masked === null || masked === value || masked.length > value.length + 3 || masked.length > 60
  return isTelling ? ends : masked
}

function firstAndLast(value: string): string {
  const characters = [...value.slice(0, 200), ...(value.length > 200 ? [...value.slice(-2)] : [])]
  if (characters.length <= 2) return '*'.repeat(characters.length)
  const signs = '*'.repeat(Math.min(mostSigns, characters.length - 2))
  return characters[0]! + signs + characters.at(-1)!
}
