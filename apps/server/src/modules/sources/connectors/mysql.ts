import type { Connection as CoreConnection, TypeCastField } from 'mysql2'
import { createConnection } from 'mysql2/promise'
import { faultOf, SourceFault } from '../source-fault.ts'
import { connectTimeoutMs, type Connector } from './connector.ts'

/** Reads a table of an agency's MySQL or MariaDB as one CSV, in one question of a transaction that can write nothing. */
export const openMysql: Connector<'mysql'> = async ({ place, secret }, columns, signal) => {
  const { host, port, database, user } = place
  const connection = await createConnection({
    host,
    port,
    database,
    user,
    password: secret.password,
    charset: 'utf8mb4',
    connectTimeout: connectTimeoutMs,
    // A server that asks for a file of this machine gets none.
    flags: ['-LOCAL_FILES'],
    ...(place.tls === 'off'
      ? {}
      : {
          ssl: { rejectUnauthorized: true, verifyIdentity: true, ...(place.ca === undefined ? {} : { ca: place.ca }) },
        }),
  }).catch((error: unknown) => {
    throw toFault(error)
  })
  // A connection that breaks between two questions is told by the next of them.
  connection.on('error', () => undefined)
  const end = (): void => connection.destroy()
  signal.addEventListener('abort', end, { once: true })
  try {
    await connection.query('start transaction read only')
  } catch (error) {
    end()
    throw toFault(error)
  }
  const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``
  const wanted = columns.map(({ code }) => quoted(place.columns[code] ?? code))
  const sql = `select ${wanted.join(', ')} from ${quoted(place.table)}`
  return {
    items: (async function* () {
      yield { name: `${place.database}.${place.table}`, mark: null, open: async () => readAll() }
    })(),
    close: async () => {
      end()
    },
  }

  async function* readAll(): AsyncIterable<Uint8Array> {
    yield csvLine(columns.map((c) => c.code))
    try {
      // The promised connection has no streams; the one below it has.
      const core = (connection as unknown as { connection: CoreConnection }).connection
      const rows = core.query({ sql, rowsAsArray: true, typeCast: asText }).stream({ highWaterMark: 500 })
      for await (const row of rows) yield csvLine(row as (string | null)[])
    } catch (error) {
      throw toFault(error)
    }
  }
}

/** Every value as the text the database writes it in: no day shifted by a zone, no number rounded. */
function asText(field: TypeCastField): string | null {
  return field.string('utf8')
}

const encoder = new TextEncoder()

/** RFC 4180; an empty text and no value are written apart. */
function csvLine(cells: readonly (string | null)[]): Uint8Array {
  const line = cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')
  return encoder.encode(`${line}\n`)
}

/** Error numbers of MySQL's reference, server error messages. */
function toFault(error: unknown): SourceFault {
  const { errno } = (error ?? {}) as { errno?: number }
  switch (errno) {
    case 1044:
    case 1045:
    case 1142:
    case 1143:
      return new SourceFault('denied', error)
    case 1049:
    case 1146:
      return new SourceFault('notThere', error)
    case 1054:
      return new SourceFault('columns', error)
    default:
      return faultOf(error)
  }
}
