import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { startPlatform } from '../../src/platform/start.ts'
import { seedIfEmpty } from '../../src/seed/seed-if-empty.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL superuser URL; its database `golden` is the template of a seeded city. */
    postgresUrl: string
    /** Folder with `pglite/` (data folder of a seeded city) and `postgres/` (keys and accounts of the one in `golden`). */
    goldenFolder: string
  }
}

/** Small enough to be quick, large enough to have a page of everything. */
export const testSize = { residents: 400, enterprises: 100 }

/** Seeds one small city on each engine, once a run; every test file then works on copies of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env['TEST_DATABASE_URL']
  const postgres = external === undefined ? await startTempPostgres() : { url: external, stop: () => Promise.resolve() }
  const folder = await mkdtemp(join(tmpdir(), 'fadu-golden-'))
  await seed(join(folder, 'pglite'), undefined)
  await execute(postgres.url, 'drop database if exists golden')
  await execute(postgres.url, 'create database golden')
  await seed(join(folder, 'postgres'), databaseUrl(postgres.url, 'golden'))
  project.provide('postgresUrl', postgres.url)
  project.provide('goldenFolder', folder)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Founds a small city in an empty folder and database. */
export async function seed(dataFolder: string, url: string | undefined): Promise<void> {
  const now = (): Date => new Date()
  const quiet = { now, onProgress: () => undefined }
  const platform = await startPlatform({ dataFolder, databaseUrl: url }, quiet)
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: testSize })
  await platform.close()
}

export function databaseUrl(base: string, name: string): string {
  const url = new URL(base)
  url.pathname = `/${name}`
  return url.href
}

export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await cp(from, to, { recursive: true })
}
