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

/** @returns The application id, or undefined when the token is forged, foreign or has expired. */
export async function verifyBearer(secret: Uint8Array, token: string, now: Date): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      audience: 'fadu-gateway',
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    })
    return payload.sub
  } catch {
    // Whatever is wrong with a token, its holder learns only that it is not accepted.
    return undefined
  }
}
