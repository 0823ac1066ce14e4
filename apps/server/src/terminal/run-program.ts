import { KeyStoreError, SmcryptoError, smcryptoZhCN, type SmcryptoIssue } from '@fadu/smcrypto'
import { BackupError } from '../platform/backup/backup-fault.ts'
import { describeBackupFault } from '../platform/backup/backup-fault-text.ts'
import { faultText } from '../platform/start-faults.ts'
import { createSecrets, type Secrets } from './secrets.ts'

/** What a command says when it is done: lines for a person, or one object. */
export interface Told {
  readonly lines: readonly string[]
  readonly result: Readonly<Record<string, unknown>>
}

export interface ProgramOutput {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** Runs one command of a program beside the server. @returns Exit code: 0 done, 1 not done. */
export async function runProgram(
  command: (secrets: Secrets) => Promise<Told>,
  { json, dataFolder }: { readonly json: boolean; readonly dataFolder: string },
  output: ProgramOutput,
): Promise<number> {
  const secrets = createSecrets()
  try {
    const told = await command(secrets)
    if (json) output.out(JSON.stringify(told.result, null, 2))
    else for (const line of told.lines) output.out(line)
    return 0
  } catch (error) {
    output.err(describeFault(error, dataFolder))
    return 1
  } finally {
    secrets.close()
  }
}

/** The terminal of this process. */
export const terminal: ProgramOutput = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}

function describeFault(error: unknown, dataFolder: string): string {
  if (error instanceof BackupError) {
    const [zh, en] = describeBackupFault(error.fault)
    return `${zh}（${error.fault.code}）\n${en}`
  }
  if (error instanceof SmcryptoError && !(error instanceof KeyStoreError)) {
    const issue = error.issue as SmcryptoIssue
    const say = smcryptoZhCN[issue.code] as (i: SmcryptoIssue) => string
    return `${say(issue)}（${issue.code}）\n${issue.code}`
  }
  return faultText(error, dataFolder).join('\n')
}
