/**
 * Names for statements that are asked again and again: under a name a connection has it parsed and planned once.
 *
 * By text, for all connections of a pool. What is asked seldom stays nameless, and their number is bounded, since every
 * connection keeps what it was asked by name.
 */
export interface StatementNames {
  /** Undefined while the statement has not been asked often. */
  nameOf(sql: string): string | undefined
  /** The tables under it were changed: it goes by another name from now on. */
  renew(sql: string): void
}

export interface StatementNamesOptions {
  /** From which time on a statement has a name. */
  readonly times: number
  readonly mostNamed: number
  /** Texts counted at once; when full, counting begins anew. */
  readonly mostCounted: number
}

const defaults: StatementNamesOptions = { times: 20, mostNamed: 250, mostCounted: 2500 }

export function createStatementNames(options: Partial<StatementNamesOptions> = {}): StatementNames {
  const { times, mostNamed, mostCounted } = { ...defaults, ...options }
  const names = new Map<string, string>()
  let asked = new Map<string, number>()
  let given = 0
  const give = (sql: string): string => {
    const name = `fadu_${++given}`
    names.set(sql, name)
    return name
  }
  return {
    nameOf: (sql) => {
      const known = names.get(sql)
      if (known !== undefined || names.size >= mostNamed) return known
      const count = (asked.get(sql) ?? 0) + 1
      if (count >= times) {
        asked.delete(sql)
        return give(sql)
      }
      if (asked.size >= mostCounted) asked = new Map()
      asked.set(sql, count)
      return undefined
    },
    renew: (sql) => {
      if (names.has(sql)) give(sql)
    },
  }
}
