import {
  hanSurnames,
  huiGivenNames,
  huiSurnames,
  nameEras,
  rareNameCharacters,
  type GivenNames,
  type NameEra,
} from './name-data.ts'
import { weightedPick, type Random } from './random.ts'

export interface NameMaker {
  surname(ethnicity: string): string
  given(person: { readonly sex: 'male' | 'female'; readonly birthYear: number; readonly ethnicity: string }): string
}

/** Share of given names with a seldom written character, about one in two thousand. */
const rareShare = 1 / 2000
const arabicShare = 0.04

/** Makes plausible names: surnames by frequency, given names by sex and by the fashion of the year of birth. */
export function createNameMaker(random: Random): NameMaker {
  const han = weightedPick(hanSurnames)
  const hui = weightedPick(huiSurnames)
  return {
    surname: (ethnicity) => (ethnicity === '回族' ? hui(random) : han(random)),
    given: ({ sex, birthYear, ethnicity }) => {
      if (random.chance(rareShare)) return random.pick(rareNameCharacters)
      if (ethnicity === '回族' && random.chance(arabicShare)) return random.pick(huiGivenNames[sex])
      return givenName(random, eraOf(birthYear)[sex])
    },
  }
}

function eraOf(birthYear: number): NameEra {
  return nameEras.find(({ until }) => birthYear <= until)!
}

function givenName(random: Random, names: GivenNames): string {
  if (random.chance(names.singleShare)) return random.pick(names.singles)
  if (random.chance(names.wholeShare)) return random.pick(names.whole)
  return random.pick(names.first) + random.pick(names.second)
}
