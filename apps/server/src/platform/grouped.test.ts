import { expect, test } from 'vitest'
import { createGrouped } from './grouped.ts'

const later = (ms = 1): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test('calls of one turn share a round, and each gets its own answer', async () => {
  const rounds: (readonly number[])[] = []
  const double = createGrouped<number, number>({
    most: 10,
    run: async (items) => {
      rounds.push(items)
      await later()
      return items.map((i) => i * 2)
    },
  })
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
  expect(rounds).toEqual([[1, 2, 3]])
})

test('a call that comes while a round is under way is asked in the next, never answered by what was read before it came', async () => {
  let version = 1
  const asked: number[] = []
  const read = createGrouped<string, number>({
    most: 10,
    run: async (items) => {
      const seen = version
      asked.push(items.length)
      await later(5)
      return items.map(() => seen)
    },
  })
  const first = read('a')
  await later(2)
  version = 2
  const second = read('b')
  expect([await first, await second]).toEqual([1, 2])
  expect(asked).toEqual([1, 1])
})

test('a long queue is cut into rounds', async () => {
  const sizes: number[] = []
  const read = createGrouped<number, number>({
    most: 4,
    run: (items) => {
      sizes.push(items.length)
      return Promise.resolve(items)
    },
  })
  await Promise.all(Array.from({ length: 10 }, (_, i) => read(i)))
  expect(sizes).toEqual([4, 4, 2])
})

const fault = (code: string): Error => Object.assign(new Error('refused'), { code })

test('a value the database cannot take fails its own call and no other', async () => {
  const read = createGrouped<string, string>({
    most: 10,
    alone: true,
    run: (items) => (items.includes('bad') ? Promise.reject(fault('22021')) : Promise.resolve(items)),
  })
  const answers = await Promise.allSettled(['x', 'bad', 'y'].map(read))
  expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a write is never tried again: a round of writes that fails, fails for all of it, and the next goes on', async () => {
  let rounds = 0
  const write = createGrouped<string, string>({
    most: 10,
    run: (items) => {
      rounds++
      return items.includes('bad') ? Promise.reject(fault('22021')) : Promise.resolve(items)
    },
  })
  const answers = await Promise.allSettled(['x', 'bad'].map(write))
  expect(answers.map((a) => a.status)).toEqual(['rejected', 'rejected'])
  expect(rounds).toBe(1)
  expect(await write('z')).toBe('z')
})

test('a fault of the connection is not asked again for each', async () => {
  let rounds = 0
  const read = createGrouped<string, string>({
    most: 10,
    alone: true,
    run: () => {
      rounds++
      return Promise.reject(fault('57P01'))
    },
  })
  const answers = await Promise.allSettled(['x', 'y', 'z'].map(read))
  expect(answers.every((a) => a.status === 'rejected')).toBe(true)
  expect(rounds).toBe(1)
})
