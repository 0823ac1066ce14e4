import { PrivacyArgumentError } from '../shared/argument-error.ts'
import { defaultMaskFor } from './default-masks.ts'
import { mask } from './mask.ts'
import { maskNumber } from './mask-number.ts'
import type { MaskCategory, MaskRule } from './mask-rule.ts'

/** How a grant shows one item, as data: what the provider agreed to show in the place of the value. */
export type FieldMask =
  /** `partial`: both ends stay, by the category of the item; of one without a category nothing stays. */
  | { readonly kind: 'full' | 'partial' | 'month' | 'year' | 'district' | 'surname' }
  | { readonly kind: 'pseudonym' }
  /** Numbers in bands of so many; an integer >= 2. */
  | { readonly kind: 'band'; readonly width: number }

export const fieldMaskKinds = ['full', 'partial', 'pseudonym', 'band', 'month', 'year', 'district', 'surname'] as const

/** What of a column decides how it is masked. */
export interface MaskedColumn {
  readonly code: string
  readonly grade: number
  readonly mask: MaskCategory | 'none'
}

/** Of a value the one that is shown. `undefined` in the place of a transform: the value leaves as it is. */
export type Transform = (value: string | number | boolean | null) => string | null

/**
 * The transform of each column of an answer, settled once for all its rows.
 *
 * INVARIANT (nothing hidden shows): what the rules do not show clear is masked by its category whatever a grant says, and a
 * grant hides more, never less: its mask is laid over what the rules leave. Two masks stand alone, since they show nothing of
 * the value: `full`, and `pseudonym`, which shows only whether two values of one grant are equal.
 *
 * @param clear - Whether values of a grade are shown as they are, by the rules.
 * @param grant.pseudonym - Keyed by the grant: equal for equal values under one grant, unrelated under another.
 * @returns By code of the column; a column that leaves as it is, is not in it.
 * @throws {PrivacyArgumentError} when the width of a band is no integer >= 2.
 */
export function masksOf(
  columns: readonly MaskedColumn[],
  clear: (grade: number) => boolean,
  grant?: {
    readonly masks: Readonly<Record<string, FieldMask>>
    readonly pseudonym: (value: string) => string
  },
): ReadonlyMap<string, Transform> {
  return new Map(
    columns.flatMap((column) => {
      const own = grant !== undefined && Object.hasOwn(grant.masks, column.code) ? grant.masks[column.code] : undefined
      const transform = transformOf(column, clear(column.grade), own, grant?.pseudonym)
      return transform === undefined ? [] : [[column.code, overText(transform)] as const]
    }),
  )
}

type OfText = (value: string) => string | null

function transformOf(
  { mask: category }: MaskedColumn,
  isClear: boolean,
  own: FieldMask | undefined,
  pseudonym: ((value: string) => string) | undefined,
): OfText | undefined {
  const byGrade = isClear ? undefined : ruled(category)
  if (own === undefined) return byGrade
  const byGrant = own.kind === 'pseudonym' ? pseudonym! : granted(own, category)
  if (byGrade === undefined || own.kind === 'pseudonym' || own.kind === 'full') return byGrant
  return (value) => {
    const left = byGrade(value)
    return left === null ? null : byGrant(left)
  }
}

/** A value above the clear grade is masked as its category says; one without a category is hidden whole. */
function ruled(category: MaskCategory | 'none'): OfText {
  const rule: MaskRule = category === 'none' ? hidden : defaultMaskFor(category)
  return (value) => mask(rule, value)
}

function granted(own: Exclude<FieldMask, { kind: 'pseudonym' }>, category: MaskCategory | 'none'): OfText {
  switch (own.kind) {
    case 'partial':
      return ruled(category)
    case 'band': {
      const { width } = own
      if (!Number.isSafeInteger(width) || width < 2) throw new PrivacyArgumentError('width', 'an integer >= 2')
      return (value) => maskNumber(value, width)
    }
    case 'full':
    case 'month':
    case 'year':
    case 'district':
    case 'surname': {
      const rule = rules[own.kind]
      return (value) => mask(rule, value)
    }
  }
}

const hidden: MaskRule = { kind: 'full', with: '*' }
const rules = {
  full: hidden,
  month: { kind: 'dateToMonth' },
  year: { kind: 'dateToYear' },
  district: { kind: 'addressToDistrict' },
  surname: { kind: 'nameSurname' },
} as const satisfies Readonly<Record<string, MaskRule>>

function overText(transform: OfText): Transform {
  return (value) => (value === null ? null : transform(String(value)))
}
