import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  cedar,
  packFolders,
  packFrom,
  packNamed,
  packsFolder,
  readCalendar,
  readFiles,
} from '../../cases/read-packs.ts'
import { composeLawBook } from '../regulation/index.ts'
import type { ClockCommand } from '../procedure/index.ts'
import { civil, type ClauseId } from '../shared/index.ts'
import { startedBy } from './case-clocks.ts'
import { caseFile, type CaseFile } from './case-file.ts'
import { runCase } from './index.ts'

const calendar = readCalendar()
const name = 'wuzhong-draft-2024'
const at = (text: string): number => Date.parse(`${text}+08:00`)

/** Wuzhong with one duty in hours beside those in days. */
function regimeWithHours() {
  const files = new Map(readFiles(join(packsFolder, name)))
  const change = (path: string, by: (text: string) => string): void => {
    const changed = by(files.get(path)!)
    expect(changed, path).not.toBe(files.get(path))
    files.set(path, changed)
  }
  change('procedures/share-request.yaml', (text) =>
    text.replace('clock: { period: share.delivery,', 'clock: { period: share.urgentDelivery,'),
  )
  const period = 'share.urgentDelivery: { unit: hour, warn: 4, values: { draft: { value: 24, cites: [WZ-26-2] } } }'
  change('values/share.yaml', (text) => `${text}${period}\n`)
  const packs = packFolders().map((folder) => (folder === name ? packFrom(name, files) : packNamed(folder)))
  const book = composeLawBook(cedar, packs)
  return book.regimeOfPack(book.packs.find((p) => p.id === name)!)
}

const regime = regimeWithHours()

describe('a case with a clock in hours', () => {
  const told = (given: Record<string, unknown>, expectation: Record<string, unknown>): string => {
    const [one] = caseFile.parse([{ name: 'x', cites: ['WZ-26-2'], given, expect: expectation }]) as [CaseFile]
    const result = runCase(regime, calendar, one)
    return result.ok ? 'holds' : result.difference
  }
  const before = [{ act: 'share.request.open', at: '2026-02-09T09:30+08:00' }]
  const approve = { act: 'share.request.approve', at: '2026-02-13T22:30+08:00' }
  const approved = { before, ...approve }

  test('is due at an instant, whatever the offset it is written with', () => {
    for (const due of ['2026-02-14T22:30+08:00', '2026-02-14T14:30+00:00', '2026-02-14T22:30:00+08:00']) {
      expect(told(approved, { state: 'delivering', due: { 'share.urgentDelivery': due } })).toBe('holds')
    }
  })

  test('says which instant differs, also where a day was expected', () => {
    const due = (expected: string): string =>
      told(approved, { state: 'delivering', due: { 'share.urgentDelivery': expected } })
    expect(due('2026-02-14T22:00+08:00')).toBe(
      'due share.urgentDelivery: expected 2026-02-14T22:00+08:00, found 2026-02-14T22:30+08:00',
    )
    expect(due('2026-02-14')).toBe('due share.urgentDelivery: expected 2026-02-14, found 2026-02-14T22:30+08:00')
  })

  test('is late by the minute, and an act in time ends it', () => {
    const delivered = (time: string, more: Record<string, unknown>): string =>
      told(
        { before: [...before, approve], happens: 'grant.firstDelivery', at: time },
        { state: 'delivered', finished: ['share.urgentDelivery'], ...more },
      )
    expect(delivered('2026-02-14T22:31+08:00', { late: ['share.urgentDelivery'] })).toBe('holds')
    expect(delivered('2026-02-14T22:30+08:00', { late: ['share.urgentDelivery'] })).toContain('expected to be late')
  })
})

describe('what an act sets itself', () => {
  const start = (more: Partial<ClockCommand> = {}) => {
    const command = { kind: 'start', period: 'share.reply', owner: 'provider', cites: ['WZ-26-2' as ClauseId], ...more }
    const result = startedBy(command as Parameters<typeof startedBy>[0], regime, at('2026-02-13T10:00'))
    return result.ok ? result.deadline : result.issue
  }

  test('is the period of the regime and the day of the act, when it sets nothing', () => {
    expect(start()).toMatchObject({ length: 5, unit: 'workingDay', entries: [{ kind: 'started', on: '2026-02-13' }] })
  })

  test('is another day or another length', () => {
    expect(start({ on: civil('2026-02-10'), length: 12 })).toMatchObject({
      length: 12,
      basis: 'draft',
      cites: ['WZ-26-2'],
      entries: [{ kind: 'started', on: '2026-02-10' }],
    })
  })

  test('cannot be a day that nobody can count from', () => {
    expect(start({ on: civil('1999-01-01') })).toMatchObject({ code: 'CLK_DATE_UNSUPPORTED' })
  })
})
