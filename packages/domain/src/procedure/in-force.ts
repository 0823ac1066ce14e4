import type { CivilDate } from '../shared/index.ts'

/** Whether something holds on a day: from the day it enters into force to the day before its repeal. */
export function isInForce(
  { inForceFrom, repealedOn }: { readonly inForceFrom: CivilDate; readonly repealedOn?: CivilDate },
  on: CivilDate,
): boolean {
  return inForceFrom <= on && (repealedOn === undefined || on < repealedOn)
}
