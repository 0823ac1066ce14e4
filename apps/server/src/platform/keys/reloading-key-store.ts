import { KeyStoreError, type KeyStore } from '@fadu/smcrypto'

/** A key store that looks again where its keys are kept, so that a key-encryption key added while processes run reaches each. */
export interface ReloadingKeyStore extends KeyStore {
  /** Reads the keys again; what was known stays known. */
  reload(): Promise<void>
}

/** A version nobody knows is looked for once more before it counts as lost: another process may have used it already. */
export function createReloadingKeyStore(first: KeyStore, open: () => Promise<KeyStore>): ReloadingKeyStore {
  let store = first
  const reload = async (): Promise<void> => {
    const again = await open()
    // Another key set in the same place is not ours, whatever versions it has.
    if ((await again.fingerprint()) !== (await first.fingerprint())) {
      throw new KeyStoreError({ code: 'KEYSTORE_KEY_UNKNOWN', kind: 'kek', name: 'fingerprint' })
    }
    store = again
  }
  return {
    reload,
    kek: async (version) => {
      try {
        return await store.kek(version)
      } catch (error) {
        if (!(error instanceof KeyStoreError) || error.issue.code !== 'KEYSTORE_KEY_UNKNOWN') throw error
        await reload()
        return store.kek(version)
      }
    },
    signingKey: (name, version) => store.signingKey(name, version),
    signingVersions: () => store.signingVersions(),
    secret: (name) => store.secret(name),
    fingerprint: () => store.fingerprint(),
  }
}
