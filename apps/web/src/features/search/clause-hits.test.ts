import { expect, test } from 'vitest'
import { clausesFor, partAround } from './clause-hits.ts'

const all = [
  { id: 'WZ-26-1', source: '吴忠', text: '共享申请应当写明用途。' },
  { id: 'WZ-26-2', source: '吴忠', text: '提供单位应当在五个工作日内答复，见 26-20。' },
  { id: 'NB-26-2', source: '宁波', text: '答复应当说明理由。' },
]
const ids = (q: string, most = 10): readonly string[] => clausesFor(q, all, most).map(({ id }) => id)

test('a clause is found by number, by the name of its regulation and by its text, all words of it', () => {
  expect(ids('wz-26-2')).toEqual(['WZ-26-2'])
  expect(ids('宁波 答复')).toEqual(['NB-26-2'])
  expect(ids('答复')).toEqual(['WZ-26-2', 'NB-26-2'])
  expect(ids('答复', 1)).toEqual(['WZ-26-2'])
  expect(ids('海关')).toEqual([])
  expect(ids('  ')).toEqual([])
})

test('the clause that is named outright comes first', () => {
  expect(ids('宁波 26-2')).toEqual(['NB-26-2'])
  expect(ids('26')[0]).toBe('WZ-26-1')
})

test('a long text is cut around what was sought', () => {
  const long = `${'前'.repeat(200)}期限${'后'.repeat(200)}`
  const part = partAround(long, '期限')
  expect(part).toContain('期限')
  expect(part.length).toBeLessThan(100)
  expect(part.startsWith('…') && part.endsWith('…')).toBe(true)
  expect(partAround('短', '无')).toBe('短')
})
