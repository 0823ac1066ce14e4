import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCatalogSearch, indexEntry, type CatalogSearch } from '../src/modules/catalog/index.ts'
import type { AccountPrincipal } from '../src/platform/auth/principal.ts'
import { engines, openCity, type City } from './support/city.ts'
import { complete, draft, plainItem } from './support/entries.ts'
import { organizationId } from './support/offices.ts'

const police = 'wuzhong.police.steward'
const territory = '640300000000'

/** The search of another process on the same database: it shares nothing with the first but the rows. */
describe.each(engines)('search that keeps current on %s', (engine) => {
  let city: City
  let other: CatalogSearch
  let me: AccountPrincipal
  let number = 0

  beforeAll(async () => {
    city = await openCity(engine)
    const { db, gate } = city.services
    other = createCatalogSearch({
      db,
      territories: city.services.territories,
      today: gate.today,
      regimeFor: gate.regimeFor,
    })
    const organization = { id: await organizationId(city, police), territory, kinds: ['agency'] }
    me = { organization } as unknown as AccountPrincipal
  })
  afterAll(() => city.close())

  const entry = async (item: string): Promise<{ readonly id: string; readonly code: string }> => {
    const code = `WZ-CURRENT-${++number}`
    const id = await draft(city, police, { code, fields: complete.wuzhong, items: [plainItem('a', item)] })
    return { id, code }
  }
  const found = async (q: string): Promise<readonly string[]> =>
    (await other.find(me, { territory, q, limit: 50 })).items.map(({ code }) => code)
  const total = async (): Promise<number> => (await other.count(me, { territory })).total

  test('what one process saves another finds, and what is gone it finds no more', async () => {
    const before = await total()
    const { id, code } = await entry('琥珀色')
    expect(await found('琥珀色')).toEqual([code])
    expect(await total()).toBe(before + 1)
    await city.services.db.deleteFrom('catalog_search').where('entry_id', '=', id).execute()
    expect(await found('琥珀色')).toEqual([])
    expect(await total()).toBe(before)
    await city.services.db.transaction().execute((tx) => indexEntry(tx, id))
    expect(await found('琥珀色')).toEqual([code])
  })

  // The embedded engine has one session, where no two transactions overlap.
  if (engine === 'postgres')
    test('a transaction that ends after a later one was seen is found too', async () => {
      const [early, late] = [await entry('甲词'), await entry('乙词')]
      const rename = (
        id: string,
        name: string,
        until: Promise<void>,
      ): { written: Promise<void>; done: Promise<void> } => {
        let tell = (): void => undefined
        const written = new Promise<void>((resolve) => (tell = resolve))
        const done = city.services.db.transaction().execute(async (tx) => {
          await tx.updateTable('data_item').set({ name }).where('entry_id', '=', id).execute()
          await indexEntry(tx, id)
          tell()
          await until
        })
        return { written, done }
      }
      let release = (): void => undefined
      const held = new Promise<void>((resolve) => (release = resolve))
      const first = rename(early.id, '迟来的词', held)
      await first.written
      await rename(late.id, '先到的词', Promise.resolve()).done
      expect(await found('先到的词')).toEqual([late.code])
      expect(await found('迟来的词')).toEqual([])
      release()
      await first.done
      expect(await found('迟来的词')).toEqual([early.code])
      expect(await found('甲词')).toEqual([])
    })

  test('many who ask at once, while many save, each find what was saved before they asked', async () => {
    const words = ['翡翠', '珊瑚', '碧玺', '水晶', '玛瑙']
    await Promise.all(
      words.map(async (word) => {
        const { code } = await entry(`${word}件数`)
        expect(await found(word)).toEqual([code])
      }),
    )
  })
})
