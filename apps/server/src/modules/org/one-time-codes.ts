import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { unwrapKey, wrapKey, wrappedKekVersion, type KeyStore } from '@fadu/smcrypto'
import type { Tx } from '../../platform/db/open-database.ts'

const stepSeconds = 30

/** The device of an account. */
export interface Device {
  readonly sealed: Uint8Array
  /** Step of the last code that was taken; null when none was. */
  readonly lastStep: number | null
}

/** Devices of accounts that show one-time codes (RFC 6238). Their secrets are stored sealed, each bound to its account. */
export interface OneTimeCodes {
  /** The time step a code belongs to, one step of drift allowed; undefined when the code is wrong. */
  stepOf(accountId: string, sealed: Uint8Array, code: string): Promise<number | undefined>
  /** The same of a code that is good once: undefined as well when its step is not behind the last one that was used. */
  stepAfter(accountId: string, device: Device, code: string): Promise<number | undefined>
  newDevice(accountId: string): Promise<{
    readonly sealed: Uint8Array
    /** What its holder enters into the device: shown once. */
    shownTo(login: string): { readonly uri: string; readonly secret: string }
  }>
}

export function createOneTimeCodes(deps: { readonly keyStore: KeyStore; readonly now: () => Date }): OneTimeCodes {
  const { keyStore, now } = deps
  const stepOf: OneTimeCodes['stepOf'] = async (accountId, sealed, token) => {
    const secret = new Secret({ buffer: bytesOf(await openSecret(keyStore, accountId, sealed)) })
    const timestamp = now().getTime()
    const delta = new TOTP({ secret, period: stepSeconds }).validate({ token, window: 1, timestamp })
    return delta === null ? undefined : Math.floor(timestamp / 1000 / stepSeconds) + delta
  }
  return {
    stepOf,
    stepAfter: async (accountId, { sealed, lastStep }, code) => {
      const step = await stepOf(accountId, sealed, code)
      return step === undefined || step <= (lastStep ?? 0) ? undefined : step
    },
    newDevice: async (accountId) => {
      const raw = randomBytes(20)
      const secret = new Secret({ buffer: bytesOf(raw) })
      return {
        sealed: wrapKey(await keyStore.kek(), binding(accountId), raw),
        shownTo: (label) => ({ uri: new TOTP({ issuer: 'Fadu', label, secret }).toString(), secret: secret.base32 }),
      }
    },
  }
}

const binding = (accountId: string) => ({ keyId: `account/${accountId}`, purpose: 'totp' })

async function openSecret(keyStore: KeyStore, accountId: string, sealed: Uint8Array): Promise<Uint8Array> {
  const wrapped = new Uint8Array(sealed)
  return unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding(accountId), wrapped)
}

/** Wraps every one-time-code secret by the newest key-encryption key. @returns How many were wrapped by another. */
export async function rewrapSecrets(tx: Tx, keyStore: KeyStore): Promise<number> {
  const newest = await keyStore.kek()
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'totp_secret'])
    .where('totp_secret', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  let done = 0
  for (const { id, totp_secret } of rows) {
    const wrapped = new Uint8Array(totp_secret!)
    if (wrappedKekVersion(wrapped) === newest.version) continue
    const again = wrapKey(newest, binding(id), await openSecret(keyStore, id, wrapped))
    await tx.updateTable('account').set({ totp_secret: again }).where('id', '=', id).execute()
    done++
  }
  return done
}

function bytesOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer
}
