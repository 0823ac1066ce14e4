import type { MaskCategory, MaskRule } from './mask-rule.ts'

/**
 * The default mask of each category, used where neither a pack nor a catalog entry says otherwise. No regulation in the
 * law base fixes these numbers; they are our choice, on the side of hiding more.
 */
export const defaultMasks: { readonly [Category in MaskCategory]: MaskRule } = {
  // First and last only. The usual six and four leave the birth date as the one unknown, which many people's neighbours
  // know, and the check character confirms the guess.
  'resident-id': { kind: 'partial', keepStart: 1, keepEnd: 1, with: '*' },
  // Kind of organisation, and enough at the end for its owner to recognise it.
  'credit-code': { kind: 'partial', keepStart: 2, keepEnd: 4, with: '*' },
  // What people are used to reading. Ten thousand numbers remain possible: still personal information.
  phone: { kind: 'partial', keepStart: 3, keepEnd: 4, with: '*' },
  name: { kind: 'nameSurname' },
  address: { kind: 'addressToDistrict' },
  date: { kind: 'dateToMonth' },
}

/** The default mask of a category. */
export function defaultMaskFor(category: MaskCategory): MaskRule {
  return defaultMasks[category]
}
