import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SelfTestFailed, smcryptoSelfTest, smcryptoZhCN } from './index.ts'

test('the known answers come out', () => {
  expect(smcryptoSelfTest()).toEqual(['sm3', 'hmac-sm3', 'hkdf-sm3', 'sm4', 'sm2-verify', 'sm2-sign', 'sealing'])
})

test('a failure names the tests that failed', () => {
  const failure = new SelfTestFailed({ code: 'SELF_TEST_FAILED', failed: ['sm3', 'sm4'] })
  expect(failure).toMatchObject({ name: 'SelfTestFailed', code: 'SELF_TEST_FAILED', issue: { failed: ['sm3', 'sm4'] } })
  expect(smcryptoZhCN.SELF_TEST_FAILED(failure.issue)).toContain('「sm3、sm4」')
})

test('every code thrown in the sources has a text, and no text is left over', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'zh-cn.ts')
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
  const thrown = sources.flatMap((text) => [...text.matchAll(/code: '([A-Z0-9_]+)'/g)].map((match) => match[1]))
  expect(Object.keys(smcryptoZhCN).sort()).toEqual([...new Set(thrown)].sort())
})

test('SM2 comes from its one file, and nothing else of that library is used', () => {
  const users = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8').includes("from 'sm-crypto-v2'"))
  expect(users).toEqual(['sm2.ts'])
  expect(readFileSync(`${import.meta.dirname}/sm2.ts`, 'utf8')).toContain("import { sm2 } from 'sm-crypto-v2'")
})
