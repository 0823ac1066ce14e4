import { expect, test } from 'vitest'
import { checkMobileNumber } from './mobile-number.ts'

test.each(['13800138000', '15412345678', '19900000000', ' １5412345678 '])('「%s」 is a mobile number', (text) => {
  expect(checkMobileNumber(text).ok).toBe(true)
})

test.each([
  ['nothing', '', { code: 'MOBILE_EMPTY' }],
  ['a country code', '+8615412345678', { code: 'MOBILE_LENGTH', length: 14 }],
  ['a service number', '12345678901', { code: 'MOBILE_PREFIX' }],
  ['a number that begins with 2', '25412345678', { code: 'MOBILE_PREFIX' }],
  ['a letter', '1541234567O', { code: 'MOBILE_CHARACTER', position: 11 }],
])('%s is reported', (_, text, issue) => {
  expect(checkMobileNumber(text)).toEqual({ ok: false, issue })
})
