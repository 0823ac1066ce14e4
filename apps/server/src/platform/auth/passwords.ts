import { hash, verify } from '@node-rs/argon2'

/** argon2id, RFC 9106 second recommended setting scaled to OWASP's minimum: 19 MiB, two passes. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options)
}

/** A hash of nothing anybody knows: an unknown login costs the same time as a wrong password. */
const decoy = hashPassword(crypto.randomUUID())

/**
 * Whether a password is the one that was hashed; with no hash, whether the work was done all the same.
 *
 * @param check - How a password is compared with a hash; argon2 unless a test counts.
 */
export async function passwordMatches(
  stored: string | undefined,
  password: string,
  check: (hashed: string, password: string) => Promise<boolean> = verify,
): Promise<boolean> {
  const matches = await check(stored ?? (await decoy), password.normalize('NFC'))
  return matches && stored !== undefined
}
