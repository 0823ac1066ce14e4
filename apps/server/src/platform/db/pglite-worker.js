// @ts-check
// PGlite lives in a thread of its own, so that a long query never blocks the event loop of the server and can be ended
// by ending the thread. Plain JavaScript on purpose: a thread starts from a file, in tests as in production.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, types } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

/** @type {PGlite | undefined} */
let db

/** Same value types as the PostgreSQL driver: days stay text, 64-bit integers become numbers while they fit. */
const parsers = {
  [types.DATE]: (/** @type {string} */ text) => text,
  [types.INT8]: (/** @type {string} */ text) => Number(text),
}

/** @type {Record<string, (message: any) => Promise<unknown>>} */
const handlers = {
  open: async () => {
    db = await PGlite.create({
      dataDir: workerData.dataDir,
      parsers,
      extensions: { pg_trgm, btree_gin },
    })
    return null
  },
  query: async ({ sql, parameters }) => {
    const result = await open().query(sql, parameters)
    return { rows: result.rows, affected: result.affectedRows ?? result.rows.length }
  },
  script: async ({ sql }) => {
    await open().exec(sql)
    return null
  },
  copyIn: async ({ sql, chunks }) => {
    const result = await open().query(sql, [], { blob: new Blob(chunks) })
    return result.affectedRows ?? 0
  },
  copyOut: async ({ sql }) => {
    const result = await open().query(sql)
    const bytes = new Uint8Array(await /** @type {Blob} */ (result.blob).arrayBuffer())
    return { rows: result.affectedRows ?? 0, bytes }
  },
  close: async () => {
    await db?.close()
    return null
  },
}

function open() {
  if (db === undefined) throw new Error('the database is not open')
  return db
}

port.on('message', async (message) => {
  const handler = handlers[message.kind]
  try {
    if (handler === undefined) throw new Error(`unknown message ${message.kind}`)
    port.postMessage({ id: message.id, ok: true, value: await handler(message) })
  } catch (error) {
    const { message: text, code, constraint, table, detail } = /** @type {any} */ (error)
    port.postMessage({ id: message.id, ok: false, error: { message: String(text), code, constraint, table, detail } })
  }
})
