import { join } from 'node:path'
import { confirmSplit, masterKeyOf, readKeyCustody, shareText, splitFileKeys, type KeyShare } from '@fadu/smcrypto'
import { createLockedApp } from '../../src/create-locked-app.ts'
import type { App } from '../../src/platform/http/http-types.ts'
import type { City, CityOptions } from './city.ts'

/** Custodians of the tests: two of three open the keys. */
export const custodians = { threshold: 2, custodians: ['wuzhong.a', 'wuzhong.b', 'wuzhong.c'] }

/** Splits the keys of a data folder, anew by `before`, and puts that in force. @returns The words of each share. */
export async function splitKeys(dataFolder: string, before: readonly KeyShare[] = []): Promise<readonly KeyShare[]> {
  const keys = join(dataFolder, 'keys')
  const { split } = await readKeyCustody(keys)
  const master = split === undefined ? undefined : masterKeyOf(split, before)
  const { shares } = await splitFileKeys(keys, custodians, master)
  await confirmSplit(keys, shares.slice(0, 2))
  return shares
}

/** A locked server, as its custodians and everybody else meet it. */
export interface LockedServer {
  readonly app: App
  handIn(words: KeyShare | string): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>
}

/** Starts the city in the way its server does, and does something while it is locked. */
export function whileLocked(
  now: City['now'],
  meanwhile: (server: LockedServer) => Promise<void>,
  options: {
    readonly forgetAfterMs?: number
    readonly webFolder?: string
    readonly logger?: NonNullable<CityOptions['logger']>
  } = {},
): NonNullable<CityOptions['unlock']> {
  return async (locked, within) => {
    const { app, opened, forget } = await createLockedApp(locked, { ...within, now, ...options })
    try {
      await meanwhile({
        app,
        handIn: async (share) => {
          const payload = { share: typeof share === 'string' ? share : shareText(share) }
          const answer = await app.inject({ method: 'POST', url: '/api/v1/keys/unlock', payload })
          return { status: answer.statusCode, body: answer.json() }
        },
      })
      return await opened
    } finally {
      forget()
      await app.close()
    }
  }
}
