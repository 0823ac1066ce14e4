import pg from 'pg'

/** How the session on the other side of a connection is found. */
export interface Backend {
  readonly url: string
  /** Process of the session; undefined where something between speaks for several, and only whether PostgreSQL answers counts. */
  readonly pid: number | undefined
  readonly everyMs: number
  /** Longest the look itself may take, ms. */
  readonly answerWithinMs: number
}

/**
 * Looks, over a connection of its own, whether work that may take long is still being done, for as long as it lasts. Work has
 * no limit in time; silence has.
 *
 * @param isOwed - Whether all that the session waits for was sent: one that then still waits never got it.
 * @param onLost - Called once: PostgreSQL did not answer, or the session did not work, seen twice in a row.
 * @returns Ends the watch.
 */
export function watchBackend(backend: Backend, isOwed: () => boolean, onLost: () => void): () => void {
  let over = false
  let missed = 0
  let timer: NodeJS.Timeout
  const look = async (): Promise<void> => {
    const state = await sessionState(backend)
    if (over) return
    const works = state === 'works' || (state === 'waits' && !isOwed())
    missed = works ? 0 : missed + 1
    if (missed > 1) {
      over = true
      return onLost()
    }
    next()
  }
  const next = (): void => {
    timer = setTimeout(() => void look(), backend.everyMs)
    timer.unref()
  }
  next()
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** `waits`: for its client to send more, which is no work of its own. */
async function sessionState({ url, pid, answerWithinMs }: Backend): Promise<'works' | 'waits' | 'gone' | 'silent'> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    application_name: 'fadu-watch',
  })
  // It is told by what is asked of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ state: string; event: string | null }>(
      'select state, wait_event as event from pg_stat_activity where pid = $1',
      [pid ?? 0],
    )
    if (pid === undefined) return 'works'
    const [session] = rows
    if (session?.state !== 'active') return 'gone'
    return session.event === 'ClientRead' ? 'waits' : 'works'
  } catch {
    return 'silent'
  } finally {
    void client.end().catch(() => undefined)
  }
}
