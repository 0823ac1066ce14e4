import { CodedError, PackError } from '@fadu/domain'
import { describeLogIssue, LogError, logIssueEn, logIssueZhCN } from '@fadu/audit-log'
import { CredentialsInvalid, FaduProblem, FaduRefusal, FaduUnreachable } from '@fadu/sdk'
import { KeyStoreError, SmcryptoError, smcryptoZhCN } from '@fadu/smcrypto'
import { describeTableIssue, TableError, tableIssueEn, tableIssueZhCN } from '@fadu/tables'
import { describeCoded } from './coded-text.ts'
import { DemoAccountsMissing } from './demo-accounts.ts'
import { SourceFault } from './describe/source-fault.ts'
import { ServerDidNotStart } from './demo/server-child.ts'
import { WalkBroken } from './demo/step.ts'
import { FactsInvalid } from './law/decision-facts.ts'
import { PeriodUnknown } from './law/due-dates.ts'
import { HeaderIsData } from './scan/headings.ts'
import { ReceiptMismatch } from './verify/verify-receipt.ts'
import { KeysInvalid } from './verify/verifier-keys.ts'

/** What went wrong, for the person at the terminal: Chinese, then English. Never a stack, never a secret. */
export function describeFault(error: unknown): readonly string[] {
  if (error instanceof FaduRefusal) {
    return [
      `不予办理 refused（${error.code}）：${error.detail}`,
      ...error.grounds.map((g) => `  ${g.clause}（${g.source}）${g.text}`),
      ...error.needed.map((n) => `  需要 needed：${n.text}`),
      ...(error.receipt === undefined ? [] : [`  凭证 receipt ${error.receipt}`]),
    ]
  }
  if (error instanceof FaduProblem) {
    const fields = error.fields.map((f) => `  ${f.field}: ${f.fault}`)
    return [`请求有误 request fault（${error.code}）：${error.detail}`, ...fields]
  }
  if (error instanceof KeyStoreError) {
    const { issue } = error
    const say = smcryptoZhCN[issue.code] as (i: typeof issue) => string
    return [`${say(issue)}（${issue.code}）/ the key store cannot be used`]
  }
  if (error instanceof SmcryptoError) {
    const { issue } = error as SmcryptoError
    const say = smcryptoZhCN[issue.code] as (i: typeof issue) => string
    return [`${say(issue)}（${issue.code}）/ the key cannot be used`]
  }
  if (error instanceof FaduUnreachable)
    return [
      '服务器没有应答；检查地址和服务器是否在运行 / no answer from the server; check the address and whether it runs',
    ]
  if (error instanceof DemoAccountsMissing) {
    return [
      `没有演示账号文件 ${error.path}；用 --data 指定服务器的数据文件夹 / no demonstration accounts there; name the server's data folder with --data`,
    ]
  }
  if (error instanceof ServerDidNotStart) return [`服务器没有启动 the server did not start：${error.said}`]
  if (error instanceof SourceFault) {
    return [
      `读取 ${error.kind} 的结构失败（${error.fault}）；检查地址、账号和权限 / cannot read its schema; check address, account and privileges`,
    ]
  }
  if (error instanceof PeriodUnknown)
    return [`该地区没有期限「${error.period}」，现有 ${error.known.join('、')} / no such period in days`]
  if (error instanceof FactsInvalid)
    return error.faults.map(({ field, expected }) => `事实有误 facts ${field}：应为 expected ${expected}`)
  if (error instanceof WalkBroken) return [`不符合预期 not as expected：预期 ${error.expected}；实际 ${error.found}`]
  if (error instanceof ReceiptMismatch)
    return [`验证未通过 NOT verified：${error.what} 应为 ${error.expected}，实为 ${error.found}`]
  if (error instanceof LogError) {
    return [
      `验证未通过 NOT verified：${describeLogIssue(logIssueZhCN, error.issue)}`,
      `  ${describeLogIssue(logIssueEn, error.issue)}`,
    ]
  }
  if (error instanceof KeysInvalid || error instanceof CredentialsInvalid) return [`密钥有误 keys: ${error.message}`]
  if (error instanceof PackError) return [`法规包有误 a pack is faulty：\n${error.message}`]
  if (error instanceof TableError) {
    return [
      `文件不能读取 the file cannot be read（${error.code}）：${describeTableIssue(tableIssueZhCN, error.issue)}`,
      `  ${describeTableIssue(tableIssueEn, error.issue)}`,
    ]
  }
  if (error instanceof HeaderIsData) {
    return [
      `第一行第 ${error.column} 列像是数据而不是列名；没有列名的文件请加 --no-header / the first row seems to be data (column ${error.column}); give --no-header for a file without names of columns`,
    ]
  }
  if (error instanceof CodedError) return [`不能计算 cannot be computed：${describeCoded(error).message}`]
  const { code, path } = error as NodeJS.ErrnoException
  if (typeof path === 'string' && code !== undefined) return [`读写 ${path} 失败（${code}）/ cannot read or write it`]
  if (error instanceof SyntaxError) return ['文件内容不是有效的 JSON / a file holds no valid JSON']
  return [
    `内部故障 internal fault ${error instanceof Error ? error.name : 'unknown'}；FADU_DEBUG=1 可看到细节 / FADU_DEBUG=1 shows the detail`,
  ]
}
