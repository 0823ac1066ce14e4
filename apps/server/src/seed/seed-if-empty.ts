import { sql } from 'kysely'
import type { Config } from '../platform/config.ts'
import type { StartedPlatform } from '../platform/start.ts'
import { createServices } from '../services.ts'
import { createSeedClock, demoSize, seedBare, seedDemo, type SeedSize } from './seed-demo.ts'

/** Advisory lock of the first seed: of several processes that start at once on one database, one founds the city. */
const seedLock = 71_004_003

export interface SeedOptions {
  readonly now: () => Date
  readonly onProgress: (line: string) => void
  readonly size?: SeedSize
}

/**
 * Fills a new installation, once: with the demonstration city, or with the administrators alone.
 *
 * @throws {SeedBroken} when an earlier first seed did not come to its end.
 */
export async function seedIfEmpty(
  platform: StartedPlatform,
  config: Pick<Config, 'seed' | 'dataFolder'>,
  options: SeedOptions,
): Promise<void> {
  const { db } = platform.services
  // On the embedded engine the folder lock has settled already who is alone, and its one session must stay free.
  if (platform.engine === 'pglite') return seedOnce(platform, config, options)
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${seedLock})`.execute(connection)
    try {
      await seedOnce(platform, config, options)
    } finally {
      await sql`select pg_advisory_unlock(${seedLock})`.execute(connection)
    }
  })
}

async function seedOnce(
  platform: StartedPlatform,
  config: Pick<Config, 'seed' | 'dataFolder'>,
  options: SeedOptions,
): Promise<void> {
  const { db, law } = platform.services
  const { seeded_at } = await db.selectFrom('installation').select('seeded_at').executeTakeFirstOrThrow()
  if (seeded_at !== null) return platform.services.reloadTerritories()
  const begun = await db.selectFrom('territory').select('code').limit(1).executeTakeFirst()
  if (begun !== undefined) {
    if (config.seed === 'demo') throw new SeedBroken(config.dataFolder)
    await db.updateTable('installation').set({ seeded_at: options.now() }).execute()
    return
  }
  if (config.seed === 'none') {
    const { logins, password } = await seedBare(platform.services)
    await db.updateTable('installation').set({ seeded_at: options.now() }).execute()
    options.onProgress(`管理员 administrators: ${logins.join(', ')}`)
    options.onProgress(`初始密码 first password (只显示一次 shown once): ${password}`)
    return
  }
  const clock = createSeedClock(options.now)
  const { engine, installation } = platform
  const { dataFolder } = config
  const services = await createServices({ db, engine, law, installation, dataFolder, now: clock.now })
  const started = performance.now()
  options.onProgress('首次启动，正在建立演示城市 / first start, founding the demonstration city')
  await seedDemo(services, clock, {
    dataFolder: config.dataFolder,
    size: options.size ?? demoSize,
    onProgress: (line) => options.onProgress(`  ${line}`),
  })
  await platform.services.reloadTerritories()
  options.onProgress(`  完成 done, ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/** The process ended in the middle of the first seed. Nothing of value is there; the operator removes it or goes on without. */
export class SeedBroken extends Error {
  readonly folder: string
  constructor(folder: string) {
    super('SEED_BROKEN')
    this.name = 'SeedBroken'
    this.folder = folder
  }
}
