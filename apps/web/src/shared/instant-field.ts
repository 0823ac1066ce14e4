/**
 * The instant that a field of date and time means: what the clock on an office wall in China shows then, wherever the browser is.
 *
 * @param value - `2026-11-20T08:00`, as such a field has it.
 * @returns ISO 8601; undefined for an empty field.
 */
export function instantOfField(value: string): string | undefined {
  return value === '' ? undefined : `${value.slice(0, 16)}:00+08:00`
}
