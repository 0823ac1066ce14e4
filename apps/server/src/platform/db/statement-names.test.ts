import { describe, expect, test } from 'vitest'
import { createStatementNames } from './statement-names.ts'

describe('names of statements', () => {
  test('a statement has a name once it was asked often, and keeps it', () => {
    const names = createStatementNames({ times: 3 })
    expect(names.nameOf('select 1')).toBeUndefined()
    expect(names.nameOf('select 1')).toBeUndefined()
    const name = names.nameOf('select 1')
    expect(name).toMatch(/^fadu_\d+$/)
    expect(names.nameOf('select 1')).toBe(name)
    expect(names.nameOf('select 2')).toBeUndefined()
  })

  test('two statements never share a name, not even after one of them was renewed', () => {
    const names = createStatementNames({ times: 1 })
    const given = [names.nameOf('a'), names.nameOf('b')]
    names.renew('a')
    given.push(names.nameOf('a'), names.nameOf('c'))
    expect(new Set(given).size).toBe(4)
    expect(names.nameOf('a')).toBe(given[2])
  })

  test('what has no name is not renewed', () => {
    const names = createStatementNames({ times: 2 })
    names.renew('a')
    expect(names.nameOf('a')).toBeUndefined()
  })

  test('no more than so many have names, however many are asked', () => {
    const names = createStatementNames({ times: 2, mostNamed: 5 })
    const texts = Array.from({ length: 20 }, (_, i) => `select ${i}`)
    for (const text of [...texts, ...texts, ...texts]) names.nameOf(text)
    expect(texts.filter((text) => names.nameOf(text) !== undefined)).toEqual(texts.slice(0, 5))
  })

  test('a flood of statements that are asked once keeps no memory of them, and what is asked often still gets its name', () => {
    const names = createStatementNames({ times: 3, mostCounted: 100 })
    for (let i = 0; i < 1000; i++) names.nameOf(`select ${i}`)
    for (let i = 0; i < 3; i++) names.nameOf('often')
    expect(names.nameOf('often')).toBeDefined()
  })
})
