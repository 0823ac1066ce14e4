/** One session with the database, used by one caller at a time. Both engines speak it alike. */
export interface DbConnection {
  /** Runs one statement with parameters `$1…`. Values: null, boolean, number, string, Date, Uint8Array, arrays of these; JSON travels as text. */
  query(sql: string, parameters: readonly unknown[]): Promise<QueryOutcome>
  /** Runs several statements without parameters, as migrations are written. */
  script(sql: string): Promise<void>
  /** What follows in this transaction takes as long as there is data; the limit on statements is for questions. */
  unhurried(): Promise<void>
  /**
   * Loads rows in COPY's text format into a table: tabs between values, `\\N` for null, every row one line, so that a long
   * load can be cut at line ends wherever an engine needs that. Or in its binary format: then the first piece is the header
   * (`PGCOPY`), the last the trailer, and each between them is made of whole rows.
   *
   * @returns Number of rows loaded. The caller must hold a transaction: a failure half way leaves nothing only then.
   */
  copyIn(table: string, columns: readonly string[], rows: AsyncIterable<Uint8Array>): Promise<number>
  /**
   * Gives the rows of a table in COPY's binary format, without its header and trailer, in the order in which they are stored.
   * The pieces are cut anywhere, and the next one waits until `take` has dealt with the one before.
   *
   * @returns Number of rows.
   */
  copyOut(table: string, columns: readonly string[], take: (piece: Uint8Array) => Promise<void>): Promise<number>
}

export interface QueryOutcome {
  readonly rows: Record<string, unknown>[]
  readonly affected: number
}

/** Hands out connections. A caller MUST release what it acquired, and MUST NOT acquire a second one while it holds one. */
export interface ConnectionPool {
  readonly engine: 'pglite' | 'postgres'
  acquire(): Promise<DbConnection>
  release(connection: DbConnection): Promise<void>
  close(): Promise<void>
}

export type DatabaseFault =
  | { readonly code: 'DB_UNREACHABLE'; readonly where: string; readonly why: string }
  | { readonly code: 'DB_TOO_OLD'; readonly version: string; readonly needed: string }
  | { readonly code: 'DB_FOLDER_IN_USE'; readonly folder: string; readonly holder: string }
  | { readonly code: 'DB_FOLDER_CORRUPT'; readonly folder: string; readonly why: string }
  | { readonly code: 'DB_NEWER_THAN_PROGRAM'; readonly found: number; readonly known: number }
  | { readonly code: 'DB_MIGRATION_CHANGED'; readonly migration: string }
  | { readonly code: 'DB_QUERY_TIMEOUT'; readonly limitMs: number }
  | { readonly code: 'DB_BUSY'; readonly waitedMs: number }
  | { readonly code: 'DB_CONNECTION_LOST' }
  /** A table was changed while a transaction used it; asked again, all goes well. */
  | { readonly code: 'DB_PLAN_OUTDATED' }

/** A broken promise of the database or its folder. Carries its evidence as fields; the text is for operators. */
export class DatabaseError extends Error {
  readonly fault: DatabaseFault

  constructor(fault: DatabaseFault, options?: ErrorOptions) {
    super(`${fault.code} ${JSON.stringify(fault)}`, options)
    this.name = 'DatabaseError'
    this.fault = fault
  }
}

/**
 * SQLSTATE of a failed statement, the same for both drivers; undefined when the failure is not the server's answer. Every
 * SQLSTATE has a digit; five letters alone, such as EPIPE, are the system's name for a lost connection.
 */
export function sqlState(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^(?=.*[0-9])[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** Whether the database is away or was busy, and what was asked of it may be asked again. */
export function isPassingFault({ fault }: DatabaseError): boolean {
  return /^DB_(BUSY|QUERY_TIMEOUT|CONNECTION_LOST|PLAN_OUTDATED)$/.test(fault.code)
}

/** Time limit, connections, a server that goes, comes or stands by as yet (25006), two transactions that met. */
const passingStates = new Set(['25006', '40001', '40P01', '53300', '57014', '57P01', '57P02', '57P03'])

/** Whether the same statement may go through later, without anybody doing anything about it. */
export function isPassingState(state: string): boolean {
  return passingStates.has(state) || state.startsWith('08')
}

/** No more room on the disk of the database. */
export function isFullState(state: string): boolean {
  return state === '53100'
}
