import { recogniseShare, type KeyShare, type SplitHead } from '@fadu/smcrypto'
import { openByShares, type Unlock } from '../platform/keys/found-keys.ts'
import { readShareFile } from '../platform/keys/share-file.ts'
import type { Secrets } from './secrets.ts'

/**
 * As many shares of a splitting as are needed: from files, and from whoever types theirs.
 *
 * @param files - Sealed share files, whose passphrases are asked for, or files with the words.
 * @throws {SmcryptoError} `SHARE_…`, for the share at fault
 */
export async function sharesFor(
  split: SplitHead,
  { files, secrets }: { readonly files: readonly string[]; readonly secrets: Secrets },
): Promise<readonly KeyShare[]> {
  const shares = new Map<number, KeyShare>()
  const take = (words: string): void => {
    const share = recogniseShare(split, words)
    shares.set(share.index, share)
  }
  for (const file of files) {
    take(await readShareFile(file, (custodian) => secrets.ask(`${custodian} 的口令 passphrase`)))
  }
  while (shares.size < split.threshold) take(await secrets.ask(`密钥份额 share ${shares.size + 1}/${split.threshold}`))
  return [...shares.values()]
}

/** Has custodians at this terminal open keys that are split. */
export function unlockAt(from: { readonly files: readonly string[]; readonly secrets: Secrets }): Unlock {
  return async (locked) => openByShares(locked, await sharesFor(locked.split, from))
}
