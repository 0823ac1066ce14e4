import { readFile } from 'node:fs/promises'
import {
  createClient,
  keyIdOf,
  type ApplicationClient,
  type ApplicationCredentials,
  type FaduClient,
  type SignerCredentials,
} from '@fadu/sdk'
import { createRawSm2Signer, sm2PrivateKeyFromJwk } from '@fadu/smcrypto'
import { readDemoAccounts } from './demo-accounts.ts'
import { UsageError } from './usage.ts'

export interface PersonOptions {
  readonly url: string
  readonly login?: string | undefined
  readonly passwordFile?: string | undefined
  /** Folder with the accounts of a demonstration. */
  readonly data?: string | undefined
}

/** Signs in as the person the options name. Passwords come from files, never from arguments, which others can see. */
export async function signInAs(options: PersonOptions, otherwise: string): Promise<FaduClient> {
  const client = createClient({ baseUrl: options.url })
  if (options.passwordFile !== undefined) {
    if (options.login === undefined)
      throw new UsageError('--password-file 需要同时给出 --login', '--password-file needs --login')
    const password = (await readFile(options.passwordFile, 'utf8')).replace(/\r?\n$/, '')
    return client.signIn({ login: options.login, password })
  }
  if (options.data === undefined) {
    throw new UsageError(
      '需要 --login 和 --password-file，或者演示数据文件夹 --data',
      '--login with --password-file is needed, or --data',
    )
  }
  const { password } = await readDemoAccounts(options.data)
  return client.signIn({ login: options.login ?? otherwise, password })
}

export interface ApplicationOptions {
  readonly url: string
  readonly application: string
  /** Sign each call (RFC 9421). */
  readonly sign?: boolean
  /** File with the private key as JWK. */
  readonly keyFile?: string | undefined
  readonly data?: string | undefined
}

/** Credentials of an application: id and key file, or its key name in a demonstration. */
export async function applicationFrom(
  options: Pick<ApplicationOptions, 'application' | 'keyFile' | 'data'>,
): Promise<ApplicationCredentials | SignerCredentials> {
  if (options.keyFile !== undefined) {
    const key = JSON.parse(await readFile(options.keyFile, 'utf8')) as ApplicationCredentials['privateKey']
    return key.crv === 'SM2'
      ? sm2Credentials(options.application, { ...key })
      : { id: options.application, privateKey: key }
  }
  if (options.data === undefined) throw new UsageError('需要 --key-file 或 --data', '--key-file or --data is needed')
  const { applications } = await readDemoAccounts(options.data)
  const found = applications.find((a) => a.key === options.application || a.id === options.application)
  if (found !== undefined) return { id: found.id, privateKey: found.privateKey }
  const known = applications.map((a) => a.key).join(', ')
  throw new UsageError(
    `演示中没有应用「${options.application}」，现有 ${known}`,
    `no such application, known are ${known}`,
  )
}

/** A client of the application that the options name. */
export async function applicationClient(options: ApplicationOptions): Promise<ApplicationClient> {
  const signing = options.sign === true ? { signCalls: true } : {}
  return createClient({ baseUrl: options.url }).asApplication(await applicationFrom(options), signing)
}

async function sm2Credentials(id: string, key: Readonly<Record<string, unknown>>): Promise<SignerCredentials> {
  const { sign } = createRawSm2Signer(sm2PrivateKeyFromJwk(key))
  return { id, signer: { algorithm: 'SM2', keyId: await keyIdOf(key), sign } }
}
