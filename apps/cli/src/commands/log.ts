import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describeLogIssue, logIssueZhCN } from '@fadu/audit-log'
import { createClient } from '@fadu/sdk'
import { describeProof } from '../demo/proof-steps.ts'
import { signInAs, type PersonOptions } from '../people.ts'
import { UsageError } from '../usage.ts'
import { verifyBundle, type BundleProblem } from '../verify/verify-bundle.ts'
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

export interface BundleOptions extends Pick<LogOptions, 'key' | 'keyFile' | 'json'> {
  readonly witness?: readonly string[]
}

/** `fadu log verify-bundle`: a bundle of evidence, without any server; 1 when something in it does not fit. */
export async function logVerifyBundle(file: string, options: BundleOptions, output: Output): Promise<number> {
  const keys = await pinnedKeys(options)
  if (keys === undefined) {
    throw new UsageError(
      '需要验证密钥 --key 或 --key-file（不要取自提取包自带的 keys）',
      'verification needs --key or --key-file from elsewhere than the bundle',
    )
  }
  const report = await verifyBundle(file, { keys, witnesses: options.witness ?? [] })
  if (options.json === true) printJson(output, report)
  else {
    for (const problem of report.problems) output.out(`${bundleWords[problem.found]}：${problem.what} ${problem.name}`)
    output.out(
      `提取包 bundle ${report.bundle}：记录 entries ${report.entries}，公开的证据行 opened rows ${report.rows}，日志 log ${report.treeSize} 条`,
    )
    for (const key of report.signatures) output.out(`有效签名 valid signature ${key.name}+${key.keyId}`)
    if (report.witnessed !== null) {
      const by = report.witnessed.by.join('、')
      output.out(
        `延续见证的检查点 continues the countersigned checkpoint：${report.witnessed.size}；${by === '' ? '见证方签名未核验，用 --witness 给定其密钥 / signatures of witnesses unchecked: give their keys with --witness' : by}`,
      )
    }
    output.out(report.ok ? '验证通过 verified' : `验证未通过 NOT verified：${report.problems.length}`)
  }
  return report.ok ? 0 : 1
}

const bundleWords: Readonly<Record<BundleProblem['found'], string>> = {
  altered: '被改动 altered',
  missing: '缺失 missing',
  added: '多出 added',
  unproven: '不能证明 unproven',
}

export interface FsckOptions {
  readonly data: string
  readonly key?: readonly string[]
  readonly keyFile?: string
  readonly json?: boolean
}

const checkerMain = fileURLToPath(new URL('../../../server/dist/check-log.js', import.meta.url))
const words = {
  altered: '被改动 altered',
  missing: '缺失 missing',
  added: '多出 added',
  unplaced: '不在日志中 not in the log',
}

/** `fadu log fsck`: all evidence of a database with its log, in a process of the server's program; 1 when something was found. */
export async function logFsck(options: FsckOptions, output: Output): Promise<number> {
  const keys = (await pinnedKeys(options)) ?? []
  const child = spawn(process.execPath, [checkerMain, ...keys.flatMap((key) => ['--key', key])], {
    env: { ...process.env, FADU_DATA: options.data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit') as Promise<[number | null]>
  for await (const line of createInterface({ input: child.stdout })) {
    if (options.json === true) output.out(line)
    else showChecked(JSON.parse(line) as Checked, output)
  }
  const [code] = await ended
  return code ?? 2
}

type Checked =
  | { readonly table: string; readonly key: string; readonly found: keyof typeof words }
  | { readonly report: Readonly<Record<string, number | string | boolean>> & { readonly removed: readonly Removed[] } }

interface Removed {
  readonly entry: string
  readonly number: number | null
  readonly clauses: readonly string[]
  readonly day: string
  readonly accesses: number
  readonly signatures: number
}

function showChecked(line: Checked, output: Output): void {
  if (!('report' in line)) return output.out(`${words[line.found]}：${line.table} ${line.key}`)
  const { ok, size, rows, findings, notCovered, root, keysFrom } = line.report
  output.out(
    `日志 log：${size} 条 entries，根 root SM3 ${root}；证据记录 records of evidence ${rows}，未能比对 not covered ${notCovered}`,
  )
  for (const { entry, number, clauses, day, accesses, signatures } of line.report.removed) {
    const under = clauses.join('、')
    output.out(
      `按 ${under} 清除，见第 ${number ?? '（待计入）'} 条记录 body removed under ${under} by entry ${number ?? entry}：${day}，查询键 keys of accesses ${accesses}，签名 signatures ${signatures}`,
    )
  }
  if (keysFrom !== 'pinned')
    output.out(
      '验证密钥取自数据文件夹，只证明其与数据库一致；用 --key 给定 / keys from the data folder itself: pin with --key',
    )
  output.out(ok === true ? '一致 sound' : `不一致 NOT sound：${findings}`)
}

function show(report: LogVerified, options: LogOptions, output: Output): number {
  if (options.json === true) printJson(output, report)
  else {
    output.out(`日志 log ${report.origin}：${report.size} 条 entries，根 root SM3 ${report.root}`)
    for (const key of report.verified) output.out(`有效签名 valid signature ${key.name}+${key.keyId}`)
    for (const { keys, from } of report.revoked)
      output.out(
        `已吊销 revoked，自第 ${from} 条记录起不可信 not to be believed from entry ${from} on：${keys.map(keyName).join('、')}`,
      )
    if (report.verified.length === 0 && report.problems.length === 0)
      output.out('检查点只有已吊销密钥的签名 / the checkpoint is signed by revoked keys only')
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

/** Name and id of a published key, without the key. */
function keyName(vkey: string): string {
  return vkey.split('+').slice(0, 2).join('+')
}

async function pinnedKeys({
  key,
  keyFile,
}: Pick<LogOptions, 'key' | 'keyFile'>): Promise<readonly string[] | undefined> {
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
