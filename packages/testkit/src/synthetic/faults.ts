import { creditAlphabet, residentIdCheck } from './check-characters.ts'
import type { Enterprise } from './enterprises.ts'
import { createRandom, type Random } from './random.ts'
import type { Resident } from './residents.ts'
import { SyntheticError } from './synthetic-error.ts'

/** What can be wrong with a row on purpose. One row has one fault. */
export type FaultName =
  /** The identifier's last character is another one of its alphabet. */
  | 'wrong-check-digit'
  /** The thirtieth of February; in a resident id too, with a check character that agrees. */
  | 'impossible-date'
  /** A field that a row cannot do without is empty. */
  | 'missing-value'
  /** A name of 300 characters. */
  | 'too-long'

export const FAULT_NAMES: readonly FaultName[] = ['wrong-check-digit', 'impossible-date', 'missing-value', 'too-long']

export interface FaultyRow<Row> {
  readonly row: Row
  /** Null for a row that was left as it was. `field` is where a check is to find the fault. */
  readonly fault: { readonly name: FaultName; readonly field: keyof Row & string } | null
}

/**
 * Passes rows on and spoils some of them, saying which and how, for tests of validation and quarantine.
 *
 * @param rate - Probability that a row is spoilt, 0 to 1. Which rows are spoilt depends on `seed` alone.
 * @throws {SyntheticError} `SYNTHETIC_ARGUMENT` for a rate outside 0 to 1.
 */
export function* withFaults<Row extends Resident | Enterprise>(
  rows: Iterable<Row>,
  rate: number,
  seed: number,
): Generator<FaultyRow<Row>> {
  if (!(rate >= 0 && rate <= 1))
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'rate', expected: 'a number from 0 to 1' })
  const random = createRandom(seed)
  for (const row of rows) {
    if (random.chance(rate)) yield spoil(random, row)
    else yield { row, fault: null }
  }
}

function spoil<Row extends Resident | Enterprise>(random: Random, row: Row): FaultyRow<Row> {
  const name = random.pick(FAULT_NAMES)
  const spoilt = 'residentId' in row ? spoilResident(random, row, name) : spoilEnterprise(random, row, name)
  return spoilt as unknown as FaultyRow<Row>
}

function spoilResident(random: Random, row: Resident, name: FaultName): FaultyRow<Resident> {
  switch (name) {
    case 'wrong-check-digit':
      return changed(row, name, 'residentId', { residentId: withOtherEnd(random, row.residentId, '0123456789X') })
    case 'impossible-date':
      return changed(row, name, 'residentId', bornOnNoDay(row))
    case 'missing-value':
      return missing(row, random.pick(['residentId', 'name', 'birthDate', 'villageCode'] as const))
    case 'too-long':
      return changed(row, name, 'name', { name: tooLong(row.name) })
  }
}

function spoilEnterprise(random: Random, row: Enterprise, name: FaultName): FaultyRow<Enterprise> {
  switch (name) {
    case 'wrong-check-digit':
      return changed(row, name, 'creditCode', { creditCode: withOtherEnd(random, row.creditCode, creditAlphabet) })
    case 'impossible-date':
      return changed(row, name, 'establishedOn', { establishedOn: `${row.establishedOn.slice(0, 4)}-02-30` })
    case 'missing-value':
      return missing(row, random.pick(['creditCode', 'name', 'legalRepresentative', 'establishedOn'] as const))
    case 'too-long':
      return changed(row, name, 'name', { name: tooLong(row.name) })
  }
}

function changed<Row>(row: Row, name: FaultName, field: keyof Row & string, change: Partial<Row>): FaultyRow<Row> {
  return { row: { ...row, ...change }, fault: { name, field } }
}

function missing<Row>(row: Row, field: keyof Row & string): FaultyRow<Row> {
  return { row: { ...row, [field]: '' }, fault: { name: 'missing-value', field } }
}

function withOtherEnd(random: Random, identifier: string, alphabet: string): string {
  const right = alphabet.indexOf(identifier.at(-1)!)
  return identifier.slice(0, -1) + alphabet[(right + 1 + random.below(alphabet.length - 1)) % alphabet.length]!
}

function bornOnNoDay(row: Resident): Pick<Resident, 'residentId' | 'birthDate'> {
  const year = row.birthDate.slice(0, 4)
  const first17 = `${row.residentId.slice(0, 6)}${year}0230${row.residentId.slice(14, 17)}`
  return { residentId: first17 + residentIdCheck(first17), birthDate: `${year}-02-30` }
}

function tooLong(name: string): string {
  return [...name.repeat(300)].slice(0, 300).join('')
}
