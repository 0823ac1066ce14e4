import { describe, expect, test } from 'vitest'
import { passwordFault } from '@fadu/domain'
import { initialPassword } from './initial-password.ts'

const random = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => crypto.getRandomValues(bytes)

describe('an initial password', () => {
  test('is one that the server takes, in groups, and another each time', () => {
    const made = Array.from({ length: 200 }, () => initialPassword(['wuzhong.civil', '某人'], random))
    for (const password of made) {
      expect(password).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/)
      expect(passwordFault(password, ['wuzhong.civil', '某人'])).toBeUndefined()
    }
    expect(new Set(made).size).toBe(made.length)
  })

  test('that could be guessed is drawn again', () => {
    let draws = 0
    const first = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => (draws++ === 0 ? bytes.fill(0) : random(bytes))
    expect(initialPassword([], first)).not.toMatch(/^aaaaa/)
    expect(draws).toBeGreaterThan(1)
  })
})
