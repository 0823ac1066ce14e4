import { readFile } from 'node:fs/promises'
import { UsageError } from '../usage.ts'
import { verifyArchive } from '../verify/verify-archive.ts'
import { printJson, type Output } from './output.ts'

export interface ArchiveOptions {
  readonly key?: readonly string[]
  readonly keyFile?: string
  readonly json?: boolean
}

/** `fadu archive verify`: an archive package, its digests and signatures, without any server. */
export async function archiveVerify(file: string, options: ArchiveOptions, output: Output): Promise<number> {
  const fromFile = options.keyFile === undefined ? [] : (await readFile(options.keyFile, 'utf8')).split('\n')
  const keys = [...(options.key ?? []), ...fromFile].filter((line) => line.trim() !== '')
  if (keys.length === 0) {
    throw new UsageError(
      '需要验证密钥 --key 或 --key-file（不要取自归档包自带的 verifier-keys.txt）',
      'verification needs --key or --key-file from elsewhere than the package',
    )
  }
  const report = await verifyArchive(file, keys)
  if (options.json === true) printJson(output, report)
  else {
    for (const problem of report.problems) output.out(`不符 differs  ${problem}`)
    const signed = report.signatures.join('、') || '无 none'
    output.out(`文件 files ${report.files}，字节 bytes ${report.bytes}，签名 signatures ${signed}`)
    output.out(report.ok ? '通过 verified' : '不通过 does not verify')
  }
  return report.ok ? 0 : 1
}
