import { describe, expect, test } from 'vitest'
import {
  cedar,
  changed,
  filesOf as filesText,
  issuesOf,
  packFrom,
  packNamed,
  wholeBook,
} from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import { civil, type ClauseId, type TerritoryCode } from '../shared/index.ts'
import { composeLawBook, type LawBook, type Pack, type Regime } from './index.ts'

const code = (digits: string): TerritoryCode => digits.padEnd(12, '0') as TerritoryCode
const yinzhou = [code('330212'), code('3302'), code('33')]
const ningbo = yinzhou.slice(1)
const wuzhongCounty = [code('640381'), code('6403'), code('64')]
const cites = (...ids: string[]): ClauseId[] => ids as ClauseId[]
const ids = (regime: Regime): readonly string[] => regime.packs.map((p) => p.id)

const book = wholeBook()
const whole = book.regimeOf(yinzhou)

/** A book in which some packs are changed; the others are those of the repository. */
function bookWith(...packs: readonly Pack[]): LawBook {
  const others = ['platform', 'ningbo-2020', 'yinzhou-2023'].filter((name) => !packs.some((p) => p.id === name))
  return composeLawBook(cedar, [...packs, ...others.map(packNamed)])
}

function shareReply(unit: string, dated: Readonly<Record<string, number>>, cite: string, more = ''): string {
  const values = Object.entries(dated).map(([from, value]) => `"${from}": { value: ${value}, cites: [${cite}] }`)
  return `share.reply:\n  unit: ${unit}\n${more}  values: { ${values.join(', ')} }\n`
}

describe('which packs govern', () => {
  test('Yinzhou is under its own measures, the rule of Ningbo and the platform, in this order', () => {
    expect(ids(whole)).toEqual(['yinzhou-2023', 'ningbo-2020', 'platform'])
    expect(ids(book.regimeOf(ningbo))).toEqual(['ningbo-2020', 'platform'])
  })

  test('a county of Wuzhong is under the draft of the city, and every result is a draft result', () => {
    const county = book.regimeOf(wuzhongCounty)
    expect(ids(county)).toEqual(['wuzhong-draft-2024', 'platform'])
    expect(county.draft).toBe(true)
    expect(whole.draft).toBe(false)
  })

  test('a territory without a pack is under the rules of the platform', () => {
    expect(book.regimeOf([code('110101'), code('11')])).toBe(book.platform)
    expect(book.regimeOf([])).toBe(book.platform)
  })

  test('what a pack builds on governs with it, also where the tree of territories has a gap', () => {
    expect(ids(book.regimeOf([code('330212')]))).toEqual(['yinzhou-2023', 'ningbo-2020', 'platform'])
  })

  test('a pack governs from the day of its entry into force to the day of its repeal', () => {
    const head = `id: ningbo-2020
prefix: NB
title: 宁波市公共数据安全管理暂行规定
source: 宁波规定
titleEn: Interim Provisions
territory: "330200000000"
rank: localRule
status: law
inForce: "2020-12-01"
repealed: "2026-01-01"
`
    const dated = bookWith(changed('ningbo-2020', { 'pack.yaml': head }))
    const on = (day: string): readonly string[] => ids(dated.regimeOf(yinzhou, civil(day)))
    expect(on('2020-11-30')).toEqual(['platform'])
    expect(on('2020-12-01')).toEqual(['ningbo-2020', 'platform'])
    expect(on('2023-05-31')).toEqual(['ningbo-2020', 'platform'])
    expect(on('2023-06-01')).toEqual(['yinzhou-2023', 'ningbo-2020', 'platform'])
    expect(on('2026-01-01')).toEqual(['yinzhou-2023', 'platform'])
    expect(ids(dated.regimeOf(yinzhou))).toHaveLength(3)
  })
})

describe('reading packs together', () => {
  test('the nearest pack says what a concept is called', () => {
    expect(whole.term('shareAttribute.none')?.text).toBe('不共享')
    expect(book.regimeOf(ningbo).term('shareAttribute.none')?.text).toBe('非共享类')
    expect(book.regimeOf(wuzhongCounty).term('shareAttribute.none')?.text).toBe('不予共享')
    expect(book.platform.term('shareAttribute.conditional')?.text).toBe('有条件共享')
    expect(whole.term('rank.law')?.text).toBe('法律')
  })

  test('the course is the nearest pack’s', () => {
    expect(whole.procedure('share.request')?.pack.id).toBe('yinzhou-2023')
    expect(book.regimeOf(ningbo).procedure('share.request')?.pack.id).toBe('platform')
  })

  test('every choice of every form has a word in its regime', () => {
    for (const pack of book.packs) {
      const regime = book.regimeOfPack(pack)
      const fields = regime.packs.flatMap((p) => [...p.forms.keys()]).flatMap((name) => regime.form(name)!.fields)
      for (const { name, options = [] } of fields) {
        for (const option of options) expect(regime.term(`${name}.${option}`), `${name}.${option}`).toBeDefined()
      }
    }
  })

  test('an article stands for its paragraphs and items, and never for its neighbour', () => {
    const found = (regime: Regime, ...given: string[]): readonly string[] =>
      regime.grounds(cites(...given), 'x').map((g) => g.clause)
    const wuzhong = book.regimeOf(wuzhongCounty)
    expect(found(wuzhong, 'WZ-26')).toEqual(['WZ-26-1', 'WZ-26-2', 'WZ-26-3'])
    expect(found(wuzhong, 'WZ-26-2')).toEqual(['WZ-26-2'])
    expect(found(wuzhong, 'WZ-46')).toEqual(['WZ-46-0', 'WZ-46-1', 'WZ-46-2', 'WZ-46-3', 'WZ-46-4'])
    expect(found(wuzhong, 'WZ-46b')).toEqual(['WZ-46b'])
    expect(found(wuzhong, 'WZ-19-1')).toEqual(['WZ-19-1-0', 'WZ-19-1-1', 'WZ-19-1-2', 'WZ-19-1-3'])
    expect(found(wuzhong, 'WZ-2', 'YZ-16')).toEqual([])
    expect(whole.cites('NB-05')).toBe(true)
    expect(wuzhong.cites('NB-05')).toBe(false)
    expect(whole.grounds(cites('NB-11-1'), 'NB-11-1')).toMatchObject([{ source: '宁波规定', standing: 'law' }])
  })

  test('an instrument that several packs name is the nearest pack’s', () => {
    const dataLaw = '- { id: data-security-law, title: 数据安全法（区）, rank: law, inForce: "2021-09-01" }\n'
    const regime = bookWith(changed('yinzhou-2023', { 'instruments.yaml': dataLaw })).regimeOf(yinzhou)
    expect(regime.instruments.find((i) => i.id === 'data-security-law')?.title).toBe('数据安全法（区）')
  })
})

describe('prohibitions join', () => {
  const lookup = (regime: Regime, purposes: string[], course = 'yinzhou-2023') =>
    regime.decider.decide({
      action: 'data.lookup',
      principal: {
        type: 'Application',
        id: 'app',
        facts: { id: 'app', organization: 'o', territory: 't', kinds: [], status: 'active' },
      },
      resource: { type: 'Dataset', id: 'd', facts: { territory: 't' } },
      context: {
        today: '2026-02-09',
        reach: 'own',
        entry: {
          provider: 'p',
          state: 'published',
          level: 'county',
          shareAttribute: 'conditional',
          openAttribute: 'none',
          grade: 2,
          obtainedBySharing: false,
          revision: 'none',
          aggregated: true,
          id: 'entry',
          secrecy: 'cleared',
          prepared: true,
          custody: 'active',
          derivedRisk: 'none',
          personal: false,
        },
        grant: {
          status: 'active',
          course,
          fields: ['name'],
          purposes,
          application: 'app',
          modes: ['interface'],
          matterRequired: true,
          signedCalls: false,
          narrowed: false,
        },
        purpose: '城乡低保资格核验',
        matterGiven: true,
        fields: ['name'],
        mode: 'interface',
        quota: 'left',
      },
    })

  test('a use that the grant covers is permitted by the district and forbidden by nobody', () => {
    const decision = lookup(whole, ['城乡低保资格核验'])
    expect(decision).toMatchObject({ effect: 'allow', faults: [] })
    expect(decision.because.map((g) => g.clause)).toEqual(['YZ-15-1'])
  })

  test('a use for another purpose is forbidden by the district and by the city, and both are cited', () => {
    const decision = lookup(whole, ['商业推广'])
    expect(decision.effect).toBe('deny')
    expect(decision.because.map((g) => g.clause).toSorted()).toEqual(['NB-11-1', 'YZ-16'])
    expect(decision.needed).toHaveLength(2)
  })

  test('a grant of another regime opens nothing here', () => {
    expect(lookup(whole, ['城乡低保资格核验'], 'wuzhong-draft-2024')).toMatchObject({ effect: 'deny', bySilence: true })
  })
})

describe('one period, several values', () => {
  const on = civil('2026-02-09')
  const city = (text: string): Pack => changed('ningbo-2020', { 'values/share.yaml': text })
  const district = (text: string): Pack => changed('yinzhou-2023', { 'values/share.yaml': text + delivery })
  const delivery =
    'share.delivery:\n  unit: workingDay\n  kind: policy\n  values: { "2023-06-01": { value: 5, cites: [YZ-15-1] } }\n'
  const replyIn = (lawBook: LawBook, day = on) => lawBook.regimeOf(yinzhou).period('share.reply', day)

  test('law outranks policy, however long it is', () => {
    expect(replyIn(bookWith(city(shareReply('workingDay', { '2020-12-01': 9 }, 'NB-09'))))).toMatchObject({
      length: 9,
      basis: 'law',
    })
  })

  test('of two that bind the stricter holds, be it the city’s', () => {
    const near = district(shareReply('workingDay', { '2023-06-01': 7 }, 'YZ-15-1'))
    expect(replyIn(bookWith(near, city(shareReply('workingDay', { '2020-12-01': 3 }, 'NB-09'))))?.length).toBe(3)
    expect(replyIn(bookWith(near, city(shareReply('workingDay', { '2020-12-01': 10 }, 'NB-09'))))?.length).toBe(7)
  })

  test('of two policies the nearest authority’s holds, also when the operator’s default is shorter', () => {
    const near = district(shareReply('workingDay', { '2023-06-01': 8 }, 'YZ-15-1', '  kind: policy\n'))
    expect(replyIn(bookWith(near))).toMatchObject({ length: 8, basis: 'policy', cites: ['YZ-15-1'] })
  })

  const daysInTheCity = city(shareReply('workingDay', { '2020-12-01': 30 }, 'NB-09'))
  const monthInTheDistrict = { 'values/share.yaml': shareReply('month', { '2023-06-01': 1 }, 'YZ-15-1') + delivery }

  test('of two that bind in different units the text of the higher rank holds, and that is reported', () => {
    const { settled, ...regime } = bookWith(changed('yinzhou-2023', monthInTheDistrict), daysInTheCity).regimeOf(
      yinzhou,
    )
    expect(regime.period('share.reply', on)).toMatchObject({ unit: 'workingDay', length: 30, cites: ['NB-09'] })
    expect(settled).toEqual([{ period: 'share.reply', prevails: 'ningbo-2020', yields: 'yinzhou-2023' }])
    expect(whole.settled).toEqual([])
  })

  test('two of one rank that bind in different units are a load error, never a silent choice', () => {
    const head = readText('yinzhou-2023', 'pack.yaml').replace('rank: normativeDocument', 'rank: localRule')
    const near = changed('yinzhou-2023', { ...monthInTheDistrict, 'pack.yaml': head })
    const issues = issuesOf(() => bookWith(near, daysInTheCity))
    expect(issues.map((i) => [i.code, i.file, i.line])).toContainEqual([
      'PACK_COMPOSITION_UNSETTLED',
      'yinzhou-2023/values/share.yaml',
      2,
    ])
  })

  test('a time that each notice sets yields to a number that binds, and outranks a policy', () => {
    const inNotices =
      'share.reply:\n  unit: workingDay\n  values: { "2023-06-01": { entered: true, cites: [YZ-15-1] } }\n'
    const near = district(inNotices)
    expect(replyIn(bookWith(near, daysInTheCity))).toMatchObject({ length: 30, cites: ['NB-09'] })
    const issues = issuesOf(() => bookWith(near))
    expect(issues.map((i) => [i.code, i.file])).toContainEqual([
      'PACK_PROCEDURE_UNSOUND',
      'yinzhou-2023/procedures/share-request.yaml',
    ])
    expect(issues[0]!.message).toContain('«share.reply» is set in each notice; name the field')
  })

  test('a value is used from its day on, and the one before it until then', () => {
    const dated = bookWith(city(shareReply('workingDay', { '2027-01-01': 3, '2020-12-01': 9 }, 'NB-09')))
    expect(replyIn(dated, civil('2026-12-31'))?.length).toBe(9)
    expect(replyIn(dated, civil('2027-01-01'))?.length).toBe(3)
    expect(dated.regimeOf(yinzhou).period('share.nothing', on)).toBeUndefined()
  })

  test('before a value has begun the policy still fills the gap', () => {
    const later = bookWith(city(shareReply('workingDay', { '2027-01-01': 3 }, 'NB-09')))
    expect(replyIn(later)).toMatchObject({ basis: 'policy' })
  })
})

describe('what only shows side by side', () => {
  test('a text that replaces an earlier one is read without it, and takes its place on its first day', () => {
    const later = (more: string): Pack =>
      smallPack({
        id: 'ningbo-2026',
        prefix: 'NX',
        territory: '330200000000',
        rank: 'localRule',
        inForce: '2026-01-01',
        more,
        files: { 'values/share.yaml': shareReply('calendarDay', { '2026-01-01': 20 }, 'NX-01') },
      })
    const head = `${readText('ningbo-2020', 'pack.yaml')}\nrepealed: "2026-01-01"\n`
    const earlier = changed('ningbo-2020', {
      'pack.yaml': head,
      'values/share.yaml': shareReply('workingDay', { '2020-12-01': 3 }, 'NB-09'),
    })
    const successor = later('replaces: ningbo-2020\n')
    const dated = bookWith(earlier, successor)
    expect(ids(dated.regimeOfPack(successor))).toEqual(['ningbo-2026', 'platform'])
    expect(ids(dated.regimeOfPack(earlier))).toEqual(['ningbo-2020', 'platform'])
    expect(dated.regimeOfPack(successor).period('share.reply', civil('2026-02-09'))).toMatchObject({ length: 20 })
    expect(ids(dated.regimeOf(ningbo, civil('2025-12-31')))).toEqual(['ningbo-2020', 'platform'])
    expect(ids(dated.regimeOf(ningbo, civil('2026-01-01')))).toEqual(['ningbo-2026', 'platform'])
  })

  test('a duty becomes a course of its own: its record under its form and role, its end as the platform has it', () => {
    const duties =
      '- { duty: security.training, title: 安全教育培训, cites: [NB-05-1], cycle: duty.cycle, form: refusal, role: approver }\n- { duty: security.system, title: 安全制度, cites: [NB-05-1] }\n'
    const regime = bookWith(changed('ningbo-2020', { 'duties.yaml': duties })).regimeOf(ningbo)
    const { definition, pack } = regime.procedure('security.training')!
    const due = definition.states.get('due')!
    expect([pack.id, definition.title, definition.cites]).toEqual(['ningbo-2020', '安全教育培训', ['NB-05-1']])
    expect(due.clock).toMatchObject({ period: 'duty.cycle', cites: ['NB-05-1'] })
    expect(due.actions.get('record')).toMatchObject({ by: 'owner', form: 'refusal', role: 'approver', renews: true })
    expect(due.actions.get('end')).toMatchObject({ by: 'authority', form: 'duty-end', role: 'approver' })
    const kept = regime.procedure('security.system')!.definition.states
    expect([...kept.keys()]).toEqual(['missing', 'kept', 'ended'])
    expect(kept.get('kept')!.actions.get('record')).toMatchObject({
      form: 'duty-record',
      role: 'steward',
      renews: false,
    })
  })

  test('a course that another pack’s period makes unfit is refused at that period', () => {
    const inNotices =
      'share.reply:\n  unit: workingDay\n  values: { "2020-12-01": { entered: true, cites: [NB-09] } }\n'
    const issues = issuesOf(() => bookWith(changed('ningbo-2020', { 'values/share.yaml': inNotices })))
    expect(issues).toContainEqual({
      code: 'PACK_PROCEDURE_UNSOUND',
      file: 'ningbo-2020/values/share.yaml',
      line: 1,
      message:
        'share.request, state «submitted»: «share.reply» is set in each notice; name the field: length: { field: days }',
    })
  })

  test('a clause of another pack that a course cites must exist there', () => {
    const procedure = readText('yinzhou-2023', 'procedures/catalog-review.yaml').replace('NB-05-2', 'NB-55-2')
    const issues = issuesOf(() => bookWith(changed('yinzhou-2023', { 'procedures/catalog-review.yaml': procedure })))
    expect(issues).toMatchObject([
      { code: 'PACK_CLAUSE_UNKNOWN', file: 'yinzhou-2023/procedures/catalog-review.yaml', line: 3 },
    ])
    expect(issues[0]!.message).toContain('NB-55-2')
  })

  test('a pack of the same territory with a course of its own must say which builds on which', () => {
    const rival = (more: string): Pack =>
      packFrom(
        'rival',
        new Map([
          [
            'pack.yaml',
            `id: rival\nprefix: RV\ntitle: 另一办法\nsource: 另一办法\ntitleEn: Rival\nterritory: "330212000000"\nrank: normativeDocument\nstatus: law\ninForce: "2024-01-01"\n${more}`,
          ],
          [
            'clauses.csv',
            `id,regulation,article,text_zh,actor,kind,lifecycle,deadline,executable,capability,acceptance\nRV-01,rival,1,条文。,agency,duty,share,,yes,Share,Sentence.\n`,
          ],
          [
            'procedures/share-request.yaml',
            readText('platform', 'procedures/share-request.yaml').replaceAll('PF-16', 'RV-01'),
          ],
        ]),
      )
    const issues = issuesOf(() => bookWith(rival('')))
    expect(issues.map((i) => [i.code, i.file])).toEqual([
      ['PACK_COMPOSITION_UNSETTLED', 'rival/procedures/share-request.yaml'],
      ['PACK_COMPOSITION_UNSETTLED', 'yinzhou-2023/procedures/share-request.yaml'],
    ])
    const settled = bookWith(rival('buildsOn: [yinzhou-2023]\n'))
    expect(ids(settled.regimeOf(yinzhou))).toEqual(['rival', 'yinzhou-2023', 'ningbo-2020', 'platform'])
    expect(settled.regimeOf(yinzhou).procedure('share.request')?.pack.id).toBe('rival')
  })

  test('two packs of one prefix would share policy ids, so that one rule would silently replace another', () => {
    const twin = changed('yinzhou-2023', {
      'pack.yaml': readText('yinzhou-2023', 'pack.yaml').replace('id: yinzhou-2023', 'id: yinzhou-copy'),
    })
    const issues = issuesOf(() =>
      composeLawBook(cedar, [...['platform', 'ningbo-2020', 'yinzhou-2023'].map(packNamed), twin]),
    )
    expect(issues).toMatchObject([{ code: 'PACK_NAME_DUPLICATE', line: 2 }])
  })
})

function readText(pack: string, file: string): string {
  return filesText(pack).get(file)!
}
