import { expect, test } from 'vitest'
import { sqlState } from './connection.ts'

test('a SQLSTATE is told from the system’s name for a lost connection', () => {
  for (const code of ['42P01', '57014', 'XX000', 'HV00B', '0LP01']) expect(sqlState({ code }), code).toBe(code)
  for (const code of ['EPIPE', 'ECONNRESET', 'DB_BUSY', 42, undefined])
    expect(sqlState({ code }), String(code)).toBeUndefined()
  expect(sqlState(null)).toBeUndefined()
})
