/** Ranks of Chinese instruments, highest first. A pack or an instrument has exactly one; order settles true conflicts. */
export const ranks = [
  'law',
  'administrativeRegulation',
  'centralPolicy',
  'localRegulation',
  'departmentalRule',
  'localRule',
  'nationalProvision',
  'normativeDocument',
  'policy',
] as const
export type Rank = (typeof ranks)[number]
