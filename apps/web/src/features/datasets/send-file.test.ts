import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiFault } from '../../api/client.ts'
import type { ProblemDocument } from '../../api/types.ts'
import { partBytes, sendFile, type Receiver } from './send-file.ts'

type Weather = 'good' | 'lost before' | 'lost after' | 'busy'

/** A server that keeps what arrives, on a line whose weather is given. */
function serverIn(weather: readonly Weather[], arrived: number[]): Receiver & { readonly kept: () => number } {
  let kept = 0
  let calls = 0
  return {
    kept: () => kept,
    send: async (offset, bytes) => {
      const now = weather[calls++] ?? 'good'
      if (now === 'lost before') throw new ApiFault(0, undefined)
      if (now === 'busy') throw new ApiFault(503, undefined)
      if (offset !== kept) throw new ApiFault(409, { code: 'UPLOAD_OFFSET' } as ProblemDocument)
      arrived.push(...new Uint8Array(await bytes.arrayBuffer()).subarray(0, 1))
      kept += bytes.size
      if (now === 'lost after') throw new ApiFault(0, undefined)
      return kept
    },
    offset: () => Promise.resolve(kept),
    pause: () => Promise.resolve(),
  }
}

const fileOf = (parts: number, rest: number): Blob =>
  new Blob([
    ...Array.from({ length: parts }, (_, i) => new Uint8Array(partBytes).fill(i)),
    new Uint8Array(rest).fill(99),
  ])

test('every part arrives once and in order, whatever becomes of the line', async () => {
  const weather = fc.array(fc.constantFrom<Weather>('good', 'good', 'lost before', 'lost after', 'busy'), {
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(weather, async (days) => {
      // Four faults in a row are endured; more are for the sender to know.
      const endured = days.flatMap((day, i) => (i % 4 === 3 ? ['good' as const] : [day]))
      const arrived: number[] = []
      const server = serverIn(endured, arrived)
      const file = fileOf(2, 10)
      const seen: number[] = []
      await sendFile(file, server, (bytes) => seen.push(bytes))
      expect(server.kept()).toBe(file.size)
      expect(arrived).toEqual([0, 1, 99])
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(seen.at(-1)).toBe(file.size)
    }),
    { numRuns: 40 },
  )
})

test('a file that was half sent goes on from there', async () => {
  const arrived: number[] = []
  const server = serverIn([], arrived)
  const file = fileOf(1, 5)
  await server.send(0, file.slice(0, partBytes))
  await sendFile(file, server, () => undefined)
  expect(arrived).toEqual([0, 99])
})

test('a refusal ends it at once, and a server that stays away after five tries', async () => {
  const refused: Receiver = {
    send: () => Promise.reject(new ApiFault(403, undefined)),
    offset: () => Promise.resolve(0),
    pause: () => Promise.resolve(),
  }
  await expect(sendFile(fileOf(0, 3), refused, () => undefined)).rejects.toMatchObject({ status: 403 })
  let tries = 0
  const away = { ...refused, send: () => (tries++, Promise.reject(new ApiFault(0, undefined))) }
  await expect(sendFile(fileOf(0, 3), away, () => undefined)).rejects.toMatchObject({ status: 0 })
  expect(tries).toBe(5)
})
