import { createHash, randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

/** Session token: 256 random bits. Only its hash is stored. */
export function newSessionToken(): string {
  return `fs_${randomBytes(32).toString('base64url')}`
}

export function sessionTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export const bearerSeconds = 600

/** Short-lived bearer of an application. Names the application and nothing else: what it may do is looked up at each call. */
export function issueBearer(secret: Uint8Array, applicationId: string, now: Date): Promise<string> {
  const issued = Math.floor(now.getTime() / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(applicationId)
    .setAudience('fadu-gateway')
    .setIssuedAt(issued)
    .setExpirationTime(issued + bearerSeconds)
    .sign(secret)
}

/** Verified bearers kept; one lives ten minutes, so that a city's applications fit many times over. */
const mostVerified = 10_000

/**
 * Verifies bearers. A signature that was found good is not computed again while its bearer lives: only the time is compared.
 *
 * @returns The application id, or undefined when the token is forged, foreign or has expired.
 */
export function createBearerVerifier(secret: Uint8Array): (token: string, now: Date) => Promise<string | undefined> {
  const verified = new Map<string, { readonly application: string; readonly expires: number }>()
  return async (token, now) => {
    const known = verified.get(token)
    if (known !== undefined) {
      if (now.getTime() < known.expires) return known.application
      verified.delete(token)
      return undefined
    }
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        typ: 'at+jwt',
        audience: 'fadu-gateway',
        currentDate: now,
        requiredClaims: ['sub', 'exp'],
      })
      if (verified.size >= mostVerified) verified.clear()
      verified.set(token, { application: payload.sub!, expires: payload.exp! * 1000 })
      return payload.sub
    } catch {
      // Whatever is wrong with a token, its holder learns only that it is not accepted.
      return undefined
    }
  }
}
