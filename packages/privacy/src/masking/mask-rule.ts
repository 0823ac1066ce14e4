/**
 * How a value is masked, as data: a pack or a catalog entry can hold it, a person can read it, and the same rule gives
 * the same result in the server and in the browser. `with` is the one character that stands for a hidden one.
 *
 * A keyed hash (pseudonym) is none of these: it needs a key, see `masksOf`.
 */
export type MaskRule =
  /** The value as it is. */
  | { readonly kind: 'none' }
  /** Always the same three signs, whatever the value and its length. */
  | { readonly kind: 'full'; readonly with: string }
  /** Keeps characters at both ends and replaces each one between; shows the length. Counts are integers >= 0. */
  | { readonly kind: 'partial'; readonly keepStart: number; readonly keepEnd: number; readonly with: string }
  /** A date cut to YYYY-MM. */
  | { readonly kind: 'dateToMonth' }
  /** A date cut to YYYY. */
  | { readonly kind: 'dateToYear' }
  /** The family name and one sign: 张*, 欧阳*. Does not show how long the given name is. */
  | { readonly kind: 'nameSurname' }
  /** An address cut after its county-level division (区, 县, 市, 旗). */
  | { readonly kind: 'addressToDistrict' }

/** Categories of values that have a default mask. */
export type MaskCategory = 'resident-id' | 'credit-code' | 'phone' | 'name' | 'address' | 'date'
