import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readKeyCustody, shareText } from '@fadu/smcrypto'
import { backUpKeysForCustodians, checkKeyBackup, restoreKeys } from '../src/platform/backup/key-backup.ts'
import { openByWords } from '../src/platform/keys/found-keys.ts'
import { restorePlatform } from '../src/restore-platform.ts'
import { backUp, emptyGround, foundIn, sourceOf } from './support/backups.ts'
import { engines, openCity, startCity } from './support/city.ts'
import { custodians, whileLocked } from './support/custodians.ts'
import { addResidents, grantInWuzhong, lookup } from './support/share.ts'

describe.each(engines)('a bare machine on %s', (engine) => {
  test('NB-05-4 WZ-40-2-7 becomes the platform again from a backup and the backup of its keys, opened by two of three custodians', async () => {
    const kept = await mkdtemp(join(tmpdir(), 'fadu-kept-'))
    const lost = await openCity(engine)
    const residents = await addResidents(lost, 'wuzhong.police.steward', 'WZ-RESIDENTS', 91)
    await grantInWuzhong(lost)
    const asked = residents.map((resident) => resident.residentId)
    const before = await lookup(await lost.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', asked)
    expect(before.body.rows).toHaveLength(residents.length)
    await lost.services.log.integrate()

    const keyFile = join(kept, 'keys.json')
    const { shares } = await backUpKeysForCustodians(join(lost.dataFolder, 'keys'), keyFile, custodians)
    const done = await backUp(lost, engine, join(kept, 'backups'))
    const { verifiers } = await sourceOf(lost, engine)
    // The accounts of the demonstration, which are no part of a platform.
    await copyFile(join(lost.dataFolder, 'demo-accounts.json'), join(kept, 'demo-accounts.json'))
    const now = lost.now()
    // Folder and database are gone.
    await lost.close()

    const checked = await checkKeyBackup(keyFile)
    expect(checked).toMatchObject({ kek: 1, custodians: { threshold: 2, names: custodians.custodians } })
    expect(checked.signedBy.map((one) => one.algorithm)).toEqual(['sm2', 'ed25519'])

    const bare = await emptyGround(engine)
    const keys = join(bare.dataFolder, 'keys')
    const restoredKeys = await restoreKeys(keyFile, keys, () => expect.unreachable('no passphrase opens it'))
    expect(restoredKeys.fingerprint).toBe(checked.fingerprint)
    expect((await readKeyCustody(keys)).isClear).toBe(false)
    const path = join(kept, 'backups', done.id)
    await expect(restorePlatform(bare, { path }, () => now)).rejects.toMatchObject({ code: 'KEYSTORE_LOCKED' })
    const words = [shares[2]!, shares[0]!].map(shareText)
    const unlock = (locked: Parameters<typeof openByWords>[0]) => openByWords(locked, words)
    const restored = await restorePlatform({ ...bare, unlock }, { path }, () => now)
    expect(restored.rows).toBe(done.rows)
    expect(await bare.look((db) => foundIn(db, { verifiers }))).toEqual([])

    await copyFile(join(kept, 'demo-accounts.json'), join(bare.dataFolder, 'demo-accounts.json'))
    const city = await startCity(
      { dataFolder: bare.dataFolder, url: bare.databaseUrl, remove: bare.remove },
      {
        unlock: whileLocked(
          () => new Date(),
          async ({ handIn }) => {
            for (const share of shares.slice(1)) expect((await handIn(share)).status).toBe(200)
          },
        ),
      },
      now.getTime() - Date.now(),
    )
    const after = await lookup(await city.asApplication('wuzhong.civil.assistance'), 'WZ-RESIDENTS', asked)
    expect(after.body.rows).toEqual(before.body.rows)
    await city.services.log.integrate()
    expect(await foundIn(city.services.db, { verifiers })).toEqual([])
    // What custodians open is nowhere in the clear.
    expect(await readFile(join(keys, 'split-1.json'), 'utf8')).not.toContain('rootSecret')
    await city.close()
    await rm(kept, { recursive: true, force: true })
  })
})
