import type { ImportFaultCode } from './faults.ts'

export const importFaultsEn: Readonly<Record<ImportFaultCode, string>> = {
  missing: 'is empty; needed before the entry is submitted for review',
  wrongType: 'is not of the type asked for',
  notAnOption: 'is none of the values that may be chosen',
  basisForm: 'is no basis: write the id of an instrument and its provision, or the title in 《》 and the provision',
  basisUnknown: 'names an instrument that is not registered',
  basisNotInForce: 'names an instrument that is not in force',
  basisRank: 'names an instrument of too low a rank',
  tooLong: 'is too long',
  codeForm:
    'is no code: capitals, digits and - for an entry; lower-case letters, digits and _ for an item, beginning with a letter',
  twice: 'is a code that the file has twice',
  contradiction: 'differs from earlier rows of the same entry',
  entryUnknown: 'is the code of no entry in the table of entries',
  codeTaken: 'is the code of an entry of another organisation',
  underReview: 'is under review and cannot be changed',
  needsChange: 'is published: begin an update of the catalog first',
  forbidden: 'is not permitted',
  errorValue: 'holds the error value of a formula',
  imprecise: 'is a number of more than 15 digits whose end was not kept; make the column text and enter it again',
  formulaValue: 'is a formula; the value saved in the file is taken',
  mergedCells: 'is merged with other cells; fill in each row',
  controlCharacters: 'holds control characters',
  tooManyItems: 'has more than 500 items',
  invalid: 'does not fit',
}
