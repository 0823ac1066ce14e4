const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Whether year, month and day name a day of the Gregorian calendar.
 *
 * @param month - 1–12 for a real date; any integer may be asked.
 * @param day - 1–31 for a real date; any integer may be asked.
 */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  const days = daysOfMonth[month - 1]
  if (days === undefined || day < 1) return false
  return day <= (month === 2 && isLeapYear(year) ? 29 : days)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
