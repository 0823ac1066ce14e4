import type { HolidayCalendar } from '../calendar/index.ts'
import { civilDateOf, shanghaiTimeOf } from '../shared/index.ts'

/** Something that took data of a dataset: a copy, an export, a masked view. */
export interface Operation {
  /** Who did it: a person, or an application of an organisation. */
  readonly actor: string
  readonly dataset: string
  /** Volume. */
  readonly rows: number
  readonly at: Date
}

/**
 * Why somebody looks at it again: `aboveVolume` more rows than one person takes alone; `aboveUsual` a multiple of what this actor
 * usually takes of this dataset; `offHours` at night or on a day off; `firstTime` not by this actor of this dataset in the time by which is said what is usual.
 */
export type OperationFlag = 'aboveVolume' | 'aboveUsual' | 'offHours' | 'firstTime'

export interface OperationLimits {
  readonly rowsAlone: number
  /** Multiple of the usual volume from which on an operation is unusual. */
  readonly usualFactor: number
  /** First hour of the working day, Asia/Shanghai, and the first one after it. */
  readonly dayBegins: number
  readonly dayEnds: number
}

/**
 * Flags operations of a day.
 *
 * @param earlier - What was done before that day; by it is said what is usual.
 * @returns The flags of each operation, in their order; empty for what is usual.
 */
export function flagOperations(
  operations: readonly Operation[],
  earlier: readonly Operation[],
  limits: OperationLimits,
  calendar: HolidayCalendar,
): readonly (readonly OperationFlag[])[] {
  const before = new Map<string, number[]>()
  for (const operation of earlier) {
    const key = keyOf(operation)
    before.set(key, [...(before.get(key) ?? []), operation.rows])
  }
  return operations.map((operation) => {
    const { rows, at } = operation
    const usual = before.get(keyOf(operation))
    const flags: readonly [OperationFlag, boolean][] = [
      ['aboveVolume', rows > limits.rowsAlone],
      ['aboveUsual', usual !== undefined && rows >= limits.usualFactor * Math.max(median(usual), 1)],
      ['offHours', isOffHours(at, limits, calendar)],
      ['firstTime', usual === undefined],
    ]
    return flags.flatMap(([flag, raised]) => (raised ? [flag] : []))
  })
}

function keyOf({ actor, dataset }: Operation): string {
  return JSON.stringify([actor, dataset])
}

/** The middle one, the lower of two: a single large run does not make the next one usual. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!
}

function isOffHours(at: Date, { dayBegins, dayEnds }: OperationLimits, calendar: HolidayCalendar): boolean {
  const hour = Number(shanghaiTimeOf(at).slice(11, 13))
  return hour < dayBegins || hour >= dayEnds || !calendar.dayStatus(civilDateOf(at)).working
}
