import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { KeyStore } from '@fadu/smcrypto'
import type { Db } from './platform/db/open-database.ts'
import { restoreInto, type RestoredPlatform } from './restore-platform.ts'

const aside = 'fadu_drill_'

/**
 * Restores a backup beside a running platform, into a folder or database of its own that is gone afterwards: what is checked is
 * whether it could be restored.
 */
export function createRestoreAside(deps: {
  readonly db: Db
  readonly dataFolder: string
  readonly keyStore: KeyStore
  readonly databaseUrl: string | undefined
  readonly now: () => Date
}): (path: string) => Promise<RestoredPlatform> {
  const { db, dataFolder, keyStore, databaseUrl, now } = deps
  const inFolder = async (path: string): Promise<RestoredPlatform> => {
    // What a killed drill left; on the embedded engine one process has the folder.
    for (const name of await readdir(dataFolder)) {
      if (name.startsWith(aside)) await rm(join(dataFolder, name), { recursive: true, force: true })
    }
    const folder = join(dataFolder, `${aside}${randomUUID()}`)
    await mkdir(folder, { mode: 0o700 })
    try {
      return await restoreInto({ url: undefined, dataFolder: folder }, keyStore, { path }, now)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const inDatabase = async (url: string, path: string): Promise<RestoredPlatform> => {
    const name = `${aside}${randomUUID().replaceAll('-', '')}`
    const { rows: left } = await sql<{ name: string }>`
      select datname as name from pg_database d where datname ~ ${`^${aside}[0-9a-f]{32}$`}
        and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)
        and pg_has_role(d.datdba, 'usage')`.execute(db)
    for (const { name: old } of left) await sql`drop database if exists ${sql.id(old)}`.execute(db)
    await sql`create database ${sql.id(name)} template template0`.execute(db)
    try {
      const there = new URL(url)
      there.pathname = `/${name}`
      return await restoreInto({ url: there.href, dataFolder }, keyStore, { path }, now)
    } finally {
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db)
    }
  }
  return (path) => (databaseUrl === undefined ? inFolder(path) : inDatabase(databaseUrl, path))
}
