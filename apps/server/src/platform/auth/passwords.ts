import { hash, verify } from '@node-rs/argon2'

/** argon2id, RFC 9106 second recommended setting scaled to OWASP's minimum: 19 MiB, two passes. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options)
}

/** A hash of nothing anybody knows: an unknown login costs the same time as a wrong password. */
const decoy = hashPassword(crypto.randomUUID())

export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy), password.normalize('NFC'))
  return matches && stored !== undefined
}
