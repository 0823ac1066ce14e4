import { expect, test } from 'vitest'
import { effectVocabulary } from '@fadu/domain'
import { openCity } from './support/city.ts'

test('an effect is called built exactly when the platform carries it out', async () => {
  const city = await openCity('pglite')
  const built = Object.entries(effectVocabulary).flatMap(([name, effect]) => (effect.built ? [name] : []))
  expect([...city.services.runtime.effects].toSorted()).toEqual(built.toSorted())
  await city.close()
})
