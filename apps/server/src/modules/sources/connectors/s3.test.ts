import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { sourcePlace } from '../place.ts'
import { openS3 } from './s3.ts'

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

test.each([301, 302, 307, 308])('a store that sends us to another host by %i is not followed', async (status) => {
  let asked = 0
  const inside = createServer((_, response) => {
    asked++
    response.end('<ListBucketResult><Name>city</Name></ListBucketResult>')
  })
  const elsewhere = await listening(inside)
  const store = createServer((request, response) => {
    response.writeHead(status, { location: `${elsewhere}${request.url ?? ''}` }).end()
  })
  const endpoint = await listening(store)
  const place = { endpoint, region: 'auto', bucket: 'city', prefix: '', extension: '.csv' } as const
  const secret = { accessKeyId: 'reader', secretAccessKey: 'secret' }
  await expect(openS3({ place, secret }, [], AbortSignal.timeout(20_000))).rejects.toMatchObject({
    name: 'SourceFault',
  })
  expect(asked).toBe(0)
  for (const server of [inside, store]) {
    server.closeAllConnections()
    server.close()
  }
})

test('an address of a store holds no user and no password: it is shown to whoever may see the source', () => {
  const given = (endpoint: string) => ({
    kind: 's3',
    place: { endpoint, bucket: 'city', extension: '.csv' },
    secret: { accessKeyId: 'reader', secretAccessKey: 'secret' },
  })
  expect(sourcePlace.safeParse(given('https://user:pass@store.example')).success).toBe(false)
  expect(sourcePlace.safeParse(given('https://store.example')).success).toBe(true)
})
