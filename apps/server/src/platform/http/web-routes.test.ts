import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from './http-types.ts'
import { webRoutes } from './web-routes.ts'

const script = 'export const words = "一一一一"'
const app = fastify()
  .setValidatorCompiler(validatorCompiler)
  .setSerializerCompiler(serializerCompiler) as unknown as App
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<meta name="style-nonce" content="{{nonce}}" />')
  for (const [name, content] of [
    ['page-1a.js', script],
    ['page-1a.js.br', brotliCompressSync(script)],
    ['page-1a.js.gz', gzipSync(script)],
    ['plain-1a.js', script],
  ] as const)
    await writeFile(join(folder, 'assets', name), content)
  await webRoutes(app, folder)
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const fetchAsset = async (name: string, encodings?: string) => {
  const { headers, rawPayload } = await app.inject({
    method: 'GET',
    url: `/assets/${name}`,
    headers: encodings === undefined ? {} : { 'accept-encoding': encodings },
  })
  return { headers, rawPayload }
}

test('a script is sent in the smallest form that the browser reads, and caches keep the forms apart, for long', async () => {
  const smallest = await fetchAsset('page-1a.js', 'gzip, deflate, br, zstd')
  expect(smallest.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
  expect(smallest.rawPayload).toEqual(brotliCompressSync(script))
  const older = await fetchAsset('page-1a.js', 'gzip')
  expect(older.headers['content-encoding']).toBe('gzip')
  expect(older.rawPayload).toEqual(gzipSync(script))
})

test('who reads no compressed form, and a file that has none, get it as it is', async () => {
  for (const [name, encodings] of [
    ['page-1a.js', undefined],
    ['plain-1a.js', 'gzip, br'],
  ] as const) {
    const { headers, rawPayload } = await fetchAsset(name, encodings)
    expect(headers['content-encoding'], name).toBeUndefined()
    expect(rawPayload.toString(), name).toBe(script)
    expect(headers['vary'], name).toBe('accept-encoding')
  }
})
