import { readFile } from 'node:fs/promises'
import { describeLogIssue, logIssueZhCN } from '@fadu/audit-log'
import { createClient } from '@fadu/sdk'
import { describeProof } from '../demo/proof-steps.ts'
import { signInAs, type PersonOptions } from '../people.ts'
import { UsageError } from '../usage.ts'
import { exportFiles, exportLog, readHeads, verifyExport, verifyLog, type LogVerified } from '../verify/verify-log.ts'
import { keysFor, verifyReceipt } from '../verify/verify-receipt.ts'
import { trustKeys } from '../verify/verifier-keys.ts'
import { printJson, type Output } from './output.ts'

/** Who reads the whole log in a demonstration. */
const demoAuditor = 'platform.audit'

export interface LogOptions extends Partial<PersonOptions> {
  readonly key?: readonly string[]
  readonly keyFile?: string
  readonly earlier?: readonly string[]
  readonly checkpoint?: string
  readonly json?: boolean
}

/** `fadu log verify`: an export without any server, or the log of a running one. */
export async function logVerify(file: string | undefined, options: LogOptions, output: Output): Promise<number> {
  const keys = await pinnedKeys(options)
  const report = file === undefined ? await verifyRunning(options, keys) : await verifyFile(file, options, keys)
  return show(report, options, output)
}

async function verifyFile(
  file: string,
  options: LogOptions,
  keys: readonly string[] | undefined,
): Promise<LogVerified> {
  if (keys === undefined) {
    throw new UsageError(
      '离线验证需要验证密钥 --key 或 --key-file（不要取自导出文件自带的 .keys）',
      'offline verification needs --key or --key-file from elsewhere than the export',
    )
  }
  const checkpointFile = options.checkpoint ?? exportFiles(file).checkpoint
  const earlier = await readHeads(options.earlier ?? [], trustKeys(keys, 'pinned'))
  return verifyExport({ file, checkpointFile, keys, earlier })
}

async function verifyRunning(options: LogOptions, keys: readonly string[] | undefined): Promise<LogVerified> {
  const url = requireUrl(options)
  const auditor = await signInAs({ ...options, url }, demoAuditor)
  const earlier = await readHeads(options.earlier ?? [], await keysFor(auditor, keys))
  const { checkpoint: _, keyLines: __, ...report } = await verifyLog(auditor, { keys, earlier })
  return report
}

/** `fadu log export`: bodies one a line, beside them the checkpoint; verified while it is written. */
export async function logExport(file: string, options: LogOptions, output: Output): Promise<number> {
  const auditor = await signInAs({ ...options, url: requireUrl(options) }, demoAuditor)
  const report = await exportLog(auditor, file, { keys: await pinnedKeys(options) })
  if (options.json !== true)
    output.out(`已写入 wrote ${file}、${exportFiles(file).checkpoint}、${exportFiles(file).keys}`)
  return show(report, options, output)
}

/** `fadu log proof`: one entry, its inclusion and the checkpoint's signatures. */
export async function logProof(receipt: string, options: LogOptions, output: Output): Promise<number> {
  const url = requireUrl(options)
  const asSomebody = options.login !== undefined || options.data !== undefined
  const reader = asSomebody ? await signInAs({ ...options, url }, demoAuditor) : undefined
  const keys = await pinnedKeys(options)
  const found = await verifyReceipt(createClient({ baseUrl: url }), receipt, {
    ...(reader === undefined ? {} : { reader }),
    ...(keys === undefined ? {} : { keys }),
  })
  if (options.json === true) {
    printJson(output, { ok: true, ...found })
    return 0
  }
  for (const line of describeProof(found)) output.out(line)
  output.out(
    found.body === undefined
      ? '内容未验证：未登录，只证明了哈希 / not signed in: the hash alone was proven'
      : `内容 body ${JSON.stringify(found.body)}`,
  )
  output.out('验证通过 verified')
  return 0
}

function show(report: LogVerified, options: LogOptions, output: Output): number {
  if (options.json === true) printJson(output, report)
  else {
    output.out(`日志 log ${report.origin}：${report.size} 条 entries，根 root SM3 ${report.root}`)
    for (const key of report.verified) output.out(`有效签名 valid signature ${key.name}+${key.keyId}`)
    if (report.keysFrom === 'server')
      output.out(
        '验证密钥取自该服务器，只证明其前后一致；用 --key 给定 / keys fetched from the server: shows only that it agrees with itself; pin with --key',
      )
    for (const issue of report.problems)
      output.out(`不符 problem ${issue.code}：${describeLogIssue(logIssueZhCN, issue)}`)
    output.out(report.ok ? '验证通过 verified' : '验证未通过 NOT verified')
  }
  return report.ok ? 0 : 1
}

async function pinnedKeys({ key, keyFile }: LogOptions): Promise<readonly string[] | undefined> {
  const fromFile =
    keyFile === undefined ? [] : (await readFile(keyFile, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const all = [...(key ?? []), ...fromFile]
  return all.length === 0 ? undefined : all
}

function requireUrl({ url }: LogOptions): string {
  if (url === undefined)
    throw new UsageError('需要 --url，或者给出导出文件', '--url is needed, or the file of an export')
  return url
}
