import type { HolidayCalendar } from './holiday-calendar.ts'

/**
 * Tells calendars apart by what they were made of: equal for equal notices, whatever the order they or their days came in.
 * What was counted with a calendar is kept beside its fingerprint, so that a later notice shows what is to be counted again.
 *
 * Sixteen hexadecimal digits, FNV-1a of 64 bits. It tells apart, it does not prove: nobody gains from two notices alike.
 */
export function calendarFingerprint({ notices }: Pick<HolidayCalendar, 'notices'>): string {
  const content = notices.map(({ year, papers, days }) => [
    year,
    papers,
    days.map(({ date, isOffDay, name }) => `${date} ${isOffDay ? '-' : '+'} ${name}`).toSorted(),
  ])
  return fnv1a(JSON.stringify(content)).toString(16).padStart(16, '0')
}

/** Offset basis and prime of the 64-bit FNV-1a hash; taken over UTF-16 units, of which each gives two bytes. */
function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    hash = step(step(hash, unit & 0xff), unit >> 8)
  }
  return hash
}

function step(hash: bigint, byte: number): bigint {
  return BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
}
