import { describe, expect, test } from 'vitest'
import { changed, filesOf, packFolders, packNamed } from '../../cases/read-packs.ts'
import { affectedPeriods, diffPacks, type Difference, type Pack } from './index.ts'

const wuzhong = packNamed('wuzhong-draft-2024')

/** The shipped pack with one text changed in it, and what that makes different. */
function differences(file: string, from: string, to: string): readonly Difference[] {
  return diffPacks(wuzhong, withText(file, from, to)).differences
}

function withText(file: string, from: string, to: string): Pack {
  const text = filesOf('wuzhong-draft-2024').get(file)!
  expect(text).toContain(from)
  return changed('wuzhong-draft-2024', { [file]: text.replace(from, to) })
}

test.each(packFolders())('%s does not differ from itself', (name) => {
  expect(diffPacks(packNamed(name), packNamed(name)).differences).toEqual([])
})

test('comments, the order of keys and cases make no difference, though the version is another', () => {
  const values = filesOf('wuzhong-draft-2024').get('values/share.yaml')!
  const after = changed('wuzhong-draft-2024', {
    'values/share.yaml': `# a remark\n${values}`,
    'cases/share-request.yaml': undefined,
  })
  const { before, after: head, differences: found } = diffPacks(wuzhong, after)
  expect(head.version).not.toBe(before.version)
  expect(found).toEqual([])
})

describe('each change is named with what it was, what it is and whom it touches', () => {
  test('a shorter period: its owner, old and new length', () => {
    const after = withText('values/share.yaml', 'value: 5', 'value: 3')
    const diff = diffPacks(wuzhong, after)
    const before = { length: 5, unit: 'workingDay', basis: 'draft' }
    expect(diff.differences).toEqual([
      {
        part: 'period',
        name: 'share.reply',
        change: 'changed',
        aspects: [
          { aspect: 'value', before, after: { ...before, length: 3 } },
          { aspect: 'values', before: { draft: 5 }, after: { draft: 3 } },
        ],
        concerns: ['data provider'],
        cites: ['WZ-26-2'],
      },
    ])
    expect(affectedPeriods(diff)).toEqual([{ name: 'share.reply', before, after: { ...before, length: 3 } }])
  })

  test('another unit affects running clocks too; another warning does not', () => {
    const units = withText('values/share.yaml', 'workingDay', 'calendarDay')
    expect(affectedPeriods(diffPacks(wuzhong, units)).map((p) => [p.name, p.before.unit, p.after.unit])).toEqual([
      ['share.reply', 'workingDay', 'calendarDay'],
    ])
    const warned = withText('values/share.yaml', 'unit: workingDay', 'unit: workingDay\n  warn: 2')
    const diff = diffPacks(wuzhong, warned)
    expect(diff.differences.map((d) => d.aspects)).toEqual([[{ aspect: 'warnDays', before: 1, after: 2 }]])
    expect(affectedPeriods(diff)).toEqual([])
  })

  test('a reworded clause: its text, and the actors it addresses', () => {
    const text = wuzhong.clauses.get('WZ-26-2' as never)!.text
    const found = differences('clauses.csv', text, `${text}另行规定的除外。`)
    expect(found).toMatchObject([
      {
        part: 'clause',
        name: 'WZ-26-2',
        change: 'changed',
        aspects: [{ aspect: 'text', before: text, after: `${text}另行规定的除外。` }],
      },
    ])
    expect(found[0]!.concerns).toEqual(wuzhong.clauses.get('WZ-26-2' as never)!.actor)
  })

  test('who decides, with which basis, where it leads', () => {
    const file = 'procedures/share-request.yaml'
    const text = filesOf('wuzhong-draft-2024').get(file)!
    expect(text).toMatch(/rank: \[law, administrativeRegulation, centralPolicy\]/)
    expect(differences(file, 'rank: [law, administrativeRegulation, centralPolicy]', 'rank: [law]')).toMatchObject([
      {
        part: 'action',
        name: 'share.request/submitted/refuse',
        aspects: [
          { aspect: 'basisRanks', before: ['administrativeRegulation', 'centralPolicy', 'law'], after: ['law'] },
        ],
        concerns: ['data provider'],
      },
    ])
  })

  test('another owner of a state: both the old and the new one are touched', () => {
    const file = 'procedures/catalog-review.yaml'
    const found = differences(file, 'title: 待发布\n    owner: authority', 'title: 待发布\n    owner: provider')
    expect(found).toMatchObject([
      {
        part: 'state',
        name: 'catalog.review/approved',
        aspects: [{ aspect: 'owner', before: 'authority', after: 'provider' }],
        concerns: ['authority', 'data provider'],
      },
    ])
  })

  test('a rule: by its id, its text', () => {
    const found = differences('rules/use.cedar', 'context.grant.status == "active"', 'context.grant.status == "valid"')
    expect(found.map(({ part, name, change }) => ({ part, name, change }))).toEqual([
      { part: 'policy', name: 'WZ-26-1', change: 'changed' },
    ])
    expect(found[0]!.aspects.map((a) => a.aspect)).toEqual(['text'])
    expect(found[0]!.concerns).toEqual(wuzhong.clauses.get('WZ-26-1' as never)!.actor)
  })

  test('what is added and what is dropped is told with what it says', () => {
    const terms = filesOf('wuzhong-draft-2024').get('terms.yaml')!
    const after = changed('wuzhong-draft-2024', {
      'terms.yaml': `${terms}\nsample.word: { text: 样词, cites: [WZ-27] }\n`,
    })
    const added = diffPacks(wuzhong, after).differences
    expect(added).toMatchObject([{ part: 'term', name: 'sample.word', change: 'added' }])
    expect(added[0]!.aspects).toContainEqual({ aspect: 'text', before: null, after: '样词' })
    expect(added[0]!.concerns.length).toBeGreaterThan(0)
    const removed = diffPacks(after, wuzhong).differences
    expect(removed).toMatchObject([{ part: 'term', name: 'sample.word', change: 'removed' }])
    expect(removed[0]!.aspects).toContainEqual({ aspect: 'text', before: '样词', after: null })
  })

  test('a field that becomes required touches who fills the form in', () => {
    const found = differences('forms/share-request.yaml', 'required: true', 'required: false')
    expect(found).toMatchObject([
      { part: 'field', aspects: [{ aspect: 'required', before: true, after: false }], concerns: ['agency'] },
    ])
  })
})

test('a pack of another city has other clauses, and is compared as a text all the same', () => {
  const { differences: found } = diffPacks(wuzhong, packNamed('yinzhou-2023'))
  const clauses = found.filter((d) => d.part === 'clause')
  expect(new Set(clauses.map((d) => d.change))).toEqual(new Set(['added', 'removed']))
  expect(found.filter((d) => d.part === 'pack')).toHaveLength(1)
})
