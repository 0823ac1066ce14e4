import { describe, expect, test } from 'vitest'
import type { FormColumn, FormField } from '../api/types.ts'
import { enteredValues, faultyLabels, missingFields } from './form-values.ts'

const field = (name: string, type: string, more: Partial<FormColumn> = {}): FormColumn => ({
  name,
  label: name,
  type,
  required: false,
  cites: [],
  ...more,
})
const items: FormField = {
  ...field('items', 'rows', { required: true }),
  label: '数据项',
  columns: [
    field('name', 'text', { required: true }),
    field('concerns', 'choice'),
    field('legalBasis', 'basis', { requiredWhen: { field: 'concerns', is: ['persons'] } }),
    field('cases', 'texts'),
  ],
}
const form = { fields: [field('matter', 'text'), items] }

describe('rows of a form', () => {
  test('are sent without blank cells and without blank rows', () => {
    const rows = [{}, { name: '姓名', cases: ['', ' a '] }, { name: ' ' }]
    expect(enteredValues(form, { matter: '', items: rows })).toEqual({ items: [{ name: '姓名', cases: ['a'] }] })
  })
  test('are missing when none says anything', () => {
    expect(missingFields(form, { items: [{}, { name: '' }] })).toEqual({ items: 'missing' })
  })
  test('miss a cell by its row among those that are sent, also where another cell of the row calls for it', () => {
    const rows = [{}, { name: '姓名' }, { concerns: 'persons', legalBasis: { instrument: 'law', provision: '' } }]
    expect(missingFields(form, { items: rows })).toEqual({ 'items.1.name': 'missing', 'items.1.legalBasis': 'missing' })
  })
  test('with a fault in them are named once, by the label of the field', () => {
    expect(faultyLabels(form, { 'items.0.name': 'missing', 'items.3.cases': 'wrongType' })).toEqual(['数据项'])
  })
})
