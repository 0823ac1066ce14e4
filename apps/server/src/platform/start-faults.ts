import { PackError } from '@fadu/domain'
import { KeyStoreError, smcryptoZhCN } from '@fadu/smcrypto'
import { SeedBroken } from '../seed/seed-if-empty.ts'
import { ConfigError, type Config } from './config.ts'
import { DatabaseError, type DatabaseFault } from './db/connection.ts'
import { InstallationError } from './installation.ts'
import { PackTextError } from './law/pack-archive.ts'
import { SeenLogError, type SeenLogFault } from './log/seen-log.ts'

/** Why the server did not start, for the person at the terminal: what happened, what to do. Never a stack, never a secret. */
export function describeStartFault(error: unknown, config: Config | undefined): string {
  const [zh, en] = faultText(error, folderOf(config))
  return `启动失败：${zh}\nfadu did not start: ${en}`
}

/** The same of one that ran: why it ended itself, or did not end cleanly. */
export function describeEndFault(error: unknown, config: Config): string {
  const [zh, en] = faultText(error, folderOf(config))
  return `运行中止：${zh}\nfadu ended: ${en}`
}

function folderOf(config: Config | undefined): string {
  return config?.dataFolder ?? process.env['FADU_DATA'] ?? '.fadu'
}

/** The same without what failed by it. */
export function faultText(error: unknown, dataFolder: string): readonly [zh: string, en: string] {
  if (error instanceof ConfigError) return [`环境变量 ${error.message}`, `environment variable ${error.message}`]
  if (error instanceof PackError)
    return [`法规包有误，平台不在读不懂的法规上运行：\n${error.message}`, 'a regulation pack is faulty, see above']
  if (error instanceof PackTextError) return packText(error)
  if (error instanceof DatabaseError) return databaseText(error.fault)
  if (error instanceof SeenLogError) return seenLogText(error.fault)
  if (error instanceof InstallationError) {
    const { code, folder } = error.fault
    if (code === 'KEYS_KEK_MISSING') {
      const { version, keys } = error.fault
      return [
        `${keys} 个数据集的密钥由第 ${version} 号主密钥加密，密钥文件夹 ${folder} 中没有该主密钥。未提供任何服务；请从备份恢复 kek-${version}.json`,
        `${keys} dataset keys are wrapped by key-encryption key ${version}, which is not in ${folder}; restore kek-${version}.json from backup`,
      ]
    }
    return code === 'KEYS_MISSING'
      ? [
          `数据库属于一个已有的平台，但密钥文件夹不在：${folder}。请从备份恢复密钥；没有密钥，封装的数据无法读取`,
          `the database belongs to an installation whose keys are missing: ${folder}; restore them from backup`,
        ]
      : [
          `密钥与数据库不属于同一个平台：${folder}。请换回原来的密钥`,
          `these keys do not belong to this database: ${folder}; put the original keys back`,
        ]
  }
  if (error instanceof KeyStoreError) {
    const { issue } = error
    const say = smcryptoZhCN[issue.code] as (i: typeof issue) => string
    return [
      `${say(issue)}（${issue.code}）`,
      `the key store in ${dataFolder}/keys cannot be used (${issue.code}); nothing was changed`,
    ]
  }
  if (error instanceof SeedBroken) {
    return [
      `首次建立演示城市时被中断。请删除数据文件夹 ${error.folder} 后重新启动；不需要演示数据的，设置 FADU_SEED=none`,
      `founding the demonstration city was interrupted; remove the data folder ${error.folder} and start again, or set FADU_SEED=none`,
    ]
  }
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE')
    return [`端口 ${port ?? ''} 已被占用；用 PORT 换一个`, `port ${port ?? ''} is in use; choose another with PORT`]
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return [`不能监听地址 ${address ?? ''}；检查 HOST`, `cannot listen on ${address ?? ''}; check HOST`]
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return [
      `没有权限（${code}）；检查数据文件夹 ${dataFolder} 和端口`,
      `no permission (${code}); check the data folder ${dataFolder} and the port`,
    ]
  if (code === 'ENOSPC') return [`磁盘已满：${dataFolder}`, `the disk is full: ${dataFolder}`]
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return [`数据文件夹的位置不是文件夹：${dataFolder}`, `the data folder is not a folder: ${dataFolder}`]
  const name = error instanceof Error ? error.name : 'unknown'
  const detail = process.env['FADU_DEBUG'] === '1' && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  return [
    `内部故障 ${name}；设置 FADU_DEBUG=1 可看到细节`,
    `internal fault ${name}; FADU_DEBUG=1 shows the detail${detail}`,
  ]
}

function packText({ fault, cases }: PackTextError): readonly [string, string] {
  const text = `${fault.pack} ${fault.version}`
  const [zh, en] = [`${cases ?? ''} 件在办事项适用法规文本 ${text}`, `${cases ?? ''} open cases began under ${text}`]
  switch (fault.code) {
    case 'LAW_TEXT_MISSING':
      return [
        `${zh}，本平台没有存留该文本；请恢复数据库，或者先用该版本的法规包启动一次`,
        `${en}, whose text was not kept; restore the database, or start once with the packs of that version`,
      ]
    case 'LAW_TEXT_UNSOUND': {
      const issues = fault.issues.map((i) => `${i.file}${i.line > 0 ? `:${i.line}` : ''} ${i.code}: ${i.message}`)
      return [
        `${zh}，与现行法规包不能并存：\n${issues.join('\n')}`,
        `${en}, which does not stand beside the packs of today, see above`,
      ]
    }
    case 'LAW_STATE_UNKNOWN':
      return [
        `${zh}，其程序 ${fault.procedure} 没有事项所处的「${fault.state}」`,
        `${en}, whose procedure ${fault.procedure} has no state "${fault.state}"`,
      ]
  }
}

function seenLogText(fault: SeenLogFault): readonly [string, string] {
  const [zhRun, enRun] = [
    '数据库曾被恢复到更早的时间的，先运行 fadu restore point-in-time，再启动服务器',
    'where the database was put back to an earlier moment, run fadu restore point-in-time before any server',
  ]
  switch (fault.code) {
    case 'EVIDENCE_ROLLED_BACK':
      return [
        `本服务器见过证据日志 ${fault.seen} 条（${fault.path}），数据库中只有 ${fault.found} 条。${zhRun}`,
        `this server has seen ${fault.seen} entries of the evidence log (${fault.path}), the database holds ${fault.found}; ${enRun}`,
      ]
    case 'EVIDENCE_FORKED':
      return [
        `数据库中证据日志的前 ${fault.size} 条与本服务器见过的不同（根 ${fault.computed}，见过 ${fault.seen}，${fault.path}）；请查明哪一份属实`,
        `the first ${fault.size} entries of the evidence log are not those that this server has seen (root ${fault.computed}, seen ${fault.seen}, ${fault.path}); find out which is genuine`,
      ]
    case 'EVIDENCE_UNCONFIRMED':
      return [
        `数据库恢复或者切换过（${fault.history}），而本服务器没有见过证据日志（没有 ${fault.path}），不能核对是否缺失记录。请先启动一台见过日志的服务器；${zhRun}`,
        `the database was recovered or failed over (${fault.history}) and this server has seen nothing of the log (no ${fault.path}): nobody can tell whether entries are missing; start a server first that has; ${enRun}`,
      ]
    case 'EVIDENCE_SEEN_INVALID':
      return [
        `${fault.path} 不是服务器所写的内容，不能核对证据日志是否完整。请从该文件夹的副本恢复，或者查明原因后删除该文件`,
        `${fault.path} is not what a server has written: whether the log is whole cannot be told; put a copy of it back, or remove it once it is known why`,
      ]
    case 'EVIDENCE_RECOVERING':
      return [
        'PostgreSQL 仍在恢复，或者停在恢复目标处等待（pg_wal_replay_resume）',
        'PostgreSQL still recovers, or waits at its target (pg_wal_replay_resume)',
      ]
  }
}

function databaseText(fault: DatabaseFault): readonly [string, string] {
  switch (fault.code) {
    case 'DB_UNREACHABLE':
      return [
        `连不上数据库 ${fault.where}：${fault.why}。检查 DATABASE_URL 和数据库是否已启动`,
        `cannot reach the database ${fault.where}: ${fault.why}; check DATABASE_URL and whether it runs`,
      ]
    case 'DB_TOO_OLD':
      return [
        `数据库版本 ${fault.version} 太旧，需要 PostgreSQL ${fault.needed} 以上`,
        `PostgreSQL ${fault.version} is too old; ${fault.needed} or later is needed`,
      ]
    case 'DB_FOLDER_IN_USE':
      return [
        `数据文件夹 ${fault.folder} 正被 ${fault.holder} 使用；同一文件夹只能由一个进程使用`,
        `the data folder ${fault.folder} is in use by ${fault.holder}; one process at a time`,
      ]
    case 'DB_FOLDER_CORRUPT':
      return [
        `数据文件夹 ${fault.folder} 中的数据库打不开：${fault.why}。未作任何改动；请从备份恢复`,
        `the database in ${fault.folder} does not open: ${fault.why}; nothing was changed; restore it from backup`,
      ]
    case 'DB_NEWER_THAN_PROGRAM':
      return [
        `数据库由更新的版本建立（第 ${fault.found} 号迁移，本程序到第 ${fault.known} 号）。未作任何改动；请升级程序`,
        `the database was made by a newer version (migration ${fault.found}, this program knows ${fault.known}); nothing was changed; upgrade the program`,
      ]
    case 'DB_MIGRATION_CHANGED':
      return [
        `已执行过的迁移 ${fault.migration} 与本程序中的不一致。未作任何改动`,
        `migration ${fault.migration} differs from the one that was applied; nothing was changed`,
      ]
    case 'DB_QUERY_TIMEOUT':
    case 'DB_BUSY':
    case 'DB_CONNECTION_LOST':
    case 'DB_PLAN_OUTDATED':
      return [`数据库没有及时应答（${fault.code}）`, `the database did not answer in time (${fault.code})`]
  }
}
