/** So far apart two clocks may be without anybody's doing: an answer takes time, and its `Date` tells whole seconds. */
const unsureMs = 60_000

let aheadMs = 0

/**
 * Hears what time the server said it was. Due days are its own; a browser whose clock is wrong would count them from another day.
 *
 * @param date - `Date` of an answer (RFC 9110, 6.6.1), where it has one.
 */
export function hearServerTime(date: string | null, here: Date = new Date()): void {
  const there = Date.parse(date ?? '')
  if (Number.isNaN(there)) return
  const ahead = there - here.getTime()
  aheadMs = Math.abs(ahead) < unsureMs ? 0 : ahead
}

/** The instant it is by the clock of the server, as its last answer told; by the browser's own before any came. */
export function serverNow(here: Date = new Date()): Date {
  return new Date(here.getTime() + aheadMs)
}
