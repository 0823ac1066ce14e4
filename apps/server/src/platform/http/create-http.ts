import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { CodedError, type ActionDeclaration, type Ground } from '@fadu/domain'
import type { Acts } from '../acts/acts.ts'
import type { AllowedHosts } from '../allowed-hosts.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { DatabaseError, isFullState, isPassingFault, isPassingState, sqlState } from '../db/open-database.ts'
import { platformResource } from '../law/gate.ts'
import { PackTextError } from '../law/pack-archive.ts'
import { Problem, problemDocument, Refused, type Language } from '../problem/index.ts'
import type { App, Desk } from './http-types.ts'
import { visitor, type Principal } from '../auth/principal.ts'
import { requireOpen, type MaintenanceCalendar } from './maintenance.ts'
import type { Metrics } from './metrics.ts'
import { traceRequests } from '../telemetry/request-spans.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import {
  answerBrokenRequest,
  defaultConnectionLimits,
  requireContentInTime,
  serverOptions,
  type ConnectionLimits,
} from './connections.ts'
import { noLimits, createRateLimiter, type RateLimits } from './rate-limits.ts'
import { faultsOfForm, pathFault, type RequestForm } from './request-form.ts'
import { contentDigest, requireEncrypted } from './transport.ts'
import { securityHeaders } from './security-headers.ts'

export const maxBodyBytes = 1024 * 1024
/** Characters of one part of a path; the longest that means something is an address below `/assets/`. */
const longestPathPart = 200

export interface HttpDeps {
  readonly acts: Acts
  readonly authenticator: Authenticator
  readonly actions: readonly ActionDeclaration[]
  readonly metrics: Metrics
  /** Structured log; without one nothing is written. */
  readonly logger?: FastifyBaseLogger
  readonly transport: Transport
  /** Name of the cookie of sessions. */
  readonly sessionCookie: string
  /** Limits on requests; none when not said. */
  readonly limits?: RateLimits
  /** What a connection may take; the defaults when not said. */
  readonly connections?: ConnectionLimits
  readonly maintenance: MaintenanceCalendar
  /** Told of requests; nobody when not said. */
  readonly telemetry?: Telemetry | undefined
  readonly now: () => Date
}

/** How the server is reached. */
export interface Transport {
  /** Certificate and key, PEM; without them the server speaks plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Proxies that are believed when they say that their client came over TLS. */
  readonly trustedProxies: AllowedHosts
  /** Clauses on which a request in clear is refused. */
  readonly grounds: readonly Ground[]
}

/** What a monitor asks on the port itself: numbers and a pulse, no data. */
const operatorAction = 'platform.watch'

/** One route as the platform knows it; the route table is checked at start and walked by a test. */
export interface RouteFact {
  readonly method: string
  readonly url: string
  readonly action: string
}

/**
 * The HTTP server without its modules: who is asking, what a fault looks like, which headers are sent.
 *
 * Start fails when a route names no policy action or one that no pack declares.
 */
export async function createHttp(deps: HttpDeps): Promise<{ app: App; routes: readonly RouteFact[] }> {
  const actions = new Map(deps.actions.map((a) => [a.id, a]))
  const routes: RouteFact[] = []
  const { tls, trustedProxies, grounds } = deps.transport
  const { connections = defaultConnectionLimits } = deps
  const below = serverOptions(connections)
  const app = fastify({
    ...(deps.logger === undefined ? {} : { loggerInstance: deps.logger }),
    // What is older than TLS 1.2 is not spoken.
    ...(tls === undefined ? { http: below } : { https: { ...below, ...tls, minVersion: 'TLSv1.2' as const } }),
    bodyLimit: maxBodyBytes,
    genReqId: () => randomUUID(),
    // A path is matched as it was written: an encoded slash must not walk around a route's action.
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: longestPathPart },
    // A large file on a slow line takes its time; headers may not.
    requestTimeout: connections.requestSeconds * 1000,
    keepAliveTimeout: connections.keepAliveSeconds * 1000,
    maxRequestsPerSocket: connections.requestsPerConnection,
    clientErrorHandler: answerBrokenRequest(connections),
    // What the router cannot read has no route and thus no hooks; it is answered like any other address that is written wrongly.
    frameworkErrors: (_error, request, reply) => {
      void reply.headers(securityHeaders)
      request.language = languageOf(request)
      send(request, reply, new Problem({ code: 'REQUEST_MALFORMED', faults: [pathFault] }))
    },
    // Our own line is written by the onResponse hook: Fastify's would hold the address, and that can hold what was searched for.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
  })
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler) as unknown as App

  // Their number is bounded by their size: none is dropped in silence.
  app.server.maxHeadersCount = 0

  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat()
    const action = route.config?.action
    for (const method of methods) {
      if (method === 'HEAD' || method === 'OPTIONS') continue
      if (action === undefined) throw new Error(`route ${method} ${route.url} names no policy action (config.action)`)
      if (!actions.has(action)) throw new Error(`route ${method} ${route.url} names the unknown action «${action}»`)
      routes.push({ method, url: route.url, action })
    }
  })

  // Before every other hook: what they ask is below the request.
  if (deps.telemetry !== undefined) traceRequests(app, deps.telemetry)
  await app.register(cookie)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '法度 Fadu',
        version: '0.1.0',
        description:
          'Municipal public data platform: every act is decided by the regulation in force, clocked and recorded.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: deps.sessionCookie },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
    transform: ({ schema, url, route, ...rest }) => {
      const transformed = jsonSchemaTransform({ schema, url, route, ...rest })
      const action = route.config?.action ?? ''
      const security =
        actions.get(action)?.principals.includes('Visitor') === true ? [] : [{ session: [] }, { bearer: [] }]
      return { ...transformed, schema: { ...transformed.schema, security, 'x-fadu-action': action } as never }
    },
  })

  const limiter = createRateLimiter({
    limits: deps.limits ?? noLimits,
    trustedProxies,
    metrics: deps.metrics,
    now: deps.now,
  })
  app.decorateRequest('desk')
  app.decorateRequest('language', 'zh-CN')

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    request.language = languageOf(request)
    request.desk = createDesk(deps.acts, visitor, request)
    requirePlainForm(request, reply)
    const action = actions.get(request.routeOptions.config?.action ?? '')
    const credentials = readCredentials(request, deps.sessionCookie)
    if (action?.id !== operatorAction) {
      const channel = requireEncrypted(request, trustedProxies, grounds)
      if (channel !== 'loopback') reply.header('strict-transport-security', 'max-age=31536000')
      limiter.arrived(request, reply, { action: action?.id, isAnonymous: credentials === undefined })
    }
    if (action === undefined) return // unknown address: answered by the not-found handler
    // Asked at the same time as what is planned, and looked at after it: while the gateway is closed nobody is told more.
    const asking = whoIsAsking(deps.authenticator, request, credentials)
    asking.catch(() => undefined)
    if (isGateway(request)) requireOpen(reply, await deps.maintenance.next(), deps.now())
    const principal = await asking.catch((error: unknown) => {
      if (!isBadCredential(error)) throw error
      limiter.unknown(request, reply)
      // A browser goes on sending the cookie of a session that is over: where anybody may come, its holder is anybody.
      if (request.headers.authorization === undefined && action.principals.includes('Visitor')) return visitor
      throw error
    })
    request.desk = createDesk(deps.acts, principal, request)
    limiter.known(request, reply, principal)
    const { type } = principal
    // Before anything of the request is read: somebody unknown learns nothing about what it expects.
    if (type === 'Visitor' && !action.principals.includes('Visitor')) throw new Problem({ code: 'AUTH_REQUIRED' })
    // No rule permits this kind of principal; the decision says which clauses would have had to, and is recorded.
    if (!action.principals.includes(type)) await request.desk.authorize(action.id, platformResource)
    else if (action.resource === 'Platform') await request.desk.authorize(action.id, platformResource)
  })

  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!request.raw.complete && isReadAsWhole(request)) {
      const { bodyLimit = maxBodyBytes } = request.routeOptions
      const seconds = connections.contentSeconds * Math.ceil(bodyLimit / maxBodyBytes)
      requireContentInTime(request, reply, seconds)
    }
    done(null, payload)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const refusedToSend =
      reply.statusCode < 400 && !request.desk.asked && request.routeOptions.config?.action !== undefined
    if (refusedToSend)
      throw new Error(`${request.method} ${request.routeOptions.url ?? ''} answered without a decision`)
    // The gateway's answers say what they were when they left; its clients check it.
    if (isGateway(request) && typeof payload === 'string') void reply.header('content-digest', contentDigest(payload))
    return payload
  })

  app.addHook('onResponse', async (request, reply) => {
    const { url = 'unknown' } = request.routeOptions
    deps.metrics.requests
      .labels({ method: request.method, route: url, status: String(reply.statusCode) })
      .observe(reply.elapsedTime / 1000)
    // The route pattern and not the address: an address can carry what somebody searched for.
    request.log.info(
      { method: request.method, route: url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })

  app.setNotFoundHandler((request, reply) => send(request, reply, new Problem({ code: 'ROUTE_UNKNOWN' })))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toProblem(error)
    if (known instanceof Refused) {
      deps.metrics.refusals
        .labels({ action: request.routeOptions.config?.action ?? 'unknown', reason: known.reason.code })
        .inc()
    }
    if (known !== undefined) return send(request, reply, known)
    const incident = randomUUID()
    request.log.error({ incident, fault: describeFault(error) }, 'request failed')
    return send(request, reply, new Problem({ code: 'INTERNAL', incident }))
  })
  return { app, routes }
}

/** The generator names every shape twice, as it is sent and as it is received; only one of the two is referred to. */
function withoutUnused<T extends object>(document: T): T {
  const text = JSON.stringify(document)
  const { components } = document as { components?: { schemas?: Record<string, unknown> } }
  for (const name of Object.keys(components?.schemas ?? {})) {
    if (!text.includes(`"#/components/schemas/${name}"`)) delete components!.schemas![name]
  }
  return document
}

function languageOf({ headers }: FastifyRequest): Language {
  return /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'zh-CN'
}

function isGateway(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/gw/') === true
}

/** Connections that end with the answer under way. What was sent behind it is not looked at: its answer could not be told. */
const ending = new WeakSet<Socket>()

/** @throws {Problem} for a request that two readers could read differently; its connection ends with the answer. */
function requirePlainForm({ raw }: FastifyRequest, reply: FastifyReply): void {
  const faults = ending.has(raw.socket) ? [afterTheLast] : faultsOfForm(raw as RequestForm)
  if (faults.length === 0) return
  ending.add(raw.socket)
  void reply.header('connection', 'close')
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

const afterTheLast = { field: 'request', expected: 'nothing: the connection ended with the request before' }

/** Other content is a file and is taken as it comes. */
function isReadAsWhole({ headers }: FastifyRequest): boolean {
  return /^(application\/json|text\/plain)\b/i.test(headers['content-type'] ?? '')
}

/** What a request shows of who sends it; undefined when nothing. */
interface Credentials {
  /** Undefined as well when the header is there and is no bearer. */
  readonly bearer: string | undefined
  readonly cookie: string | undefined
}

function readCredentials({ headers, cookies }: FastifyRequest, sessionCookie: string): Credentials | undefined {
  const { authorization } = headers
  const cookie = cookies[sessionCookie]
  if (authorization === undefined && cookie === undefined) return undefined
  const [, bearer] = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(authorization ?? '') ?? []
  return { bearer, cookie }
}

async function whoIsAsking(
  authenticator: Authenticator,
  request: FastifyRequest,
  credentials: Credentials | undefined,
): Promise<Principal> {
  if (credentials === undefined) return visitor
  const { bearer, cookie } = credentials
  if (request.headers.authorization !== undefined && bearer === undefined)
    throw new Problem({ code: 'AUTH_TOKEN_INVALID' })
  const writes = request.method !== 'GET' && request.method !== 'HEAD'
  if (bearer === undefined && writes) requireSameOrigin(request)
  return authenticator.authenticate({ bearer, cookie })
}

function isBadCredential(error: unknown): boolean {
  return error instanceof Problem && /^AUTH_(TOKEN|SESSION)_INVALID$/.test(error.reason.code)
}

/** A cookie travels with every request of a browser, also with one that another site made it send. */
function requireSameOrigin(request: FastifyRequest): void {
  const { origin } = request.headers
  if (origin !== undefined && hostOf(origin) !== request.headers.host) throw new Problem({ code: 'AUTH_ORIGIN' })
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new Problem({ code: 'AUTH_ORIGIN' })
}

/** `null` is what a browser sends from a sandboxed page; it is nobody's host. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** The way into the platform for one request; nothing was asked of it yet. */
export function createDesk(acts: Acts, principal: Principal, request: FastifyRequest): Desk {
  let asked = false
  return {
    principal,
    get asked() {
      return asked
    },
    note: () => {
      asked = true
    },
    authorize: async (action, resource, context) => {
      asked = true
      await acts.authorize(principal, action, resource, context)
    },
    perform: (act) => {
      asked = true
      const key = request.headers['idempotency-key']
      if (key === undefined || act.confidential === true) return acts.perform(principal, act)
      if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
        const faults = [{ field: 'headers.idempotency-key', expected: '1 to 200 visible ASCII characters' }]
        throw new Problem({ code: 'REQUEST_MALFORMED', faults })
      }
      // A file that is streamed is known by its content hash, not by its bytes here.
      const body = request.body instanceof Readable ? null : (request.body ?? null)
      const content = JSON.stringify([request.method, request.url, body])
      return acts.perform(principal, act, { key, content })
    },
  }
}

/** Characters that the database cannot store, such as NUL. */
const unstorableStates = new Set(['22021', '22P05'])

function toProblem(error: FastifyError): Problem | Refused | undefined {
  if (error instanceof Problem || error instanceof Refused) return error
  if (error instanceof PackTextError) {
    const { pack, version } = error.fault
    return new Problem({ code: 'LAW_TEXT_UNREADABLE', pack, version })
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map((v) => ({
      field: `${error.validationContext ?? 'body'}${v.instancePath.replaceAll('/', '.')}`,
      expected: v.message ?? 'invalid',
    }))
    return new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  if (error instanceof CodedError && error.code === 'CAL_DATE_OUT_OF_RANGE') {
    const expected = 'days from which it can be counted within the years 0001 to 9999'
    return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body', expected }] })
  }
  if (error instanceof DatabaseError && isPassingFault(error)) return new Problem({ code: 'BUSY', retrySeconds: 2 })
  const state = sqlState(error) ?? ''
  if (isPassingState(state)) return new Problem({ code: 'BUSY', retrySeconds: 1 })
  if (isFullState(state)) return new Problem({ code: 'STORAGE_FULL' })
  if (unstorableStates.has(state)) {
    const faults = [{ field: 'body', expected: 'text without control characters' }]
    return new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: maxBodyBytes })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: 'application/json' })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body', expected: 'well-formed JSON' }] })
  }
  if (error instanceof SyntaxError && error.statusCode === 400) {
    return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body', expected: 'well-formed JSON' }] })
  }
  return undefined
}

/** What a log may say of a fault: its kind and place, never a message that can quote a value. */
function describeFault(error: FastifyError): Record<string, unknown> {
  const { name, code } = error
  const place = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  return {
    name,
    code,
    sqlState: sqlState(error),
    place,
    ...(process.env['FADU_DEBUG'] === '1' ? { message: error.message } : {}),
  }
}

function send(request: FastifyRequest, reply: FastifyReply, problem: Problem | Refused): FastifyReply {
  const document = problemDocument(problem, request.language ?? 'zh-CN')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="fadu"')
  if (problem instanceof Problem && 'retrySeconds' in problem.reason)
    reply.header('retry-after', String(problem.reason.retrySeconds))
  return reply
    .code(problem.status)
    .header('content-language', request.language ?? 'zh-CN')
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(document)
}
