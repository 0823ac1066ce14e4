import type { IdentifierIssueText } from './identifier-issue.ts'

export const identifierIssuesEn: IdentifierIssueText = {
  RESIDENT_ID_EMPTY: () => 'The resident identity number is missing',
  RESIDENT_ID_OLD_FORM: () => 'This is an old 15-digit number, not in use since 2013; give the 18-character number',
  RESIDENT_ID_SPREADSHEET_NUMBER: () =>
    'A spreadsheet turned the number into scientific notation and its last digits are lost; format the column as text and export again',
  RESIDENT_ID_LENGTH: (i) =>
    `A resident identity number has 18 characters, this has ${i.length}; look for a missing or an extra one`,
  RESIDENT_ID_CHARACTER: (i) =>
    `Character ${i.position} of the resident identity number cannot stand there; the first 17 are digits, the last is a digit or X`,
  RESIDENT_ID_FOREIGN_RESIDENT: () =>
    "A number that begins with 9 is a foreigner's permanent residence number, not a resident identity number; it belongs in the field for that document",
  RESIDENT_ID_DIVISION_UNKNOWN: () =>
    'The resident identity number begins with no province code; check its first six digits',
  RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE: () =>
    'Digits 7 to 14 of the resident identity number are no real date of birth; check them',
  RESIDENT_ID_BIRTH_DATE_IN_FUTURE: (i) =>
    `The date of birth in the resident identity number is later than ${i.asOf}; check digits 7 to 14`,
  RESIDENT_ID_CHECK_CHARACTER: () =>
    'The resident identity number does not agree with its check character, so at least one character is wrong; compare it with the document',
  CREDIT_CODE_EMPTY: () => 'The unified social credit code is missing',
  CREDIT_CODE_OLD_FORM: (i) =>
    i.length === 9
      ? 'This is a 9-character organisation code, replaced by the unified social credit code; give the 18-character code'
      : 'This is an old 15-character registration or tax number, replaced by the unified social credit code; give the 18-character code',
  CREDIT_CODE_SPREADSHEET_NUMBER: () =>
    'A spreadsheet turned the code into scientific notation and its last digits are lost; format the column as text and export again',
  CREDIT_CODE_LENGTH: (i) =>
    `A unified social credit code has 18 characters, this has ${i.length}; look for a missing or an extra one`,
  CREDIT_CODE_CHARACTER: (i) =>
    `Character ${i.position} of the unified social credit code cannot stand there; I, O, Z, S and V are not used, 3 to 8 are digits, 17 is a digit or X`,
  CREDIT_CODE_DIVISION_UNKNOWN: () =>
    'Digits 3 and 4 of the unified social credit code are no province code; check digits 3 to 8',
  CREDIT_CODE_CHECK_CHARACTER: () =>
    'The unified social credit code does not agree with its check character, so at least one character is wrong; compare it with the certificate',
  CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER: () =>
    'The organisation code inside the unified social credit code (characters 9 to 17) does not agree with its own check character; compare it with the certificate',
  MOBILE_EMPTY: () => 'The mobile number is missing',
  MOBILE_LENGTH: (i) =>
    `A mobile number has 11 digits, this has ${i.length} characters; leave out country code, spaces and hyphens`,
  MOBILE_CHARACTER: (i) => `Character ${i.position} of the mobile number is no digit`,
  MOBILE_PREFIX: () => 'A mobile number begins with 13 to 19; a landline belongs in its own field',
}
