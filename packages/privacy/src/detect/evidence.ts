import { defaultMasks, mask, type MaskRule } from '../masking/index.ts'
import type { DetectorCategory } from './category.ts'

/** Examples of a column that are kept, masked, for each category. */
export const evidenceKept = 3

const partial = (keepStart: number, keepEnd: number): MaskRule => ({ kind: 'partial', keepStart, keepEnd, with: '*' })
const hidden: MaskRule = { kind: 'full', with: '*' }

/** How an example is shown: enough to recognise the kind, never enough to read the value. */
const evidenceMasks: Readonly<Record<DetectorCategory, MaskRule>> = {
  residentId: defaultMasks['resident-id'],
  passport: partial(1, 1),
  travelPermit: partial(1, 1),
  otherDocument: partial(1, 1),
  creditCode: defaultMasks['credit-code'],
  organizationCode: partial(1, 2),
  licence: partial(2, 1),
  mobileNumber: defaultMasks.phone,
  landlineNumber: partial(3, 2),
  bankCard: partial(2, 2),
  plateNumber: partial(2, 1),
  personName: defaultMasks.name,
  address: defaultMasks.address,
  email: partial(1, 4),
  ipAddress: partial(2, 0),
  macAddress: partial(2, 0),
  birthDate: { kind: 'dateToYear' },
  coordinates: partial(3, 0),
  medical: partial(1, 0),
  biometric: hidden,
  religion: partial(0, 1),
  minor: hidden,
}

/**
 * An example to be shown to people who may not see the value.
 *
 * INVARIANT (no raw value in evidence): the result never equals or contains the value. What a mask would leave as it is,
 * or cannot cut, is hidden whole.
 *
 * @param text - The value, or the part of a longer text that was found.
 */
export function maskedEvidence(category: DetectorCategory, text: string): string {
  const masked = mask(evidenceMasks[category], text)
  return masked === null || masked === '' || masked.includes(text) ? '***' : masked
}
