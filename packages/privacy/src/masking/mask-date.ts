// 1990-05-17, 1990/5/17, 1990年5月17日, 19900517, each optionally with a time after it; also the two shorter forms that
// masking gives, so that masking twice is masking once.
const written = /^([12]\d{3})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年)?(?:[T ].*)?$/
const compact = /^([12]\d{3})(\d{2})(\d{2})$/

/**
 * Cuts a date to its year or month. The date is read as written; no time zone is applied.
 *
 * @returns `YYYY` or `YYYY-MM`, or null for a text that is no date or does not go down to the month asked for: what
 *   cannot be cut is not shown.
 */
export function maskDate(text: string, to: 'year' | 'month'): string | null {
  const trimmed = text.trim()
  const found = compact.exec(trimmed) ?? written.exec(trimmed)
  if (found === null) return null
  if (to === 'year') return found[1]!
  const month = Number(found[2] ?? 0)
  return month >= 1 && month <= 12 ? `${found[1]!}-${String(month).padStart(2, '0')}` : null
}
