import { z } from 'zod'
import { KeyStoreError, SmcryptoError, type ShareIssue } from '@fadu/smcrypto'
import type { App } from '../../platform/http/http-types.ts'
import { problems } from '../../platform/http/schemas.ts'
import type { LockState, Unlocking } from '../../platform/keys/unlocking.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'

const lock = z
  .union([
    z.object({
      state: z.literal('locked'),
      threshold: z.number().int().meta({ description: 'Shares that are needed' }),
      handedIn: z.number().int().meta({ description: 'Shares that this process has' }),
      forgetsAt: z.iso.datetime({ offset: true }).nullable().meta({ description: 'When they are forgotten' }),
    }),
    z.object({ state: z.literal('unlocked') }),
  ])
  .meta({ id: 'KeyLock' })
/** 24 words of five letters, with whatever somebody writes between them. */
const longestShare = 400

/**
 * Where custodians hand in their shares. Whoever has a share is its custodian: nobody can sign in while the keys that seal
 * one-time codes are locked.
 *
 * @param unlocking - Undefined in a process whose keys are open.
 */
export function unlockRoutes(app: App, unlocking: Pick<Unlocking, 'state' | 'handIn'> | undefined): void {
  app.get(
    '/api/v1/keys/unlock',
    {
      config: { action: 'key.unlock' },
      schema: {
        tags: ['keys'],
        summary: 'Whether the keys of this process are open, or how many custodians are still to come',
        response: { 200: lock, ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('key.unlock', platformResource)
      return unlocking?.state() ?? { state: 'unlocked' as const }
    },
  )

  app.post(
    '/api/v1/keys/unlock',
    {
      config: { action: 'key.unlock' },
      schema: {
        tags: ['keys'],
        summary: 'A custodian hands in their share of the master key to this process; it is neither stored nor logged',
        body: z.strictObject({ share: z.string().min(1).max(longestShare) }),
        response: { 200: lock, ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('key.unlock', platformResource)
      if (unlocking === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '密钥', state: 'unlocked' })
      return handIn(unlocking, request.body.share)
    },
  )
}

async function handIn(
  unlocking: Pick<Unlocking, 'handIn'>,
  share: string,
): Promise<LockState | { readonly state: 'unlocked' }> {
  try {
    return await unlocking.handIn(share)
  } catch (error) {
    if (error instanceof KeyStoreError) throw new Problem({ code: 'KEYS_UNUSABLE', fault: error.code })
    if (error instanceof SmcryptoError) throw ofShare(error.issue as ShareIssue)
    throw error
  }
}

const expectations = {
  length: '24 words of five letters',
  word: 'words of five letters as they were given out',
  version: 'a share of a version that this program knows',
  check: 'words that fit together: one or more were copied wrongly',
} as const

function ofShare(issue: ShareIssue): Problem {
  switch (issue.code) {
    case 'SHARE_FOREIGN':
      return new Problem({ code: 'KEY_SHARE_FOREIGN', keyId: issue.keyId })
    case 'SHARE_WRONG':
      return new Problem({ code: 'KEY_SHARE_WRONG', index: issue.index })
    case 'SHARE_MALFORMED': {
      const at = issue.word === undefined ? '' : `; word ${issue.word} is none`
      const faults = [{ field: 'body.share', expected: `${expectations[issue.fault]}${at}` }]
      return new Problem({ code: 'REQUEST_MALFORMED', faults })
    }
    default:
      return new Problem({ code: 'KEYS_UNUSABLE', fault: issue.code })
  }
}
