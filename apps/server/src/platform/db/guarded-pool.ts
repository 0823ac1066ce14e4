import { CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel'
import { DatabaseError, type ConnectionPool, type DbConnection } from './connection.ts'

export interface PoolPatience {
  /** Callers that wait for a connection at once; one more is told at once that the database is busy. */
  readonly mostWaiting: number
  /** So many times in a row the database did not answer; then it is left alone. */
  readonly failuresInARow: number
  /** How long it is left alone before one caller tries it, ms. */
  readonly restMs: number
}

/** `open`: the database is left alone; `halfOpen`: one caller tries it. */
export const circuitNames = ['closed', 'open', 'halfOpen'] as const

/** How the database is met at the moment. */
export interface PoolCondition {
  readonly circuit: (typeof circuitNames)[number]
  /** Callers that wait for a connection. */
  readonly waiting: number
}

const circuitStates = new Map<CircuitState, PoolCondition['circuit']>([
  [CircuitState.Closed, 'closed'],
  [CircuitState.HalfOpen, 'halfOpen'],
])

export const poolPatience: PoolPatience = { mostWaiting: 1000, failuresInARow: 5, restMs: 2000 }

/**
 * A pool whose callers do not pile up when the database does not answer.
 *
 * INVARIANT (nobody waits without end): at most `mostWaiting` callers wait for a connection, each for the time of the pool;
 * while the circuit is open nobody waits but the one who tries.
 */
export class GuardedPool implements ConnectionPool {
  readonly #pool: ConnectionPool
  readonly #mostWaiting: number
  readonly #circuit
  #waiting = 0
  #suspect = false

  constructor(pool: ConnectionPool, { mostWaiting, failuresInARow, restMs }: PoolPatience) {
    this.#pool = pool
    this.#mostWaiting = mostWaiting
    this.#circuit = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failuresInARow),
    })
  }

  get engine(): ConnectionPool['engine'] {
    return this.#pool.engine
  }

  get condition(): PoolCondition {
    return { circuit: circuitStates.get(this.#circuit.state) ?? 'open', waiting: this.#waiting }
  }

  async acquire(): Promise<DbConnection> {
    const { state } = this.#circuit
    if (state === CircuitState.HalfOpen || this.#waiting >= this.#mostWaiting) throw busy()
    this.#waiting++
    try {
      return state === CircuitState.Open ? await this.#tryOut() : await this.#connect()
    } finally {
      this.#waiting--
    }
  }

  release(connection: DbConnection): Promise<void> {
    return this.#pool.release((connection as GuardedConnection).inner)
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #connect(): Promise<GuardedConnection> {
    return new GuardedConnection(await this.#watched(this.#pool.acquire()), (asked) => this.#watched(asked, true))
  }

  /** A connection alone proves nothing: the one that tries asks something. */
  async #tryOut(): Promise<GuardedConnection> {
    try {
      return await this.#circuit.execute(async () => {
        const connection = await this.#pool.acquire()
        try {
          await connection.query('select 1', [])
        } catch (error) {
          await this.#pool.release(connection)
          throw error
        }
        return new GuardedConnection(connection, (asked) => this.#watched(asked, true))
      })
    } catch (error) {
      throw isBrokenCircuitError(error) ? busy() : error
    }
  }

  /** The circuit hears of every outage, and of an answer only after one: it costs nothing while all is well. */
  async #watched<T>(asked: Promise<T>, isAnswer = false): Promise<T> {
    try {
      const outcome = await asked
      if (isAnswer && this.#suspect) this.#report(undefined)
      return outcome
    } catch (error) {
      if (isOutage(error)) this.#report(error)
      throw error
    }
  }

  #report(outage: Error | undefined): void {
    if (this.#circuit.state !== CircuitState.Closed) return
    this.#suspect = outage !== undefined
    void this.#circuit
      .execute(() => {
        if (outage !== undefined) throw outage
      })
      .catch(() => undefined)
  }
}

class GuardedConnection implements DbConnection {
  readonly inner: DbConnection
  readonly #watched: <T>(asked: Promise<T>) => Promise<T>

  constructor(inner: DbConnection, watched: <T>(asked: Promise<T>) => Promise<T>) {
    this.inner = inner
    this.#watched = watched
  }

  query(...asked: Parameters<DbConnection['query']>): ReturnType<DbConnection['query']> {
    return this.#watched(this.inner.query(...asked))
  }
  script(sql: string): Promise<void> {
    return this.#watched(this.inner.script(sql))
  }
  unhurried(): Promise<void> {
    return this.#watched(this.inner.unhurried())
  }
  copyIn(...loaded: Parameters<DbConnection['copyIn']>): Promise<number> {
    return this.#watched(this.inner.copyIn(...loaded))
  }
  copyOut(...taken: Parameters<DbConnection['copyOut']>): Promise<number> {
    return this.inner.copyOut(...taken)
  }
}

function busy(): DatabaseError {
  return new DatabaseError({ code: 'DB_BUSY', waitedMs: 0 })
}

/** The database did not answer; a statement that it refused or broke off is an answer. */
function isOutage(error: unknown): error is Error {
  return error instanceof DatabaseError && /^DB_(BUSY|CONNECTION_LOST|QUERY_TIMEOUT)$/.test(error.fault.code)
}
