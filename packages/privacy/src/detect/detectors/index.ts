import type { Detector } from '../detector.ts'
import { addressDetector } from './address.ts'
import { bankCardDetector } from './bank-card.ts'
import { coordinateDetector, coordinatePairDetector } from './coordinates.ts'
import { birthDateDetector } from './dates.ts'
import {
  bareDocumentDetector,
  foreignResidentDetector,
  officerCardDetector,
  otherPassportDetector,
  passportDetector,
  taiwanPermitDetector,
  travelPermitDetector,
} from './documents.ts'
import { bareMacDetector, emailDetector, ipAddressDetector, macAddressDetector } from './network.ts'
import {
  creditCodeDetector,
  drivingFileDetector,
  foodLicenceDetector,
  organizationCodeDetector,
  registrationNumberDetector,
  wordedLicenceDetector,
} from './organizations.ts'
import { dottedNameDetector, otherNameDetector, personNameDetector } from './person-name.ts'
import { landlineNumberDetector, localNumberDetector, mobileNumberDetector } from './phones.ts'
import { plateNumberDetector } from './plate-number.ts'
import { oldResidentIdDetector, residentIdDetector } from './resident-id.ts'
import { biometricDetector, diseaseCodeDetector, medicalDetector, religionDetector } from './sensitive-terms.ts'

export { axisOf } from './coordinates.ts'
export { dayIn } from './dates.ts'
export { isMobile } from './phones.ts'
export { birthDayIn } from './resident-id.ts'
export { isCommonSurname } from './surnames.ts'

/** All detectors. `minor` has none: it follows from days of birth and from headings. */
export const detectors: readonly Detector[] = [
  residentIdDetector,
  oldResidentIdDetector,
  creditCodeDetector,
  organizationCodeDetector,
  registrationNumberDetector,
  foodLicenceDetector,
  wordedLicenceDetector,
  drivingFileDetector,
  passportDetector,
  otherPassportDetector,
  travelPermitDetector,
  taiwanPermitDetector,
  officerCardDetector,
  foreignResidentDetector,
  bareDocumentDetector,
  mobileNumberDetector,
  landlineNumberDetector,
  localNumberDetector,
  bankCardDetector,
  plateNumberDetector,
  personNameDetector,
  dottedNameDetector,
  otherNameDetector,
  addressDetector,
  emailDetector,
  ipAddressDetector,
  macAddressDetector,
  bareMacDetector,
  birthDateDetector,
  coordinatePairDetector,
  coordinateDetector,
  medicalDetector,
  diseaseCodeDetector,
  biometricDetector,
  religionDetector,
]
