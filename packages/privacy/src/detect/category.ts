/**
 * What a detector can find in a column of public data. The names are used in catalogs (`category` of an item), in grading
 * rules and in the API; `categoryNamesZhCN` has the words.
 */
export const detectorCategories = [
  'residentId',
  'passport',
  'travelPermit',
  'otherDocument',
  'creditCode',
  'organizationCode',
  'licence',
  'mobileNumber',
  'landlineNumber',
  'bankCard',
  'plateNumber',
  'personName',
  'address',
  'email',
  'ipAddress',
  'macAddress',
  'birthDate',
  'coordinates',
  'medical',
  'biometric',
  'religion',
  'minor',
] as const

export type DetectorCategory = (typeof detectorCategories)[number]

/** Place of a category in tallies and bit sets. */
export const placeOf: Readonly<Record<DetectorCategory, number>> = Object.fromEntries(
  detectorCategories.map((category, place) => [category, place]),
) as Record<DetectorCategory, number>

/** Whether a text, such as one from a catalog or a rule set, names a category. */
export function isDetectorCategory(text: string): text is DetectorCategory {
  return Object.hasOwn(placeOf, text)
}
