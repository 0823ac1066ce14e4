import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  calendarEn,
  createCalendar,
  issueText,
  PackError,
  parseHolidayNotice,
  type CalendarIssue,
  type HolidayCalendar,
  type HolidayNotice,
  type PackIssue,
} from '@fadu/domain'

export interface ReadNotices {
  readonly notices: readonly HolidayNotice[]
  readonly issues: readonly PackIssue[]
}

/** Where the holiday notices stand, beside the packs. */
export const calendarFolder = 'calendar'

/**
 * Reads the holiday notices of a folder of packs, one `calendar/<year>.json` a year, and collects the faults of all.
 *
 * @param folder - The folder that holds the packs.
 */
export async function readNotices(folder: string): Promise<ReadNotices> {
  const place = join(folder, calendarFolder)
  const names = await noticeNames(place)
  if (names === undefined) return { notices: [], issues: [missing] }
  const notices: HolidayNotice[] = []
  const issues: PackIssue[] = []
  for (const name of names) {
    const read = readNotice(await readFile(join(place, name), 'utf8'), name)
    if ('notice' in read) notices.push(read.notice)
    else issues.push(...read.faults.map((message) => fault(`${calendarFolder}/${name}`, message)))
  }
  return { notices, issues }
}

/**
 * The calendar of a folder of packs.
 *
 * @throws {PackError} when a notice does not read as one, or their folder is missing.
 */
export async function readCalendar(folder: string): Promise<HolidayCalendar> {
  const { notices, issues } = await readNotices(folder)
  if (issues.length > 0) throw new PackError(issues)
  return createCalendar(notices)
}

async function noticeNames(folder: string): Promise<readonly string[] | undefined> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readNotice(
  text: string,
  name: string,
): { readonly notice: HolidayNotice } | { readonly faults: readonly string[] } {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    return { faults: [`expected JSON: ${(error as SyntaxError).message}`] }
  }
  const parsed = parseHolidayNotice(input, name)
  if (parsed.ok) return { notice: parsed.notice }
  return { faults: parsed.issues.map((issue) => issueText<CalendarIssue>(calendarEn, issue)) }
}

function fault(file: string, message: string): PackIssue {
  return { code: 'PACK_FIELD_INVALID', file, line: 0, message }
}

const missing: PackIssue = {
  code: 'PACK_FILE_MISSING',
  file: calendarFolder,
  line: 0,
  message: 'the folder of holiday notices is missing',
}
