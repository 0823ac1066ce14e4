import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** An empty database of its own on the PostgreSQL of this run. */
export interface TemporaryDatabase {
  readonly url: string
  /** Keeps a copy of it as it is now; its sessions are ended for that, and may be opened again at once. */
  keep(): Promise<KeptDatabase>
  drop(): Promise<void>
}

/** A database as it was at a moment. */
export interface KeptDatabase {
  /** Puts the database back to that moment under whoever uses it; their sessions are ended. */
  putBack(): Promise<void>
  drop(): Promise<void>
}

export async function makeDatabase(superuserUrl: string): Promise<TemporaryDatabase> {
  const name = `fadu_walk_${randomBytes(4).toString('hex')}`
  await asSuperuser(superuserUrl, `create database ${name}`)
  const url = new URL(superuserUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    keep: async () => {
      const kept = `${name}_kept`
      await asSuperuser(
        superuserUrl,
        `alter database ${name} with allow_connections false`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        `create database ${kept} template ${name}`,
        `alter database ${name} with allow_connections true`,
      )
      return {
        putBack: () =>
          asSuperuser(superuserUrl, `drop database ${name} with (force)`, `create database ${name} template ${kept}`),
        drop: () => asSuperuser(superuserUrl, `drop database if exists ${kept} with (force)`),
      }
    },
    drop: () => asSuperuser(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

async function asSuperuser(superuserUrl: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    // One by one: a database is made or dropped outside a transaction.
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
