import { describe, expect, test } from 'vitest'
import { clausesClaimed, proofsOf } from './index.ts'

describe('which clauses a test proves', () => {
  test.each([
    ['WZ-26-2 the provider replies in time', ['WZ-26-2']],
    ['NB-11-1, YZ-16 shared data serves one duty', ['NB-11-1', 'YZ-16']],
    ['WZ-46b WZ-45-1-10 the last article and the last item', ['WZ-46b', 'WZ-45-1-10']],
    ['a refusal under WZ-26-2 names it in the middle', []],
    ['WZ-26-2', []],
  ])('%s', (title, clauses) => {
    expect(clausesClaimed(title)).toEqual(clauses)
  })

  test('only what passed in every run of it, on every engine, is proof', () => {
    const outcome = (title: string, passed: boolean) => ({ title, file: 'a.test.ts', passed })
    const proofs = proofsOf([
      outcome('NB-01 NB-02 holds', true),
      outcome('NB-01 NB-02 holds', true),
      outcome('NB-03 holds on one engine', true),
      outcome('NB-03 holds on one engine', false),
      outcome('NB-02 again', true),
      outcome('speaks of no clause', true),
    ])
    expect(proofs).toEqual({
      'NB-01': ['a.test.ts › NB-01 NB-02 holds'],
      'NB-02': ['a.test.ts › NB-01 NB-02 holds', 'a.test.ts › NB-02 again'],
    })
  })
})
