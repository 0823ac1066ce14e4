import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { readDestroyed, writeDestroyed } from './platform/backup/destroyed-list.ts'
import type { Replayed } from './modules/destroy/index.ts'
import { verifiersOf } from './platform/backup/restore-backup.ts'
import type { WitnessedLog } from './platform/backup/restored-log.ts'
import { verifyBackup } from './platform/backup/verify-backup.ts'
import { writeBackup } from './platform/backup/write-backup.ts'
import { databaseUrlOf, dataFolderOf } from './platform/config.ts'
import { lockFolder } from './platform/db/folder-lock.ts'
import { migrate, migrationsFolder, readMigrations } from './platform/db/migrate.ts'
import { openDatabase } from './platform/db/open-database.ts'
import { findInstalledKeys, openInstallation } from './platform/installation.ts'
import { openKeysOf, unlocked, type Unlock } from './platform/keys/found-keys.ts'
import { logSigners, noteVerifiers } from './platform/log/log-signers.ts'
import { recoverPlatform } from './recover-platform.ts'
import { restorePlatform } from './restore-platform.ts'
import { unlockAt } from './terminal/ask-custodians.ts'
import { runProgram, terminal, type ProgramOutput, type Told } from './terminal/run-program.ts'

/** What the command line asks for, beside a server that is stopped. `fadu` starts this program and hands its words through. */
export interface Asked {
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly full: boolean
  readonly witnessed: readonly string[]
  readonly destroyed: string | undefined
  readonly verifierKeys: string | undefined
  /** Has custodians open keys that are split. */
  readonly unlock: Unlock
}

const now = (): Date => new Date()
/** Statements of a backup grow with the data. */
const patience = { statementTimeoutMs: 24 * 60 * 60 * 1000 }

const commands: Readonly<Record<string, (path: string, asked: Asked) => Promise<Told>>> = {
  backup: async (path, { dataFolder, databaseUrl, full, unlock }) => {
    const lock = databaseUrl === undefined ? await lockFolder(dataFolder) : undefined
    try {
      const { db, engine, close } = await openDatabase({ url: databaseUrl, dataFolder, patience })
      try {
        const found = await findInstalledKeys(db, dataFolder)
        const keys = found === undefined ? undefined : await unlocked(found, unlock)
        const migrations = await readMigrations(migrationsFolder)
        await migrate(db, migrations, () => undefined)
        const { id, keyStore } = await openInstallation(db, dataFolder, keys)
        const { signers, verifierKeys } = await logSigners(keyStore, `fadu/${id}`)
        const verifiers = noteVerifiers(verifierKeys)
        const done = await writeBackup({ db, engine, keyStore, migrations, signers, verifiers, now }, path, { full })
        await writeDestroyed(path, await readDestroyed(db, now()), signers)
        return {
          lines: [
            `备份 backup ${done.id}${done.base === null ? '' : `，接续 goes on from ${done.base}`}`,
            `表 tables ${done.tables}，行 rows ${done.rows}，写入字节 bytes written ${done.bytes}，证据日志 evidence log ${done.logSize}`,
          ],
          result: { ...done },
        }
      } finally {
        await close()
      }
    } finally {
      await lock?.release()
    }
  },
  verify: async (path, { dataFolder, verifierKeys, unlock }) => {
    const verifiersFrom = async (installation: string) => {
      if (verifierKeys === undefined) return verifiersOf((await openKeysOf(dataFolder, unlock)).store, installation)
      const lines = (await readFile(verifierKeys, 'utf8')).split('\n').map((line) => line.trim())
      return noteVerifiers(lines.filter((line) => line !== ''))
    }
    const { manifest, pieces, bytes } = await verifyBackup(path, verifiersFrom)
    const { id, installation, takenAt, base, keks, log, tables } = manifest
    const needs = manifest.files.map((file) => file.backup).filter((backup) => backup !== id)
    return {
      lines: [
        `备份 backup ${id}，平台 installation ${installation}，取得于 taken at ${takenAt}`,
        `表 tables ${tables.length}，数据块 pieces ${pieces}，字节 bytes ${bytes}，证据日志 evidence log ${log.size}`,
        `所需主密钥 key-encryption keys needed ${keks.join('、')}`,
        ...(needs.length === 0 ? [] : [`所需的更早备份 earlier backups needed ${needs.join('、')}`]),
        '通过 verified',
      ],
      result: { id, installation, takenAt, base, keks, needs, tables: tables.length, pieces, bytes, log },
    }
  },
  restore: async (path, { dataFolder, databaseUrl, witnessed, destroyed, unlock }) => {
    const restored = await restorePlatform(
      { dataFolder, databaseUrl, unlock },
      { path, witnessed, ...(destroyed === undefined ? {} : { destroyed }) },
      now,
    )
    const { manifest, log, replayed, destroyedUpTo } = restored
    return {
      lines: [
        `已恢复 restored ${manifest.id}，取得于 taken at ${manifest.takenAt}；表 tables ${restored.tables}，行 rows ${restored.rows}`,
        `证据日志 evidence log ${log.size} 条 entries，根 root ${log.root ?? '-'}`,
        missingLine(log.witnessed),
        ...destroyedLines(replayed, destroyedUpTo),
      ],
      result: {
        id: manifest.id,
        takenAt: manifest.takenAt,
        tables: restored.tables,
        rows: restored.rows,
        log,
        destroyedAgain: replayed,
        destroyedUpTo,
      },
    }
  },
  'point-in-time': async (_, { dataFolder, databaseUrl, witnessed, destroyed, unlock }) => {
    const recovered = await recoverPlatform(
      { dataFolder, databaseUrl, unlock },
      { witnessed, ...(destroyed === undefined ? {} : { destroyed }) },
      now,
    )
    const { point, log, replayed, destroyedUpTo, receipt } = recovered
    return {
      lines: [
        `数据库恢复到 recovered to ${point}（最后一条记录的时间 when its last entry was recorded）`,
        `证据日志 evidence log ${log.size} 条 entries，根 root ${log.root ?? '-'}`,
        ...(log.pending === 0
          ? []
          : [
              `另有 ${log.pending} 条记录尚未编号，启动后编入 / ${log.pending} entries more get their number when a server starts`,
            ]),
        missingLine(log.witnessed),
        ...destroyedLines(replayed, destroyedUpTo),
        `凭证 receipt ${receipt}`,
      ],
      result: { point, log, destroyedAgain: replayed, destroyedUpTo, receipt },
    }
  },
}

function missingLine(witnessed: WitnessedLog | undefined): string {
  if (witnessed === undefined)
    return '没有给出另存的检查点（--witnessed），不能说明此后缺失哪些记录 / no checkpoint from elsewhere was given: what came after cannot be told'
  const { size, missing } = witnessed
  return missing === undefined
    ? `与另存的检查点（${size} 条）一致 / extends the checkpoint of ${size} entries`
    : `缺失 missing：第 ${missing.from} 至 ${missing.to - 1} 条记录，共 ${missing.to - missing.from} 条 / entries ${missing.from} to ${missing.to - 1}, ${missing.to - missing.from} in all`
}

function destroyedLines({ datasets, rows }: Replayed, destroyedUpTo: number): readonly string[] {
  const again = [...datasets, ...(rows === 0 ? [] : [`${rows} 行 rows`])]
  return [
    ...(again.length === 0 ? [] : [`再次销毁 destroyed again：${again.join('、')}`]),
    `销毁所知至 destructions are known up to ${destroyedUpTo}`,
  ]
}

/** Runs one command. @returns Exit code: 0 done, 1 not done. */
export async function runBackupProgram(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: ProgramOutput,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      full: { type: 'boolean', default: false },
      witnessed: { type: 'string', multiple: true, default: [] },
      destroyed: { type: 'string' },
      'key-file': { type: 'string' },
      'share-file': { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
  })
  const [command = '', path = ''] = positionals
  const databaseUrl = databaseUrlOf(env)
  const dataFolder = values.data === undefined ? dataFolderOf(env) : resolve(values.data)
  return runProgram(
    (secrets) =>
      commands[command]!(resolve(path), {
        dataFolder,
        databaseUrl,
        full: values.full,
        witnessed: values.witnessed,
        destroyed: values.destroyed,
        verifierKeys: values['key-file'],
        unlock: unlockAt({ files: values['share-file'] ?? [], secrets }),
      }),
    { json: values.json, dataFolder },
    output,
  )
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await runBackupProgram(process.argv.slice(2), process.env, terminal)
}
