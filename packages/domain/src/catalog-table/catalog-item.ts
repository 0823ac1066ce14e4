/** What the properties of an item may be that are chosen; their words come from the terms of the regime. */
export const itemChoices = {
  type: ['text', 'integer', 'decimal', 'date', 'boolean'],
  identifier: ['residentId', 'creditCode', 'other'],
  /** Sensitivity categories, as the detectors name them; `data_item_category_known` keeps the same list. */
  category: [
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
  ],
  mask: ['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date'],
} as const

/** An item as an agency describes it. */
export interface CatalogItem {
  readonly code: string
  readonly name: string
  readonly type: (typeof itemChoices.type)[number]
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly identifier: (typeof itemChoices.identifier)[number] | null
  readonly mask: (typeof itemChoices.mask)[number]
  readonly grade: number
  readonly meaning: string | null
  readonly codeList: string | null
  readonly category: (typeof itemChoices.category)[number] | null
}
