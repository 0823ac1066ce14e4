/**
 * Ranks of Chinese instruments, highest first. A pack or an instrument has exactly one; order settles true conflicts.
 * `negativeList` is an item of the list of data that is not shared, as an authority enters it.
 */
export const ranks = [
  'law',
  'administrativeRegulation',
  'centralPolicy',
  'localRegulation',
  'departmentalRule',
  'localRule',
  'nationalProvision',
  'normativeDocument',
  'negativeList',
  'policy',
] as const
export type Rank = (typeof ranks)[number]
