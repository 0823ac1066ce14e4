import { expect, test } from 'vitest'
import { opensslVersion } from './test-support/openssl.ts'

test('the openssl command line is there to judge by, always so in CI', () => {
  const missing =
    'openssl 3 is not on the PATH: install it, or name it in OPENSSL_BIN; the SM2, SM3 and SM4 judgements need it'
  if (process.env['CI']) expect(opensslVersion, missing).toBeDefined()
  else if (opensslVersion === undefined) console.warn(`${missing}. Outside CI the second library judges alone.`)
})
