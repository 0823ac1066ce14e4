import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../usage.ts'
import { foundWitness, witnessOnce, WitnessFault } from '../verify/witness.ts'
import { printJson, type Output } from './output.ts'

export interface WitnessOptions {
  readonly folder: string
  readonly url?: string
  readonly name?: string
  readonly key?: readonly string[]
  readonly keyFile?: string
  readonly every?: string
  readonly json?: boolean
}

/** `fadu witness init`: the key of a witness in a folder of its own, with the log's keys that it trusts. */
export async function witnessInit(options: WitnessOptions, output: Output): Promise<number> {
  const { name, key = [], keyFile, folder } = options
  const fromFile = keyFile === undefined ? [] : (await readFile(keyFile, 'utf8')).split('\n').filter((l) => l !== '')
  const logKeys = [...key, ...fromFile]
  if (name === undefined || logKeys.length === 0) {
    throw new UsageError(
      '需要 --name 和日志的验证密钥 --key 或 --key-file（从日志以外的途径取得）',
      '--name is needed, and the keys of the log by --key or --key-file, from elsewhere than the log',
    )
  }
  const made = await foundWitness(folder, { name, logKeys })
  if (options.json === true) printJson(output, { key: made })
  else output.out(`见证密钥，交由日志的安全管理员登记 register this key with the log: ${made}`)
  return 0
}

/** `fadu witness sign`: countersigns the newest checkpoint, once or again and again; ends with 1 at a log that it refuses. */
export async function witnessSign(options: WitnessOptions, output: Output): Promise<number> {
  const { folder, url, every } = options
  if (url === undefined) throw new UsageError('需要 --url', '--url is needed')
  const seconds = every === undefined ? undefined : Number(every)
  if (seconds !== undefined && !(seconds >= 1))
    throw new UsageError('--every 以秒计，至少 1', '--every is in seconds, 1 at least')
  for (;;) {
    const isRefused = await signOnce({ ...options, folder, url }, output, seconds !== undefined)
    if (isRefused) return 1
    if (seconds === undefined) return 0
    await setTimeout(seconds * 1000)
  }
}

async function signOnce(
  options: WitnessOptions & { readonly url: string },
  output: Output,
  goesOn: boolean,
): Promise<boolean> {
  try {
    const done = await witnessOnce(options.folder, { url: options.url, now: () => new Date() })
    if (options.json === true) printJson(output, done)
    else if (done.kind === 'signed') output.out(`已会签 countersigned ${done.size}（此前 before ${done.from}）`)
    else {
      const what = done.fault === 'rolledBack' ? '日志回退 the log was rolled back' : '日志分叉 the log forked'
      output.out(`拒绝会签 refused：${what}，${done.from} → ${done.size}；双方检查点 both notes: ${done.proof}`)
    }
    return done.kind === 'refused'
  } catch (error) {
    // A log that does not answer says nothing of itself; whoever watches looks again.
    if (!(error instanceof WitnessFault) || !goesOn) throw error
    output.out(`未能取得日志 the log could not be asked: ${error.message}`)
    return false
  }
}
