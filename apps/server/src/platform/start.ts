import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadLaw, type Law } from '@fadu/law-files'
import { clearSpool } from '../modules/aggregate/index.ts'
import { indexPublishedItems } from '../modules/collect/index.ts'
import { indexMissing } from '../modules/catalog/index.ts'
import { createServices, type Services } from '../services.ts'
import type { Config } from './config.ts'
import { lockFolder } from './db/folder-lock.ts'
import { migrate, migrationsFolder, readMigrations } from './db/migrate.ts'
import { openDatabase, type DatabasePatience, type Db } from './db/open-database.ts'
import { watchDatabase, watchTelemetry } from './http/metrics.ts'
import { findInstalledKeys, openInstallation, type Installation } from './installation.ts'
import { unlocked, type LockedKeys, type OpenKeys } from './keys/found-keys.ts'
import { requireSeenLog } from './log/log-keeper.ts'
import { openTelemetry } from './telemetry/open-telemetry.ts'
import { archivePacks, assertOpenCasesGoOn } from './law/pack-archive.ts'

export interface StartedPlatform {
  readonly services: Services
  readonly installation: Installation
  readonly engine: 'pglite' | 'postgres'
  close(): Promise<void>
}

/**
 * Opens everything below HTTP: law, folder, database, keys. In this order, so that whatever is wrong is found before
 * anything is changed; and what was opened is closed again when a later step fails.
 */
export async function startPlatform(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'> & Partial<Pick<Config, 'pullHosts' | 'backups' | 'telemetry'>>,
  options: {
    readonly now: () => Date
    readonly onProgress: (line: string) => void
    /** How long the database is waited for, where it is not as usual. */
    readonly patience?: Partial<DatabasePatience>
    /** Where the law is read from; the packs that ship with the platform when not said. */
    readonly packsFolder?: string
    /** The law itself, for who starts more than one platform in a process and has read it. */
    readonly law?: Law
    /** Has custodians open keys that are split among them; without it such keys end the start. */
    readonly unlock?: (locked: LockedKeys, within: { readonly db: Db; readonly law: Law }) => Promise<OpenKeys>
  },
): Promise<StartedPlatform> {
  const law = options.law ?? (await loadLaw(options.packsFolder))
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer()
    closers.length = 0
  }
  try {
    await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
    if (config.databaseUrl === undefined) {
      const lock = await lockFolder(config.dataFolder)
      closers.push(() => lock.release())
    }
    const telemetry = await openTelemetry(config.telemetry)
    if (telemetry !== undefined) closers.push(() => telemetry.close())
    const database = await openDatabase({
      telemetry,
      url: config.databaseUrl,
      dataFolder: config.dataFolder,
      ...(options.patience === undefined ? {} : { patience: options.patience }),
    })
    closers.push(() => database.close())
    const found = await findInstalledKeys(database.db, config.dataFolder)
    await requireSeenLog(database, config.dataFolder)
    const migrations = await readMigrations(migrationsFolder)
    await migrate(database.db, migrations, (name) => options.onProgress(`migration ${name}`))
    const { unlock } = options
    const ask = unlock === undefined ? undefined : (locked: LockedKeys) => unlock(locked, { db: database.db, law })
    const keys = found === undefined ? undefined : await unlocked(found, ask)
    const installation = await openInstallation(database.db, config.dataFolder, keys)
    await clearSpool(join(config.dataFolder, 'spool'))
    const services = await createServices({
      db: database.db,
      engine: database.engine,
      beforeCommit: database.beforeCommit,
      law,
      installation,
      dataFolder: config.dataFolder,
      telemetry,
      ...(config.pullHosts === undefined ? {} : { pullHosts: config.pullHosts }),
      ...(config.backups === undefined
        ? {}
        : { backups: { settings: config.backups, databaseUrl: config.databaseUrl, migrations } }),
      now: options.now,
    })
    watchDatabase(services.metrics, database.condition)
    if (telemetry !== undefined) watchTelemetry(services.metrics, telemetry.counts)
    await services.log.beginRows(migrations.length)
    await indexMissing(database.db)
    await services.search.prepare()
    await indexPublishedItems(database.db)
    await archivePacks({ db: database.db, law, log: services.log, now: options.now })
    await assertOpenCasesGoOn(database.db, services.gate.regimeOfCase)
    return { services, installation, engine: database.engine, close }
  } catch (error) {
    await close()
    throw error
  }
}
