import { describe, expect, test } from 'vitest'
import { judgeLog, type FoundLog, type SeenLog } from './seen-log.ts'

const root = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const seen = (size: number, more: Partial<SeenLog> = {}): SeenLog => ({
  ...{ note: '', size, root: root(1), recoveries: [] },
  ...more,
})
const found = (size: number, more: Partial<FoundLog> = {}): FoundLog => ({
  ...{ size, rootAtSeen: root(1), recoveries: [], history: 'cluster/2', histories: ['cluster/1'] },
  ...more,
})
const judged = (a: SeenLog | undefined, b: FoundLog): string | undefined => judgeLog(a, b, 'log-seen.json')?.code

describe('whether a server goes on with the log that it found', () => {
  test('a fail-over that lost nothing: another history, all that was seen', () => {
    expect(judged(seen(10), found(10))).toBeUndefined()
    expect(judged(seen(10), found(14))).toBeUndefined()
  })

  test('fewer entries than were seen, and none of them told missing', () => {
    expect(judged(seen(10), found(9, { rootAtSeen: undefined }))).toBe('EVIDENCE_ROLLED_BACK')
    // The same history: a disk was put back.
    const sameHistory = found(9, { rootAtSeen: undefined, history: 'cluster/1' })
    expect(judged(seen(10), sameHistory)).toBe('EVIDENCE_ROLLED_BACK')
  })

  test('other entries than were seen', () => {
    expect(judged(seen(10), found(12, { rootAtSeen: root(2) }))).toBe('EVIDENCE_FORKED')
  })

  test('entries that a recovery told missing, and only those', () => {
    const recoveries = [{ entry: 'r1', missing: { from: 8, to: 10 } }]
    const log = found(9, { rootAtSeen: undefined, recoveries })
    expect(judged(seen(10), log)).toBeUndefined()
    expect(judged(seen(11), log)).toBe('EVIDENCE_ROLLED_BACK')
    expect(judged(seen(8), found(9, { rootAtSeen: root(2), recoveries }))).toBe('EVIDENCE_FORKED')
  })

  test('a recovery that was known when more was seen excuses nothing', () => {
    const recoveries = [{ entry: 'r1', missing: { from: 8, to: 12 } }]
    const later = found(9, { rootAtSeen: undefined, recoveries })
    expect(judged(seen(10, { recoveries: ['r1'] }), later)).toBe('EVIDENCE_ROLLED_BACK')
  })

  test('a server that has seen nothing goes on by a history of which the log tells, and by the first', () => {
    expect(judged(undefined, found(5))).toBe('EVIDENCE_UNCONFIRMED')
    expect(judged(undefined, found(5, { histories: ['cluster/1', 'cluster/2'] }))).toBeUndefined()
    expect(judged(undefined, found(5, { histories: [] }))).toBeUndefined()
    expect(judged(undefined, found(5, { history: undefined }))).toBeUndefined()
  })
})
