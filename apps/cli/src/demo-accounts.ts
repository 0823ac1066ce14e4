import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApplicationCredentials } from '@fadu/sdk'

/** How to come in as somebody of a demonstration city; written by the server into its data folder, readable by its owner. */
export interface DemoAccounts {
  readonly password: string
  readonly accounts: readonly DemoAccount[]
  readonly applications: readonly {
    readonly key: string
    readonly id: string
    readonly organization: string
    readonly name: string
    readonly privateKey: ApplicationCredentials['privateKey']
  }[]
}

export interface DemoAccount {
  readonly login: string
  readonly organization: string
  readonly name: string
  readonly roles: readonly string[]
}

/** Something the data folder should hold is not there. */
export class DemoAccountsMissing extends Error {
  readonly code = 'DEMO_ACCOUNTS_MISSING'
  readonly path: string

  constructor(path: string) {
    super(`DEMO_ACCOUNTS_MISSING ${path}`)
    this.name = 'DemoAccountsMissing'
    this.path = path
  }
}

/** @throws {DemoAccountsMissing} when the folder holds no accounts of a demonstration. */
export async function readDemoAccounts(dataFolder: string): Promise<DemoAccounts> {
  const path = join(dataFolder, 'demo-accounts.json')
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoAccounts
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new DemoAccountsMissing(path)
    throw error
  }
}
