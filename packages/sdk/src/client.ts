import createFetchClient, { type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch'
import type { MediaType, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers'
import {
  clientAssertion,
  createTokenCache,
  signerOf,
  type ApplicationCredentials,
  type ApplicationSigner,
  type SignerCredentials,
  type TokenCache,
} from './application.ts'
import { FaduProblem } from './errors.ts'
import { exportCalls, type ExportCalls, type ExportCondition } from './exports.ts'
import type { components, paths } from './generated/api.ts'
import { requireProven, signRequest, type SignedRequest, type SigningOptions } from './signing.ts'
import type { Trace } from './trace.ts'
import { createSend, defaultRetry, type RetryPolicy, type Send } from './transport.ts'

export interface ClientOptions {
  /** Address of the platform, e.g. `https://data.example.gov.cn`. */
  readonly baseUrl: string
  /** Language of refusals and problems; zh-CN when left out. */
  readonly language?: 'zh-CN' | 'en'
  readonly retry?: Partial<RetryPolicy>
  /** Time for one attempt, 60 s when left out. */
  readonly timeoutMs?: number
  /** Sends one attempt, for proxies and private certificate authorities; the platform's own `fetch` when left out. */
  readonly fetch?: typeof globalThis.fetch
}

type Method = 'get' | 'post' | 'put' | 'delete'

/** Beside what the API document says of a call. */
export interface CallOptions {
  /** Names this write; repeated under the same name it is done once. Made up when left out. */
  readonly idempotencyKey?: string
  /** Doing it twice is as good as once: repeated also when no answer came. Readings and named writes are without being told. */
  readonly repeatable?: boolean
}

type Init<I> = RequiredKeysOf<I> extends never ? [(I & CallOptions)?] : [I & CallOptions]
type Answer<T, I> =
  T extends Record<string | number, unknown> ? NonNullable<FetchResponse<T, I, MediaType>['data']> : never

/**
 * One method of HTTP over the paths of the API document: path, parameters, body and answer are typed by it.
 * Throws `FaduRefusal`, `FaduProblem`, `FaduUnreachable`.
 */
export type Call<M extends Method> = <P extends PathsWithMethod<paths, M>, I extends MaybeOptionalInit<paths[P], M>>(
  path: P,
  ...init: Init<I>
) => Promise<Answer<paths[P][M], I>>

export interface SignIn {
  readonly login: string
  readonly password: string
  /** Code of the second factor, where the account has one. */
  readonly totp?: string
}

export type Batch = components['schemas']['Batch']
export type ActReceipt = components['schemas']['ActReceipt']
/** A file to aggregate; a function is asked for a new stream at each attempt. */
export type CsvFile = string | Uint8Array | (() => ReadableStream<Uint8Array>)

export interface FaduClient {
  readonly baseUrl: string
  readonly get: Call<'get'>
  readonly post: Call<'post'>
  readonly put: Call<'put'>
  readonly delete: Call<'delete'>
  /**
   * Signs in and returns a client of that person; this one stays as it was. Not repeated when the connection fails: each
   * attempt counts.
   */
  signIn(person: SignIn): Promise<FaduClient>
  /** A client of a session that was opened before. */
  withSession(token: string): FaduClient
  /** A client of an application; its first call fetches a token, which is kept until shortly before it expires. */
  asApplication(credentials: ApplicationCredentials | SignerCredentials, signing?: SigningOptions): ApplicationClient
  /** Aggregates a CSV file, UTF-8 with header row. The same file twice is stored once. */
  aggregateCsv(
    dataset: string,
    file: CsvFile,
    options: CallOptions & { readonly fileName: string },
  ): Promise<{ readonly result: Batch; readonly act: ActReceipt }>
  /** Compares a leaked file (CSV, JSON Lines, XLSX, Parquet) with all exports that the person answers for. Recorded. */
  traceLeak(
    file: Uint8Array,
    options?: { readonly dataset?: string },
  ): Promise<{ readonly result: Trace; readonly act: ActReceipt }>
}

export interface Lookup {
  /** As the grant words it. */
  readonly purpose: string
  /** Number of the matter this call serves. */
  readonly matter: string
  /** Item that identifies, e.g. `resident_id`. */
  readonly item: string
  /** 1 to 100 values of it. */
  readonly values: readonly string[]
  /** Items asked for; every granted one when left out. */
  readonly fields?: readonly string[]
}

export interface LookedUp {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Items that are shown masked; absent when every value is as it is stored. */
  readonly masked?: readonly string[] | undefined
  /** Evidence entry of this access; it was durable before the rows were sent. */
  readonly receipt: string
  readonly grounds: readonly components['schemas']['Ground'][]
}

export interface Query {
  /** As the grant words it. */
  readonly purpose: string
  /** Number of the matter this call serves. */
  readonly matter: string
  /** All of them hold; none means every row. */
  readonly where?: readonly ExportCondition[]
  readonly order?: { readonly item: string; readonly descending?: boolean }
  readonly fields?: readonly string[]
  /** Rows of a page, 1 to 1,000; 100 when left out. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}

export interface QueriedPage extends LookedUp {
  /** Cursor of the next page; null on the last. */
  readonly next: string | null
}

export interface Verify {
  /** As the permit words it. */
  readonly purpose: string
  /** Number of the matter this call serves. */
  readonly matter: string
  /** Item that identifies, e.g. `resident_id`. */
  readonly item: string
  /** 1 to 100 rows as they are claimed to be: a value of `item`, and values of other items by their codes. */
  readonly pairs: readonly { readonly key: string; readonly values: Readonly<Record<string, string>> }[]
}

export interface Verified {
  /** Item → outcome, in the order of the pairs. */
  readonly results: readonly Readonly<Record<string, 'match' | 'mismatch' | 'notFound'>>[]
  /** Evidence entry of this access; it was durable before the answer was sent. */
  readonly receipt: string
  readonly grounds: readonly components['schemas']['Ground'][]
}

export interface ApplicationClient extends FaduClient, ExportCalls {
  /**
   * Looks rows up by an identifier. When no answer comes it is repeated only if `repeat` says so: each attempt leaves a
   * record of access, and only the caller knows whether two are right.
   */
  lookup(dataset: string, request: Lookup, options?: { readonly repeat?: boolean }): Promise<LookedUp>
  /** One page of rows by conditions on items stored in clear. Repeated without an answer only if `repeat` says so, as a lookup is. */
  query(dataset: string, request: Query, options?: { readonly repeat?: boolean }): Promise<QueriedPage>
  /**
   * Asks of data that is not shared whether what is claimed is so (WZ-26-3). Repeated without an answer only if `repeat` says
   * so: each attempt is recorded and spends the permit.
   */
  verify(dataset: string, request: Verify, options?: { readonly repeat?: boolean }): Promise<Verified>
}

/** Who the calls are made as. `refresh` is told of a token that was not accepted and says whether to try once more. */
interface Identity {
  bearer(): Promise<string> | undefined
  refresh(token: string): boolean
}

interface Core {
  readonly options: ClientOptions
  readonly send: Send
  readonly identity: Identity
  readonly signing?: Signing
}

/** Proofs of the calls of an application. */
interface Signing {
  readonly signer: Promise<ApplicationSigner>
  readonly options: SigningOptions
}

const visitor: Identity = { bearer: () => undefined, refresh: () => false }

/** A client of the platform, at first of nobody: `signIn` or `asApplication` make one of somebody. */
export function createClient(options: ClientOptions): FaduClient {
  const { timeoutMs = 60_000, fetch = globalThis.fetch } = options
  const send = createSend({ retry: { ...defaultRetry, ...options.retry }, timeoutMs, fetch })
  return clientOf({ options, send, identity: visitor })
}

function clientOf(core: Core): FaduClient {
  const baseUrl = core.options.baseUrl.replace(/\/+$/, '')
  const call = createCall(core, baseUrl)
  const client: FaduClient = {
    baseUrl,
    get: call('get') as Call<'get'>,
    post: call('post') as Call<'post'>,
    put: call('put') as Call<'put'>,
    delete: call('delete') as Call<'delete'>,
    signIn: async (person) => {
      const { token } = await client.post('/api/v1/session', { body: person })
      return client.withSession(token)
    },
    withSession: (token) =>
      clientOf({ ...core, identity: { bearer: () => Promise.resolve(token), refresh: () => false } }),
    asApplication: (credentials, signing = {}) => applicationClient(core, client, credentials, signing),
    aggregateCsv: async (dataset, file, { fileName, idempotencyKey = crypto.randomUUID() }) => {
      const url = `${baseUrl}/api/v1/datasets/${encodeURIComponent(dataset)}/batches?fileName=${encodeURIComponent(fileName)}`
      const headers = { ...commonHeaders(core), 'content-type': 'text/csv', 'idempotency-key': idempotencyKey }
      const make = async (): Promise<Request> =>
        new Request(url, { method: 'POST', ...bodyOf(file), headers: { ...headers, ...(await authorization(core)) } })
      const response = await core.send({ make, repeatable: true })
      return (await response.json()) as { result: Batch; act: ActReceipt }
    },
    traceLeak: async (file, { dataset } = {}) => {
      const query = dataset === undefined ? '' : `?dataset=${encodeURIComponent(dataset)}`
      const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, ...bodyOf(file) }
      const response = await sendAs(core, requestOf(core, baseUrl, `/api/v1/trace${query}`, init), true)
      return (await response.json()) as { result: Trace; act: ActReceipt }
    },
  }
  return client
}

function applicationClient(
  core: Core,
  visitorClient: FaduClient,
  credentials: ApplicationCredentials | SignerCredentials,
  signing: SigningOptions,
): ApplicationClient {
  const tokens = createTokenCache(() => exchange(core, visitorClient, credentials), Date.now)
  const proofs = signing.signCalls === true ? { signing: { signer: signerOf(credentials), options: signing } } : {}
  const own: Core = { ...core, identity: identityOf(tokens), ...proofs }
  const client = clientOf(own)
  return {
    ...client,
    ...exportCalls({
      baseUrl: client.baseUrl,
      retry: { ...defaultRetry, ...own.options.retry },
      open: (path, init) => openAs(own, requestOf(own, client.baseUrl, path, init)),
      send: (path, init, repeatable) => sendAs(own, requestOf(own, client.baseUrl, path, init), repeatable),
    }),
    lookup: (dataset, { values, fields, ...request }, { repeat = false } = {}) =>
      client.post('/gw/v1/datasets/{code}/lookup', {
        params: { path: { code: dataset } },
        body: { ...request, values: [...values], ...(fields === undefined ? {} : { fields: [...fields] }) },
        repeatable: repeat,
      }),
    query: (dataset, request, { repeat = false } = {}) =>
      client.post(
        '/gw/v1/datasets/{code}/query' as never,
        { params: { path: { code: dataset } }, body: request, repeatable: repeat } as never,
      ),
    verify: (dataset, { pairs, ...request }, { repeat = false } = {}) =>
      client.post(
        '/gw/v1/datasets/{code}/verify' as never,
        {
          params: { path: { code: dataset } },
          body: { ...request, pairs: [...pairs] },
          repeatable: repeat,
        } as never,
      ),
  }
}

function identityOf(tokens: TokenCache): Identity {
  return {
    bearer: () => tokens.get(),
    refresh: (token) => {
      tokens.forget(token)
      return true
    },
  }
}

/** Safe to repeat, since every attempt brings an assertion of its own. */
async function exchange(core: Core, { baseUrl }: FaduClient, credentials: ApplicationCredentials | SignerCredentials) {
  const asked = Date.now()
  const make = async (): Promise<Request> => {
    const body = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(credentials, new Date()),
    }
    const headers = { ...commonHeaders(core), 'content-type': 'application/json' }
    return new Request(`${baseUrl}/gw/v1/token`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const response = await core.send({ make, repeatable: true })
  const answer = (await response.json()) as { access_token: string; expires_in: number }
  return { token: answer.access_token, expiresAt: asked + answer.expires_in * 1000 }
}

/** Writes that take no idempotency key: their answers hold secrets or data and are not kept by the server. */
const keyless = /^\/(api\/v1\/session(\/totp)?|gw\/v1\/.*)$/
/** Asked by POST, changes nothing. */
const readings = /^\/api\/v1\/law\/(due-dates|decisions|diff\/open-cases)$/

type CallInit = CallOptions & Readonly<Record<string, unknown>>

function createCall(core: Core, baseUrl: string) {
  const api = createFetchClient<paths>({ baseUrl, headers: commonHeaders(core) })
  return (method: Method) =>
    async (path: string, init: CallInit = {}): Promise<unknown> => {
      const { idempotencyKey, repeatable = false, headers, ...rest } = init
      const reads = method === 'get' || readings.test(path)
      const keyed = reads || keyless.test(path) ? {} : { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }
      const isRepeatable = repeatable || reads || 'idempotency-key' in keyed
      const { data } = await api.request(
        method,
        path as never,
        {
          ...rest,
          headers: { ...(headers as Record<string, string> | undefined), ...keyed },
          fetch: (request: Request) => sendAs(core, request, isRepeatable),
        } as never,
      )
      return data
    }
}

async function sendAs(core: Core, original: Request, repeatable: boolean): Promise<Response> {
  const { send, identity } = core
  let token: string | undefined
  let signed: SignedRequest | undefined
  // Each attempt has a bearer and a signature of its own: a nonce is taken once.
  const make = async (): Promise<Request> => {
    const request = original.clone()
    token = await identity.bearer()
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
    signed = await signedBy(core, request)
    return signed?.request ?? request
  }
  try {
    return await proven(core, await send({ make, repeatable }), signed)
  } catch (error) {
    const stale = error instanceof FaduProblem && error.code === 'AUTH_TOKEN_INVALID' && token !== undefined
    if (!stale || !identity.refresh(token!)) throw error
    return proven(core, await send({ make, repeatable }), signed)
  }
}

/** Calls to the gateway of an application that signs. */
async function signedBy({ signing }: Core, request: Request): Promise<SignedRequest | undefined> {
  if (signing === undefined || !new URL(request.url).pathname.includes('/gw/v1/')) return undefined
  return signRequest(request, await signing.signer, signing.options, new Date())
}

async function proven({ signing }: Core, response: Response, signed: SignedRequest | undefined): Promise<Response> {
  const keys = signing?.options.answerKeys
  if (keys !== undefined && signed !== undefined) await requireProven(response, signed.message, keys)
  return response
}

function requestOf(core: Core, baseUrl: string, path: string, init: RequestInit): Request {
  const headers = { ...commonHeaders(core), ...(init.headers as Record<string, string> | undefined) }
  return new Request(`${baseUrl}${path}`, { ...init, headers })
}

/** One attempt whose answer is read by the caller, as it comes; a token that was not accepted is fetched anew once. */
async function openAs(core: Core, original: Request): Promise<Response> {
  const { options, identity } = core
  const { fetch = globalThis.fetch, timeoutMs = 60_000 } = options
  for (let attempt = 1; ; attempt++) {
    const request = original.clone()
    const token = await identity.bearer()
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
    // Time for the answer to begin: how long all of it takes depends on its length.
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs)
    const signal = AbortSignal.any([request.signal, late.signal])
    const signed = await signedBy(core, request)
    const response = await fetch(signed?.request ?? request, { signal }).finally(() => clearTimeout(timer))
    if (response.ok) return proven(core, response, signed)
    if (response.status !== 401 || attempt > 1 || token === undefined || !identity.refresh(token)) return response
    await response.body?.cancel()
  }
}

function commonHeaders({ options }: Core): Record<string, string> {
  return { 'accept-language': options.language ?? 'zh-CN' }
}

async function authorization({ identity }: Core): Promise<Record<string, string>> {
  const token = await identity.bearer()
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/**
 * A body that is streamed needs `duplex`: the answer is read after it was sent. Browsers know neither it by its type nor bytes
 * that others could change meanwhile, which nobody passes here.
 */
function bodyOf(file: CsvFile): RequestInit {
  if (typeof file !== 'function') return { body: file as string | Uint8Array<ArrayBuffer> }
  const streamed: RequestInit & { readonly duplex: 'half' } = { body: file(), duplex: 'half' }
  return streamed
}
