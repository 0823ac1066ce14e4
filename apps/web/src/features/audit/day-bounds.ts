/** Civil days are those of Asia/Shanghai, which has had no other offset since 1991. */
const offset = '+08:00'
const dayMs = 24 * 3600 * 1000

/** The first instant of a civil day, ISO 8601. */
export function dayBegins(day: string): string {
  return new Date(`${day}T00:00:00${offset}`).toISOString()
}

/** The first instant after it. */
export function dayEnds(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00${offset}`) + dayMs).toISOString()
}
