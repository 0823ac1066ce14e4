import { passwordFault } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import { hashPassword, passwordMatches } from '../../platform/auth/passwords.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Page } from '../../platform/http/page.ts'
import { Problem } from '../../platform/problem/index.ts'
import { noticesOf, tellHolder, type AccountNotice } from './account-notices.ts'
import { countFailedAttempt } from './failed-attempts.ts'
import type { Device, OneTimeCodes } from './one-time-codes.ts'
import { organizationResource } from './resources.ts'
import { revokeSessions } from './sessions.ts'

/** What came of an act that asks for the password again. A failure counts, so it is an outcome and rolls nothing back. */
export type Proven =
  | { readonly kind: 'done'; readonly sessionsEnded: number }
  | { readonly kind: 'wrongPassword' | 'totpWrong' | 'notEnrolled' }
  | { readonly kind: 'locked'; readonly until: string }

interface OwnFacts extends ActFacts {
  readonly account: {
    readonly id: string
    readonly failed: number
    readonly lockedUntil: Date | null
    readonly totp: Device | undefined
    /** Whether the hash that the password was compared with still stands. */
    readonly unchanged: boolean
  }
}

export interface OwnAccount {
  /**
   * Sets another password; every other session of the account ends.
   *
   * @param token - Of the session that goes on.
   * @throws {Problem} `PASSWORD_UNFIT`, before anything is looked up.
   */
  changePassword(
    principal: AccountPrincipal,
    token: string,
    change: { readonly password: string; readonly newPassword: string },
  ): Promise<Act<OwnFacts, Proven>>
  /** Removes the device of one-time codes, also to replace it; every other session of the account ends. */
  removeFactor(
    principal: AccountPrincipal,
    token: string,
    proof: { readonly password: string; readonly totp: string },
  ): Promise<Act<OwnFacts, Proven>>
  /** Whether the account has a second factor, whether it must, and how many notices it has not read. */
  standing(principal: AccountPrincipal): Promise<{
    readonly secondFactor: 'confirmed' | 'offered' | 'demanded'
    readonly unreadNotices: number
  }>
  notices(
    principal: AccountPrincipal,
    page: { readonly limit: number; readonly cursor: string | undefined },
  ): Promise<Page<AccountNotice>>
  markNoticesRead(principal: AccountPrincipal): Act<ActFacts, { readonly read: number }>
}

export function createOwnAccount(deps: {
  readonly db: Db
  readonly codes: OneTimeCodes
  readonly now: () => Date
}): OwnAccount {
  const { db, codes, now } = deps

  /** The parts of an act that a holder proves to be theirs; the slow comparison stays outside the transaction. */
  const proven = async (
    principal: AccountPrincipal,
    password: string,
    what: string,
  ): Promise<
    Pick<Act<OwnFacts, Proven>, 'action' | 'confidential' | 'load' | 'trace'> & { readonly matches: boolean }
  > => {
    const { password_hash } = await db
      .selectFrom('account')
      .select('password_hash')
      .where('id', '=', principal.id)
      .executeTakeFirstOrThrow()
    const matches = await passwordMatches(password_hash, password)
    return {
      matches,
      action: 'session.own',
      confidential: true,
      load: async (tx) => {
        const row = await tx
          .selectFrom('account')
          .selectAll()
          .where('id', '=', principal.id)
          .forUpdate()
          .executeTakeFirstOrThrow()
        const enrolled = row.totp_confirmed && row.totp_secret !== null
        return {
          resource: organizationResource(principal.organization),
          trace: { subject: { type: 'Account', id: principal.id } },
          account: {
            id: row.id,
            failed: row.failed_attempts,
            lockedUntil: row.locked_until,
            totp: enrolled ? { sealed: row.totp_secret!, lastStep: row.totp_last_step } : undefined,
            unchanged: row.password_hash === password_hash,
          },
        }
      },
      trace: (_, outcome) => ({ detail: { what, outcome: outcome.kind } }),
    }
  }

  type Carry = Act<OwnFacts, Proven>['carryOut']
  const unless =
    (matches: boolean, then: Carry): Carry =>
    async (tx, facts, move) => {
      const { account } = facts
      const at = now()
      if (account.lockedUntil !== null && account.lockedUntil > at)
        return { kind: 'locked', until: account.lockedUntil.toISOString() }
      const outcome: Proven =
        matches && account.unchanged ? await then(tx, facts, move) : ({ kind: 'wrongPassword' } as const)
      if (outcome.kind !== 'wrongPassword' && outcome.kind !== 'totpWrong') return outcome
      const until = await countFailedAttempt(tx, account, at)
      return until === null ? outcome : { kind: 'locked', until: until.toISOString() }
    }

  return {
    changePassword: async (principal, token, { password, newPassword }) => {
      const { login } = await db
        .selectFrom('account')
        .select('login')
        .where('id', '=', principal.id)
        .executeTakeFirstOrThrow()
      requireFitPassword('body.newPassword', newPassword, [login, principal.name, principal.organization.name])
      const { matches, ...parts } = await proven(principal, password, 'changePassword')
      const hashed = await hashPassword(newPassword)
      return {
        ...parts,
        carryOut: unless(matches, async (tx, { account }) => {
          const at = now()
          await tx
            .updateTable('account')
            .set({ password_hash: hashed, failed_attempts: 0 })
            .where('id', '=', account.id)
            .execute()
          await tellHolder(tx, account.id, 'passwordChanged', at)
          return { kind: 'done', sessionsEnded: await revokeSessions(tx, account.id, at, token) }
        }),
      }
    },
    removeFactor: async (principal, token, { password, totp }) => {
      const { matches, ...parts } = await proven(principal, password, 'removeFactor')
      return {
        ...parts,
        carryOut: unless(matches, async (tx, { account }) => {
          if (account.totp === undefined) return { kind: 'notEnrolled' }
          if ((await codes.stepAfter(account.id, account.totp, totp)) === undefined) return { kind: 'totpWrong' }
          const at = now()
          await tx
            .updateTable('account')
            .set({ totp_secret: null, totp_confirmed: false, totp_last_step: null, failed_attempts: 0 })
            .where('id', '=', account.id)
            .execute()
          await tellHolder(tx, account.id, 'factorRemoved', at)
          return { kind: 'done', sessionsEnded: await revokeSessions(tx, account.id, at, token) }
        }),
      }
    },
    standing: async (principal) => {
      const row = await db
        .selectFrom('account')
        .select('totp_confirmed')
        .select((eb) =>
          eb
            .selectFrom('account_notice')
            .whereRef('account_notice.account_id', '=', 'account.id')
            .where('read_at', 'is', null)
            .select((n) => n.fn.countAll().as('unread'))
            .as('unread'),
        )
        .where('id', '=', principal.id)
        .executeTakeFirstOrThrow()
      const open = principal.lacksFactor === true ? 'demanded' : 'offered'
      return { secondFactor: row.totp_confirmed ? 'confirmed' : open, unreadNotices: Number(row.unread) }
    },
    notices: (principal, page) => noticesOf(db, principal.id, page),
    markNoticesRead: (principal) => ({
      action: 'session.own',
      load: () =>
        Promise.resolve({
          resource: organizationResource(principal.organization),
          trace: { subject: { type: 'Account', id: principal.id } },
        }),
      carryOut: async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('account_notice')
          .set({ read_at: now() })
          .where('account_id', '=', principal.id)
          .where('read_at', 'is', null)
          .executeTakeFirst()
        return { read: Number(numUpdatedRows) }
      },
      trace: (_, { read }) => ({ detail: { what: 'readNotices', read } }),
    }),
  }
}

/** @throws {Problem} `PASSWORD_UNFIT` with the field and the rule. */
export function requireFitPassword(field: string, password: string, known: readonly string[]): void {
  const fault = passwordFault(password, known)
  if (fault !== undefined) throw new Problem({ code: 'PASSWORD_UNFIT', field, fault })
}

/** What a failure to prove oneself is answered with. @throws {Problem} for every outcome but that it was done. */
export function requireProven(outcome: Proven): { readonly sessionsEnded: number } {
  switch (outcome.kind) {
    case 'done':
      return { sessionsEnded: outcome.sessionsEnded }
    case 'locked':
      throw new Problem({ code: 'AUTH_LOCKED', until: outcome.until })
    case 'wrongPassword':
      throw new Problem({ code: 'AUTH_CREDENTIALS_WRONG' })
    case 'totpWrong':
      throw new Problem({ code: 'AUTH_TOTP_WRONG' })
    case 'notEnrolled':
      throw new Problem({ code: 'STATE_CONFLICT', what: 'TOTP', state: 'notEnrolled' })
  }
}
