import { civilDateOf, dayOfWeek, type CivilDate } from '@fadu/domain'
import { serverNow } from './server-clock.ts'
import type { Language } from '../text/text.tsx'

const weekdaysZh = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** A day as people say it: 2月28日（周六）; with the year when it is not the year of `today`. */
export function sayDay(date: CivilDate, language: Language, today: CivilDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const isThisYear = today.startsWith(`${year}-`)
  if (language === 'en') {
    return new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(isThisYear ? {} : { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(Date.UTC(year, month - 1, day)))
  }
  return `${isThisYear ? '' : `${year}年`}${month}月${day}日（${weekdaysZh[dayOfWeek(date) - 1]}）`
}

/** An instant as the clock on an office wall in China shows it. */
export function sayInstant(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(new Date(instant))
}

export function dayOfInstant(instant: string): CivilDate {
  return civilDateOf(new Date(instant))
}

/** The day it is in China by the clock of the server. */
export function today(): CivilDate {
  return civilDateOf(serverNow())
}
