// The openssl command line as a judge that shares no code with this package's own calls into Node.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another command can be named for machines where `openssl` is LibreSSL or lacks SM2. */
const command = process.env['OPENSSL_BIN'] ?? 'openssl'

function find(): string | undefined {
  const answer = spawnSync(command, ['version'], { encoding: 'utf8' })
  return answer.status === 0 && /^OpenSSL [3-9]/.test(answer.stdout) ? answer.stdout.trim() : undefined
}

/** `OpenSSL 3.x …`, or undefined where there is none: then only the second library judges, and CI fails. */
export const opensslVersion: string | undefined = find()

export interface OpensslRun {
  readonly ok: boolean
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs openssl with files placed in a folder of their own; an argument `@name` stands for the file's path. */
export function openssl(
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>> = {},
): OpensslRun {
  const dir = mkdtempSync(join(tmpdir(), 'fadu-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content)
    const run = spawnSync(
      command,
      args.map((arg) => arg.replace(/^@/, `${dir}/`)),
    )
    return { ok: run.status === 0, stdout: run.stdout, stderr: run.stderr.toString('utf8') }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Output of a run that must succeed. */
export function opensslOutput(
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>> = {},
): Buffer {
  const run = openssl(args, files)
  if (!run.ok) throw new Error(`openssl ${args.join(' ')}: ${run.stderr}`)
  return run.stdout
}
