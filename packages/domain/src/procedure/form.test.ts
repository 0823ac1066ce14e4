import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinConflicts, joinForms } from '../regulation/join-forms.ts'
import type { FieldType, FormDefinition, FormField, Instrument, Rank } from '../regulation/index.ts'
import { civil, type ClauseId } from '../shared/index.ts'
import { holds } from './definition.ts'
import { checkForm, chosenIn, fieldNamed, formFacts, isBasis, mostRows } from './form.ts'

function field(name: string, more: Partial<FormField> = {}): FormField {
  return { name, label: name, type: 'text', required: false, cites: [], ...more }
}
function form(...fields: readonly FormField[]): FormDefinition {
  return { name: 'sample', title: '示例', fields }
}
const on = { instruments: [], today: civil('2026-01-05') }
function faults(definition: FormDefinition, data: Record<string, unknown>): readonly string[] {
  return checkForm(definition, data, on).map((f) => `${f.field} ${f.fault}`)
}

describe('what was entered', () => {
  test('a required field is missing when it is absent, null, blank or empty', () => {
    const one = form(field('duty', { required: true, cites: ['WZ-03-2' as ClauseId] }))
    for (const blank of [{}, { duty: null }, { duty: '' }, { duty: '  ' }, { duty: [] }]) {
      expect(checkForm(one, blank, on)).toEqual([
        { field: 'duty', label: 'duty', fault: 'missing', cites: ['WZ-03-2'] },
      ])
    }
    expect(faults(one, { duty: '登记' })).toEqual([])
  })

  test('a field may be required because of another', () => {
    const one = form(
      field('attribute', { type: 'choice', options: ['none', 'conditional'] }),
      field('basis', { requiredWhen: { field: 'attribute', is: ['none'] } }),
      field('note', { requiredWhen: { field: 'tags', is: ['secret'] } }),
      field('tags', { type: 'texts' }),
    )
    expect(faults(one, { attribute: 'none' })).toEqual(['basis missing'])
    expect(faults(one, { attribute: 'conditional' })).toEqual([])
    expect(faults(one, { tags: ['open', 'secret'] })).toEqual(['note missing'])
    expect(faults(one, {})).toEqual([])
  })

  test.each<[FieldType, unknown, unknown]>([
    ['text', '登记', 3],
    ['text', 'x'.repeat(400), 'x'.repeat(401)],
    ['longText', 'x'.repeat(4000), 'x'.repeat(4001)],
    ['date', '2026-02-28', '2026-02-30'],
    ['integer', 3, 3.5],
    ['boolean', false, 'false'],
    ['items', ['a'], ['']],
    ['texts', ['a', 'b'], 'a'],
    ['basis', { instrument: 'law', provision: '第一条' }, { instrument: 'law' }],
    ['organization', 'org-1', { id: 'org-1' }],
  ])('%s: takes %j and not %j', (type, right, wrong) => {
    const one = form(field('value', { type }))
    expect(faults(one, { value: right })).toEqual([])
    expect(faults(one, { value: wrong })).toEqual(['value wrongType'])
  })

  test('a choice takes its options only, and says which', () => {
    const one = form(field('mode', { type: 'choice', options: ['interface', 'batch'] }))
    expect(faults(one, { mode: 'batch' })).toEqual([])
    expect(checkForm(one, { mode: 'pigeon' }, on)).toMatchObject([
      { fault: 'notAnOption', options: ['interface', 'batch'] },
    ])
  })

  test('a text that names what a clause excludes is a fault on that clause, however it is written', () => {
    const cites = ['NB-17' as ClauseId]
    const excludes = [{ whole: ['出售', 'sale'], within: ['出售数据'], cites }]
    const one = form(field('purposes', { type: 'texts', excludes }), field('note', { excludes }))
    for (const wrong of ['出售', ' 出售。', '出 售', 'ＳＡＬＥ', '向企业出售数据', '出售-数据获利']) {
      expect(checkForm(one, { purposes: ['资格核验', wrong] }, on), wrong).toEqual([
        { field: 'purposes', label: 'purposes', fault: 'excluded', cites },
      ])
      expect(faults(one, { note: wrong }), wrong).toEqual(['note excluded'])
    }
    for (const right of ['房屋出售登记核验', '出售登记', '数据核验', ''])
      expect(faults(one, { note: right })).toEqual([])
  })

  test('what any of the joined packs excludes is excluded', () => {
    const excluding = (word: string) => form(field('note', { excludes: [{ whole: [word], within: [], cites: [] }] }))
    const joined = joinForms([excluding('甲'), excluding('乙'), form(field('note'))])!
    expect(['甲', '乙', '丙'].map((note) => faults(joined, { note }))).toEqual([
      ['note excluded'],
      ['note excluded'],
      [],
    ])
  })

  test('a field the form does not know is a fault, whatever its name', () => {
    expect(faults(form(field('duty')), { urgency: '特急', constructor: 'x' })).toEqual([
      'urgency unknown',
      'constructor unknown',
    ])
    expect(faults(form(field('constructor', { required: true })), {})).toEqual(['constructor missing'])
  })

  test('a basis must exist, be in force and of a rank that the field accepts, where it says which', () => {
    const instrument = (id: string, rank: Rank, repealedOn?: string): Instrument => ({
      id,
      title: id,
      rank,
      inForceFrom: civil('2020-01-01'),
      ...(repealedOn === undefined ? {} : { repealedOn: civil(repealedOn) }),
    })
    const instruments = [
      instrument('law', 'law'),
      instrument('list', 'negativeList'),
      instrument('rule', 'localRule'),
      instrument('old', 'law', '2026-01-05'),
    ]
    const found = (on: FormField, id: string): readonly string[] =>
      checkForm(
        form(on),
        { basis: { instrument: id, provision: '第一条' } },
        { instruments, today: civil('2026-01-05') },
      ).map((f) => f.fault)
    const ranked = field('basis', { type: 'basis', ranks: ['law', 'negativeList'] })
    expect(found(ranked, 'law')).toEqual([])
    expect(found(ranked, 'list')).toEqual([])
    expect(found(ranked, 'rule')).toEqual(['basisRank'])
    expect(found(ranked, 'old')).toEqual(['basisNotInForce'])
    expect(found(ranked, 'nothing')).toEqual(['basisUnknown'])
    expect(found(field('basis', { type: 'basis' }), 'nothing')).toEqual([])
  })

  test('conditions and rules are told the choices and yes-or-no fields alone', () => {
    const one = form(
      field('result', { type: 'choice', options: ['cleared', 'upheld'] }),
      field('urgent', { type: 'boolean' }),
      field('note'),
      field('constructor', { type: 'boolean' }),
    )
    const data = { result: 'cleared', urgent: false, note: '说明' }
    expect(formFacts(one, data)).toEqual({ 'form.result': 'cleared', 'form.urgent': false })
    expect(formFacts(undefined, data)).toEqual({})
    const regime = { form: (name: string) => (name === 'sample' ? one : undefined) }
    expect(chosenIn(regime, 'sample', data)).toEqual(['result=cleared', 'urgent=false'])
    expect(chosenIn(regime, undefined, data)).toEqual([])
  })

  test('a basis names an instrument and a provision and nothing else', () => {
    expect(isBasis({ instrument: 'law', provision: '第一条' })).toBe(true)
    expect(isBasis({ instrument: 'law', provision: '  ' })).toBe(false)
    expect(isBasis({ instrument: 'law', provision: '第一条', rank: 'law' })).toBe(false)
    expect(isBasis(null)).toBe(false)
  })
})

describe('rows', () => {
  const list = (...columns: readonly FormField[]): FormDefinition => form(field('items', { type: 'rows', columns }))

  test('every row is checked like a small form, and a fault says row, column and clause', () => {
    const plan = list(
      field('name', { required: true, label: '名称' }),
      field('concerns', { type: 'choice', options: ['persons', 'nobody'] }),
      field('legalBasis', {
        type: 'basis',
        label: '依据',
        cites: ['NB-06-1' as ClauseId],
        requiredWhen: { field: 'concerns', is: ['persons'] },
      }),
    )
    const items = [{ name: '姓名', concerns: 'nobody' }, { name: '住址', concerns: 'persons' }, { note: '多余' }]
    expect(checkForm(plan, { items }, on)).toEqual([
      { field: 'items.1.legalBasis', label: '依据', row: 2, fault: 'missing', cites: ['NB-06-1'] },
      { field: 'items.2.name', label: '名称', row: 3, fault: 'missing', cites: [] },
      { field: 'items.2.note', label: 'note', row: 3, fault: 'unknown', cites: [] },
    ])
  })

  test('rows are a list of records, of five hundred at most', () => {
    const plan = list(field('name'))
    for (const wrong of ['x', { name: 'x' }, ['x'], [null], [['x']]])
      expect(faults(plan, { items: wrong })).toEqual(['items wrongType'])
    const rows = (count: number) => Array.from({ length: count }, () => ({ name: 'x' }))
    expect(faults(plan, { items: rows(mostRows) })).toEqual([])
    expect(faults(plan, { items: rows(mostRows + 1) })).toEqual(['items tooManyRows'])
    expect(faults(form(field('items', { type: 'rows', required: true, columns: [] })), { items: [] })).toEqual([
      'items missing',
    ])
  })

  test('conditions and rules are told what some row chose', () => {
    const plan = list(field('identifier', { type: 'choice', options: ['residentId', 'creditCode'] }), field('name'))
    const data = {
      items: [
        { identifier: 'creditCode' },
        { name: '姓名' },
        { identifier: 'residentId' },
        { identifier: 'creditCode' },
      ],
    }
    expect(formFacts(plan, data)).toEqual({ 'form.items.identifier': ['creditCode', 'residentId'] })
    expect(chosenIn({ form: () => plan }, 'sample', data)).toEqual([
      'items.identifier=creditCode',
      'items.identifier=residentId',
    ])
    expect(holds({ 'form.items.identifier': 'residentId' }, formFacts(plan, data))).toBe(true)
    expect(holds({ 'form.items.identifier': ['otherCode'] }, formFacts(plan, data))).toBe(false)
    expect(holds({ 'form.items.identifier': 'residentId' }, formFacts(plan, {}))).toBe(false)
    expect([
      fieldNamed(plan, 'items.name')?.name,
      fieldNamed(plan, 'items.x'),
      fieldNamed(plan, 'items.name.x'),
    ]).toEqual(['name', undefined, undefined])
  })

  /** The same rules, as one would write them who reads a table cell by cell. */
  function slowFaults(columns: readonly FormField[], rows: readonly Record<string, unknown>[]): readonly string[] {
    const found: string[] = []
    for (let i = 0; i < rows.length; i += 1) {
      for (const column of columns) {
        const value = rows[i]![column.name]
        const blank = value === undefined || value === ''
        const asked =
          column.requiredWhen === undefined
            ? column.required
            : rows[i]![column.requiredWhen.field] === column.requiredWhen.is[0]
        if (blank && asked) found.push(`items.${i}.${column.name} missing`)
        if (!blank && column.type === 'integer' && !Number.isInteger(value))
          found.push(`items.${i}.${column.name} wrongType`)
        if (!blank && column.type === 'text' && typeof value !== 'string')
          found.push(`items.${i}.${column.name} wrongType`)
      }
      for (const name of Object.keys(rows[i]!))
        if (!columns.some((c) => c.name === name)) found.push(`items.${i}.${name} unknown`)
    }
    return found
  }

  test('finds what a slow reader finds', () => {
    const columns = [
      field('a', { required: true }),
      field('b', { type: 'integer' }),
      field('c', { requiredWhen: { field: 'a', is: ['x'] } }),
    ]
    const cell = fc.constantFrom<unknown>('x', 'y', '', 1, 1.5)
    const row = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), cell)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const table = list(...columns)
        expect(faults(table, { items: rows }).toSorted()).toEqual(slowFaults(columns, rows).toSorted())
      }),
    )
  })

  test('columns of several packs are joined: what one asks, the joined rows ask', () => {
    const near = list(field('name', { required: true }), field('need', { cites: ['YZ-07-2' as ClauseId] }))
    const far = list(
      field('need', { required: true, cites: ['NB-05-2' as ClauseId] }),
      field('basis', { type: 'basis', required: true }),
    )
    const joined = joinForms([near, far])!
    expect(faults(joined, { items: [{}] })).toEqual([
      'items.0.name missing',
      'items.0.need missing',
      'items.0.basis missing',
    ])
    expect(fieldNamed(joined, 'items.need')!.cites).toEqual(['YZ-07-2', 'NB-05-2'])
    const other = list(field('need', { type: 'date' }))
    expect(
      joinConflicts([
        { form: near, free: false },
        { form: other, free: false },
      ]).map((c) => c.field),
    ).toEqual(['items.need'])
  })
})

describe('joining the forms of several packs', () => {
  const names = ['a', 'b', 'c', 'd'] as const
  const anyField: fc.Arbitrary<FormField> = fc
    .record({
      name: fc.constantFrom(...names),
      required: fc.boolean(),
      cites: fc.subarray(['NB-05-2', 'YZ-07-2', 'PF-06'] as ClauseId[]),
      when: fc.option(fc.subarray(['x', 'y'], { minLength: 1 }), { nil: undefined }),
    })
    .map(({ name, required, cites, when }) =>
      field(name, { required, cites, ...(when === undefined ? {} : { requiredWhen: { field: 'a', is: when } }) }),
    )
  const anyForm = fc.uniqueArray(anyField, { selector: (f) => f.name, maxLength: 4 }).map((fields) => form(...fields))
  const anyData = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('x', 'y', 'z', ''))

  test('adds and never drops: whatever one pack finds missing, the joined form finds missing', () => {
    fc.assert(
      fc.property(fc.array(anyForm, { minLength: 1, maxLength: 3 }), anyData, (forms, data) => {
        const joined = joinForms(forms)!
        const found = faults(joined, data)
        for (const one of forms) {
          for (const fault of faults(one, data).filter((f) => f.endsWith('missing'))) expect(found).toContain(fault)
          for (const own of one.fields) {
            const same = joined.fields.find((f) => f.name === own.name)!
            expect(same.cites).toEqual(expect.arrayContaining([...own.cites]))
          }
        }
        const all = new Set(forms.flatMap((f) => f.fields.map((g) => g.name)))
        expect(new Set(joined.fields.map((f) => f.name))).toEqual(all)
      }),
    )
  })

  test('a condition that only the farther pack sets is kept', () => {
    const far = field('b', { requiredWhen: { field: 'a', is: ['x'] } })
    expect(faults(joinForms([form(field('b')), form(field('a'), far)])!, { a: 'x' })).toEqual(['b missing'])
  })

  test('a basis must suffice for every text that asks for one; where none could, that is named', () => {
    const basis = (...accepted: Rank[]): FormField => field('basis', { type: 'basis', ranks: accepted })
    const conflictsOf = (...forms: FormDefinition[]): readonly string[] =>
      joinConflicts(forms.map((one) => ({ form: one, free: false }))).map((c) => c.field)
    const [near, far, elsewhere] = [
      form(basis('law', 'localRule')),
      form(basis('law', 'policy')),
      form(basis('policy')),
    ]
    expect(joinForms([near, far])!.fields[0]!.ranks).toEqual(['law'])
    expect(joinForms([form(field('basis', { type: 'basis' })), far])!.fields[0]!.ranks).toEqual(['law', 'policy'])
    expect(conflictsOf(near, far)).toEqual([])
    expect(conflictsOf(near, elsewhere)).toEqual(['basis'])
  })

  test('what cannot be joined is named instead of chosen', () => {
    const near = form(field('b', { requiredWhen: { field: 'a', is: ['x'] } }), field('c', { type: 'date' }))
    const far = form(field('b', { requiredWhen: { field: 'd', is: ['x'] } }), field('c'))
    const conflicts = joinConflicts([
      { form: near, free: false },
      { form: far, free: true },
    ])
    expect(conflicts.map((c) => c.field)).toEqual(['b', 'c'])
  })
})
