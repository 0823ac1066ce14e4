import { Command, CommanderError } from 'commander'
import { archiveVerify, type ArchiveOptions } from './commands/archive.ts'
import { clock, type ClockOptions } from './commands/clock.ts'
import { decide, type DecideOptions } from './commands/decide.ts'
import { demo, type DemoOptions } from './commands/demo.ts'
import { describe, type DescribeOptions } from './commands/describe.ts'
import { gatewayExport, type ExportOptions } from './commands/gateway-export.ts'
import {
  gatewayLookup,
  gatewayQuery,
  gatewayToken,
  gatewayVerify,
  type LookupOptions,
  type QueryOptions,
  type TokenOptions,
  type VerifyOptions,
} from './commands/gateway.ts'
import {
  logExport,
  logFsck,
  logProof,
  logVerify,
  logVerifyBundle,
  type BundleOptions,
  type FsckOptions,
  type LogOptions,
} from './commands/log.ts'
import { witnessInit, witnessSign, type WitnessOptions } from './commands/witness.ts'
import type { Input, Output } from './commands/output.ts'
import { packCases } from './commands/pack-cases.ts'
import { packDiff, type DiffOptions } from './commands/pack-diff.ts'
import { packMatrix, type MatrixOptions } from './commands/pack-matrix.ts'
import { packLint } from './commands/pack-lint.ts'
import { serverProgram, type ProgramOptions } from './commands/server-program.ts'
import { scanFile, type ScanFileOptions } from './commands/scan.ts'
import { traceFile, type TraceOptions } from './commands/trace.ts'
import {
  collect,
  collectClaim,
  custodiansArgument,
  dayArgument,
  daysArgument,
  formatArgument,
  receiptArgument,
  rowsArgument,
  territoryArgument,
  thresholdArgument,
  urlArgument,
  UsageError,
} from './usage.ts'

/**
 * Exit codes: 0 as asked, 1 it failed or something does not verify, 2 the arguments are wrong. `decide` has one more for a
 * refusal, 3, and `trace` one for a file of which nothing can be said, 4.
 */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** The commands, with their results handed to `onDone`. */
export function createProgram(p: {
  readonly version: string
  readonly output: Output
  /** The standard input, for commands that are told to read it. */
  readonly input: Input
  readonly onDone: (code: number) => void
}): Command {
  const { output, input, onDone } = p
  const program = new Command('fadu')
  program
    .description(
      '法度 Fadu：演示、证据日志验证、期限、判定、法规包和网关调用 / demonstration, log verification, due dates, decisions, packs, gateway',
    )
    .version(p.version, '-V, --version', '版本 version')
    .helpOption('-h, --help', '帮助 help')
    .helpCommand(false)

  program
    .command('demo')
    .description('演示主要业务，逐步核对 / walk the main job, checking every step')
    .option(
      '--url <url>',
      '服务器地址；不给且无服务器运行时自行启动一个 / address; starts a server when none answers',
      asUsage(urlArgument),
    )
    .option('--data <folder>', '服务器的数据文件夹（演示账号在其中）/ data folder of the server', '.fadu')
    .option('--journal <file>', '进度文件，中断后从断点接着走 / progress file to resume from')
    .option('--json', '输出 JSON')
    .action(async (options: DemoOptions) => onDone(await demo(options, output)))

  program
    .command('describe')
    .description('从数据库结构或者数据文件起草目录条目 / draft catalog entries from a schema or a data file')
    .argument('<source>', 'postgres://… 、mysql://… 或者 CSV、.xlsx 文件；密码可以写在 PGPASSWORD、MYSQL_PWD')
    .option('--out <file>', '写入 .xlsx、.csv（导入模板）或者 .json；不给则输出 JSON / file to write')
    .option('--territory <code>', '模板所属地区 / whose template', asUsage(territoryArgument))
    .option('--schema <name>', '只取一个模式 / one schema of the database')
    .option('--table <name>', '只取一个表 / one table of it')
    .option('--sheet <name>', '工作簿中的工作表 / sheet of a workbook')
    .option('--prefix <code>', '目录编码的前缀 / prefix of the codes', '')
    .option('--packs <folder>', '法规包文件夹 / folder of packs')
    .action(async (source: string, options: DescribeOptions) => onDone(await describe(source, options, output)))

  const log = program.command('log').description('证据日志 / evidence log')
  signInOptions(keyOptions(log.command('verify')))
    .description('验证整个日志：在线，或对导出文件离线 / verify the whole log, running or exported')
    .argument('[export]', '导出文件；不给则在线验证 / file of an export')
    .option('--checkpoint <file>', '导出文件的检查点，默认 <export>.checkpoint')
    .option('--earlier <file>', '以前保存的检查点，可多次 / checkpoint kept from before', collect)
    .action(async (file: string | undefined, options: LogOptions) => onDone(await logVerify(file, options, output)))
  signInOptions(keyOptions(log.command('export')))
    .description('导出日志（JSON Lines）和检查点，边写边验证 / export the log with its checkpoint')
    .argument('<file>', '写入的文件 / file to write')
    .action(async (file: string, options: LogOptions) => onDone(await logExport(file, options, output)))
  signInOptions(keyOptions(log.command('proof')))
    .description('验证一条记录在日志之中 / verify that one record is in the log')
    .argument('<receipt>', '凭证号 / receipt', asUsage(receiptArgument))
    .action(async (receipt: string, options: LogOptions) => onDone(await logProof(receipt, options, output)))

  keyOptions(log.command('verify-bundle'))
    .description('离线核验证据提取包，指明被改动、缺失的记录 / verify a bundle of evidence offline')
    .argument('<file>', '证据提取包 / the bundle')
    .option('--witness <key>', '信任的见证方密钥，可多次 / key of a witness to trust, may be repeated', collect)
    .option('--json', '一个 JSON / as JSON')
    .action(async (file: string, options: BundleOptions) => onDone(await logVerifyBundle(file, options, output)))

  keyOptions(log.command('fsck'))
    .description(
      '逐条核对数据库中的全部证据与日志，指明被改动的记录 / check all evidence of a database against the log',
    )
    .option('--data <folder>', '数据文件夹；未设 DATABASE_URL 时其中的库须已停用 / data folder', '.fadu')
    .option('--json', '每行一个 JSON / a line of JSON each')
    .action(async (options: FsckOptions) => onDone(await logFsck(options, output)))

  const witness = program.command('witness').description('日志见证方 / witness of the log')
  keyOptions(witness.command('init'))
    .description('生成见证密钥 / make the key of a witness')
    .requiredOption('--folder <folder>', '见证方的文件夹 / folder of the witness')
    .option('--name <name>', '见证方名称，如 wangxin.example/w1 / name of the key')
    .option('--json', '输出 JSON')
    .action(async (options: WitnessOptions) => onDone(await witnessInit(options, output)))
  witness
    .command('sign')
    .description(
      '核对日志延续此前所签内容后会签；拒绝分叉、回退的日志 / countersign a log that continues what was signed',
    )
    .requiredOption('--folder <folder>', '见证方的文件夹 / folder of the witness')
    .option('--url <url>', '平台地址 / address of the platform')
    .option('--every <seconds>', '每隔若干秒一次，不结束 / again and again')
    .option('--json', '输出 JSON')
    .action(async (options: WitnessOptions) => onDone(await witnessSign(options, output)))

  const archive = program.command('archive').description('归档移交包 / archive packages')
  keyOptions(archive.command('verify'))
    .description('离线核验归档移交包的摘要和签名 / digests and signatures of a package, offline')
    .argument('<file>', '归档移交包（tar）/ the package')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: ArchiveOptions) => onDone(await archiveVerify(file, options, output)))

  const keys = program.command('keys').description('平台的密钥 / keys of the platform')
  const keyCommand = (name: string, describe: string, path?: readonly [name: string, describe: string]): Command => {
    const command = keys.command(name).description(describe)
    if (path !== undefined) command.argument(...path)
    return command.option('--json', '输出 JSON').action(async (...given: unknown[]) => {
      const [options, file] = (path === undefined ? given : [given[1], given[0]]) as [ProgramOptions, string?]
      onDone(await serverProgram('key-program', file === undefined ? [name] : [name, file], options, output))
    })
  }
  shareOptions(
    ownKeys(keyCommand('add-kek', '新增一个主密钥，原有的保留 / add a key-encryption key; the earlier ones stay')),
  )
  shareOptions(
    ownKeys(
      keyCommand(
        'add-log-key',
        '新增一版日志签名密钥，原有的保留 / add signing keys of the log; the earlier ones stay',
      ),
    ),
  )
  shareOptions(
    custodianOptions(
      ownKeys(
        keyCommand('split', '由多名保管人分别保管密钥，k 名到齐才能解锁 / split the keys among custodians, k of n'),
      ),
      true,
    ),
  ).option(
    '--share-folder <folder>',
    '各份以本人口令封存，写入此处；不给则只显示一次 / where sealed shares are written',
  )
  shareOptions(
    ownKeys(
      keyCommand('confirm', '交入规定份数后启用新的拆分，删除明文密钥 / put a splitting in force by its own shares'),
    ),
  )
  shareOptions(keyCommand('unlock', '交入本人的密钥份额，解锁服务器 / hand in one share to running servers')).option(
    '--url <url>',
    '服务器地址，可多次；默认本机 8080 端口 / address, may be repeated',
    collectUrl,
  )
  custodianOptions(
    passphraseOption(
      ownKeys(
        keyCommand(
          'backup',
          '以口令，或者由 k 名保管人封存密钥，另行保管 / seal the keys by a passphrase or to k of n custodians',
          ['<file>', '写入的文件 / file to write'],
        ),
      ),
    ),
    false,
  )
  passphraseOption(
    ownKeys(
      keyCommand('restore', '恢复密钥，已有密钥的不予覆盖 / put the keys back where there are none', [
        '<file>',
        '密钥备份 / backup of the keys',
      ]),
    ),
  )
  keyCommand('check', '不打开即核验密钥备份 / verify a backup of keys without opening it', [
    '<file>',
    '密钥备份 / backup of the keys',
  ])
    .option('--data <folder>', '取其中的验证密钥 / data folder whose keys vouch for it', '.fadu')
    .option('--key-file <file>', '验证密钥文件，每行一个 / file of verifier keys')

  const backup = program
    .command('backup')
    .description('备份整个平台；服务器运行时用 POST /api/v1/backups / back the platform up while the server is stopped')
    .argument('<folder>', '备份文件夹 / folder of backups')
    .option('--data <folder>', '服务器的数据文件夹；数据库由 DATABASE_URL 指明 / data folder of the server', '.fadu')
    .option('--share-file <file>', '密钥份额的文件，可多次 / file of a share, where keys are split', collect)
    .option('--full', '不接续更早的备份 / do not go on from an earlier backup')
    .option('--json', '输出 JSON')
    .action(async (folder: string, options: ProgramOptions) =>
      onDone(await serverProgram('backup-program', ['backup', folder], options, output)),
    )
  backup
    .command('verify')
    .description('核验一份备份，不需要数据库 / verify a backup without a database')
    .argument('<backup>', '备份的文件夹 / folder of the backup')
    .option('--data <folder>', '取其中的验证密钥 / data folder whose keys vouch for it', '.fadu')
    .option('--key-file <file>', '验证密钥文件，每行一个 / file of verifier keys')
    .option('--json', '输出 JSON')
    .action(async (path: string, _: ProgramOptions, command: Command) =>
      onDone(
        await serverProgram('backup-program', ['verify', path], command.optsWithGlobals<ProgramOptions>(), output),
      ),
    )
  const restore = program
    .command('restore')
    .description('把一份备份恢复到空的数据库 / restore a backup into an empty database')
    .argument('<backup>', '备份的文件夹 / folder of the backup')
    .option(
      '--data <folder>',
      '恢复到的数据文件夹，其中已有密钥；数据库由 DATABASE_URL 指明 / where to, with the keys',
      '.fadu',
    )
    .option('--share-file <file>', '密钥份额的文件，可多次 / file of a share, where keys are split', collect)
    .option('--witnessed <file>', '另存的检查点，可多次 / checkpoint kept elsewhere, may be repeated', collect)
    .option('--destroyed <file>', '已销毁数据的名单，默认为备份旁的 destroyed.json / list of what was destroyed')
    .option('--json', '输出 JSON')
    .action(async (path: string, options: ProgramOptions) =>
      onDone(await serverProgram('backup-program', ['restore', path], options, output)),
    )
  restore
    .command('point-in-time')
    .description(
      'PostgreSQL 恢复到某一时间之后、启动服务器之前运行：核验日志，说明缺失，再次销毁 / run on a database that was recovered to a point in time, before any server',
    )
    .option('--data <folder>', '服务器的数据文件夹；数据库由 DATABASE_URL 指明 / data folder of the server', '.fadu')
    .option('--share-file <file>', '密钥份额的文件，可多次 / file of a share, where keys are split', collect)
    .option(
      '--witnessed <file>',
      '另存的检查点，或者其他服务器的 log-seen.json，可多次 / checkpoint kept elsewhere, or log-seen.json of another server, may be repeated',
      collect,
    )
    .option('--destroyed <file>', '备份旁的 destroyed.json / list of what was destroyed, beside the backups')
    .option('--json', '输出 JSON')
    .action(async (_: ProgramOptions, command: Command) =>
      onDone(
        await serverProgram('backup-program', ['point-in-time'], command.optsWithGlobals<ProgramOptions>(), output),
      ),
    )

  program
    .command('clock')
    .description('计算期限届满日并说明逐日推算 / a due date with the count behind it')
    .option('--territory <code>', '6 位或者 12 位地区代码 / division code', asUsage(territoryArgument))
    .option('--from <day>', '起算事件之日 / day of the event, YYYY-MM-DD', asUsage(dayArgument))
    .option('--period <name>', '法规中的期限名，如 share.reply / period of the law')
    .option('--days <n>', '工作日数 / working days', asUsage(daysArgument))
    .option(
      '--stdin',
      '从标准输入逐行读取问题（JSON Lines），逐行作答 / one question a line in, one answer a line out: {"territory", "from", "period" | "days"}',
    )
    .option('--url <url>', '向服务器询问；不给则用本机的法规包 / ask a server', asUsage(urlArgument))
    .option('--packs <folder>', '法规包文件夹 / folder of packs')
    .option('--json', '输出 JSON')
    .action(async (options: ClockOptions) => onDone(await clock(options, output, input)))

  program
    .command('decide')
    .description('按法规判定一项办理 / decide an act: 0 allow, 3 deny')
    .requiredOption('--territory <code>', '6 位或者 12 位地区代码 / division code', asUsage(territoryArgument))
    .requiredOption('--act <name>', '办理的名称，如 share.request.approve / name of the act')
    .requiredOption(
      '--facts <file>',
      '事实文件（JSON：principal、resource、context），- 为标准输入 / file of facts, - for the standard input',
    )
    .option('--url <url>', '向服务器询问；不给则用本机的法规包 / ask a server', asUsage(urlArgument))
    .option('--packs <folder>', '法规包文件夹 / folder of packs')
    .option('--json', '输出 JSON')
    .action(async (options: DecideOptions) => onDone(await decide(options, output, input)))

  program
    .command('scan')
    .description('检测数据文件中的个人和敏感信息，不出本机 / look for personal and sensitive data in a file, offline')
    .argument('<file>', '数据文件：CSV（UTF-8、GB18030）或 XLSX / data file')
    .option('--rows <n>', '只看前 n 行 / look at the first n rows only', asUsage(rowsArgument))
    .option('--sheet <name>', '工作表；不给则为第一个 / sheet of a workbook')
    .option('--no-header', '第一行就是数据，没有列名 / the first row is data')
    .option('--as-of <day>', '计算年龄的日期，默认今天 / day on which ages are counted', asUsage(dayArgument))
    .option('--json', '输出 JSON')
    .action(async (file: string, options: ScanFileOptions) => onDone(await scanFile(file, options, output)))

  const pack = program.command('pack').description('法规包 / regulation packs')
  pack
    .command('lint')
    .description('检查法规包及其案例 / check packs and tell their cases')
    .argument('[folder]', '全部法规包的文件夹，或一个法规包 / folder of packs, or one pack')
    .option('--json', '输出 JSON')
    .action(async (folder: string | undefined, options: { json?: boolean }) =>
      onDone(await packLint(folder, options, output)),
    )
  pack
    .command('cases')
    .description('逐一演算案例 / tell the cases, one by one')
    .argument('[folder]', '全部法规包的文件夹，或一个法规包 / folder of packs, or one pack')
    .option('--json', '输出 JSON')
    .action(async (folder: string | undefined, options: { json?: boolean }) =>
      onDone(await packCases(folder, options, output)),
    )
  signInOptions(pack.command('diff'))
    .description('两个版本改了什么、涉及谁；给出服务器则列出届满日将变动的在办事项 / what changes for whom')
    .argument('<before>', '法规包文件夹或其名称 / folder of a pack, or its name')
    .argument('<after>', '法规包文件夹或其名称 / folder of a pack, or its name')
    .option('--packs <folder>', '按名称查找的文件夹 / folder in which names are looked up')
    .action(async (before: string, after: string, options: DiffOptions) =>
      onDone(await packDiff(before, after, options, output)),
    )
  pack
    .command('matrix')
    .description('条款矩阵：每一条由什么落实、由哪些测试证明 / every clause with what binds and what proves it')
    .argument('[folder]', '全部法规包的文件夹，或一个法规包 / folder of packs, or one pack')
    .option('--report <file>', '测试报告（vitest JSON），可多次；据此重新收集证明 / report of a test run', collect)
    .option('--write', '写回证明和 README 中的数字 / keep the proofs and the counts in the README')
    .option('--check', '所存证明与报告不符即失败 / fail when what is kept differs from the report')
    .option('--json', '输出 JSON')
    .action(async (folder: string | undefined, options: MatrixOptions) =>
      onDone(await packMatrix(folder, options, output)),
    )

  signInOptions(program.command('trace'))
    .description(
      '查明外泄文件出自哪一次批量导出：4 为不能确定 / which export a leaked file comes from; 4 when it cannot be said',
    )
    .argument('<file>', '外泄的文件：CSV、JSON Lines、.xlsx 或 Parquet / the leaked file')
    .option('--dataset <code>', '只与该数据集的导出比对 / exports of one dataset only')
    .action(async (file: string, options: TraceOptions) => onDone(await traceFile(file, options, output)))

  const gateway = program.command('gw').description('数据网关 / data gateway')
  useOptions(gateway.command('export'))
    .description(
      '以应用身份批量导出到文件，中断后再次运行即接着下载 / export to a file; run again to go on where it broke off',
    )
    .requiredOption('--out <file>', '写入的文件 / file to write')
    .option('--format <name>', 'csv、jsonl、xlsx、parquet', asUsage(formatArgument), 'csv')
    .option('--field <code>', '所需数据项，可多次；不给则为全部已授权的 / item wanted', collect)
    .option(
      '--where <condition>',
      '条件，可多次：数据项=值、数据项>=值、数据项<=值 / condition, may be repeated',
      collect,
    )
    .action(async (dataset: string, options: ExportOptions) => onDone(await gatewayExport(dataset, options, output)))
  useOptions(gateway.command('lookup'))
    .description('以应用身份按标识查询 / look rows up as an application')
    .requiredOption('--item <code>', '标识数据项 / identifying item')
    .requiredOption('--value <value>', '查询的值，可多次 / value, may be repeated', collect)
    .option('--field <code>', '所需数据项，可多次；不给则为全部已授权的 / item wanted', collect)
    .action(async (dataset: string, options: LookupOptions) => onDone(await gatewayLookup(dataset, options, output)))
  useOptions(gateway.command('query'))
    .description('以应用身份按条件查询，逐页读取 / rows by conditions, page by page')
    .option(
      '--where <condition>',
      '条件，可多次：数据项=值、数据项>=值、数据项<=值 / condition, may be repeated',
      collect,
    )
    .option('--order <code>', '排序数据项 / item to order by')
    .option('--field <code>', '所需数据项，可多次；不给则为全部已授权的 / item wanted', collect)
    .option('--rows <n>', '最多几行，默认 100 / rows at most', asUsage(rowsArgument))
    .action(async (dataset: string, options: QueryOptions) => onDone(await gatewayQuery(dataset, options, output)))
  machineOptions(gateway.command('token'))
    .description('换取短时令牌，供其他工具调用 / a bearer for ten minutes, for other tools')
    .action(async (options: TokenOptions) => onDone(await gatewayToken(options, output)))
  useOptions(gateway.command('verify'))
    .description('核实、比对：只答一致、不一致或者查无 / verify data that is not shared')
    .requiredOption('--item <code>', '标识数据项 / identifying item')
    .requiredOption('--key <value>', '标识的值 / its value')
    .requiredOption('--claim <item=value>', '所称的值，可多次 / value claimed, may be repeated', claimArgument)
    .action(async (dataset: string, options: VerifyOptions) => onDone(await gatewayVerify(dataset, options, output)))

  for (const command of allCommands(program)) prepare(command, output)
  return program
}

function signInOptions(command: Command): Command {
  return command
    .option('--url <url>', '服务器地址 / address', asUsage(urlArgument))
    .option('--login <name>', '登录名 / login')
    .option('--password-file <file>', '密码文件 / file with the password')
    .option('--data <folder>', '演示数据文件夹，用其中的审计账号 / data folder of a demonstration')
    .option('--json', '输出 JSON')
}

/** Whose keys. */
function ownKeys(command: Command): Command {
  return command.requiredOption('--data <folder>', '服务器的数据文件夹 / data folder of the server')
}

function passphraseOption(command: Command): Command {
  return command.option(
    '--passphrase-file <file>',
    '口令文件；不给则在终端输入 / file with the passphrase; asked for when not given',
  )
}

/** Who opens keys that are split: from files, or typed in. */
function shareOptions(command: Command): Command {
  return command.option(
    '--share-file <file>',
    '密钥份额的文件，可多次；不给则在终端输入 / file of a share, may be repeated; asked for when not given',
    collect,
  )
}

/** Among whom keys are split. */
function custodianOptions(command: Command, required: boolean): Command {
  const [threshold, custodians] = [
    ['--threshold <k>', '解锁所需的人数，不小于 2 / custodians that are needed', asUsage(thresholdArgument)],
    [
      '--custodians <names>',
      '保管人，以逗号分隔，如其登录名 / custodians, separated by commas',
      asUsage(custodiansArgument),
    ],
  ] as const
  const add = <T>(flags: string, text: string, parse: (value: string) => T): Command =>
    required ? command.requiredOption(flags, text, parse) : command.option(flags, text, parse)
  add(...threshold)
  add(...custodians)
  return command.hook('preAction', (_, acting) => requireSharing(acting.opts()))
}

/** A threshold that its custodians can reach, or neither. */
function requireSharing({
  threshold,
  custodians,
}: {
  readonly threshold?: string
  readonly custodians?: string
}): void {
  if (threshold === undefined && custodians === undefined) return
  const names = custodians?.split(',').length ?? 0
  if (threshold !== undefined && custodians !== undefined && Number(threshold) <= names) return
  throw new UsageError(
    '--threshold 与 --custodians 一并给出，人数不少于解锁所需的人数',
    'give both --threshold and --custodians, and at least as many custodians as are needed',
  )
}

/** Who uses which data for what. */
function useOptions(command: Command): Command {
  return machineOptions(command.argument('<dataset>', '数据集编码 / code of the dataset'))
    .requiredOption('--purpose <text>', '授权、许可写明的目的 / purpose, as the grant or permit words it')
    .requiredOption('--matter <text>', '办理的事项编号 / number of the matter')
    .option('--sign', '对每次调用签名 / sign each call (RFC 9421)')
}

/** Which application calls. */
function machineOptions(command: Command): Command {
  return command
    .requiredOption('--url <url>', '服务器地址 / address', asUsage(urlArgument))
    .requiredOption('--application <id>', '应用编号；演示中也可用其名 / id of the application')
    .option('--key-file <file>', '私钥文件（JWK：Ed25519、P-256 或 SM2）/ file with the private key')
    .option('--data <folder>', '演示数据文件夹 / data folder of a demonstration')
    .option('--json', '输出 JSON')
}

function keyOptions(command: Command): Command {
  return command
    .option('--key <vkey>', '信任的验证密钥，可多次 / verifier key to trust, may be repeated', collect)
    .option('--key-file <file>', '验证密钥文件，每行一个 / file of verifier keys')
}

/** As `asUsage` does, for an option that is collected. */
function claimArgument(text: string, before?: readonly string[]): readonly string[] {
  return asUsage((claim) => collectClaim(claim, before))(text)
}

/** As `asUsage` does, for an address that may be given several times. */
function collectUrl(text: string, before?: readonly string[]): readonly string[] {
  return collect(asUsage(urlArgument)(text), before)
}

/** A value that cannot be right is answered like any other wrong argument. */
function asUsage<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text)
    } catch (error) {
      if (error instanceof UsageError) throw new CommanderError(exitCodes.usage, 'fadu.argument', error.message)
      throw error
    }
  }
}

export function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)]
}

function prepare(command: Command, output: Output): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => output.out(text.trimEnd()),
    // The line for a wrong argument is written once, with the usage, by whoever runs the program.
    writeErr: () => undefined,
  })
}

/** The command that the arguments name, as deep as they do: whose usage is shown. */
export function commandOf(program: Command, args: readonly string[]): Command {
  let at = program
  for (const arg of args) {
    const next = at.commands.find((c) => c.name() === arg)
    if (next === undefined) return at
    at = next
  }
  return at
}
