import {
  readKeyCustody,
  recogniseShare,
  SmcryptoError,
  type KeyShare,
  type ShareIssue,
  type SplitKeys,
} from '@fadu/smcrypto'
import { openByShares, type LockedKeys, type OpenKeys } from './found-keys.ts'

/** Shares of one process are forgotten this long after the first of them. */
export const shareMemoryMs = 15 * 60 * 1000

/** What anybody may know of locked keys: how many shares they take, and how many are here. */
export interface LockState {
  readonly state: 'locked'
  readonly threshold: number
  readonly handedIn: number
  /** When the shares that are here are forgotten; null when there is none. */
  readonly forgetsAt: string | null
}

/** What became of a share; never the share. */
export interface HandIn {
  readonly keyId: string
  readonly threshold: number
  /** Number of the custodian, from 1, and who that is. Undefined for a share that is of no custodian. */
  readonly index: number | undefined
  readonly custodian: string | undefined
  readonly outcome: 'accepted' | 'opened' | 'foreign' | 'wrong' | 'forgotten'
  readonly handedIn: number
}

export interface Unlocking {
  state(): LockState
  /**
   * Takes a share. Those before it are kept in the memory of this process alone until enough are here, or until they are
   * forgotten. What becomes of each is recorded before it is answered.
   *
   * @throws {SmcryptoError} `SHARE_MALFORMED`, `SHARE_FOREIGN`, `SHARE_WRONG`; {KeyStoreError} when the keys do not open
   */
  handIn(words: string): Promise<LockState | { readonly state: 'unlocked' }>
  /** Resolves once enough custodians have handed in. */
  readonly opened: Promise<OpenKeys>
  /** Forgets what is here. */
  forget(): void
}

export function createUnlocking(deps: {
  readonly locked: LockedKeys
  readonly record: (handIn: HandIn) => Promise<void>
  readonly now: () => Date
  readonly forgetAfterMs?: number
}): Unlocking {
  const { record, now, forgetAfterMs = shareMemoryMs } = deps
  const { folder } = deps.locked
  let split = deps.locked.split
  let shares = new Map<number, KeyShare>()
  let forgetsAt: Date | undefined
  let open: ((keys: OpenKeys) => void) | undefined
  const opened = new Promise<OpenKeys>((resolve) => (open = resolve))
  // One after the other: two custodians at once must not both be the last.
  let turn: Promise<unknown> = Promise.resolve()

  const forget = (): void => {
    for (const { value } of shares.values()) value.fill(0)
    shares = new Map()
    forgetsAt = undefined
  }
  const state = (): LockState => ({
    state: 'locked',
    threshold: split.threshold,
    handedIn: shares.size,
    forgetsAt: forgetsAt?.toISOString() ?? null,
  })
  const said = (outcome: HandIn['outcome'], index?: number): HandIn => ({
    keyId: split.keyId,
    threshold: split.threshold,
    index,
    custodian: index === undefined ? undefined : split.custodians[index - 1]?.name,
    outcome,
    handedIn: shares.size,
  })
  const forgetLate = async (): Promise<void> => {
    if (forgetsAt === undefined || now() < forgetsAt) return
    forget()
    await record(said('forgotten'))
  }
  /** The keys may have been split anew while this process waited: the shares of then are worth nothing. */
  const splitOfNow = async (): Promise<SplitKeys> => (await readKeyCustody(folder)).split ?? split

  const take = async (words: string): ReturnType<Unlocking['handIn']> => {
    if (open === undefined) return { state: 'unlocked' }
    await forgetLate()
    const current = await splitOfNow()
    if (current.keyId !== split.keyId) forget()
    split = current
    const share = await recognised(words)
    if (!shares.has(share.index)) shares.set(share.index, share)
    forgetsAt ??= new Date(now().getTime() + forgetAfterMs)
    if (shares.size < split.threshold) {
      await record(said('accepted', share.index))
      return state()
    }
    try {
      const keys = await openByShares({ folder, split }, [...shares.values()])
      await record(said('opened', share.index))
      open(keys)
      open = undefined
      return { state: 'unlocked' }
    } finally {
      forget()
    }
  }
  const recognised = async (words: string): Promise<KeyShare> => {
    try {
      return recogniseShare(split, words)
    } catch (error) {
      if (error instanceof SmcryptoError) {
        const issue = error.issue as ShareIssue
        if (issue.code === 'SHARE_FOREIGN') await record(said('foreign'))
        if (issue.code === 'SHARE_WRONG') await record(said('wrong', issue.index))
      }
      throw error
    }
  }

  // Not only when somebody comes: a share does not lie in memory because nobody did.
  const timer = setInterval(
    () => {
      turn = turn.then(forgetLate).catch(() => forget())
    },
    Math.min(forgetAfterMs, 10_000),
  )
  timer.unref()
  return {
    state,
    handIn: (words) => {
      const result = turn.then(() => take(words))
      turn = result.catch(() => undefined)
      return result
    },
    opened: opened.finally(() => clearInterval(timer)),
    forget: () => {
      clearInterval(timer)
      forget()
    },
  }
}
