import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import {
  addFileKek,
  SIGNING_KEY_NAMES,
  addToSplit,
  checkSplitBackup,
  confirmSplit,
  masterKeyOf,
  openFileKeyStore,
  openSplitKeyStore,
  readKeyCustody,
  recogniseShare,
  restoreSplitBackup,
  sealKeysForCustodians,
  shareText,
  splitFileKeys,
  unwrapKey,
  wrapKey,
  type KeyShare,
  type KeyStoreError,
  type KeyStore,
} from './index.ts'
import { hexOf, utf8 } from './test-support/bytes.ts'
import { subsets } from './test-support/slow-sharing.ts'

const base = mkdtempSync(join(tmpdir(), 'fadu-split-'))
let folders = 0
afterAll(() => rmSync(base, { recursive: true }))

const sharing = { threshold: 2, custodians: ['甲', '乙', '丙'] }

async function newStore(): Promise<{ readonly dir: string; readonly store: KeyStore }> {
  const dir = join(base, `store-${folders++}`)
  return { dir, store: await openFileKeyStore(dir, { create: true }) }
}

async function splitStore() {
  const { dir, store } = await newStore()
  const { shares } = await splitFileKeys(dir, sharing, undefined)
  await confirmSplit(dir, shares.slice(0, 2))
  return { dir, store, shares }
}

async function openBy(dir: string, shares: readonly KeyShare[]): Promise<KeyStore> {
  const { split } = await readKeyCustody(dir)
  return openSplitKeyStore(dir, split!, masterKeyOf(split!, shares))
}

async function issueOf(act: () => unknown): Promise<unknown> {
  try {
    await act()
  } catch (error) {
    return (error as { issue: unknown }).issue
  }
  return expect.unreachable('was accepted')
}

describe('keys that are split', () => {
  test('stay in the clear until enough shares have opened the splitting; then they are nowhere in the clear', async () => {
    const { dir, store } = await newStore()
    await addFileKek(dir)
    const fingerprint = await store.fingerprint()
    const { shares, split } = await splitFileKeys(dir, sharing, undefined)
    expect(await readKeyCustody(dir)).toMatchObject({
      isClear: true,
      split: undefined,
      pending: { keyId: split.keyId },
    })
    expect(await (await openFileKeyStore(dir, { create: false })).fingerprint()).toBe(fingerprint)

    expect(await issueOf(() => confirmSplit(dir, shares.slice(0, 1)))).toEqual({
      ...{ code: 'SHARES_TOO_FEW', given: 1, needed: 2 },
    })
    expect(readdirSync(dir)).toContain('key-set.json')
    await confirmSplit(dir, shares.slice(1))
    expect(readdirSync(dir)).toEqual(['split-1.json'])
    expect(statSync(join(dir, 'split-1.json')).mode & 0o077).toBe(0)
    expect(await issueOf(() => openFileKeyStore(dir, { create: false }))).toEqual({
      code: 'KEYSTORE_LOCKED',
      path: dir,
    })
    expect(await issueOf(() => openFileKeyStore(dir, { create: true }))).toMatchObject({ code: 'KEYSTORE_EXISTS' })
  })

  test('open to any two of three and are the same keys', async () => {
    const { dir, store, shares } = await splitStore()
    const wrapped = wrapKey(await store.kek(), { keyId: 'k', purpose: 'p' }, utf8('key'))
    for (const some of subsets(shares, 2)) {
      const opened = await openBy(dir, some)
      expect(await opened.fingerprint()).toBe(await store.fingerprint())
      expect(hexOf(unwrapKey(await opened.kek(), { keyId: 'k', purpose: 'p' }, wrapped))).toBe(hexOf(utf8('key')))
    }
  })

  test('take a key added later, and custodians keep their shares', async () => {
    const { dir, shares } = await splitStore()
    const { split } = await readKeyCustody(dir)
    for (const what of ['kek', 'signing'] as const) await addToSplit(dir, what, masterKeyOf(split!, shares))
    const opened = await openBy(dir, shares.slice(1))
    expect([(await opened.kek()).version, await opened.signingVersions()]).toEqual([2, 2])
    expect(readdirSync(dir)).toEqual(['split-3.json'])
  })

  test('split anew are under another master key: earlier shares are worth nothing, by themselves and mixed', async () => {
    const { dir, store, shares: old } = await splitStore()
    const before = await readKeyCustody(dir)
    const again = { threshold: 2, custodians: ['甲', '丁'] }
    const { shares } = await splitFileKeys(dir, again, masterKeyOf(before.split!, old))
    // Until the new ones have shown that they open it, the earlier ones do.
    expect((await readKeyCustody(dir)).split!.keyId).toBe(old[0]!.keyId)
    await confirmSplit(dir, shares)
    const { split } = await readKeyCustody(dir)
    expect(readdirSync(dir)).toEqual(['split-2.json'])
    const { keyId, threshold } = split!
    expect(await issueOf(() => recogniseShare(split!, shareText(old[0]!)))).toEqual({
      ...{ code: 'SHARE_FOREIGN', keyId: old[0]!.keyId, expected: keyId },
    })
    expect(await issueOf(() => recogniseShare(split!, shareText({ ...old[0]!, keyId, threshold })))).toEqual({
      ...{ code: 'SHARE_WRONG', index: 1 },
    })
    expect(await issueOf(() => openBy(dir, old))).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault: 'mac' })
    expect(await (await openBy(dir, shares)).fingerprint()).toBe(await store.fingerprint())
  })

  test('to which a key was added after they were split are not put in force', async () => {
    const { dir } = await newStore()
    const { shares, split } = await splitFileKeys(dir, sharing, undefined)
    await addFileKek(dir)
    expect(await issueOf(() => confirmSplit(dir, shares))).toEqual({ code: 'KEYSTORE_SPLIT_STALE', path: split.path })
    expect((await (await openFileKeyStore(dir, { create: false })).kek()).version).toBe(2)
  })

  test('broken off anywhere in between are there whole, and confirming again finishes it', async () => {
    const { dir, store } = await newStore()
    await addFileKek(dir)
    const { shares } = await splitFileKeys(dir, sharing, undefined)
    await addFileKek(dir)
    const kept = `${dir}-kept`
    cpSync(dir, kept, { recursive: true })
    rmSync(join(kept, 'kek-3.json'))
    // As it is when the key set is removed and what was added to it is not yet.
    rmSync(join(kept, 'key-set.json'))
    expect(await (await openBy(kept, shares)).fingerprint()).toBe(await store.fingerprint())
    await confirmSplit(kept, shares)
    expect(readdirSync(kept)).toEqual(['split-1.json'])
  })

  test('show neither a share nor a key in what is on the disk, printed or refused', async () => {
    const { dir, store, shares } = await splitStore()
    const text = readFileSync(join(dir, 'split-1.json'), 'utf8')
    const { split } = await readKeyCustody(dir)
    const refused = await openBy(dir, [shares[0]!, { ...shares[1]!, index: 3 }]).catch((error: unknown) => error)
    const shown = text + inspect([store, split, refused], { depth: 9, showHidden: true })
    for (const share of shares) {
      for (const form of ['hex', 'base64'] as const)
        expect(shown).not.toContain(Buffer.from(share.value).toString(form))
      expect(shown).not.toContain(shareText(share).slice(0, 40))
    }
  })
})

describe('a backup of split keys', () => {
  test('shows whose it is and that it is whole without being opened, and comes back where there are none', async () => {
    const { dir, store } = await newStore()
    const { text, shares } = await sealKeysForCustodians(dir, sharing, undefined)
    const { head, signedBy } = checkSplitBackup('backup', text)
    expect(head).toMatchObject({ fingerprint: await store.fingerprint(), kek: 1, signing: 1, threshold: 2 })
    const own = await Promise.all(SIGNING_KEY_NAMES.map((name) => store.signingKey(name)))
    expect(signedBy.map((one) => one.publicKey)).toEqual(own.map((one) => hexOf(one.publicKey)))
    const to = `${dir}-restored`
    await restoreSplitBackup('backup', text, to)
    expect(await (await openBy(to, shares.slice(1))).fingerprint()).toBe(await store.fingerprint())
    expect(await issueOf(() => restoreSplitBackup('backup', text, to))).toMatchObject({ code: 'KEYSTORE_EXISTS' })
  })

  test('altered anywhere that matters is found out without being opened', async () => {
    const { dir } = await newStore()
    const { text } = await sealKeysForCustodians(dir, sharing, undefined)
    for (let at = 40; at < text.length; at += 41) {
      const letter = text[at] === 'A' ? 'B' : 'A'
      const altered = text.slice(0, at) + letter + text.slice(at + 1)
      const signedBy = await Promise.resolve()
        .then(() => checkSplitBackup('backup', altered).signedBy)
        .catch((error: KeyStoreError) => {
          expect(error.code).toBe('KEYSTORE_CORRUPT')
          return []
        })
      expect(signedBy, `character ${at}`).toEqual([])
      const restored = await issueOf(() => restoreSplitBackup('backup', altered, `${dir}-never`))
      expect(restored).toMatchObject({ code: 'KEYSTORE_CORRUPT' })
    }
  })
})

describe('a file of split keys', () => {
  type Head = { threshold: number; custodians: { name: string; tag: string }[]; kek: number }
  test.each<{ why: string; edit: (head: Head) => void; fault: string }>([
    { why: 'another custodian', edit: (head) => void (head.custodians[0]!.name = '戊'), fault: 'mac' },
    { why: 'a newer key than it holds', edit: (head) => void head.kek++, fault: 'mac' },
    { why: 'no custodian', edit: (head) => void (head.custodians = []), fault: 'shape' },
    { why: 'a threshold of one', edit: (head) => void (head.threshold = 1), fault: 'shape' },
    { why: 'a threshold of more than there are', edit: (head) => void (head.threshold = 4), fault: 'shape' },
    { why: 'a tag that is none', edit: (head) => void (head.custodians[1]!.tag = 'ff'), fault: 'shape' },
  ])('edited to say $why is refused', async ({ edit, fault }) => {
    const { dir, shares } = await splitStore()
    const path = join(dir, 'split-1.json')
    const file = JSON.parse(readFileSync(path, 'utf8')) as { head: Head }
    edit(file.head)
    writeFileSync(path, JSON.stringify(file))
    expect(await issueOf(() => openBy(dir, shares))).toEqual({ code: 'KEYSTORE_CORRUPT', path, fault })
  })

  test('cut off anywhere is refused', async () => {
    const { dir, shares } = await splitStore()
    const path = join(dir, 'split-1.json')
    const whole = readFileSync(path)
    for (let length = 0; length < whole.length - 2; length += 97) {
      writeFileSync(path, whole.subarray(0, length))
      expect(await issueOf(() => openBy(dir, shares))).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault: 'not-json' })
    }
  })

  test.each([
    ['甲', '甲'],
    ['甲', ''],
    ['甲', ' 乙'],
    ['甲', 'a\nb'],
  ])('is not made for %j', async (...custodians) => {
    const { dir } = await newStore()
    expect(await issueOf(() => splitFileKeys(dir, { threshold: 2, custodians }, undefined))).toEqual({
      ...{ code: 'SHARING_INVALID', reason: 'custodians' },
    })
    expect(readdirSync(dir)).toEqual(['key-set.json'])
  })
})
