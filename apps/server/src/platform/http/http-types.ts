import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { CedarValue } from '@fadu/domain'
import type { Act, ActFacts, Performed } from '../acts/acts.ts'
import type { Principal } from '../auth/principal.ts'
import type { Resource } from '../law/gate.ts'
import type { Language } from '../problem/index.ts'

/** A request's own way into the platform: who is asking, and the only two things that can be asked. */
export interface Desk {
  readonly principal: Principal
  /** Whether anything was decided for this request; an answer without a decision is not sent. */
  readonly asked: boolean
  authorize(action: string, resource: Resource, context?: Readonly<Record<string, CedarValue>>): Promise<void>
  perform<F extends ActFacts, R>(act: Act<F, R>): Promise<Performed<R>>
  /** For the gateway, whose decision is made inside `release()`. */
  note(): void
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Policy action that decides the route. A route without one does not start. */
    action?: string
  }
  interface FastifyRequest {
    desk: Desk
    language: Language
  }
}

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>
