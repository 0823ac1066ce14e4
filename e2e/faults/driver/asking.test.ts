import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { PlatformServer } from '../world/world.ts'
import { askOnce, type Asked } from './asking.ts'

/** A server that answers as told, and its one answer to what was asked. */
async function asked(listener: RequestListener, method: Asked['method'] = 'GET') {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return askOnce({ url } as PlatformServer, undefined, { method, path: '/' })
}

const gone: RequestListener = (_, response) => {
  response.writeHead(410, { 'content-type': 'application/problem+json' }).end('{"code":"UPLOAD_EXPIRED"}')
}

test('a refusal is an answer, with its body', async () => {
  expect(await asked(gone)).toMatchObject({ kind: 'answer', status: 410, body: { code: 'UPLOAD_EXPIRED' } })
})

test('a refusal of HEAD is an answer, though no body comes', async () => {
  expect(await asked(gone, 'HEAD')).toMatchObject({ kind: 'answer', status: 410, body: '' })
})

test('half an answer is silence', async () => {
  const broken: RequestListener = (request, response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{"act":', () => request.socket.destroy())
  }
  expect(await asked(broken)).toEqual({ kind: 'silence' })
})
