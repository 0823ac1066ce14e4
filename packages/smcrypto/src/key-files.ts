// The files of a key set by their names, wherever they lie: in a folder, or sealed together.
import { join } from 'node:path'
import { KeyStoreError } from './errors.ts'
import { KeyFileRefused, parseKek, parseKeySet, parseSigning } from './key-file.ts'
import type { KeySet } from './key-store.ts'

export const KEY_SET_FILE = 'key-set.json'

/** Texts of key files by name. Secret. */
export type KeyFiles = ReadonlyMap<string, string>

type LaterKind = 'kek' | 'signing'

/** What a file holds by its name: the key set, or a key added later. */
export function kindOf(name: string): 'key-set' | LaterKind | undefined {
  if (name === KEY_SET_FILE) return 'key-set'
  return /^(kek|signing)-[1-9][0-9]*\.json$/.exec(name)?.[1] as LaterKind | undefined
}

/** Whether a file holds a key added later. */
export function later(name: string): boolean {
  const kind = kindOf(name)
  return kind === 'kek' || kind === 'signing'
}

/**
 * The key set of these files.
 *
 * @param where - Folder or file they come from, for what is said of a fault.
 * @throws {KeyStoreError} `KEYSTORE_MISSING`, `KEYSTORE_CORRUPT`
 */
export function keySetOf(where: string, files: KeyFiles): KeySet {
  const first = files.get(KEY_SET_FILE)
  const path = join(where, KEY_SET_FILE)
  if (first === undefined) throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path })
  const keys = parsing(path, () => parseKeySet(first))
  const added = <T>(kind: LaterKind, parse: (text: string, version: number) => T): readonly T[] =>
    laterVersions(where, files, kind).map((version) => {
      const name = `${kind}-${version}.json`
      return parsing(join(where, name), () => parse(files.get(name)!, version))
    })
  return {
    ...keys,
    keks: [...keys.keks, ...added('kek', (text, version) => parseKek(text, keys.rootSecret, version))],
    signing: [...keys.signing, ...added('signing', (text, version) => parseSigning(text, keys.rootSecret, version))],
  }
}

/** 2, 3, …: a gap means that a key was lost, and with it whatever it wrapped or signed. */
function laterVersions(where: string, files: KeyFiles, kind: LaterKind): readonly number[] {
  const versions = [...files.keys()]
    .filter((name) => kindOf(name) === kind)
    .map((name) => Number(/[0-9]+/.exec(name)![0]))
    .sort((a, b) => a - b)
  const hasGap = versions.some((version, position) => version !== position + 2)
  if (hasGap) throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path: where, fault: 'versions' })
  return versions
}

function parsing<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof KeyFileRefused)) throw error
    throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault: error.fault })
  }
}
