import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadLaw, type Law } from '@fadu/law-files'
import { clearSpool } from '../modules/aggregate/index.ts'
import { indexPublishedItems } from '../modules/collect/index.ts'
import { indexMissing } from '../modules/catalog/index.ts'
import { createServices, type Services } from '../services.ts'
import type { Config } from './config.ts'
import { lockFolder } from './db/folder-lock.ts'
import { migrate, readMigrations } from './db/migrate.ts'
import { openDatabase, type DatabasePatience } from './db/open-database.ts'
import { openInstallation, openKeys } from './installation.ts'
import { archivePacks, assertOpenCasesGoOn } from './law/pack-archive.ts'

export const migrationsFolder = new URL('../../migrations/', import.meta.url)

export interface StartedPlatform {
  readonly services: Services
  readonly engine: 'pglite' | 'postgres'
  close(): Promise<void>
}

/**
 * Opens everything below HTTP: law, folder, database, keys. In this order, so that whatever is wrong is found before
 * anything is changed; and what was opened is closed again when a later step fails.
 */
export async function startPlatform(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'> & Partial<Pick<Config, 'pullHosts'>>,
  options: {
    readonly now: () => Date
    readonly onProgress: (line: string) => void
    /** How long the database is waited for, where it is not as usual. */
    readonly patience?: Partial<DatabasePatience>
    /** Where the law is read from; the packs that ship with the platform when not said. */
    readonly packsFolder?: string
    /** The law itself, for who starts more than one platform in a process and has read it. */
    readonly law?: Law
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
    const database = await openDatabase({
      url: config.databaseUrl,
      dataFolder: config.dataFolder,
      ...(options.patience === undefined ? {} : { patience: options.patience }),
    })
    closers.push(() => database.close())
    const keys = await openKeys(database.db, config.dataFolder)
    await migrate(database.db, await readMigrations(migrationsFolder), (name) =>
      options.onProgress(`migration ${name}`),
    )
    const installation = await openInstallation(database.db, config.dataFolder, keys)
    await clearSpool(join(config.dataFolder, 'spool'))
    const services = await createServices({
      db: database.db,
      law,
      installation,
      dataFolder: config.dataFolder,
      ...(config.pullHosts === undefined ? {} : { pullHosts: config.pullHosts }),
      now: options.now,
    })
    await indexMissing(database.db)
    await services.search.prepare()
    await indexPublishedItems(database.db)
    await archivePacks({ db: database.db, law, log: services.log, now: options.now })
    await assertOpenCasesGoOn(database.db, services.gate.regimeOfCase)
    return { services, engine: database.engine, close }
  } catch (error) {
    await close()
    throw error
  }
}
