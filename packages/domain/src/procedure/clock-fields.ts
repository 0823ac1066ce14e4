import { isCivilDate, type CivilDate } from '../shared/index.ts'
import type { ClockDefinition } from './definition.ts'
import type { FormDefinition } from '../regulation/pack.ts'
import type { FormData } from './form.ts'

/** A time limit that an act sets itself is a number of days somebody can work with: at most one year. */
const longest = 366

export interface ClockFieldFault {
  readonly field: string
  readonly label: string
  readonly fault: 'missing' | 'wrongType' | 'notYet' | 'outOfRange'
}

/** Fields of the act's form that a clock takes its day or length from. */
export function clockFields({
  from,
  length,
}: ClockDefinition): readonly { readonly field: string; readonly type: 'date' | 'integer' }[] {
  return [
    ...(typeof from === 'string' ? [] : [{ field: from.field, type: 'date' } as const]),
    ...(length === undefined ? [] : [{ field: length.field, type: 'integer' } as const]),
  ]
}

/** The day and length that the entered fields give a clock; nothing where the clock asks no field. */
export function clockStart(
  clock: ClockDefinition,
  form: FormData,
): { readonly on?: CivilDate; readonly length?: number } {
  const { from, length } = clock
  return {
    ...(typeof from === 'string' ? {} : { on: form[from.field] as CivilDate }),
    ...(length === undefined ? {} : { length: form[length.field] as number }),
  }
}

/**
 * What is wrong with the fields a clock starts from: an event that has not happened starts nothing.
 *
 * @param entered - The form they were entered in, for its labels.
 */
export function clockFaults(
  clock: ClockDefinition,
  form: FormData,
  today: CivilDate,
  entered: FormDefinition | undefined,
): readonly ClockFieldFault[] {
  const { from, length } = clock
  const faultOf = (field: string, fault: ClockFieldFault['fault'] | undefined): readonly ClockFieldFault[] => {
    const label = entered?.fields.find((f) => f.name === field)?.label ?? field
    return fault === undefined ? [] : [{ field, label, fault }]
  }
  return [
    ...(typeof from === 'string' ? [] : faultOf(from.field, dayFault(form[from.field], today))),
    ...(length === undefined ? [] : faultOf(length.field, lengthFault(form[length.field]))),
  ]
}

function dayFault(value: unknown, today: CivilDate): ClockFieldFault['fault'] | undefined {
  if (value === undefined) return 'missing'
  if (typeof value !== 'string' || !isCivilDate(value)) return 'wrongType'
  return value > today ? 'notYet' : undefined
}

function lengthFault(value: unknown): ClockFieldFault['fault'] | undefined {
  if (value === undefined) return 'missing'
  if (!Number.isSafeInteger(value)) return 'wrongType'
  return (value as number) < 1 || (value as number) > longest ? 'outOfRange' : undefined
}
