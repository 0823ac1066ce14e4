import { randomBytes } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** How to come in as somebody of the demonstration city. Made anew for each installation; nothing of it is in the program. */
export interface DemoAccounts {
  readonly password: string
  readonly accounts: readonly {
    readonly login: string
    readonly organization: string
    readonly name: string
    readonly roles: readonly string[]
  }[]
  readonly applications: readonly {
    readonly key: string
    readonly id: string
    readonly organization: string
    readonly name: string
    readonly privateKey: JWK
  }[]
}

const fileName = 'demo-accounts.json'

export function newDemoPassword(): string {
  return `fadu-${randomBytes(9).toString('base64url')}`
}

export async function newApplicationKey(): Promise<{
  readonly privateKey: JWK
  readonly publicKey: { kty: string; crv: string; x: string }
}> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { kty, crv, x } = await exportJWK(pair.publicKey)
  return { privateKey: await exportJWK(pair.privateKey), publicKey: { kty: kty!, crv: crv!, x: x! } }
}

export async function writeDemoAccounts(dataFolder: string, accounts: DemoAccounts): Promise<void> {
  const path = join(dataFolder, fileName)
  await writeFile(`${path}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
}

export async function readDemoAccounts(dataFolder: string): Promise<DemoAccounts | undefined> {
  try {
    return JSON.parse(await readFile(join(dataFolder, fileName), 'utf8')) as DemoAccounts
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
