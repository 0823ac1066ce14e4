import { expect, test } from 'vitest'
import { neverSilent, within } from './patience.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('what comes in time comes whole', async () => {
  const given = [bytes('a'), bytes('b')]
  const seen: Uint8Array[] = []
  for await (const chunk of neverSilent(
    (async function* () {
      yield* given
    })(),
    1000,
  ))
    seen.push(chunk)
  expect(seen).toEqual(given)
  expect(await within(Promise.resolve(7), 1000)).toBe(7)
})

test('a source that falls silent ends with a fault and is closed', async () => {
  let closed = false
  const silent: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: (() => {
        let asked = 0
        return () =>
          asked++ === 0 ? Promise.resolve({ done: false, value: bytes('a') }) : new Promise(() => undefined)
      })() as () => Promise<IteratorResult<Uint8Array>>,
      return: () => {
        closed = true
        return Promise.resolve({ done: true, value: undefined })
      },
    }),
  }
  const seen: Uint8Array[] = []
  const read = async (): Promise<void> => {
    for await (const chunk of neverSilent(silent, 20)) seen.push(chunk)
  }
  await expect(read()).rejects.toMatchObject({ kind: 'unreachable' })
  expect(seen).toHaveLength(1)
  expect(closed).toBe(true)
})

test('what never answers is given up', async () => {
  await expect(within(new Promise(() => undefined), 10)).rejects.toMatchObject({ kind: 'unreachable' })
})
