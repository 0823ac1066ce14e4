import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { sqlState } from '../../../platform/db/connection.ts'
import { faultOf, SourceFault } from '../source-fault.ts'
import { connectTimeoutMs, type Connector } from './connector.ts'

/** Reads a table of an agency's PostgreSQL as one CSV, in one snapshot that can write nothing. */
export const openPostgresql: Connector<'postgresql'> = async ({ place, secret }, columns, signal) => {
  const { host, port, database, user } = place
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password: secret.password,
    ssl:
      place.tls === 'off' ? false : { rejectUnauthorized: true, ...(place.ca === undefined ? {} : { ca: place.ca }) },
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'fadu',
  })
  // A connection that breaks between two questions is told by the next of them.
  client.on('error', () => undefined)
  const end = (): void => void client.end().catch(() => undefined)
  signal.addEventListener('abort', end, { once: true })
  try {
    await client.connect()
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query(
      "set local datestyle = 'ISO'; set local client_encoding = 'UTF8'; set local statement_timeout = 0",
    )
  } catch (error) {
    end()
    throw toFault(error)
  }
  const quoted = client.escapeIdentifier.bind(client)
  const wanted = columns.map(({ code }) => `${quoted(place.columns[code] ?? code)}::text as ${quoted(code)}`)
  const table = `${quoted(place.schema)}.${quoted(place.table)}`
  const sql = `copy (select ${wanted.join(', ')} from ${table}) to stdout with (format csv, header)`
  return {
    items: (async function* () {
      yield { name: `${place.schema}.${place.table}`, mark: null, open: async () => readAll() }
    })(),
    close: async () => {
      await client.end().catch(() => undefined)
    },
  }

  async function* readAll(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of client.query(copyTo(sql))) yield chunk as Uint8Array
    } catch (error) {
      throw toFault(error)
    }
  }
}

/** SQLSTATE classes and codes of PostgreSQL, appendix A of its manual. */
function toFault(error: unknown): SourceFault {
  const state = sqlState(error)
  if (state === undefined) return faultOf(error)
  if (state.startsWith('28') || state === '42501') return new SourceFault('denied', error)
  if (state === '42P01' || state === '3D000' || state === '3F000') return new SourceFault('notThere', error)
  return new SourceFault(state === '42703' ? 'columns' : 'broken', error)
}
