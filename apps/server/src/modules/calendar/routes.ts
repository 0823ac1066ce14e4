import { z } from 'zod'
import {
  calendarEn,
  calendarZhCN,
  issueText,
  parseHolidayNotice,
  type CalendarIssue,
  type HolidayNotice,
} from '@fadu/domain'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, line, problems } from '../../platform/http/schemas.ts'
import { Problem, type Language } from '../../platform/problem/index.ts'
import { person } from '../org/index.ts'
import type { NoticeService } from './service.ts'

const day = z.strictObject({ name: line(100), date: civilDay, isOffDay: z.boolean() })
const year = z.number().int().min(2000).max(2100)
const papers = z.array(line(500)).min(1).max(20)
const notice = z
  .object({
    year,
    papers: z.array(z.string()),
    origin: z.enum(['pack', 'entered']),
    enteredAt: z.string(),
    days: z.array(z.object({ date: civilDay, name: z.string(), isOffDay: z.boolean() })),
  })
  .meta({ id: 'HolidayNotice' })

/** Holiday notices: what every due day in working days rests on. */
export function calendarRoutes(app: App, deps: { readonly notices: NoticeService }): void {
  const { notices } = deps

  app.get(
    '/api/v1/law/notices',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'Holiday notices in force, by year; a year that is not listed has none and its days are provisional',
        response: { 200: z.object({ items: z.array(notice) }), ...problems },
      },
    },
    async () => ({ items: notices.list() }) as never,
  )

  app.post(
    '/api/v1/law/notices',
    {
      config: { action: 'calendar.enterNotice' },
      schema: {
        tags: ['law'],
        summary: 'Enter the holiday notice of a year, as in packs/calendar; open cases are counted again',
        // `$schema` and `$id` of the files are passed over.
        body: z.looseObject({ year, papers, days: z.array(day).min(1).max(200) }),
        response: {
          201: z.object({ result: z.object({ year, replaced: z.boolean() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const entered = parseNotice(request.body, request.language)
      const done = await request.desk.perform(notices.enter(person(request).id, entered))
      await notices.takeUp()
      return reply.code(201).send(done as never)
    },
  )
}

/** @throws {Problem} naming each field of the notice that is at fault. */
function parseNotice(body: { readonly year: number }, language: Language): HolidayNotice {
  const parsed = parseHolidayNotice(body, `${body.year}.json`)
  if (parsed.ok) return parsed.notice
  const texts = language === 'en' ? calendarEn : calendarZhCN
  const faults = parsed.issues.map((issue) => ({
    field: 'at' in issue ? `body.days.${issue.at}.date` : 'field' in issue ? `body.${issue.field}` : 'body',
    expected: issueText<CalendarIssue>(texts, issue),
  }))
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
