import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  jwtVerify,
  UnsecuredJWT,
  type JWK,
  type JWTPayload,
} from 'jose'
import { sql } from 'kysely'
import { keyVerifier, type ApplicationKey } from '../../platform/auth/application-keys.ts'
import { bearerSeconds, issueBearer } from '../../platform/auth/tokens.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'

export const assertionAudience = 'fadu-gateway'
/** Longest life an assertion may claim, seconds. */
const assertionSeconds = 300

export interface IssuedToken {
  readonly accessToken: string
  readonly expiresIn: number
}

/**
 * Exchanges an assertion signed by a key of the application (RFC 7523) for a short bearer.
 *
 * @throws {Problem} `AUTH_ASSERTION_INVALID` naming the fault but nothing that helps a forger: an unknown application, a
 *   foreign key and a wrong signature read alike.
 */
export async function exchangeAssertion(
  deps: { readonly db: Db; readonly tokenSecret: Uint8Array; readonly now: () => Date },
  assertion: string,
): Promise<IssuedToken> {
  const { db, tokenSecret, now } = deps
  const claimed = applicationOf(assertion)
  const keys = await db
    .selectFrom('application_key')
    .innerJoin('application', 'application.id', 'application_key.application_id')
    .select(['algorithm', 'public_key', 'user_id', 'application.id'])
    .where(sql`application.id::text`, '=', claimed)
    .where('application.status', '=', 'active')
    .where('application_key.revoked_at', 'is', null)
    .execute()
  for (const key of keys) {
    const { algorithm, public_key: publicKey, user_id: userId } = key
    const jti = await verified(
      assertion,
      { algorithm, publicKey, ...(userId === null ? {} : { userId }) },
      claimed,
      now(),
    )
    if (jti === undefined) continue
    await useOnce(db, `${claimed}/${jti}`, now())
    return { accessToken: await issueBearer(tokenSecret, key.id, now()), expiresIn: bearerSeconds }
  }
  throw invalid('signature, issuer or application')
}

function applicationOf(assertion: string): string {
  try {
    const { iss, sub } = decodeJwt(assertion)
    if (iss !== undefined && iss === sub) return iss
  } catch {
    // Not a JWT at all; answered as any other malformed assertion.
  }
  throw invalid('iss and sub must both be the application id')
}

async function verified(
  assertion: string,
  key: ApplicationKey,
  application: string,
  now: Date,
): Promise<string | undefined> {
  try {
    const expected = {
      issuer: application,
      subject: application,
      audience: assertionAudience,
      currentDate: now,
      maxTokenAge: assertionSeconds,
      requiredClaims: ['exp', 'iat', 'jti'],
    }
    const payload = await claimsOf(assertion, key, expected)
    if (payload === undefined) return undefined
    const { exp = 0, iat = 0, jti } = payload
    if (exp - iat > assertionSeconds) throw invalid(`exp may lie at most ${assertionSeconds} s after iat`)
    return typeof jti === 'string' && jti.length >= 8 && jti.length <= 200 ? jti : undefined
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw invalid('expired')
    if (error instanceof errors.JWTClaimValidationFailed) throw invalid(`claim ${error.claim}`)
    if (error instanceof Problem) throw error
    return undefined
  }
}

/** @returns Undefined for a signature that is not of this key. @throws for claims that are not as expected. */
async function claimsOf(
  assertion: string,
  key: ApplicationKey,
  expected: NonNullable<Parameters<typeof UnsecuredJWT.decode>[1]>,
): Promise<JWTPayload | undefined> {
  const { algorithm, publicKey } = key
  if (algorithm !== 'SM2') {
    const imported = await importJWK(publicKey as JWK, algorithm)
    return (await jwtVerify(assertion, imported, { ...expected, algorithms: [algorithm] })).payload
  }
  // jose knows no SM2: the signature is verified here, and what was signed is then read by it like any other.
  const [header = '', payload = '', signature = '', ...more] = assertion.split('.')
  const { alg, crit } = decodeProtectedHeader(assertion)
  if (alg !== 'SM2' || crit !== undefined || more.length > 0) return undefined
  const isSigned = keyVerifier(key)(Buffer.from(`${header}.${payload}`), Buffer.from(signature, 'base64url'))
  return isSigned ? UnsecuredJWT.decode(`${unsecured}.${payload}.`, expected).payload : undefined
}

const unsecured = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')

/** A copied assertion is worth nothing: its id is taken by whoever comes first. */
async function useOnce(db: Db, id: string, now: Date): Promise<void> {
  await db.deleteFrom('assertion_used').where('expires_at', '<', now).execute()
  const expires = new Date(now.getTime() + 2 * assertionSeconds * 1000)
  const taken = await db
    .insertInto('assertion_used')
    .values({ id, expires_at: expires })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (taken === undefined) throw invalid('jti was used before')
}

function invalid(fault: string): Problem {
  return new Problem({ code: 'AUTH_ASSERTION_INVALID', fault })
}
