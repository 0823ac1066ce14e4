import { clientAssertion } from '../../../packages/sdk/src/application.ts'
import type { DemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'
import type { PlatformServer } from '../world/world.ts'
import { askOnce } from './asking.ts'

/** Whoever asks: kept signed in, and signed in anew when the platform no longer takes what it gave. */
export interface Person {
  /** @returns Undefined when nobody signs anybody in at the moment. */
  bearer(server: PlatformServer): Promise<string | undefined>
  /** The bearer was not accepted. */
  forget(bearer: string): void
}

export function personOf(accounts: DemoAccounts, login: string): Person {
  return keptSignedIn(async (server) => {
    const json = { login, password: accounts.password }
    const outcome = await askOnce(server, undefined, { method: 'POST', path: '/api/v1/session', json })
    return outcome.kind === 'answer' ? (outcome.body as { token?: string }).token : undefined
  })
}

export function applicationOf(accounts: DemoAccounts, key: string): Person {
  const application = accounts.applications.find((a) => a.key === key)!
  return keptSignedIn(async (server) => {
    const json = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(application, new Date()),
    }
    const outcome = await askOnce(server, undefined, { method: 'POST', path: '/gw/v1/token', json })
    return outcome.kind === 'answer' ? (outcome.body as { access_token?: string }).access_token : undefined
  })
}

function keptSignedIn(signIn: (server: PlatformServer) => Promise<string | undefined>): Person {
  let known: string | undefined
  let coming: Promise<string | undefined> | undefined
  return {
    bearer: async (server) => {
      if (known !== undefined) return known
      coming ??= signIn(server).finally(() => (coming = undefined))
      known = await coming
      return known
    },
    forget: (bearer) => {
      if (known === bearer) known = undefined
    },
  }
}
