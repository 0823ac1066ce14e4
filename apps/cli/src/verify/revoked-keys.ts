/** Keys of the log that it says itself are not to be believed from an entry on. */
export interface Revoked {
  /** Verifier keys as they were published: `name+keyid+key`. */
  readonly keys: readonly string[]
  readonly from: number
}

interface KeyRef {
  readonly name: string
  readonly keyId: string
}

/** Watches the entries of a log, as they come by, for statements that revoke its keys. */
export interface RevocationWatch {
  see(body: string): void
  readonly found: readonly Revoked[]
  /** Of the keys that signed a checkpoint of this size, those that still vouch for it. */
  standing<Key extends KeyRef>(signed: readonly Key[], size: number): readonly Key[]
}

export function watchRevocations(): RevocationWatch {
  const found: Revoked[] = []
  return {
    found,
    see: (body) => {
      // Most entries are something else, and there may be very many.
      if (!body.includes('"log.revokeKey"')) return
      const revoked = readRevocation(body)
      if (revoked !== undefined) found.push(revoked)
    },
    standing: (signed, size) =>
      signed.filter(
        ({ name, keyId }) =>
          !found.some(({ keys, from }) => from < size && keys.some((key) => key.startsWith(`${name}+${keyId}+`))),
      ),
  }
}

/** The statement is the act of the second person; that somebody asked, or was refused, says nothing. */
function readRevocation(body: string): Revoked | undefined {
  const { kind, action, outcome, detail } = JSON.parse(body) as {
    kind?: string
    action?: string
    outcome?: string
    detail?: { keys?: unknown; from?: unknown }
  }
  if (kind !== 'act' || action !== 'log.revokeKey' || outcome !== 'done') return undefined
  const { keys, from } = detail ?? {}
  const isStatement = Array.isArray(keys) && keys.every((key) => typeof key === 'string') && Number.isInteger(from)
  return isStatement ? { keys, from: from as number } : undefined
}
