import { afterEach, expect, test } from 'vitest'
import { hearServerTime, serverNow } from './server-clock.ts'

const here = new Date('2031-05-20T02:00:00.400Z')
const said = (date: string): string => {
  hearServerTime(date, here)
  return serverNow(here).toISOString()
}

afterEach(() => hearServerTime(new Date().toUTCString()))

test('a browser of another year tells the day that the server said', () => {
  expect(said('Mon, 30 Nov 2026 15:59:59 GMT')).toBe('2026-11-30T15:59:59.000Z')
  expect(serverNow(new Date(here.getTime() + 2_000)).toISOString()).toBe('2026-11-30T16:00:01.000Z')
})

test('two clocks that go alike are left alone, and one that was set right is', () => {
  said('Mon, 30 Nov 2026 15:59:59 GMT')
  expect(said('Tue, 20 May 2031 02:00:02 GMT')).toBe(here.toISOString())
})

test.each([null, '', 'tomorrow'])('an answer that tells no time (%j) changes nothing', (date) => {
  hearServerTime('Mon, 30 Nov 2026 15:59:59 GMT', here)
  hearServerTime(date, here)
  expect(serverNow(here).toISOString()).toBe('2026-11-30T15:59:59.000Z')
})
