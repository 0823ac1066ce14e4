import { civilDateOf } from '@fadu/domain'
import type { Act, ActFacts, Acts } from '../../platform/acts/acts.ts'
import { passwordMatches } from '../../platform/auth/passwords.ts'
import { visitor, type AccountPrincipal } from '../../platform/auth/principal.ts'
import { newSessionToken, sessionTokenHash } from '../../platform/auth/tokens.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import { countFailedAttempt } from './failed-attempts.ts'
import { tellHolder } from './account-notices.ts'
import type { OneTimeCodes } from './one-time-codes.ts'
import { organizationResource } from './resources.ts'

const sessionHours = 12

export interface SignIn {
  readonly login: string
  readonly password: string
  readonly totp?: string | undefined
}

export interface OpenedSession {
  readonly token: string
  readonly expiresAt: string
}

type Outcome =
  | { readonly kind: 'opened'; readonly session: OpenedSession }
  | { readonly kind: 'wrongPassword' | 'totpRequired' | 'totpWrong' }
  | { readonly kind: 'locked'; readonly until: string }

interface SignInFacts extends ActFacts {
  readonly account: {
    readonly id: string
    readonly totp: { readonly sealed: Uint8Array; readonly lastStep: number | null } | undefined
    readonly failed: number
    readonly lockedUntil: Date | null
  }
}

export interface Sessions {
  signIn(request: SignIn): Promise<OpenedSession>
  signOut(principal: AccountPrincipal, token: string): Act<ActFacts, null>
  revokeAll(principal: AccountPrincipal): Act<ActFacts, { revoked: number }>
  enrolTotp(principal: AccountPrincipal): Act<ActFacts, { uri: string; secret: string }>
  confirmTotp(principal: AccountPrincipal, code: string): Act<ActFacts, { confirmed: true }>
}

export function createSessions(deps: {
  readonly db: Db
  readonly acts: Acts
  readonly codes: OneTimeCodes
  readonly now: () => Date
}): Sessions {
  const { db, acts, codes, now } = deps
  /** Deciding what a sign-in leads to is kept apart from the password check, which takes its time outside the transaction. */
  const openSession = (accountId: string, matches: boolean, code: string | undefined): Act<SignInFacts, Outcome> => ({
    action: 'session.open',
    load: async (tx) => {
      const row = await tx
        .selectFrom('account')
        .select(['id', 'totp_secret', 'totp_confirmed', 'totp_last_step', 'failed_attempts', 'locked_until'])
        .where('id', '=', accountId)
        .forUpdate()
        .executeTakeFirstOrThrow()
      return {
        resource: platformResource,
        trace: { subject: { type: 'Account', id: row.id } },
        account: {
          id: row.id,
          totp:
            row.totp_confirmed && row.totp_secret !== null
              ? { sealed: row.totp_secret, lastStep: row.totp_last_step }
              : undefined,
          failed: row.failed_attempts,
          lockedUntil: row.locked_until,
        },
      }
    },
    carryOut: async (tx, { account }) => {
      if (account.lockedUntil !== null && account.lockedUntil > now()) {
        return { kind: 'locked', until: account.lockedUntil.toISOString() }
      }
      if (!matches) return countFailure(tx, account, 'wrongPassword')
      if (account.totp !== undefined) {
        if (code === undefined) return { kind: 'totpRequired' }
        const step = await codes.stepAfter(account.id, account.totp, code)
        if (step === undefined) return countFailure(tx, account, 'totpWrong')
        await tx.updateTable('account').set({ totp_last_step: step }).where('id', '=', account.id).execute()
      }
      const token = newSessionToken()
      const at = now()
      const expires = new Date(at.getTime() + sessionHours * 3_600_000)
      await tx
        .insertInto('session')
        .values({
          token_hash: sessionTokenHash(token),
          account_id: account.id,
          created_at: at,
          last_seen_at: at,
          expires_at: expires,
          revoked_at: null,
        })
        .execute()
      await tx
        .updateTable('account')
        .set({ failed_attempts: 0, locked_until: null })
        .where('id', '=', account.id)
        .execute()
      return { kind: 'opened', session: { token, expiresAt: expires.toISOString() } }
    },
    trace: (_, outcome) => ({ detail: { outcome: outcome.kind } }),
  })

  const countFailure = async (
    tx: Tx,
    account: SignInFacts['account'],
    kind: 'wrongPassword' | 'totpWrong',
  ): Promise<Outcome> => {
    const until = await countFailedAttempt(tx, account, now())
    return until === null ? { kind } : { kind: 'locked', until: until.toISOString() }
  }

  const own = (principal: AccountPrincipal): ActFacts => ({
    resource: organizationResource(principal.organization),
    trace: { subject: { type: 'Account', id: principal.id } },
  })

  return {
    signIn: async ({ login, password, totp }) => {
      const account = await db
        .selectFrom('account')
        .select(['id', 'password_hash'])
        .where('login', '=', login)
        .where('status', '=', 'active')
        .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', civilDateOf(now()))]))
        .executeTakeFirst()
      const matches = await passwordMatches(account?.password_hash, password)
      if (account === undefined) throw new Problem({ code: 'AUTH_CREDENTIALS_WRONG' })
      const { result } = await acts.perform(visitor, openSession(account.id, matches, totp))
      switch (result.kind) {
        case 'opened':
          return result.session
        case 'locked':
          throw new Problem({ code: 'AUTH_LOCKED', until: result.until })
        case 'totpRequired':
          throw new Problem({ code: 'AUTH_TOTP_REQUIRED' })
        case 'totpWrong':
          throw new Problem({ code: 'AUTH_TOTP_WRONG' })
        case 'wrongPassword':
          throw new Problem({ code: 'AUTH_CREDENTIALS_WRONG' })
      }
    },
    signOut: (principal, token) => ({
      action: 'session.own',
      load: () => Promise.resolve(own(principal)),
      carryOut: async (tx) => {
        await tx
          .updateTable('session')
          .set({ revoked_at: now() })
          .where('token_hash', '=', sessionTokenHash(token))
          .execute()
        return null
      },
      trace: () => ({ detail: { what: 'signOut' } }),
    }),
    revokeAll: (principal) => ({
      action: 'session.own',
      load: () => Promise.resolve(own(principal)),
      carryOut: async (tx) => ({ revoked: await revokeSessions(tx, principal.id, now()) }),
      trace: (_, { revoked }) => ({ detail: { what: 'revokeAll', revoked } }),
    }),
    enrolTotp: (principal) => ({
      action: 'session.own',
      confidential: true,
      load: () => Promise.resolve(own(principal)),
      carryOut: async (tx) => {
        const device = await codes.newDevice(principal.id)
        const enrolled = await tx
          .updateTable('account')
          .set({ totp_secret: device.sealed, totp_last_step: null })
          .where('id', '=', principal.id)
          .where('totp_confirmed', '=', false)
          .returning('login')
          .executeTakeFirst()
        if (enrolled === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: 'TOTP', state: 'confirmed' })
        return device.shownTo(enrolled.login)
      },
      trace: () => ({ detail: { what: 'enrolTotp' } }),
    }),
    confirmTotp: (principal, code) => ({
      action: 'session.own',
      load: () => Promise.resolve(own(principal)),
      carryOut: async (tx) => {
        const row = await tx
          .selectFrom('account')
          .select('totp_secret')
          .where('id', '=', principal.id)
          .forUpdate()
          .executeTakeFirstOrThrow()
        if (row.totp_secret === null) throw new Problem({ code: 'STATE_CONFLICT', what: 'TOTP', state: 'notEnrolled' })
        const step = await codes.stepOf(principal.id, row.totp_secret, code)
        if (step === undefined) throw new Problem({ code: 'AUTH_TOTP_WRONG' })
        await tx
          .updateTable('account')
          .set({ totp_confirmed: true, totp_last_step: step })
          .where('id', '=', principal.id)
          .execute()
        await tellHolder(tx, principal.id, 'factorConfirmed', now())
        return { confirmed: true }
      },
      trace: () => ({ detail: { what: 'confirmTotp' } }),
    }),
  }
}

/**
 * Ends the sessions of an account: when its roles, its password or its device change, when it is closed, or when its holder asks.
 *
 * @param but - Token of the session that goes on: the one in which its holder asked.
 */
export async function revokeSessions(tx: Tx, accountId: string, at: Date, but?: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .$if(but !== undefined, (qb) => qb.where('token_hash', '<>', sessionTokenHash(but!)))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
