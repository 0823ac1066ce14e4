import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, type Transaction } from 'kysely'
import {
  DatabaseError,
  isFullState,
  isPassingFault,
  isPassingState,
  sqlState,
  type ConnectionPool,
} from './connection.ts'
import { faduDialect, type TransactionEnd } from './dialect.ts'
import { GuardedPool, poolPatience, type PoolCondition, type PoolPatience } from './guarded-pool.ts'
import { PglitePool } from './pglite-pool.ts'
import { PostgresPool } from './pg-pool.ts'
import { TracedPool } from '../telemetry/traced-pool.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
/** A transaction. Functions that take it rely on its locks and on its all-or-nothing. */
export type Tx = Transaction<Tables>

export interface DatabaseOptions {
  /** `postgres://…`; without it the embedded engine is used. */
  readonly url: string | undefined
  readonly dataFolder: string
  readonly patience?: Partial<DatabasePatience>
  /** Told of waits, transactions and statements. */
  readonly telemetry?: Telemetry | undefined
}

/** How long whom is waited for. */
export interface DatabasePatience extends PoolPatience {
  /** Longest a statement may run, ms. */
  readonly statementTimeoutMs: number
  /** How much longer than that PostgreSQL may be silent before a connection is given up, ms. */
  readonly silenceMs: number
  /** Longest a caller waits for a connection, ms. */
  readonly acquireTimeoutMs: number
  /** Connections to PostgreSQL. */
  readonly maxConnections: number
}

const patience: DatabasePatience = {
  ...poolPatience,
  statementTimeoutMs: 30_000,
  silenceMs: 5000,
  acquireTimeoutMs: 30_000,
  maxConnections: 20,
}

export interface OpenDatabase {
  readonly db: Db
  readonly engine: ConnectionPool['engine']
  /** Sets what is done at the end of every transaction from now on. */
  beforeCommit(done: NonNullable<TransactionEnd['beforeCommit']>): void
  condition(): PoolCondition
  close(): Promise<void>
}

/** Opens the one database handle of the process: PGlite in the data folder, or PostgreSQL by URL. The SQL is the same. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { statementTimeoutMs, silenceMs, acquireTimeoutMs, maxConnections, ...guard } = {
    ...patience,
    ...options.patience,
  }
  const pool = new GuardedPool(await openPool(), guard)
  const end: TransactionEnd = { beforeCommit: undefined }
  const { telemetry } = options
  const used = telemetry === undefined ? pool : new TracedPool(pool, telemetry)
  const db = new Kysely<Tables>({ dialect: faduDialect(used, end) })
  return {
    db,
    engine: pool.engine,
    beforeCommit: (done) => (end.beforeCommit = done),
    condition: () => pool.condition,
    close: () => db.destroy(),
  }

  async function openPool(): Promise<ConnectionPool> {
    if (options.url !== undefined) {
      return PostgresPool.open({ url: options.url, maxConnections, statementTimeoutMs, silenceMs, acquireTimeoutMs })
    }
    const dataDir = join(options.dataFolder, 'pglite')
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return PglitePool.open({ dataDir, statementTimeoutMs, acquireTimeoutMs })
  }
}

/** Name of the constraint that refused a row; undefined when it was something else. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!sqlState(error)?.startsWith('23')) return undefined
  const { constraint } = error as { constraint?: unknown }
  return typeof constraint === 'string' ? constraint : undefined
}

export { DatabaseError, isFullState, isPassingFault, isPassingState, sqlState }
