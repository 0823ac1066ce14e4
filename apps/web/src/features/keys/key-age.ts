const dayMs = 86_400_000

/** Days since a key came into use, with the fraction; never negative, as the clock of the browser may be behind. */
export function ageInDays(since: string, now: Date): number {
  return Math.max(0, (now.getTime() - new Date(since).getTime()) / dayMs)
}
