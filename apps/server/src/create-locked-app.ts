import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { uniqueGrounds, type Ground } from '@fadu/domain'
import type { Law } from '@fadu/law-files'
import { sm3Hash } from '@fadu/smcrypto'
import { unlockRoutes } from './modules/keys/index.ts'
import { createActs } from './platform/acts/acts.ts'
import { parseAllowedHosts } from './platform/allowed-hosts.ts'
import { sessionCookieOf } from './platform/auth/authenticate.ts'
import { visitor } from './platform/auth/principal.ts'
import type { Db } from './platform/db/open-database.ts'
import { createHttp, type Transport } from './platform/http/create-http.ts'
import type { ConnectionLimits } from './platform/http/connections.ts'
import type { App } from './platform/http/http-types.ts'
import { createMetrics } from './platform/http/metrics.ts'
import type { RateLimits } from './platform/http/rate-limits.ts'
import { transportGrounds } from './platform/http/transport.ts'
import { assetRoutes, isInterface } from './platform/http/web-routes.ts'
import type { LockedKeys, OpenKeys } from './platform/keys/found-keys.ts'
import { createUnlocking, type HandIn, type Unlocking } from './platform/keys/unlocking.ts'
import { createGate } from './platform/law/gate.ts'
import { guardGrounds } from './platform/law/guard-clauses.ts'
import { createStandingTexts } from './platform/law/pack-archive.ts'
import { createEvidenceLog, type EntryBody } from './platform/log/evidence-log.ts'
import { Refused } from './platform/problem/index.ts'
import { readTerritoryTree } from './platform/territory/territory-tree.ts'

export interface LockedAppOptions {
  readonly db: Db
  readonly law: Law
  readonly logger?: FastifyBaseLogger
  readonly transport?: Omit<Transport, 'grounds'>
  readonly limits?: RateLimits
  readonly connections?: ConnectionLimits
  readonly now: () => Date
  /** Folder of the built web pages, where custodians hand in their shares; without it only the API is served. */
  readonly webFolder?: string
  /** How long shares are kept before they are forgotten; a quarter of an hour when not said. */
  readonly forgetAfterMs?: number
}

/**
 * The server of a platform whose keys are split and not open: it says so, takes shares of custodians, and refuses everything
 * else. It has no services, so there is nothing that could be had of it.
 */
export async function createLockedApp(
  locked: LockedKeys,
  options: LockedAppOptions,
): Promise<{ readonly app: App; readonly opened: Promise<OpenKeys>; readonly forget: () => void }> {
  const { db, law, now } = options
  const tree = await readTerritoryTree(db)
  const gate = createGate({ law, texts: createStandingTexts(law.book), territories: () => tree, now })
  // Entries wait for a process that can sign checkpoints.
  const log = createEvidenceLog({ db, hash: sm3Hash, origin: '', signers: [], now })
  const grounds = custodyGrounds(law)
  const unlocking = createUnlocking({
    locked,
    record: async (handIn) => void (await log.append(db, now(), entryOf(handIn, grounds))),
    now,
    ...(options.forgetAfterMs === undefined ? {} : { forgetAfterMs: options.forgetAfterMs }),
  })
  const { transport = { trustedProxies: parseAllowedHosts([]) } } = options
  const { app } = await createHttp({
    // Nothing that is done here is asked for again, and the secret of the installation is locked away.
    acts: createActs({ db, gate, log, requestSecret: randomBytes(32) }),
    authenticator: { authenticate: () => Promise.resolve(visitor) },
    actions: law.book.actions,
    metrics: createMetrics(),
    // Nobody has a session here.
    sessionCookie: sessionCookieOf(true),
    maintenance: { next: () => Promise.resolve(undefined) },
    now,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    transport: { ...transport, grounds: transportGrounds(law.book) },
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  })
  // Another server takes the port over once the keys are open: a connection that were kept would be cut under its next request.
  app.addHook('onSend', async (_, reply) => void reply.header('connection', 'close'))
  pulseRoutes(app)
  unlockRoutes(app, unlocking)
  refuseTheRest(app, { unlocking, grounds, sendPage: await pageSender(app, options.webFolder) })
  await app.ready()
  return { app, opened: unlocking.opened, forget: unlocking.forget }
}

function pulseRoutes(app: App): void {
  const config = { action: 'platform.watch' }
  app.get('/healthz', { config, schema: { response: { 200: z.object({ status: z.literal('ok') }) } } }, () => ({
    status: 'ok' as const,
  }))
  const locked = z.object({ status: z.literal('locked') })
  app.get('/readyz', { config, schema: { response: { 503: locked } } }, async (_, reply) =>
    reply.code(503).send({ status: 'locked' as const }),
  )
}

type SendPage = (reply: FastifyReply) => FastifyReply

/** Undefined where no pages are served. */
async function pageSender(app: App, folder: string | undefined): Promise<SendPage | undefined> {
  return folder === undefined ? undefined : assetRoutes(app, folder)
}

/** Whether somebody opens an address in a browser; programs are told in their own language. */
function opensPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true && !isInterface(url)
}

function refuseTheRest(
  app: App,
  {
    unlocking,
    grounds,
    sendPage,
  }: { readonly unlocking: Unlocking; readonly grounds: readonly Ground[]; readonly sendPage: SendPage | undefined },
): void {
  app.all('/*', {
    config: { action: 'platform.look' },
    // Before anything that was sent is read.
    onRequest: async (request, reply) => {
      // The page asks for the session, learns that the keys are locked, and shows where shares are handed in.
      if (sendPage !== undefined && opensPage(request)) return sendPage(reply.code(503))
      const { handedIn, threshold } = unlocking.state()
      const needed = grounds.slice(0, 1).map(({ clause }) => ({
        clause,
        text: `由 ${threshold} 名保管人以 POST /api/v1/keys/unlock 或者 fadu keys unlock 交入密钥份额`,
        textEn: `the shares of ${threshold} custodians, by POST /api/v1/keys/unlock or fadu keys unlock`,
      }))
      throw new Refused({ reason: { code: 'KEYS_LOCKED', handedIn, threshold }, grounds, needed })
    },
    handler: () => undefined,
  })
}

function custodyGrounds({ book }: Law): readonly Ground[] {
  return uniqueGrounds(book.packs.flatMap((pack) => guardGrounds(book.regimeOfPack(pack), 'key.custody')))
}

const reasons = {
  accepted: undefined,
  opened: undefined,
  foreign: 'KEY_SHARE_FOREIGN',
  wrong: 'KEY_SHARE_WRONG',
  forgotten: 'KEYS_LOCKED',
} as const satisfies Readonly<Record<HandIn['outcome'], string | undefined>>

/** Who handed in and what came of it. INVARIANT (no share leaves memory): nothing here is made of one. */
function entryOf(
  { keyId, index, custodian, outcome, threshold, handedIn }: HandIn,
  grounds: readonly Ground[],
): EntryBody {
  const reason = reasons[outcome]
  const isTheirs = outcome === 'accepted' || outcome === 'opened'
  return {
    kind: 'key',
    action: 'key.unlock',
    actor: isTheirs ? { type: 'Custodian', id: `${keyId}/${index}` } : { type: 'Visitor', id: visitor.id },
    subject: { type: 'KeySplit', id: keyId },
    grounds: grounds.map((ground) => ground.rule),
    outcome: reason === undefined ? 'done' : 'refused',
    ...(reason === undefined ? {} : { reason }),
    detail: {
      state: outcome === 'opened' ? 'unlocked' : 'locked',
      ...(custodian === undefined ? {} : { custodian }),
      threshold,
      handedIn,
    },
  }
}
