import { expect, test } from 'vitest'
import { hashPassword, passwordMatches } from './passwords.ts'

test('an unknown login costs the same work as a known one: one comparison with a hash of the same cost', async () => {
  const compared: string[] = []
  const count = (hashed: string): Promise<boolean> => {
    compared.push(hashed)
    return Promise.resolve(true)
  }
  const stored = await hashPassword('a password that somebody has')
  expect(await passwordMatches(stored, 'guess', count)).toBe(true)
  // Even were the decoy guessed, nobody is signed in by it.
  expect(await passwordMatches(undefined, 'guess', count)).toBe(false)
  const costs = compared.map((hashed) => /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$/.exec(hashed)?.[0])
  expect(costs).toHaveLength(2)
  expect(costs[0]).toBeDefined()
  expect(costs[1]).toBe(costs[0])
})

test('a password is compared as a keyboard may have written it, and no other matches', async () => {
  const stored = await hashPassword('mot de passe café')
  expect(await passwordMatches(stored, 'mot de passe cafe\u0301')).toBe(true)
  expect(await passwordMatches(stored, 'mot de passe cafe')).toBe(false)
})
