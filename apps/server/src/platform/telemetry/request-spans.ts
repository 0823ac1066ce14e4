import type { FastifyRequest } from 'fastify'
import type { App } from '../http/http-types.ts'
import type { SpanAttributes } from './span-attributes.ts'
import type { OpenSpan, Telemetry } from './telemetry.ts'

type Method = NonNullable<SpanAttributes['http.request.method']>
const methods = new Set<string>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Tells of each request: method, route pattern and status. Its address, header fields and content are never looked at. */
export function traceRequests(app: App, telemetry: Telemetry): void {
  const open = new WeakMap<FastifyRequest, OpenSpan>()
  const end = (request: FastifyRequest, said: SpanAttributes): void => {
    const span = open.get(request)
    if (!open.delete(request)) return
    span?.set(said)
    span?.end()
  }

  app.addHook('onRequest', (request, reply, done) => {
    const method = (methods.has(request.method) ? request.method : '_OTHER') as Method
    const said = { 'http.request.method': method, 'http.route': request.routeOptions.url }
    const span = telemetry.open('request', said, { below: telemetry.continued(request.headers['traceparent']) })
    open.set(request, span)
    // Of an answer that nobody waited for there is no other word.
    reply.raw.once('close', () => end(request, { 'fadu.outcome': 'aborted' }))
    telemetry.run(span.context, done)
  })
  // What brings the content of a request is the connection's, and knows nothing of what was begun for this one.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = open.get(request)
    if (span === undefined) done()
    else telemetry.run(span.context, done)
  })
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const fault = statusCode >= 500 ? { 'error.type': String(statusCode) } : {}
    end(request, { 'http.response.status_code': statusCode, ...fault })
    done()
  })
}
