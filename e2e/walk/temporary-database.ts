import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** An empty database of its own on the PostgreSQL of this run. */
export interface TemporaryDatabase {
  readonly url: string
  drop(): Promise<void>
}

export async function makeDatabase(superuserUrl: string): Promise<TemporaryDatabase> {
  const name = `fadu_walk_${randomBytes(4).toString('hex')}`
  await asSuperuser(superuserUrl, `create database ${name}`)
  const url = new URL(superuserUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => asSuperuser(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

async function asSuperuser(superuserUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
